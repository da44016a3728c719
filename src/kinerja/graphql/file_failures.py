"""What can go wrong with a file of evidence on its way in or out (C2); said like all other system failures."""

from kinerja.graphql.failures import failure

NOT_AN_EMPLOYEE = failure(
    "FORBIDDEN",
    "C2.11",
    ("Hanya pegawai instansi yang dapat mengunggah.", "Only employees of the agency upload files."),
    ("Masuk sebagai pegawai instansi ini.", "Sign in as an employee of this agency."),
)
TYPE_NOT_TAKEN = failure(
    "BAD_USER_INPUT",
    "C2.12",
    ("Jenis berkas itu tidak diterima.", "Files of that type are not taken."),
    (
        "Kirim Content-Type salah satu jenis dalam types, tanpa Content-Encoding.",
        "Send one of types as Content-Type, and no Content-Encoding.",
    ),
)
TYPE_NOT_TRUE = failure(
    "BAD_USER_INPUT",
    "C2.13",
    ("Isi berkas bukan dari jenis yang disebut.", "The file is not of the type that is stated."),
    ("Periksa berkasnya; ubah ke PDF bila perlu.", "Look at the file; turn it into a PDF if need be."),
)
FILE_TOO_LARGE = failure(
    "BAD_USER_INPUT",
    "C2.14",
    ("Berkas terlalu besar.", "The file is too large."),
    ("Perkecil berkasnya: paling besar maximum byte.", "Make it smaller: maximum bytes at most."),
)
DIGEST_MISSING = failure(
    "BAD_USER_INPUT",
    "C2.15",
    ("SHA-256 berkas tidak disebut.", "The SHA-256 of the file is not stated."),
    (
        "Kirim header Content-Digest: sha-256=:…: (RFC 9530), base64.",
        "Send a Content-Digest: sha-256=:…: header (RFC 9530), base64.",
    ),
)
DIGEST_DIFFERS = failure(
    "BAD_USER_INPUT",
    "C2.16",
    ("Berkas yang sampai bukan berkas yang disebut.", "What came in is not the file that was stated."),
    ("Unggah sekali lagi.", "Upload it once more."),
)
TOO_SLOW = failure(
    "BAD_USER_INPUT",
    "C2.17",
    ("Unggahan terhenti terlalu lama.", "The upload took too long."),
    ("Unggah lagi dengan sambungan yang lebih baik.", "Upload again over a better connection."),
)
NO_SUCH_FILE = failure(
    "NOT_FOUND",
    "C2.18",
    ("Berkas itu tidak ada, atau bukan untuk Anda.", "There is no such file, or not for you."),
    ("Pakai url dari jawaban layanan ini.", "Use a url of an answer of this service."),
)
FILE_ERASED = failure(
    "ERASED",
    "C2.19",
    ("Berkas itu telah dihapus untuk selamanya.", "The file is erased for ever."),
    ("Tanyakan berkas asli kepada penyimpannya.", "Ask its custodian for the original."),
)
STORE_FULL = failure(
    "THROTTLED",
    "C2.20",
    ("Tempat penyimpanan berkas penuh.", "There is no room for files at present."),
    ("Coba lagi nanti; operator perlu menambah ruang.", "Try again later; the operator has to make room."),
)
FILE_FAILURES = (
    NOT_AN_EMPLOYEE, TYPE_NOT_TAKEN, TYPE_NOT_TRUE, FILE_TOO_LARGE, DIGEST_MISSING, DIGEST_DIFFERS, TOO_SLOW,
    NO_SUCH_FILE, FILE_ERASED, STORE_FULL,
)  # fmt: skip
