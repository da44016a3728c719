"""Rules of `plans`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

NOT_SUBMITTED = Rule(
    "B3.1",
    "Hanya rencana yang sudah diajukan dapat disetujui atau dikembalikan; rencana ini {state}.",
    "Only a submitted plan can be approved or returned; this one is {state}.",
    "Ajukan rencana lebih dahulu.",
    "Submit the plan first.",
    "PermenPANRB 6/2022: a plan is submitted, then approved",
    RefusalKind.MISSING_STEP,
)
WEIGHTS = Rule(
    "B3.2",
    "Bobot hasil kerja utama berjumlah {total}, seharusnya 100.",
    "The weights of the primary results sum to {total}, not to 100.",
    "Sesuaikan bobot sehingga berjumlah tepat 100.",
    "Adjust the weights so that they sum to exactly 100.",
    "domain policy: weights of a plan sum to exactly 100",
)
RESULT_WITHOUT_TARGET = Rule(
    "B3.3",
    "Hasil kerja belum memiliki target.",
    "A work result has no target.",
    "Tetapkan sekurang-kurangnya satu target.",
    "Set at least one target for it.",
    "PermenPANRB 6/2022: a result has an indicator and a target",
)
PLAN_FROZEN = Rule(
    "B3.4",
    "Rencana sudah {state}; isinya tidak dapat diubah.",
    "The plan is {state}; its content cannot be changed.",
    "Minta rencana dikembalikan, atau ajukan revisi bila sudah disetujui.",
    "Ask for its return, or revise it once it is approved.",
    "PermenPANRB 6/2022: the approved baseline is frozen",
)
TARGET_ZERO = Rule(
    "B3.5",
    "Target harus lebih besar dari 0.",
    "A target must be greater than 0.",
    "Untuk target tanpa temuan, nyatakan sebagai persentase tanpa temuan.",
    "State a target of no findings as the percentage without findings.",
    "domain policy: an achievement divides by its target",
)
WEIGHT_OF_KIND = Rule(
    "B3.6",
    "Bobot hasil kerja utama antara 0 dan 100; hasil kerja tambahan berbobot 0.",
    "A primary result weighs more than 0 and at most 100; an additional one weighs 0.",
    "Perbaiki bobot.",
    "Correct the weight.",
    "domain policy: additional results have weight 0",
)
LEADER_UNAPPROVED = Rule(
    "B3.7",
    "Rencana pimpinan yang didukung belum disetujui.",
    "The leader's plan that a result supports is not approved.",
    "Setujui dahulu rencana pimpinan.",
    "Have the leader's plan approved first.",
    "practice: only the approval waits for the leader's plan, drafting never does",
    RefusalKind.MISSING_STEP,
)
RESULT_UNKNOWN = Rule(
    "B3.8",
    "Hasil kerja itu tidak ada dalam rencana ini.",
    "The plan has no such work result.",
    "Ambil daftar hasil kerja rencana ini.",
    "Query the results of this plan.",
    "ours",
    RefusalKind.NOT_FOUND,
)
PLAN_SPAN = Rule(
    "B3.9",
    "Rencana harus berada dalam periode dan penugasan, dalam bulan penuh, setelah rencana yang sudah ditutup.",
    "A plan lies within its period and its assignment, after one that was closed, and consists of whole months.",
    "Perbaiki tanggal mulai atau tanggal berakhir.",
    "Correct the first or the last day.",
    "domain policy: one plan per assignment and period",
)
NOT_APPROVED = Rule(
    "B3.10",
    "Rencana belum disetujui.",
    "The plan is not approved.",
    "Setujui rencana lebih dahulu.",
    "Have the plan approved first.",
    "PermenPANRB 6/2022: only an approved plan is worked on and judged",
    RefusalKind.MISSING_STEP,
)
RETURN_WITHOUT_REASON = Rule(
    "B3.11",
    "Pengembalian rencana memerlukan alasan.",
    "Returning a plan needs a reason.",
    "Tulis apa yang perlu diperbaiki.",
    "Say what is to be improved.",
    "ours: a return says why",
)
PLAN_EXISTS = Rule(
    "B3.12",
    "Rencana untuk penugasan dan periode ini sudah ada.",
    "There is a plan for this assignment and period already.",
    "Lanjutkan rencana yang ada.",
    "Go on with the existing plan.",
    "domain policy: one plan per assignment and period, a further one once it is closed",
)
PERSPECTIVE_OF_LEADERS = Rule(
    "B3.14",
    "Perspektif hanya untuk hasil kerja pejabat pimpinan tinggi.",
    "A perspective is only for results of high leadership posts.",
    "Kosongkan perspektif; aspek dinyatakan pada target.",
    "Leave it out; the aspect of each target says what is looked at.",
    "PermenPANRB 6/2022: the plan of a high leader has perspectives, every other one has aspects",
)
PLAN_CLOSED = Rule(
    "B3.15",
    "Rencana sudah ditutup per {closed_on}.",
    "The plan was closed as of {closed_on}.",
    "Lanjutkan pada rencana baru.",
    "Go on with a new plan.",
    "domain 5: a plan that is closed stays as it was judged",
)
CLOSING_DATE = Rule(
    "B3.16",
    "Rencana ditutup pada akhir suatu bulan dalam rencana atau sehari sebelum dimulai, tidak sebelum {after}.",
    "A plan is closed on the last day of a month of it or on the day before its first, not before {after}.",
    "Pilih bulan terakhir yang dijalani; yang sudah dilaporkan tetap dinilai.",
    "Choose the last month worked; what was reported is judged.",
    "domain 5: the old plan is judged to the last month in the post",
)
CLOSING_WITHOUT_REASON = Rule(
    "B3.17",
    "Penutupan rencana memerlukan alasan.",
    "Closing a plan needs a reason.",
    "Tulis alasannya.",
    "State the reason.",
    "domain 5: retired, died, dismissed: the plan is closed with a reason",
)
OUTLASTS_ASSIGNMENT = Rule(
    "B3.19",
    "Penugasan berakhir pada {ends_on}, sedangkan rencana berlangsung lebih lama.",
    "The assignment ends on {ends_on}, and the plan goes on after that.",
    "Tutup rencana pada bulan terakhir penugasan, lalu setujui.",
    "Close the plan after the last month of the assignment, then approve it.",
    "domain 5: the old plan is judged to the last month in the post",
    RefusalKind.MISSING_STEP,
)
CLOSED_WITHOUT_LEAVE = Rule(
    "B3.20",
    "Setelah tanggal itu tidak tercatat {cause} bagi pegawai ini.",
    "No {cause} of this employee is recorded after that day.",
    "Catat dahulu dengan suratnya (grantLeave), atau sebutkan sebab yang lain.",
    "Record it with its letter first (grantLeave), or name another cause.",
    "domain 5: unpaid leave is not evaluated, a study assignment is judged by its academic result: both by letter",
    RefusalKind.MISSING_STEP,
)
STANDARD_UNAPPROVED = Rule(
    "B4.1",
    "Standar dari indikator «{indicator}» belum ditetapkan.",
    "The standard of the indicator “{indicator}” was never approved.",
    "Tetapkan standarnya lebih dahulu, atau pakai indikator dari standar yang sudah ditetapkan.",
    "Have the standard approved first, or use an indicator of one that is.",
    "domain policy: only indicators and targets approved before they are judged count",
    RefusalKind.MISSING_STEP,
)
STANDARD_ENDED = Rule(
    "B4.2",
    "Standar dari indikator «{indicator}» hanya berlaku sampai {last_day}.",
    "The standard of the indicator “{indicator}” holds to {last_day} only.",
    "Pakai indikator dari standar yang masih berlaku.",
    "Use an indicator of a standard that still holds.",
    "domain policy: only indicators and targets approved before they are judged count",
)
REVISION_WITHOUT_REASON = Rule(
    "B8.1",
    "Revisi rencana memerlukan alasan.",
    "A revision of a plan needs a reason.",
    "Tulis alasan revisi.",
    "State the reason.",
    "PermenPANRB 6/2022: reason and legal basis are mandatory",
)
REVISION_WITHOUT_BASIS = Rule(
    "B8.2",
    "Revisi rencana memerlukan dasar hukum.",
    "A revision of a plan needs a legal basis.",
    "Sebutkan peraturan atau surat yang menjadi dasar.",
    "Name the regulation or letter it rests on.",
    "PermenPANRB 6/2022: reason and legal basis are mandatory",
)
REVISION_DATE = Rule(
    "B8.3",
    "Revisi berlaku mulai tanggal 1 suatu bulan dalam rencana, setelah {after}.",
    "A revision takes effect on the first of a month of the plan, after {after}.",
    "Pilih tanggal berlaku yang lain.",
    "Choose another effective date.",
    "domain policy: what was reported or judged keeps the version that it used",
)
REVISED_TWICE = Rule(
    "B8.4",
    "Target, bobot, dukungan atau hasil kerja yang sama diubah dua kali dalam satu revisi.",
    "The same target, weight, support or result is changed twice in one revision.",
    "Sebutkan masing-masing satu kali.",
    "Name each of them once.",
    "ours: one revision, one reading",
    RefusalKind.INVALID_INPUT,
)
HALF_SUPPORT = Rule(
    "B3.13",
    "Hasil kerja pimpinan memerlukan rencana dan hasil kerjanya.",
    "A supported result needs both the leader's plan and the result in it.",
    "Isi keduanya, atau kosongkan keduanya.",
    "Give both, or leave both out.",
    "ours: a support names one result",
    RefusalKind.INVALID_INPUT,
)
PLAN_TARGET_UNKNOWN = Rule(
    "B3.18",
    "Target itu tidak ada dalam rencana ini.",
    "The plan has no such target.",
    "Ambil daftar target rencana ini; untuk target baru, kosongkan targetId.",
    "Query the targets of this plan; leave targetId out for a new one.",
    "ours: a target belongs to one plan",
    RefusalKind.NOT_FOUND,
)
RULES = (
    PERSPECTIVE_OF_LEADERS,
    PLAN_CLOSED,
    CLOSING_DATE,
    CLOSING_WITHOUT_REASON,
    PLAN_TARGET_UNKNOWN,
    OUTLASTS_ASSIGNMENT,
    CLOSED_WITHOUT_LEAVE,
    REVISED_TWICE,
    HALF_SUPPORT,
    STANDARD_ENDED,
    STANDARD_UNAPPROVED,
    NOT_SUBMITTED,
    WEIGHTS,
    RESULT_WITHOUT_TARGET,
    PLAN_FROZEN,
    TARGET_ZERO,
    WEIGHT_OF_KIND,
    LEADER_UNAPPROVED,
    RESULT_UNKNOWN,
    PLAN_SPAN,
    NOT_APPROVED,
    RETURN_WITHOUT_REASON,
    PLAN_EXISTS,
    REVISION_WITHOUT_REASON,
    REVISION_WITHOUT_BASIS,
    REVISION_DATE,
)
