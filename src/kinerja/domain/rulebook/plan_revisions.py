"""Rules of `plan_revisions`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

OWNER_DISAGREES = Rule(
    "B8.5",
    "Pemilik hasil kerja pimpinan yang didukung belum menyetujui revisi ini.",
    "The owner of the leader's result that is supported has not agreed to this revision.",
    "Usulkan revisi (proposePlanRevision); pemangku jabatan pimpinan itu menjawab dengan answerPlanRevision.",
    "Propose the revision (proposePlanRevision); who holds the leader's post today answers with answerPlanRevision.",
    "domain 3: approved by the parent's owner when a cascaded target moves; domain 5: the successor in the post owns"
    " it, who acts in it (Plt, Plh) may answer, a vacancy goes up, and at the top nobody is asked",
    RefusalKind.MISSING_STEP,
)
REVISION_OUTDATED = Rule(
    "B8.6",
    "Rencana sudah direvisi menjadi versi {newest}; usulan ini tentang versi {number}.",
    "The plan was revised to version {newest}; this proposal is about version {number}.",
    "Usulkan revisi baru terhadap versi terkini.",
    "Propose the revision anew, of the newest version.",
    "ours: what was proposed is what is approved",
)
REVISION_DECIDED = Rule(
    "B8.7",
    "Usulan revisi ini sudah diputus: {disposition}.",
    "This proposal was decided: {disposition}.",
    "Usulkan revisi baru bila masih perlu.",
    "Propose another one if it is still needed.",
    "ours: one decision for each proposal",
)
ANSWER_WITHOUT_REASON = Rule(
    "B8.8",
    "Menolak usulan revisi memerlukan alasan.",
    "To decline a proposed revision needs a reason.",
    "Tulis alasannya.",
    "State the reason.",
    "ours: who proposed learns why",
)
INHERITS_NOTHING = Rule(
    "B8.9",
    "Rencana itu bukan rencana periode ini dari jabatan atau pegawai yang sama.",
    "That is no plan of this period of the same post or the same person.",
    "Sebutkan rencana pendahulu dalam jabatan, atau rencana pegawai sendiri dalam jabatan sebelumnya.",
    "Name the predecessor's plan in the post, or the person's own plan in the post before.",
    "domain 3: a result belongs to the post or to the person",
)
NOT_ASKED_TO_AGREE = Rule(
    "B8.10",
    "Revisi ini tidak memerlukan persetujuan pemilik rencana tersebut.",
    "This revision needs no agreement of the owner of that plan.",
    "Ambil daftar persetujuan yang diminta.",
    "Query which agreements it asks for.",
    "ours",
)
REVISION_EMPTY = Rule(
    "B8.11",
    "Usulan ini tidak mengubah apa pun dalam rencana.",
    "The proposal changes nothing in the plan.",
    "Sebutkan hasil kerja, target, bobot atau dukungan yang diubah.",
    "Name the results, targets, weights or supports that change.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
SHARE_BINDS = Rule(
    "B8.12",
    "Target itu dibagi dan bagiannya sudah diterima; rencana lain bekerja untuknya.",
    "The target is shared and a share of it is accepted: other plans work for it.",
    "Bagi ulang target itu dengan jumlah lain, sehingga tidak ada bagian yang diterima, lalu hapus.",
    "Divide the target anew into other amounts, so that no share of it is accepted, then remove it.",
    "ours: what somebody accepted does not go without a word",
)
RULES = (
    SHARE_BINDS,
    REVISION_EMPTY,
    OWNER_DISAGREES,
    REVISION_OUTDATED,
    REVISION_DECIDED,
    ANSWER_WITHOUT_REASON,
    INHERITS_NOTHING,
    NOT_ASKED_TO_AGREE,
)
