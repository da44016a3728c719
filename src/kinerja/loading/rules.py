"""Why a line of a file is refused before any rule of the field looks at it."""

from kinerja.domain.refusals import RefusalKind, Rule

_SOURCE = "ours: the format of the files"


def _rule(id: str, said: tuple[str, str], hint: tuple[str, str]) -> Rule:
    return Rule(id, *said, *hint, _SOURCE, RefusalKind.INVALID_INPUT)


FILE_UNREADABLE = _rule(
    "L1",
    ("Berkas tidak dapat dibaca: {why}.", "The file cannot be read: {why}."),
    ("Simpan ulang sebagai CSV UTF-8, XLSX atau JSON.", "Save it again as CSV in UTF-8, as XLSX or as JSON."),
)
FILE_EMPTY = _rule(
    "L2",
    ("Berkas kosong.", "The file is empty."),
    ("Isi berkas atau hapus dari folder.", "Fill it, or take it out of the folder."),
)
FILE_UNKNOWN = _rule(
    "L3",
    ("Berkas ini tidak dikenal.", "There is no file of this name in the format."),
    ("Nama berkas: {known}.", "Files are named {known}."),
)
FILE_TWICE = _rule(
    "L4",
    ("Ada dua berkas dengan isi yang sama: {other}.", "There are two files of this content: {other} is the other."),
    ("Simpan satu saja.", "Keep one of them."),
)
COLUMN_MISSING = _rule(
    "L5",
    ("Kolom {column} tidak ada.", "The column {column} is missing."),
    (
        "Baris pertama memuat nama kolom, dipisahkan koma: {header}.",
        "The first line names the columns, separated by commas: {header}.",
    ),
)
COLUMN_UNKNOWN = _rule(
    "L6",
    ("Kolom {column} tidak dikenal.", "The column {column} is not known."),
    ("Kolom berkas ini: {header}.", "The columns of this file are {header}."),
)
COLUMN_TWICE = _rule(
    "L7",
    ("Kolom {column} tertulis dua kali.", "The column {column} is there twice."),
    ("Hapus salah satu.", "Take one of them out."),
)
LINE_SHAPE = _rule(
    "L8",
    ("Baris ini memuat {cells} sel, seharusnya {columns}.", "The line has {cells} cells, not {columns}."),
    ("Apit teks yang memuat koma dengan tanda petik.", "Put a text that holds a comma into quotation marks."),
)
CELL_EMPTY = _rule(
    "L9",
    ("Sel ini wajib diisi.", "The cell must not be empty."),
    ("Isi: {form}.", "Give {form}."),
)
CELL_FORM = _rule(
    "L10",
    ("Isi sel ini bukan {form}.", "The cell is not {form}."),
    ("Tulis {form}.", "Write {form}."),
)
CELL_LONG = _rule(
    "L11",
    ("Teks terlalu panjang: {length} karakter.", "The text is too long: {length} characters."),
    ("Paling banyak {longest} karakter.", "At most {longest} characters."),
)
CELL_CONTROL = _rule(
    "L12",
    ("Sel ini memuat karakter kendali.", "The cell holds a control character."),
    ("Ketik ulang isi sel.", "Type the cell anew."),
)
CELL_FORMULA = _rule(
    "L13",
    ("Sel ini memuat rumus.", "The cell holds a formula."),
    ("Tempel sebagai nilai.", "Paste it as a value."),
)
CELL_ROUNDED = _rule(
    "L14",
    ("Angka ini terlalu panjang untuk lembar kerja.", "The number is too long for a spreadsheet: digits are lost."),
    ("Jadikan sel teks, lalu ketik ulang.", "Make the cell a text and type it anew."),
)
KEY_TWICE = _rule(
    "L15",
    ("Kunci {key} sudah ada pada baris {other}.", "The key {key} is on line {other} already."),
    (
        "Hapus salah satu; baris satu laporan harus berurutan.",
        "Take one of them out; lines of one report stand one after the other.",
    ),
)
REFERENCE_UNKNOWN = _rule(
    "L16",
    ("{value} tidak ada di {file} dan belum pernah dimuat.", "{value} is not in {file} and was never loaded."),
    ("Perbaiki kode, atau tambahkan baris di {file}.", "Correct the code, or add a line to {file}."),
)
DAYS_ORDER = _rule(
    "L17",
    ("{later} mendahului {earlier}.", "{later} is before {earlier}, or is there without it."),
    ("Perbaiki salah satu tanggal.", "Correct one of the dates."),
)
RATIO_DIFFERS = _rule(
    "L18",
    ("Persentase seharusnya {percentage}.", "The percentage is {percentage}."),
    ("Perbaiki realisasi, pembilang atau penyebut.", "Correct realization, numerator or denominator."),
)
ADMINISTRATOR_MISSING = _rule(
    "L19",
    ("Pengelola kinerja {value} tidak ada di employees.", "The administrator {value} is not in employees."),
    ("Tambahkan barisnya di employees.", "Add a line for the administrator to employees."),
)
LOADED_OTHERWISE = _rule(
    "L20",
    ("Baris ini pernah dimuat dengan isi lain.", "This line was loaded before with other content."),
    ("Kembalikan isinya. Perintah yang mengubahnya: {change}.", "Restore it. The command that changes it: {change}."),
)
REPORT_SPLIT = _rule(
    "L21",
    ("Baris satu laporan berbeda dalam {column}.", "The lines of one report differ in {column}."),
    ("Beri semua baris laporan isi yang sama.", "Give all lines of the report the same."),
)
EXISTS_ALREADY = _rule(
    "L22",
    ("Data ini sudah ada dan tidak berasal dari berkas.", "It is there already, and not from a file."),
    (
        "Hapus baris ini. Perintah yang mengubahnya: {change}.",
        "Take it out. The command that changes it: {change}.",
    ),
)
RULES = (
    FILE_UNREADABLE, FILE_EMPTY, FILE_UNKNOWN, FILE_TWICE, COLUMN_MISSING, COLUMN_UNKNOWN, COLUMN_TWICE, LINE_SHAPE,
    CELL_EMPTY, CELL_FORM, CELL_LONG, CELL_CONTROL, CELL_FORMULA, CELL_ROUNDED, KEY_TWICE, REFERENCE_UNKNOWN,
    DAYS_ORDER, RATIO_DIFFERS, ADMINISTRATOR_MISSING, LOADED_OTHERWISE,
    REPORT_SPLIT, EXISTS_ALREADY,
)  # fmt: skip
