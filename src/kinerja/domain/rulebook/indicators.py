"""Rules of `indicators`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

MANUAL_INCOMPLETE = Rule(
    "A6.1",
    "Manual indikator belum lengkap: {part}.",
    "The manual of the indicator is incomplete: {part}.",
    "Lengkapi bagian manual yang disebut.",
    "Complete the part of the manual that is named.",
    "PermenPANRB 6/2022: an indicator is relevant and measurable",
)
RATIO_HALF = Rule(
    "A6.2",
    "Rasio memerlukan pembilang dan penyebut.",
    "A ratio needs both a numerator and a denominator.",
    "Isi keduanya, atau kosongkan keduanya.",
    "Give both, or leave both out.",
    "ours: a ratio has two terms",
)
CUMULATIVE_RATIO = Rule(
    "A6.3",
    "Rasio tidak dapat bersifat kumulatif.",
    "A ratio cannot be cumulative.",
    "Pilih tidak kumulatif; pembilang dan penyebut dijumlahkan tersendiri.",
    "Choose not cumulative; numerator and denominator are summed on their own.",
    "ours: ratios are summed term by term",
)
REVISION_WITHOUT_REASON = Rule(
    "A7.1",
    "Revisi indikator memerlukan alasan.",
    "A revision of an indicator needs a reason.",
    "Tulis alasan revisi.",
    "State the reason.",
    "PermenPANRB 6/2022: revision with reason and legal basis",
)
REVISION_WITHOUT_BASIS = Rule(
    "A7.2",
    "Revisi indikator memerlukan dasar hukum.",
    "A revision of an indicator needs a legal basis.",
    "Sebutkan peraturan atau surat yang menjadi dasar.",
    "Name the regulation or letter it rests on.",
    "PermenPANRB 6/2022: revision with reason and legal basis",
)
REVISION_BACKDATED = Rule(
    "A7.3",
    "Revisi berlaku sebelum versi {version} ({effective_on}) mulai berlaku.",
    "The revision takes effect before version {version} did ({effective_on}).",
    "Pilih tanggal berlaku setelah {effective_on}.",
    "Choose a date after {effective_on}.",
    "ours: versions follow one another",
)
INDICATOR_UNKNOWN_ON = Rule(
    "A6.4",
    "Indikator belum berlaku pada {day}.",
    "The indicator is not in force on {day}.",
    "Pilih tanggal sejak {effective_on}.",
    "Choose a date from {effective_on} on.",
    "ours: only what is in force is measured",
)
FORMULA_TERM_UNKNOWN = Rule(
    "A6.5",
    "Rumus memakai {term}, yang tidak ada dalam daftar istilahnya.",
    "The formula uses {term}, which is not among its terms.",
    "Jelaskan istilah itu, atau perbaiki rumusnya.",
    "Say what it stands for, or correct the formula.",
    "PermenPANRB 6/2022: an indicator is measurable",
)
INDICATOR_WITHDRAWN = Rule(
    "A6.6",
    "Indikator hanya berlaku sampai {last_day}.",
    "The indicator holds to {last_day} only.",
    "Pakai indikator lain.",
    "Use another indicator.",
    "ours: only what is in force is measured",
)
MEASURED_OTHERWISE = Rule(
    "A6.7",
    "Angka {figure} tidak sesuai dengan bentuk indikator ini.",
    "The figure {figure} does not fit the form of the indicator.",
    "Tepat waktu memerlukan pembilang dan penyebut; rata-rata tidak kumulatif; pengaduan, survei dihitung per unit.",
    "Shares need numerator and denominator; means are not cumulative; complaints and surveys are counted by unit.",
    "ours: what is measured is what the manual defines",
)
RULES = (
    MEASURED_OTHERWISE,
    INDICATOR_WITHDRAWN,
    FORMULA_TERM_UNKNOWN,
    MANUAL_INCOMPLETE,
    RATIO_HALF,
    CUMULATIVE_RATIO,
    REVISION_WITHOUT_REASON,
    REVISION_WITHOUT_BASIS,
    REVISION_BACKDATED,
    INDICATOR_UNKNOWN_ON,
)
