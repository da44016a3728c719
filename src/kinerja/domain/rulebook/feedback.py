"""Rules of `feedback`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

FEEDBACK_ABOUT = Rule(
    "D1.1",
    "Umpan balik menyangkut satu hasil kerja atau satu nilai perilaku.",
    "Feedback is about one work result or one core value.",
    "Isi salah satu saja: hasil kerja atau nilai.",
    "Name exactly one of the two.",
    "PermenPANRB 6/2022: feedback on results and behaviour",
)
OWN_FEEDBACK = Rule(
    "D1.2",
    "Tidak seorang pun memberi umpan balik atas rencana kerjanya sendiri.",
    "Nobody gives feedback on the own plan.",
    "Mintalah umpan balik dari orang lain (requestFeedback).",
    "Ask somebody else for it (requestFeedback).",
    "ours: what one says of oneself is the own rating",
)
POST_NOT_HELD = Rule(
    "D1.3",
    "Anda tidak memangku jabatan itu hari ini.",
    "You do not hold that post today.",
    "Pilih jabatan yang Anda pangku, atau kosongkan.",
    "Name a post that you hold, or none.",
    "ours: from which side feedback comes follows from posts, not from what is claimed",
)
ASKED_ONESELF = Rule(
    "D1.4",
    "Umpan balik diminta dari orang lain, bukan dari diri sendiri.",
    "Feedback is asked of somebody else, not of oneself.",
    "Pilih pegawai lain.",
    "Name another employee.",
    "ours: what one says of oneself is the own rating",
    RefusalKind.INVALID_INPUT,
)
REQUEST_DAY = Rule(
    "D1.5",
    "Umpan balik diminta sampai hari ini atau paling lambat {most} hari lagi.",
    "Feedback is asked for until today or a day within the next {most} days.",
    "Pilih hari dalam rentang itu.",
    "Choose a day within it.",
    "ours: what is asked for is soon given, declined, or over",
    RefusalKind.INVALID_INPUT,
)
REQUEST_OVER = Rule(
    "D1.6",
    "Permintaan umpan balik ini sudah dijawab, ditolak, atau lewat harinya.",
    "The request for feedback was met or declined already, or its day is over.",
    "Berikan umpan balik tanpa permintaan, atau mintalah pegawai itu meminta lagi.",
    "Give it without the request, or have the employee ask again.",
    "ours: a request is met once, in time",
)
NOT_ASKED = Rule(
    "D1.7",
    "Permintaan umpan balik ini ditujukan kepada pegawai lain.",
    "The request for feedback asks somebody else.",
    "Berikan umpan balik tanpa permintaan itu.",
    "Give feedback without the request.",
    "ours: who is asked answers",
)
OF_ANOTHER_REQUEST = Rule(
    "D1.8",
    "Yang diminta adalah umpan balik atas hal lain.",
    "What is asked for is feedback on something else.",
    "Kosongkan rencana, hasil kerja, dan nilai: ketiganya sudah ada dalam permintaan.",
    "Leave out plan, result and value: the request says them.",
    "ours: a request is met by what it asks for",
    RefusalKind.INVALID_INPUT,
)
REQUEST_DECLINED_WITHOUT_REASON = Rule(
    "D1.9",
    "Penolakan permintaan umpan balik memerlukan alasan.",
    "Declining a request for feedback needs a reason.",
    "Tulis mengapa Anda tidak memberi umpan balik.",
    "Say why you give none.",
    "ours: who asks learns why there is no answer",
    RefusalKind.INVALID_INPUT,
)
ANSWERED_ONCE = Rule(
    "D1.10",
    "Umpan balik ini sudah Anda tanggapi.",
    "You answered this feedback already.",
    "Bicarakan selebihnya dalam dialog kinerja (recordDialogue).",
    "Talk about the rest in a dialogue (recordDialogue).",
    "ours: an answer is heard once; what follows is a conversation",
)
REQUEST_NOT_EXTENDED = Rule(
    "D1.11",
    "Hari permintaan umpan balik tidak diperpanjang.",
    "The day of a request for feedback is not extended.",
    "Pegawai yang bersangkutan dapat meminta lagi.",
    "The employee may ask again.",
    "ours: whoever asks says until when",
)
FEEDBACK_ON_ONE_PLAN = Rule(
    "D1.12",
    "Sebutkan satu rencana kerja: langsung, lewat permintaan, atau lewat penugasan dan periodenya.",
    "Name one plan: itself, by the request, or by its assignment and period.",
    "Isi planId, requestId, atau assignmentId bersama periodId.",
    "Give planId, requestId, or assignmentId with periodId.",
    "ours: feedback is on one plan",
    RefusalKind.INVALID_INPUT,
)
RULES = (
    FEEDBACK_ABOUT,
    OWN_FEEDBACK,
    POST_NOT_HELD,
    ASKED_ONESELF,
    REQUEST_DAY,
    REQUEST_OVER,
    NOT_ASKED,
    OF_ANOTHER_REQUEST,
    REQUEST_DECLINED_WITHOUT_REASON,
    ANSWERED_ONCE,
    REQUEST_NOT_EXTENDED,
    FEEDBACK_ON_ONE_PLAN,
)
