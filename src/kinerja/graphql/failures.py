"""System failures: codes, sentences in both languages and what to do next. They end an operation or a field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kinerja.graphql.language import Language


@dataclass(frozen=True)
class Failure:
    """A system failure: its code, its sentences and what to do next."""

    code: str
    rule: str
    message: Mapping[Language, str]
    hint: Mapping[Language, str]


def failure(code: str, rule: str, message: tuple[str, str], hint: tuple[str, str]) -> Failure:
    """A failure, in Indonesian and English."""
    return Failure(code, rule, {"id": message[0], "en": message[1]}, {"id": hint[0], "en": hint[1]})


POSITION_NOT_REACHED = failure(
    "POSITION_NOT_REACHED",
    "H2.1",
    ("Posisi atau waktu itu belum tercapai.", "That position or time is not reached yet."),
    ("Ulangi sebentar lagi, atau pilih posisi yang lebih awal.", "Ask again in a moment, or for an earlier one."),
)
ONE_BASIS = failure(
    "BAD_USER_INPUT",
    "H2.2",
    (
        "Semua isian utama satu operasi memakai asOf, validOn dan minPosition yang sama.",
        "All root fields of an operation take the same asOf, validOn and minPosition.",
    ),
    ("Pisahkan menjadi dua operasi.", "Send two operations."),
)
PAGE = failure(
    "BAD_USER_INPUT",
    "H12.6",
    (
        "Daftar memerlukan first atau last (bukan keduanya), 1 sampai 100.",
        "A list needs first or last, not both, from 1 to 100.",
    ),
    ("Isi first: 20.", "Give first: 20."),
)
STRETCH = failure(
    "BAD_USER_INPUT",
    "H1.1",
    (
        "Rentang berlaku dari after sampai upto: after lebih kecil, paling banyak 1.000.000 posisi.",
        "A stretch leads from after to upto: after is the smaller one, at most 1,000,000 positions.",
    ),
    ("Bagi menjadi beberapa rentang.", "Ask for several stretches."),
)
CURSOR = failure(
    "BAD_USER_INPUT",
    "H12.7",
    ("Kursor itu bukan kursor daftar ini.", "That cursor is not one of this list."),
    ("Pakai endCursor atau startCursor dari jawaban sebelumnya.", "Use endCursor or startCursor of an answer."),
)
BAD_ID = failure(
    "BAD_USER_INPUT",
    "H12.8",
    ("Id pada isian ini tidak sah atau milik instansi lain.", "The id is malformed or belongs to another agency."),
    ("Pakai id dari jawaban layanan ini.", "Use an id from an answer of this service."),
)
BAD_INPUT = failure(
    "BAD_USER_INPUT",
    "H12.30",
    ("Masukan tidak sah.", "The input is not valid."),
    ("Periksa isian menurut skema.", "Check the input against the schema."),
)
INVALID_DOCUMENT = failure(
    "GRAPHQL_VALIDATION_FAILED",
    "H12.9",
    ("Dokumen tidak sesuai dengan skema.", "The document does not fit the schema."),
    ("Periksa nama isian, argumen dan jenisnya menurut skema.", "Check fields, arguments and types in the schema."),
)
UNPARSABLE = failure(
    "GRAPHQL_PARSE_FAILED",
    "H12.10",
    ("Dokumen tidak dapat dibaca.", "The document cannot be parsed."),
    ("Perbaiki penulisan GraphQL.", "Correct the GraphQL syntax."),
)
UNAUTHENTICATED = failure(
    "UNAUTHENTICATED",
    "H6.2",
    ("Token tidak sah atau kedaluwarsa.", "The token is not valid or has expired."),
    ("Masuk lagi dan kirim token baru.", "Sign in again and send a new token."),
)
LOGIN_NEEDED = failure(
    "UNAUTHENTICATED",
    "H6.3",
    ("Perintah ini memerlukan token.", "This command needs a token."),
    ("Kirim header Authorization: Bearer.", "Send an Authorization: Bearer header."),
)
OTHER_AGENCY = failure(
    "FORBIDDEN",
    "H6.4",
    ("Token ini milik instansi lain.", "The token belongs to another agency."),
    ("Pakai alamat instansi Anda sendiri.", "Use the address of your own agency."),
)
UNKNOWN_AGENCY = failure(
    "FORBIDDEN",
    "H6.5",
    ("Instansi tidak disebut atau tidak dikenal.", "The agency is not named or not known."),
    ("Kirim token, atau pakai alamat /a/KODE/graphql.", "Send a token, or use the address /a/CODE/graphql."),
)
INTERNAL = failure(
    "INTERNAL_SERVER_ERROR",
    "H12.11",
    ("Terjadi kesalahan di layanan.", "Something went wrong in the service."),
    (
        "Ulangi, perintah dengan id yang sama; bila tetap gagal, sebutkan traceId.",
        "Try again, a command under the same id; if it keeps failing, report the traceId.",
    ),
)
DATE_FORM = failure(
    "BAD_USER_INPUT",
    "H12.15",
    ("Tanggal itu tidak ada atau bentuknya lain.", "The date does not exist or has another form."),
    ("Tulis YYYY-MM-DD, misalnya 2025-03-31.", "Write YYYY-MM-DD, such as 2025-03-31."),
)
DATE_RANGE = failure(
    "BAD_USER_INPUT",
    "H12.28",
    ("Tahun itu di luar 1900 sampai 2200.", "The year is not one from 1900 to 2200."),
    ("Perbaiki tahunnya.", "Correct the year."),
)
TIME_FORM = failure(
    "BAD_USER_INPUT",
    "H12.16",
    ("Waktu itu tidak ada atau bentuknya lain.", "The time does not exist or has another form."),
    (
        "Tulis RFC 3339 dengan selisih zona, misalnya 2025-03-31T08:00:00+07:00.",
        "Write RFC 3339 with an offset, such as 2025-03-31T08:00:00+07:00.",
    ),
)
DECIMAL_FORM = failure(
    "BAD_USER_INPUT",
    "H12.17",
    ("Bilangan desimal itu bentuknya lain.", "The decimal has another form."),
    ('Tulis sebagai teks dengan titik, misalnya "98.50".', 'Write a string with a dot, such as "98.50".'),
)
POSITION_FORM = failure(
    "BAD_USER_INPUT",
    "H12.18",
    ("Posisi itu bentuknya lain.", "The position has another form."),
    ('Tulis sebagai teks angka, misalnya "1234".', 'Write a string of digits, such as "1234".'),
)
UUID_FORM = failure(
    "BAD_USER_INPUT",
    "H12.19",
    ("UUID itu bentuknya lain.", "The UUID has another form."),
    ("Tulis 32 angka heksadesimal dengan tanda hubung.", "Write 32 hexadecimal digits with dashes."),
)
BAD_REQUEST = failure(
    "BAD_USER_INPUT",
    "H12.20",
    ("Permintaan HTTP itu bukan permintaan GraphQL.", "The HTTP request is no GraphQL request."),
    (
        "Kirim POST dengan Content-Type: application/json dan satu operasi.",
        "Send a POST with Content-Type: application/json and one operation.",
    ),
)
TOO_COMPLEX = failure(
    "QUERY_TOO_COMPLEX",
    "H12.21",
    ("Dokumen itu melampaui batas.", "The document exceeds a limit."),
    (
        "Minta lebih sedikit isian atau halaman yang lebih pendek; limit menyebut batas yang dilampaui.",
        "Ask for fewer fields or shorter pages; limit names the limit that is exceeded.",
    ),
)
OPERATION_NAME = failure(
    "BAD_USER_INPUT",
    "H12.22",
    (
        "Dokumen itu tidak memuat operasi yang dimaksud.",
        "The document does not have the operation that is meant.",
    ),
    (
        "Isi operationName dengan nama salah satu operasi dalam dokumen.",
        "Give operationName: the name of one of the operations of the document.",
    ),
)
NOT_BY_GET = failure(
    "BAD_USER_INPUT",
    "H12.23",
    ("Hanya query yang dapat diminta dengan GET.", "Only a query can be asked for by GET."),
    ("Kirim perintah dengan POST.", "Send a mutation by POST."),
)
UNKNOWN_DOCUMENT = failure(
    "PERSISTED_QUERY_NOT_FOUND",
    "H12.24",
    ("Dokumen dengan id itu tidak dikenal.", "No document is known by that id."),
    (
        "Daftarkan dokumen itu pada layanan, atau kirim teksnya sebagai query.",
        "Have the document registered with the service, or send its text as query.",
    ),
)
TRUSTED_ONLY = failure(
    "FORBIDDEN",
    "H12.25",
    ("Layanan ini hanya menerima dokumen terdaftar.", "This service accepts registered documents only."),
    ("Kirim documentId alih-alih query.", "Send a documentId instead of a query."),
)
BAD_IDS = failure(
    "BAD_USER_INPUT",
    "H13.1",
    (
        "Langganan memerlukan 1 sampai 100 id dari instansi ini.",
        "A subscription needs 1 to 100 ids of this agency.",
    ),
    ("Pakai id dari jawaban layanan ini.", "Use ids from answers of this service."),
)
TEXT_STORABLE = failure(
    "BAD_USER_INPUT",
    "H12.27",
    ("Teks tidak memuat NUL atau karakter yang terpotong.", "A text holds no NUL and no half of a character."),
    ("Hapus karakter itu.", "Take that character out."),
)
NOT_STREAMED = failure(
    "BAD_USER_INPUT",
    "H13.2",
    (
        "Langganan tidak dijawab dengan satu jawaban HTTP.",
        "A subscription is not answered by a single HTTP response.",
    ),
    (
        "Pakai WebSocket (graphql-transport-ws), atau terima text/event-stream.",
        "Use a WebSocket (graphql-transport-ws), or accept text/event-stream.",
    ),
)
THROTTLED = failure(
    "THROTTLED",
    "H12.26",
    ("Terlalu banyak yang diminta dalam satu menit.", "Too much was asked for within a minute."),
    ("Tunggu selama Retry-After detik, lalu ulangi.", "Wait for Retry-After seconds, then ask again."),
)
FEEDBACK_THROTTLED = failure(
    "THROTTLED",
    "H12.31",
    ("Terlalu banyak umpan balik dalam satu jam.", "Too much feedback was sent within an hour."),
    ("Tunggu selama retryAfter detik, lalu ulangi.", "Wait for retryAfter seconds, then send it again."),
)
FAILURES = (
    BAD_IDS, NOT_STREAMED, TOO_COMPLEX, OPERATION_NAME, NOT_BY_GET, UNKNOWN_DOCUMENT, TRUSTED_ONLY, THROTTLED,
    FEEDBACK_THROTTLED,
    TEXT_STORABLE, DATE_FORM, DATE_RANGE, TIME_FORM, DECIMAL_FORM, POSITION_FORM, UUID_FORM, BAD_REQUEST,
    POSITION_NOT_REACHED, ONE_BASIS, PAGE, CURSOR, BAD_ID, BAD_INPUT, INVALID_DOCUMENT, UNPARSABLE,
    UNAUTHENTICATED, LOGIN_NEEDED, OTHER_AGENCY, UNKNOWN_AGENCY, INTERNAL,
)  # fmt: skip


class RequestFailed(Exception):
    """A failure that ends the operation or one of its fields. Its text is its code."""

    safe_to_log = True

    def __init__(self, failure: Failure, **detail: Any) -> None:
        super().__init__(failure.code)
        self.failure = failure
        self.detail = detail
