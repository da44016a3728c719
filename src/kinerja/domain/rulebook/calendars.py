"""Rules of `holidays` and `deadlines`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

NO_CALENDAR = Rule(
    "B2.13",
    "Kalender hari libur tahun {year} tidak tersedia.",
    "There is no holiday calendar for {year}.",
    "Pilih tahun {first} sampai {last}.",
    "Choose a year from {first} to {last}.",
    "ours: deadlines are counted over known years only",
    RefusalKind.INVALID_INPUT,
)
DEADLINE_PASSED = Rule(
    "B2.14",
    "Tenggat sudah lewat dan tidak dapat diperpanjang.",
    "The deadline has passed and cannot be extended any more.",
    "Perpanjang sebelum masa tenggang berakhir; keterlambatan yang sudah tercatat tetap.",
    "Extend it before the grace is over; what is recorded as late stays.",
    "ours: what was late stays late",
)
DEADLINE_NOT_LATER = Rule(
    "B2.15",
    "Tenggat hanya dapat dimundurkan ke hari kerja setelah {due_on}.",
    "A deadline is moved to a working day after {due_on} only.",
    "Pilih hari kerja setelah {due_on}.",
    "Choose a working day after {due_on}.",
    "ours: nobody loses time that was given",
)
EXTENDED_WITHOUT_REASON = Rule(
    "B2.16",
    "Perpanjangan tenggat wajib disertai alasan.",
    "A deadline is extended with a reason only.",
    "Isi alasan perpanjangan.",
    "Give the reason.",
    "ours",
)
DEADLINE_RUNS = Rule(
    "B2.17",
    "Tenggat belum lewat: masih berlaku sampai {until}.",
    "The deadline has not passed: it runs until {until}.",
    "Tunggu sampai waktunya habis.",
    "Wait until it is over.",
    "ours: the passing of a deadline is recorded after it passed",
)
DAY_DECLARED = Rule(
    "B2.18",
    "Tanggal {day} sudah ditetapkan sebagai {name}.",
    "{day} is declared already, as {name}.",
    "Cabut dulu penetapan itu.",
    "Withdraw that first.",
    "ours: one declaration per day",
)
DAY_NOT_DECLARED = Rule(
    "B2.19",
    "Tanggal {day} tidak ditetapkan oleh instansi.",
    "{day} was not declared by the agency.",
    "Hari libur nasional tidak dicabut; tetapkan tanggal itu sebagai hari kerja.",
    "A national holiday is not withdrawn; declare the day to be worked.",
    "ours",
)
RULES = (
    NO_CALENDAR,
    DEADLINE_PASSED,
    DEADLINE_NOT_LATER,
    EXTENDED_WITHOUT_REASON,
    DEADLINE_RUNS,
    DAY_DECLARED,
    DAY_NOT_DECLARED,
)
