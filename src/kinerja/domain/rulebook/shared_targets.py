"""Rules of `shared_targets`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

SHARES_SUM = Rule(
    "B7.1",
    "Bagian berjumlah {total} persen, seharusnya 100; selisihnya {difference}.",
    "The shares sum to {total} percent, not to 100; the difference is {difference}.",
    "Sesuaikan bagian sehingga berjumlah tepat 100.",
    "Adjust the shares so that they sum to exactly 100.",
    "ours: what is shared is shared whole",
)
AMOUNTS_SUM = Rule(
    "B7.2",
    "Jumlah yang dibagi {total}, sedangkan target {amount}; selisihnya {difference}.",
    "The amounts sum to {total}, the target is {amount}; the difference is {difference}.",
    "Sesuaikan jumlah sehingga tepat sama dengan target.",
    "Adjust the amounts so that they sum to exactly the target.",
    "ours: what is shared is shared whole",
)
SHARE_MALFORMED = Rule(
    "B7.3",
    "Bagian ke-{number} tidak jelas: sebutkan rencana atau unitnya, dan persen atau jumlahnya seperti bagian lain.",
    "Share {number} is unclear: name a plan or a unit, and percent or amount, the same one in all shares.",
    "Perbaiki bagian itu.",
    "Correct that share.",
    "ours: a share is of somebody and of one measure",
    RefusalKind.INVALID_INPUT,
)
NOT_DIVISIBLE = Rule(
    "B7.4",
    "Hanya target yang dijumlahkan (kumulatif) yang dapat dibagi.",
    "Only a target that adds up (a cumulative one) can be divided.",
    "Tetapkan target yang sama dalam setiap rencana.",
    "Set the same target in each plan instead.",
    "ours: a mean or a ratio has no parts",
)
SHARED_TWICE = Rule(
    "B7.5",
    "Rencana atau unit yang sama disebut dua kali, rencana itu sudah memegang bagian unitnya, atau rencana pemilik"
    " target sendiri disebut.",
    "The same plan or unit is named twice, the plan holds the share of its unit already, or the plan that owns the"
    " target is named.",
    "Beri setiap pemegang satu bagian; bagian unit yang sudah diterima dilepas dengan mengubah jumlahnya.",
    "Give each holder one share; a unit's share that was accepted is open again once its amount is changed.",
    "ours: one share for each holder",
)
SHARING_WITHOUT_REASON = Rule(
    "B7.6",
    "Mengubah pembagian target memerlukan alasan.",
    "To change how a target is shared needs a reason.",
    "Tulis alasannya.",
    "State the reason.",
    "ours: what somebody accepted is not changed without a word",
)
SHARING_DATE = Rule(
    "B7.7",
    "Pembagian berlaku mulai tanggal 1 suatu bulan dari {first} sampai {last}.",
    "A sharing takes effect on the first of a month from {first} to {last}.",
    "Pilih tanggal berlaku yang lain.",
    "Choose another effective date.",
    "ours: one sharing holds in a month",
)
SHARE_UNKNOWN = Rule(
    "B7.8",
    "Tidak ada bagian yang terbuka untuk rencana ini dalam pembagian yang terbaru.",
    "The newest sharing has no open share for this plan.",
    "Ambil daftar bagian dari pembagian ini.",
    "Query the shares of this sharing.",
    "ours",
    RefusalKind.NOT_FOUND,
)
SHARE_POSITIVE = Rule(
    "B7.9",
    "Bagian ke-{number} harus lebih besar dari 0.",
    "Share {number} must be greater than 0.",
    "Hapus bagian itu, atau beri nilai di atas 0.",
    "Leave it out, or give it more than 0.",
    "ours: nobody holds nothing",
)
TARGET_UNKNOWN = Rule(
    "B7.10",
    "Target itu tidak ada dalam rencana ini pada {day}.",
    "The plan has no such target on {day}.",
    "Ambil daftar target rencana ini.",
    "Query the targets of this plan.",
    "ours",
    RefusalKind.NOT_FOUND,
)
SHARED_WITH_ONE = Rule(
    "B7.11",
    "Target dibagi kepada sekurang-kurangnya dua pemegang.",
    "A target is shared between at least two holders.",
    "Tambahkan pemegang bagian.",
    "Add a holder of a share.",
    "ours: one holder's target is the target of that plan",
)
SHARE_OF_OTHER_PERIOD = Rule(
    "B7.12",
    "Rencana pada bagian ke-{number} berlaku untuk periode lain.",
    "The plan of share {number} is for another period.",
    "Sebutkan rencana pada periode yang sama.",
    "Name a plan for the same period.",
    "ours: a target is reached in one period",
)
SHARE_OF_THE_UNIT = Rule(
    "B7.13",
    "Bagian itu untuk unit: yang menerimanya ialah pimpinan unit, atau pejabat penilai rencana ini.",
    "That share is for the unit: who leads the unit accepts it, or the officer of this plan.",
    "Minta pimpinan unit atau pejabat penilai menerimanya.",
    "Ask the head of the unit or the appraising officer to accept it.",
    "ours: what a unit is to contribute is not taken by one of its members alone",
)
RULES = (
    AMOUNTS_SUM,
    NOT_DIVISIBLE,
    SHARED_TWICE,
    SHARED_WITH_ONE,
    SHARES_SUM,
    SHARE_MALFORMED,
    SHARE_OF_OTHER_PERIOD,
    SHARE_OF_THE_UNIT,
    SHARE_POSITIVE,
    SHARE_UNKNOWN,
    SHARING_DATE,
    SHARING_WITHOUT_REASON,
    TARGET_UNKNOWN,
)
