"""Rules of `agency`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

AGENCY_FOUNDED_TWICE = Rule(
    "B1.1",
    "Instansi {code} sudah terdaftar dengan data lain.",
    "Agency {code} is already registered with other data.",
    "Pakai kode instansi yang lain.",
    "Use another agency code.",
    "ours: one agency, one log",
)
ROLE_WINDOW = Rule(
    "B1.2",
    "Peran berakhir sebelum dimulai.",
    "The role ends before it starts.",
    "Perbaiki tanggal mulai atau tanggal berakhir.",
    "Correct the first or the last day.",
    "ours: a mandate is a window of time",
)
ROLE_UNKNOWN = Rule(
    "B1.3",
    "Pemberian peran itu tidak ada.",
    "There is no such grant of a role.",
    "Ambil daftar peran pemegang ini.",
    "Query the grants of this holder.",
    "ours",
)
ROLE_PROLONGED = Rule(
    "B1.12",
    "Hari terakhir harus berada dalam masa peran ini.",
    "The last day lies within the window of the role.",
    "Berikan peran baru dengan surat untuk memperpanjang.",
    "Grant the role anew, by letter, to prolong it.",
    "ours: a mandate is a window of time, given by letter",
)
MANDATE_WITHOUT_END = Rule(
    "B1.25",
    "Mandat inspektur dan auditor selalu mempunyai hari terakhir.",
    "The mandate of an inspector or auditor always has a last day.",
    "Isi hari terakhir, atau masa berlaku surat tugasnya.",
    "Give the last day, or until when the letter is valid.",
    "ours: a mandate to read everything in scope is a window of time",
)
ROLE_BEYOND_LETTER = Rule(
    "B1.26",
    "Surat pemberian peran tidak berlaku pada seluruh masa itu.",
    "The letter that grants the role is not valid on all of these days.",
    "Samakan harinya dengan masa berlaku surat, atau sebutkan surat yang lain.",
    "Keep to the days of the letter, or name another letter.",
    "ours: the letter is what empowers, and only while it is valid",
)
RULES = (
    ROLE_PROLONGED,
    MANDATE_WITHOUT_END,
    ROLE_BEYOND_LETTER,
    AGENCY_FOUNDED_TWICE,
    ROLE_WINDOW,
    ROLE_UNKNOWN,
)
