"""Rules of `disseminations`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

NOT_IN_FORCE = Rule(
    "A5.1",
    "Standar ini belum ditetapkan; belum ada yang disosialisasikan.",
    "The standard is not approved; there is nothing to make known yet.",
    "Tetapkan standar lebih dahulu.",
    "Have the standard approved first.",
    "ours: only what was decided is made known",
    RefusalKind.MISSING_STEP,
)
NOT_ADDRESSED = Rule(
    "A5.2",
    "Sosialisasi ini tidak ditujukan kepada jabatan Anda.",
    "This dissemination does not address a position that you hold.",
    "Tanyakan kepada pengelola kinerja bila jabatan Anda seharusnya termasuk.",
    "Ask the administrator if your position should be among them.",
    "ours: acknowledged is what concerns one's own work",
)
ANSWERS_INCOMPLETE = Rule(
    "A5.3",
    "Pemahaman diperiksa dengan {questions} pertanyaan; jawaban yang diberikan {answers}.",
    "The comprehension check has {questions} questions; {answers} answers were given.",
    "Jawab setiap pertanyaan dengan salah satu pilihannya.",
    "Answer every question with one of its options.",
    "ours: a check that is half answered checks nothing",
)
QUESTION_MALFORMED = Rule(
    "A5.4",
    "Pertanyaan ke-{number} memerlukan sekurang-kurangnya dua pilihan dan satu jawaban yang benar di antaranya.",
    "Question {number} needs at least two options and a right answer among them.",
    "Perbaiki pertanyaan itu.",
    "Correct that question.",
    "ours: a question can be answered wrongly",
)
RULES = (
    ANSWERS_INCOMPLETE,
    NOT_ADDRESSED,
    NOT_IN_FORCE,
    QUESTION_MALFORMED,
)
