"""What the terms of an explained score are called, in both languages."""

from kinerja.graphql.language import Language

TERM_LABELS: dict[str, dict[Language, str]] = {
    "NUMBER": {"id": "Nilai kinerja (PP 30/2019)", "en": "Number of performance (PP 30/2019)"},
    "WEIGHTED_NUMBER": {"id": "Gabungan hasil kerja dan perilaku", "en": "Results and behaviour by weight"},
    "RESULTS": {"id": "Hasil kerja", "en": "Work results"},
    "RESULT": {"id": "Hasil kerja rencana", "en": "Work result"},
    "TARGET": {"id": "Target", "en": "Target"},
    "ACHIEVEMENT": {"id": "Capaian", "en": "Achievement"},
    "RAW_ACHIEVEMENT": {"id": "Capaian sebelum dibatasi", "en": "Achievement before bounds"},
    "REALIZATION": {"id": "Realisasi", "en": "Realization"},
    "NUMERATOR": {"id": "Pembilang", "en": "Numerator"},
    "DENOMINATOR": {"id": "Penyebut", "en": "Denominator"},
    "MONTH": {"id": "Laporan bulan", "en": "Report of the month"},
    "TARGET_AMOUNT": {"id": "Besaran target", "en": "Amount of the target"},
    "PRORATED_TARGET": {"id": "Target untuk bulan yang dinilai", "en": "Target for the months judged"},
    "PRORATED_TARGETS": {"id": "Target untuk bulan yang dilaporkan", "en": "Targets for the months reported"},
    "MONTHS_JUDGED": {"id": "Bulan yang dinilai", "en": "Months judged"},
    "MONTHS_PLANNED": {"id": "Bulan dalam rencana", "en": "Months of the plan"},
    "FLOOR": {"id": "Batas bawah", "en": "Floor"},
    "CAP": {"id": "Batas atas", "en": "Cap"},
    "BEHAVIOR": {"id": "Perilaku kerja", "en": "Work behaviour"},
    "CORE_VALUE": {"id": "Nilai perilaku", "en": "Core value"},
    "RELATION": {"id": "Sisi penilai", "en": "Side of the raters"},
    "LEVEL": {"id": "Penilaian", "en": "Level"},
    "SELF_RATING": {"id": "Penilaian diri (tidak dihitung)", "en": "Self-rating (not counted)"},
    "PUBLIC_RATING": {"id": "Penilaian masyarakat (tidak dihitung)", "en": "What citizens say (not counted)"},
}
