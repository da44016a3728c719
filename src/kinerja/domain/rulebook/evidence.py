"""Rules of `evidence`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

EVIDENCE_OF_ONE = Rule(
    "C2.1",
    "Bukti menyangkut satu laporan bulanan, satu prestasi, atau satu umpan balik.",
    "Evidence proves one monthly report, one accomplishment or one piece of feedback.",
    "Isi rencana dan bulan (dan bila perlu target), atau prestasi, atau umpan balik; hanya satu di antaranya.",
    "Name plan and month (and perhaps a target), or an accomplishment, or feedback; only one of them.",
    "ours: evidence stands beside the claim that it proves",
    RefusalKind.INVALID_INPUT,
)
LINK_OR_FILE = Rule(
    "C2.2",
    "Bukti berupa satu tautan atau satu berkas yang sudah diunggah.",
    "A piece of evidence is one link or one uploaded file.",
    "Isi tautan, atau hasil unggahan beserta nama berkas.",
    "Give a link, or an upload together with its file name.",
    "ours: one thing at a time, so that each can be withdrawn",
    RefusalKind.INVALID_INPUT,
)
LINK_HTTPS = Rule(
    "C2.3",
    "Tautan harus berupa alamat https yang lengkap, tanpa nama pengguna dan sandi.",
    "A link is a whole https address, without user name and password.",
    "Salin alamat yang diawali https:// dari peramban.",
    "Copy the address that begins with https:// from the browser.",
    "ours: others open it; the service never does",
    RefusalKind.INVALID_INPUT,
)
UPLOAD_UNKNOWN = Rule(
    "C2.4",
    "Unggahan itu tidak dikenal atau bukan milik Anda.",
    "The upload is not known, or not yours.",
    "Unggah berkasnya, lalu pakai upload dari jawabannya.",
    "Upload the file and use the upload of the answer.",
    "ours: whoever uploads a file attaches it",
    RefusalKind.INVALID_INPUT,
)
UPLOAD_OLD = Rule(
    "C2.5",
    "Unggahan itu lebih dari sehari dan sudah dihapus.",
    "The upload is more than a day old and is gone.",
    "Unggah berkasnya lagi.",
    "Upload the file again.",
    "ours: what is not attached is not kept",
)
LINE_UNKNOWN = Rule(
    "C2.6",
    "Target ini tidak dilaporkan pada bulan itu.",
    "The report of this month does not say anything of the target.",
    "Laporkan realisasi target itu lebih dahulu.",
    "Report on the target first.",
    "ours: evidence proves what was claimed",
    RefusalKind.MISSING_STEP,
)
TOO_MUCH = Rule(
    "C2.7",
    "Paling banyak {most} bukti untuk satu laporan, prestasi, atau umpan balik, termasuk yang ditarik.",
    "A report, an accomplishment or feedback has at most {most} pieces of evidence, withdrawn ones among them.",
    "Gabungkan beberapa berkas menjadi satu.",
    "Put several files into one.",
    "ours: evidence is to be looked at",
)
ATTACHED_ALREADY = Rule(
    "C2.8",
    "Berkas ini sudah dilampirkan untuk hal yang sama.",
    "The file is attached to the same already.",
    "Pakai bukti yang sudah ada.",
    "Use the evidence that is there.",
    "ours: the same is shown once",
)
CUSTODIAN_TWICE = Rule(
    "C2.9",
    "Penyimpan berkas asli adalah satu unit kerja atau satu pegawai.",
    "The original is kept by one unit or by one employee.",
    "Isi salah satu saja.",
    "Name only one of them.",
    "ours: somebody answers for the original",
    RefusalKind.INVALID_INPUT,
)
WITHDRAWN_WITHOUT_REASON = Rule(
    "C2.10",
    "Penarikan bukti memerlukan alasan.",
    "Withdrawing evidence needs a reason.",
    "Tulis mengapa bukti ditarik.",
    "Say why it is withdrawn.",
    "ours: what was shown stays to be seen",
)
ONLY_PROOF = Rule(
    "C2.22",
    "Ini satu-satunya bukti inovasi yang sudah diakui.",
    "This is the only proof of an innovation that was acknowledged.",
    "Lampirkan bukti lain lebih dahulu, atau mintalah pejabat penilai menolak inovasi itu (declineAccomplishment).",
    "Attach another proof first, or have the officer decline the innovation (declineAccomplishment).",
    "PP 30/2019 art. 41: a new idea counts only while it is proven",
    RefusalKind.MISSING_STEP,
)
SIZE_NEGATIVE = Rule(
    "C2.21",
    "Ukuran tidak boleh negatif.",
    "A size is not negative.",
    "Nyatakan ukurannya dalam bita, atau kosongkan.",
    "State the size in bytes, or leave it out.",
    "ours: what is stated about a link could be so",
    RefusalKind.INVALID_INPUT,
)
RULES = (
    SIZE_NEGATIVE,
    EVIDENCE_OF_ONE,
    LINK_OR_FILE,
    LINK_HTTPS,
    UPLOAD_UNKNOWN,
    UPLOAD_OLD,
    LINE_UNKNOWN,
    TOO_MUCH,
    ATTACHED_ALREADY,
    CUSTODIAN_TWICE,
    WITHDRAWN_WITHOUT_REASON,
    ONLY_PROOF,
)
