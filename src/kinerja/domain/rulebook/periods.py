"""Rules of `periods`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

PERIOD_EXISTS = Rule(
    "B2.1",
    "Periode {code} sudah dibuka dengan data lain.",
    "Period {code} is already open with other data.",
    "Pakai kode periode yang lain.",
    "Use another code.",
    "ours: a period pins its rules for good",
)
PERIOD_WHOLE_MONTHS = Rule(
    "B2.2",
    "Periode dimulai pada tanggal 1 dan berakhir pada akhir bulan, dalam satu tahun.",
    "A period starts on the first of a month and ends on the last of one, within a year.",
    "Perbaiki tanggal mulai atau tanggal berakhir.",
    "Correct the first or the last day.",
    "PermenPANRB 6/2022: periods are months or quarters of a year",
)
PERIOD_WHOLE_QUARTERS = Rule(
    "B2.3",
    "Periode triwulanan mencakup triwulan penuh.",
    "A quarterly period consists of whole quarters.",
    "Mulai pada Januari, April, Juli atau Oktober.",
    "Start in January, April, July or October and end with a quarter.",
    "PermenPANRB 6/2022: periodic evaluation per quarter",
)
WINDOW_UNKNOWN = Rule(
    "B2.4",
    "Periode ini tidak memuat rentang {window}.",
    "The period has no window {window}.",
    "Pilih salah satu: {windows}.",
    "Choose one of {windows}.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
CODE_IS_A_WINDOWS = Rule(
    "B2.5",
    "Kode periode {code} sama dengan kode salah satu rentangnya.",
    "The code {code} of the period is that of one of its windows.",
    "Pakai kode periode yang lain.",
    "Use another code.",
    "ours: a code names one window",
    RefusalKind.INVALID_INPUT,
)
RULES_UNKNOWN = Rule(
    "B2.6",
    "Versi aturan {rules} tidak dikenal.",
    "There is no rule version {rules}.",
    "Pilih salah satu: {known}.",
    "Choose one of {known}.",
    "ours: a period pins rules that can be recomputed",
    RefusalKind.INVALID_INPUT,
)
CADENCE_CLASHES = Rule(
    "B2.7",
    "Unit yang sama dievaluasi {cadence} dalam periode {other} pada tahun itu.",
    "The same unit is evaluated {cadence} in period {other} of that year.",
    "Pakai irama periode {other}, atau batasi periode pada unit lain.",
    "Use the cadence of period {other}, or limit the period to other units.",
    "ours: one cadence per unit and calendar year",
)
PERIOD_CLOSED = Rule(
    "B2.8",
    "Periode {code} sudah ditutup.",
    "Period {code} is closed.",
    "Minta pengelola kinerja membuka kembali periode itu.",
    "Ask a performance administrator to reopen it.",
    "ours: what is closed does not change",
    RefusalKind.MISSING_STEP,
)
EVALUATIONS_UNFINISHED = Rule(
    "B2.9",
    "{count} evaluasi dalam periode ini belum selesai: {windows}.",
    "{count} evaluations of the period are not finished: {windows}.",
    "Selesaikan evaluasi itu dulu; query evaluations menampilkannya.",
    "Finish them first; the query evaluations shows them.",
    "ours: a period ends with its last evaluation that was opened; what is not evaluated (domain 5: unpaid leave,"
    " study, death) is never opened, and holds nothing up",
)
REOPENED_WITHOUT_REASON = Rule(
    "B2.10",
    "Periode hanya dibuka kembali dengan alasan.",
    "A period is reopened with a reason only.",
    "Isi alasannya.",
    "Give the reason.",
    "ours",
)
UNIT_NOT_IN_PERIOD = Rule(
    "B2.11",
    "Periode {code} tidak berlaku bagi unit jabatan ini.",
    "Period {code} is not for the unit of this position.",
    "Pilih periode yang mencakup unit itu.",
    "Choose a period that covers the unit.",
    "ours: a period may be limited to units",
)
DEADLINE_DAYS = Rule(
    "B2.12",
    "Tenggat memuat {least} sampai {most} hari kerja.",
    "A deadline leaves {least} to {most} working days.",
    "Perbaiki jumlah hari kerja.",
    "Correct the number of working days.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
PERIOD_RUNS = Rule(
    "B2.20",
    "Periode {code} berlangsung sampai {ends_on}.",
    "Period {code} runs until {ends_on}.",
    "Tutup periode setelah berakhir dan evaluasinya selesai.",
    "Close it once it is over and its evaluations are finished.",
    "domain 2: the annual evaluation is its own judgement over the year, and comes after it",
)
RULES = (
    PERIOD_RUNS,
    CADENCE_CLASHES,
    PERIOD_CLOSED,
    EVALUATIONS_UNFINISHED,
    REOPENED_WITHOUT_REASON,
    UNIT_NOT_IN_PERIOD,
    DEADLINE_DAYS,
    RULES_UNKNOWN,
    PERIOD_EXISTS,
    PERIOD_WHOLE_MONTHS,
    PERIOD_WHOLE_QUARTERS,
    WINDOW_UNKNOWN,
    CODE_IS_A_WINDOWS,
)
