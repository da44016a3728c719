"""Rules of `evaluations`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

WINDOW_RUNS = Rule(
    "E1.1",
    "Rentang {window} berakhir pada {ends_on}; evaluasi dibuka sesudahnya.",
    "The window {window} ends on {ends_on}; its evaluation is opened after that.",
    "Tunggu sampai rentang berakhir.",
    "Wait until the window has ended.",
    "PermenPANRB 6/2022: a stretch is evaluated when it is over",
)
WINDOW_NOT_COVERED = Rule(
    "E1.2",
    "Rencana ini tidak mencakup rentang {window}.",
    "The plan does not cover the window {window}.",
    "Pilih rentang yang dicakup rencana.",
    "Choose a window that the plan covers.",
    "domain policy: a periodic window is covered entirely, the annual one also in part",
    RefusalKind.INVALID_INPUT,
)
SUPERIOR_ABSENT = Rule(
    "E1.3",
    "Penilaian perilaku oleh atasan belum final.",
    "The superior's rating of behaviour is not final.",
    "Finalkan penilaian perilaku lebih dahulu.",
    "Make the rating of behaviour final first.",
    "PermenPANRB 6/2022: results and behaviour are both rated",
    RefusalKind.MISSING_STEP,
)
DEPARTURE_WITHOUT_REASON = Rule(
    "E1.4",
    "Penilaian {chosen} berbeda dari saran {suggested} dan memerlukan alasan.",
    "The rating {chosen} differs from the suggestion {suggested} and needs a reason.",
    "Tulis alasan, atau ikuti saran.",
    "State the reason, or follow the suggestion.",
    "domain policy: a choice that differs from the suggestion needs a reason",
)
ALREADY_RATED = Rule(
    "E1.5",
    "Evaluasi sudah {state}; penilaiannya tidak dapat diubah.",
    "The evaluation is {state}; its rating cannot be changed.",
    "Ajukan keberatan bila hasilnya tidak tepat.",
    "A result that is wrong is objected to, not edited.",
    "domain policy: there is no edit in place",
)
EVALUATION_STEP = Rule(
    "E1.6",
    "Evaluasi masih {state}; langkah {action} belum dilakukan.",
    "The evaluation is {state}; the step {action} is missing.",
    "Lakukan {action} lebih dahulu.",
    "Take the step {action} first.",
    "PermenPANRB 6/2022: rated, delivered, accepted",
    RefusalKind.MISSING_STEP,
)
CONTENT_STALE = Rule(
    "E1.7",
    "Isi yang disetujui bukan isi yang berlaku.",
    "The content that was seen is not the present one.",
    "Muat ulang evaluasi dan periksa lagi.",
    "Reload the evaluation and look at it again.",
    "domain policy: finality is bound to content",
)
EVALUATION_WITHDRAWN = Rule(
    "E1.8",
    "Evaluasi sudah ditarik: rencana berakhir sebelum rentangnya dimulai.",
    "The evaluation was withdrawn: the plan ended before its window begins.",
    "Nilai rentang yang masih dijalani; rencana menunjukkan hari terakhirnya.",
    "Judge the windows that were worked; the plan shows its last day.",
    "domain 5: the old plan is judged to the last month in the post",
)
RULES = (
    WINDOW_RUNS,
    WINDOW_NOT_COVERED,
    SUPERIOR_ABSENT,
    DEPARTURE_WITHOUT_REASON,
    ALREADY_RATED,
    EVALUATION_STEP,
    CONTENT_STALE,
    EVALUATION_WITHDRAWN,
)
