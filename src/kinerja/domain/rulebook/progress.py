"""Rules of `progress`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

REPORT_EMPTY = Rule(
    "C1.1",
    "Laporan belum memuat realisasi.",
    "The report holds no realization.",
    "Laporkan sekurang-kurangnya satu target.",
    "Report on at least one target.",
    "ours: a report reports",
)
REPORT_MONTH = Rule(
    "C1.2",
    "Bulan {month} di luar rencana ini.",
    "The month {month} lies outside the plan.",
    "Pilih bulan dalam masa rencana.",
    "Choose a month within the plan.",
    "ours: a plan is reported on month by month",
    RefusalKind.INVALID_INPUT,
)
REPORT_TARGET = Rule(
    "C1.3",
    "Target ini tidak berlaku pada bulan itu.",
    "The plan has no such target in this month.",
    "Ambil target rencana untuk bulan itu.",
    "Query the targets of the plan for that month.",
    "ours: only what was planned is reported as progress",
    RefusalKind.INVALID_INPUT,
)
RATIO_TERMS = Rule(
    "C1.4",
    "Indikator ini berupa rasio: isi pembilang dan penyebut (pembilang sekurang-kurangnya 0, penyebut lebih dari 0).",
    "The indicator is a ratio: give numerator and denominator (numerator at least 0, denominator above 0).",
    "Isi kedua bilangan.",
    "Give both numbers.",
    "ours: ratios are summed term by term",
)
REALIZATION_NEGATIVE = Rule(
    "C1.5",
    "Realisasi tidak boleh negatif.",
    "A realization cannot be negative.",
    "Perbaiki angkanya.",
    "Correct the number.",
    "ours: counts, durations and costs are never negative",
)
REPORT_VERIFIED = Rule(
    "C1.6",
    "Laporan sudah diverifikasi; perbaikan memerlukan alasan.",
    "The report is verified; correcting it needs a reason.",
    "Tulis alasan perbaikan.",
    "State the reason of the correction.",
    "ours: corrections are later facts with a reason",
)
REPORT_MISSING = Rule(
    "C1.7",
    "Laporan bulan ini belum ada.",
    "There is no report for this month yet.",
    "Kirim laporan lebih dahulu.",
    "Submit the report first.",
    "ours",
    RefusalKind.MISSING_STEP,
)
REPORT_EARLY = Rule(
    "C1.8",
    "Bulan {month} belum dimulai.",
    "The month {month} has not begun.",
    "Laporkan setelah bulan dimulai.",
    "Report once the month has begun.",
    "ours: progress is reported, not foretold",
)
RETURN_WITHOUT_REASON = Rule(
    "C1.9",
    "Pengembalian laporan memerlukan alasan.",
    "Returning a report needs a reason.",
    "Tulis apa yang perlu diperbaiki.",
    "Say what is to be improved.",
    "ours: a return says why",
)
TARGET_TWICE = Rule(
    "C1.10",
    "Target ini dilaporkan dua kali.",
    "The target is reported twice.",
    "Beri satu baris untuk setiap target.",
    "Give each target one line.",
    "ours: one realization per target and month",
    RefusalKind.INVALID_INPUT,
)
AMOUNT_MISSING = Rule(
    "C1.11",
    "Indikator ini bukan rasio: isi realisasi, tanpa pembilang dan penyebut.",
    "The indicator is no ratio: give the amount, without numerator and denominator.",
    "Isi realisasi dalam satuan indikator.",
    "Give the amount in the indicator's unit.",
    "ours: a realization is in the indicator's unit",
    RefusalKind.INVALID_INPUT,
)
NUMBERS_OF_MEASURED = Rule(
    "C1.12",
    "Indikator ini diukur dari layanan; angkanya tidak diisi sendiri.",
    "The indicator is measured of a service; its numbers are not typed in.",
    "Kirim baris tanpa angka: angkanya diambil dari catatan layanan.",
    "Send the line without numbers: they are taken from what the service recorded.",
    "ours: a measured realization says where it comes from",
    RefusalKind.INVALID_INPUT,
)
NOTHING_MEASURED = Rule(
    "C1.13",
    "Belum ada yang dapat dihitung untuk indikator ini pada bulan itu.",
    "There is nothing to measure for this indicator in that month.",
    "Catat kunjungan layanan lebih dahulu; tanpa itu bulan ini tetap kosong.",
    "Record the visits first; without any the month stays absent.",
    "ours: absent is not 0",
)
DRAFT_MISSING = Rule(
    "C1.19",
    "Belum ada draf laporan untuk bulan ini.",
    "There is no draft of a report for this month.",
    "Simpan drafnya lebih dahulu, atau kirim laporannya langsung.",
    "Save the draft first, or report directly.",
    "ours: what is submitted was written before",
    RefusalKind.MISSING_STEP,
)
MEASURED_EARLY = Rule(
    "C1.20",
    "Indikator {indicator} diukur dari layanan; bulan {month} baru dapat dilaporkan mulai {day}.",
    "The indicator {indicator} is measured of a service; {month} can be reported from {day} on.",
    "Laporkan setelah bulan itu berakhir; sementara itu laporannya dapat disimpan sebagai draf.",
    "Report it once the month is over; until then the report can be saved as a draft.",
    "ours: a month is counted when nothing can be added to it any more",
)
REPORTED_LATER = Rule(
    "C1.21",
    "Indikator {indicator} tidak dilaporkan untuk bulan {month}, melainkan untuk bulan {next}, yang mencakup juga"
    " bulan-bulan sebelumnya.",
    "The indicator {indicator} is not reported for {month} but for {next}, and that report covers the months before"
    " too.",
    "Laporkan untuk bulan {next}; sementara itu hasilnya dapat dicatat dalam progres harian.",
    "Report it for {next}; until then what was done can be recorded as daily progress.",
    "ours: what is reported counts",
)
NEVER_REPORTED = Rule(
    "C1.22",
    "Indikator {indicator} dilaporkan untuk bulan {next}; saat itu target ini tidak lagi ada dalam rencana, maka"
    " dalam rencana ini tidak dilaporkan dan tidak dinilai.",
    "The indicator {indicator} is reported for {next}, when the plan no longer has the target: in this plan it is"
    " neither reported nor judged.",
    "Hilangkan barisnya; yang telah dikerjakan dapat dicatat dalam progres harian.",
    "Leave the line out; what was done can be recorded as daily progress.",
    "ours: what is reported counts",
)
RULES = (
    REPORTED_LATER,
    NEVER_REPORTED,
    MEASURED_EARLY,
    DRAFT_MISSING,
    NUMBERS_OF_MEASURED,
    NOTHING_MEASURED,
    RETURN_WITHOUT_REASON,
    TARGET_TWICE,
    AMOUNT_MISSING,
    REPORT_EMPTY,
    REPORT_MONTH,
    REPORT_TARGET,
    RATIO_TERMS,
    REALIZATION_NEGATIVE,
    REPORT_VERIFIED,
    REPORT_MISSING,
    REPORT_EARLY,
)
