"""Rules of `disclosures`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

DISCLOSED_WITHOUT_REASON = Rule(
    "H9.1",
    "Alasan membuka kerahasiaan jawaban harus disebut.",
    "Say why the answers are opened.",
    "Isi alasannya; alasan itu tercatat sebelum jawaban dapat dibaca.",
    "Give the reason; it is recorded before an answer can be read.",
    "policy: break-glass access needs a recorded reason",
    RefusalKind.INVALID_INPUT,
)
LETTER_OF_CASE = Rule(
    "H9.2",
    "Surat perkara tidak berlaku pada {day}.",
    "The letter of the case is not valid on {day}.",
    "Sebutkan surat yang sudah terbit dan masih berlaku.",
    "Name a letter that is issued and still valid.",
    "ours: the letter is what empowers, and only while it is valid",
    RefusalKind.INVALID_INPUT,
)
DISCLOSED_TO_THE_SIDE = Rule(
    "H9.3",
    "Penjaringan ini tentang diri Anda, bawahan Anda, atau layanan yang pernah Anda berikan.",
    "This collection is about yourself, somebody below you, or a service that you give or gave.",
    "Serahkan perkaranya kepada inspektur lain.",
    "Leave the case to another inspector.",
    "policy: the side that answers are about never reaches who gave them, whatever mandate somebody of it holds",
)
RULES = (DISCLOSED_WITHOUT_REASON, LETTER_OF_CASE, DISCLOSED_TO_THE_SIDE)
