"""Rules that hold for every command, whatever it decides."""

from kinerja.domain.refusals import RefusalKind, Rule

NOT_PERMITTED = Rule(
    "H6.1",
    "Anda tidak berwenang memberi perintah ini.",
    "You are not permitted to give this command.",
    "Yang berwenang: {roles}.",
    "Permitted: {roles}.",
    "the permission matrix: deny by default",
    RefusalKind.NOT_PERMITTED,
)
NOBODY_ABOVE = Rule(
    "H6.6",
    "Saat ini tidak ada pejabat di atas jabatan ini yang berwenang memberi perintah ini.",
    "Nobody is above this post today who could give this command.",
    "Tunjuk pemangku jabatan di atasnya dengan surat, definitif atau Plt (startAssignment). Di puncak instansi"
    " pejabat penilai ditunjuk dengan surat di luar layanan ini; minta operator memuat keputusannya.",
    "Appoint somebody by letter to a post above, definitively or acting (startAssignment). At the top the officer is"
    " named by letter outside of this service; have the operator load what was decided.",
    "domain 5: at the top, without a letter that names the officer, the step is refused and says so",
    RefusalKind.MISSING_STEP,
)
NOT_FOUND = Rule(
    "H12.1",
    "{kind} itu tidak ditemukan.",
    "There is no such {kind}.",
    "Periksa id; ambil daftarnya lewat query.",
    "Check the id; query the list.",
    "ours: an id names one object of this agency",
    RefusalKind.NOT_FOUND,
)
VERSION_CONFLICT = Rule(
    "H12.2",
    "Data sudah berubah: versi yang Anda lihat {expected}, sekarang {current}.",
    "It has changed: you saw version {expected}, it is now {current}.",
    "Muat ulang, periksa perubahan, lalu kirim lagi.",
    "Reload, look at the change, then send again.",
    "ours: nobody overwrites what he has not seen",
    RefusalKind.VERSION_CONFLICT,
)
COMMAND_ID_REUSED = Rule(
    "H12.3",
    "Id perintah ini sudah dipakai untuk masukan lain.",
    "This command id was used for another input.",
    "Kirim perintah baru dengan id baru.",
    "Send a new command under a new id.",
    "ours: a repeated command writes nothing",
    RefusalKind.COMMAND_ID_REUSED,
)
COMMAND_ID_OF_SERVICE = Rule(
    "H12.29",
    "UUID versi 8 sebagai id perintah hanya untuk perintah layanan ini sendiri.",
    "UUIDs of version 8 are command ids of this service's own commands.",
    "Pakai UUID baru versi lain, misalnya versi 4 atau 7.",
    "Make a new UUID of another version, such as 4 or 7.",
    "ours: nobody takes the id of a command that the service will give",
    RefusalKind.INVALID_INPUT,
)
TEXT_LENGTH = Rule(
    "H12.4",
    "Panjang isian ini antara {shortest} dan {longest} karakter.",
    "This field has {shortest} to {longest} characters.",
    "Perbaiki isian yang disebut.",
    "Correct the field that is named.",
    "ours: the contract of the input type",
    RefusalKind.INVALID_INPUT,
)
TEXT_FORM = Rule(
    "H12.13",
    "Isian ini berbentuk {form}.",
    "This field has the form {form}.",
    "Perbaiki isian yang disebut.",
    "Correct the field that is named.",
    "ours: the contract of the input type",
    RefusalKind.INVALID_INPUT,
)
VERSION_NOT_COMPARED = Rule(
    "H12.14",
    "Perintah ini tidak mengenal versi yang diharapkan.",
    "This command has no version to expect.",
    "Kosongkan expectedVersion.",
    "Leave expectedVersion out.",
    "ours: an expectation that is not checked is not accepted",
    RefusalKind.INVALID_INPUT,
)
BAD_ID = Rule(
    "H12.12",
    "Id pada isian ini tidak sah, milik instansi lain, atau bukan {kind}.",
    "The id is malformed, belongs to another agency, or is no {kind}.",
    "Pakai id dari jawaban layanan ini.",
    "Use an id from an answer of this service.",
    "ours: ids are opaque and of one agency",
    RefusalKind.INVALID_INPUT,
)
BUSY = Rule(
    "H12.5",
    "Terlalu banyak perubahan bersamaan pada data ini.",
    "Too many changes to the same data at the same moment.",
    "Kirim lagi dengan id perintah yang sama.",
    "Send again with the same command id.",
    "ours: a conflict is retried a few times, then said",
    RefusalKind.VERSION_CONFLICT,
)
RULES = (
    NOT_PERMITTED,
    NOBODY_ABOVE,
    NOT_FOUND,
    VERSION_CONFLICT,
    COMMAND_ID_REUSED,
    COMMAND_ID_OF_SERVICE,
    TEXT_LENGTH,
    TEXT_FORM,
    VERSION_NOT_COMPARED,
    BAD_ID,
    BUSY,
)
