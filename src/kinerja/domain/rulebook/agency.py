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
RULES = (
    ROLE_PROLONGED,
    AGENCY_FOUNDED_TWICE,
    ROLE_WINDOW,
    ROLE_UNKNOWN,
)
