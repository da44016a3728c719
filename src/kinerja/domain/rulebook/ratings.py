"""Rules of `ratings`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

RATING_FINAL = Rule(
    "D2.1",
    "Penilaian sudah final.",
    "The rating is final.",
    "Penilaian final tidak dapat diubah.",
    "A final rating cannot be changed.",
    "practice: saved and final are two things",
)
RATING_INCOMPLETE = Rule(
    "D2.2",
    "Nilai {value} belum dinilai.",
    "The value {value} is not rated.",
    "Nilai ketujuh perilaku sebelum memfinalkan.",
    "Rate all seven values before making it final.",
    "PermenPANRB 6/2022: seven values BerAKHLAK",
    RefusalKind.MISSING_STEP,
)
RATING_TWICE = Rule(
    "D2.3",
    "Nilai {value} dinilai dua kali.",
    "The value {value} is rated twice.",
    "Beri satu penilaian untuk setiap nilai.",
    "Give each value one level.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
RATING_MISSING = Rule(
    "D2.4",
    "Belum ada penilaian yang disimpan.",
    "No rating was saved.",
    "Simpan penilaian lebih dahulu.",
    "Save the rating first.",
    "ours",
    RefusalKind.MISSING_STEP,
)
NOT_ASKED = Rule(
    "D2.5",
    "Penilaian dari sisi {relation} tidak diminta untuk evaluasi ini.",
    "A rating from the side {relation} is not asked for in this evaluation.",
    "Pilih salah satu sisi yang diminta.",
    "Choose one of the sides that are asked.",
    "domain policy: a relation nobody was asked for does not apply",
)
NOBODY_TO_ASK = Rule(
    "D2.6",
    "Belum ada sisi yang diminta menilai.",
    "No side is asked to rate.",
    "Sebut rekan sejawat, bawahan, atau keduanya.",
    "Name colleagues, subordinates or both.",
    "ours",
    RefusalKind.INVALID_INPUT,
)
NOT_COLLECTED = Rule(
    "D2.7",
    "Sisi {relation} tidak dijaring secara anonim.",
    "The side {relation} is not asked anonymously.",
    "Atasan dan pegawai sendiri menilai dengan nama, dengan saveRating; masyarakat melalui layanan.",
    "Superior and employee rate by name, with saveRating; citizens through the service.",
    "policy: only groups can be anonymous",
    RefusalKind.INVALID_INPUT,
)
LEVEL_MISSING = Rule(
    "D2.8",
    "Nilai {value} belum dinilai.",
    "The value {value} is not rated.",
    "Nilai ketujuh perilaku sekaligus.",
    "Rate all seven values at once.",
    "PermenPANRB 6/2022: seven values BerAKHLAK",
    RefusalKind.INVALID_INPUT,
)
RULES = (
    RATING_FINAL,
    RATING_INCOMPLETE,
    RATING_TWICE,
    RATING_MISSING,
    NOT_ASKED,
    NOBODY_TO_ASK,
    NOT_COLLECTED,
    LEVEL_MISSING,
)
