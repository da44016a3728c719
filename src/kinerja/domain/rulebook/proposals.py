"""Rules of `proposals`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

NOT_CONCERNED = Rule(
    "A8.1",
    "Indikator ini tidak berlaku bagi jabatan Anda, dan tidak ada dalam SKP yang disebut.",
    "This indicator concerns neither a position that you hold nor the plan that you name.",
    "Sebutkan SKP Anda yang memuatnya, atau sampaikan kepada pegawai yang diukur atau pengelola kinerja.",
    "Name your plan that has a target in it, or tell those whom it measures, or the administrator.",
    "ours: those whom an indicator measures may say that it does not fit",
)
PROPOSAL_WITHOUT_REASON = Rule(
    "A8.2",
    "Usulan memerlukan alasan.",
    "A proposal needs a reason.",
    "Tulis mengapa indikator tidak sesuai.",
    "Say why the indicator does not fit.",
    "ours: a proposal that says why can be answered",
)
PROPOSES_NOTHING = Rule(
    "A8.3",
    "Manual yang diusulkan sama dengan yang berlaku.",
    "The proposed manual reads as the present one.",
    "Ubah bagian yang tidak sesuai, atau usulkan penghapusan tanpa manual.",
    "Change what does not fit, or propose without a manual that the indicator goes.",
    "ours",
)
PROPOSAL_DECIDED = Rule(
    "A8.4",
    "Usulan ini sudah diputuskan: {disposition}.",
    "The proposal is decided already: {disposition}.",
    "Ajukan usulan baru.",
    "Make a new proposal.",
    "ours: what was answered stays answered",
)
DECLINED_WITHOUT_REASON = Rule(
    "A8.5",
    "Usulan yang tidak diterima memerlukan alasan.",
    "A proposal that is declined needs a reason.",
    "Tulis alasannya.",
    "State the reason.",
    "ours: whoever proposed is answered",
)
PROPOSAL_OUTDATED = Rule(
    "A8.6",
    "Usulan ini atas versi {version}; indikator kini pada versi {newest}.",
    "The proposal is on version {version}; the indicator is at version {newest}.",
    "Tolak usulan ini dengan alasan; pengusul dapat mengusulkan kembali atas versi terbaru.",
    "Decline it with a reason; who proposed may propose again on the newest version.",
    "ours: what is adopted is what was read, and overwrites nothing that came later",
)
RULES = (
    DECLINED_WITHOUT_REASON,
    NOT_CONCERNED,
    PROPOSAL_DECIDED,
    PROPOSAL_OUTDATED,
    PROPOSAL_WITHOUT_REASON,
    PROPOSES_NOTHING,
)
