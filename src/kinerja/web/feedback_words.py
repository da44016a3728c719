"""What the page for citizens says, in Indonesian and English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kinerja.graphql.language import Language


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every sentence of the page in one language. ``levels`` by what is sent, from very to not satisfied."""

    title: str
    other_language: str
    months: tuple[str, ...]
    asked_by: str
    asked: str
    levels: Mapping[str, str]
    text: str
    text_hint: str
    private: str
    opened: str
    send: str
    errors: str
    error: str
    choose: str
    too_long: str
    not_valid: str
    not_valid_hint: str
    thanks: str
    thanks_hint: str
    code: str
    erase: str
    erase_hint: str
    erase_field: str
    erase_send: str
    erased: str
    erased_hint: str
    no_code: str
    nothing_to_erase: str
    busy: str
    busy_hint: str
    too_large: str
    too_large_hint: str
    not_understood: str
    again: str

    def day(self, day: date) -> str:
        """A day as it is written in a sentence."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


INDONESIAN = Words(
    title="Umpan balik layanan",
    other_language="English",
    months=(
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    asked_by="Ditanyakan oleh {agency}. Kode Anda berlaku sampai {day}.",
    asked="Seberapa puas Anda dengan pelayanan ini?",
    levels={"4": "Sangat puas", "3": "Puas", "2": "Kurang puas", "1": "Tidak puas"},
    text="Ada yang ingin disampaikan? (tidak wajib)",
    text_hint="Paling banyak {most} karakter. Jangan menulis nama, NIK, atau nomor telepon. Simpan kode Anda: dengan"
    " kode itu tulisan ini dapat dihapus kelak.",
    private="Nama Anda tidak ditanyakan dan tidak disimpan. Jawaban Anda hanya ditampilkan bersama jawaban lain.",
    opened="Ada satu kekecualian: untuk memeriksa suatu perkara, inspektur boleh membuka jawaban satu per satu, dan"
    " hal itu dicatat beserta alasannya.",
    send="Kirim",
    errors="Ada yang perlu diperbaiki",
    error="Perbaiki",
    choose="Pilih salah satu jawaban.",
    too_long="Tulisan terlalu panjang: {length} karakter, paling banyak {most}.",
    not_valid="Kode ini tidak berlaku, sudah dipakai, atau sudah lewat waktunya.",
    not_valid_hint="Periksa alamat pada lembar dari petugas: kode adalah bagian terakhirnya.",
    thanks="Terima kasih. Umpan balik Anda sudah diterima.",
    thanks_hint="Simpan kode tanda terima ini bila tulisan Anda kelak ingin dihapus:",
    code="Kode tanda terima",
    erase="Menghapus tulisan yang sudah dikirim",
    erase_hint="Tulisan yang pernah dikirim dengan kode ini dihapus untuk selamanya. Angka kepuasan tetap dihitung.",
    erase_field="Kode tanda terima",
    erase_send="Hapus tulisan",
    erased="Tulisan Anda dihapus.",
    erased_hint="Ia tidak lagi dapat dibaca siapa pun. Angka kepuasan tetap dihitung bersama jawaban orang lain.",
    no_code="Isi kode tanda terima.",
    nothing_to_erase="Tidak ada umpan balik dengan kode ini.",
    busy="Terlalu banyak kiriman.",
    busy_hint="Coba lagi dalam {minutes} menit.",
    too_large="Kiriman terlalu besar.",
    too_large_hint="Satu kiriman paling banyak {bytes} bita, dan tulisan di dalamnya paling banyak {most} karakter."
    " Tulislah lebih singkat.",
    not_understood="Kiriman tidak dapat dibaca.",
    again="Kembali ke formulir",
)
ENGLISH = Words(
    title="Feedback on a service",
    other_language="Bahasa Indonesia",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    asked_by="Asked by {agency}. Your code is good until {day}.",
    asked="How satisfied are you with this service?",
    levels={"4": "Very satisfied", "3": "Satisfied", "2": "Not very satisfied", "1": "Not satisfied"},
    text="Is there anything you would like to say? (optional)",
    text_hint="At most {most} characters. Do not write names, identity or telephone numbers. Keep your code: with it"
    " these words can be erased later.",
    private="Your name is neither asked for nor kept. Your answer is shown only together with those of others.",
    opened="There is one exception: to look into a case, an inspector may open single answers, and that is recorded"
    " with the reason.",
    send="Send",
    errors="Something has to be corrected",
    error="To correct",
    choose="Choose one of the answers.",
    too_long="The text is too long: {length} characters, at most {most}.",
    not_valid="This code is not valid, was used already, or has expired.",
    not_valid_hint="Check the address on the sheet from the officer: the code is its last part.",
    thanks="Thank you. Your feedback has been received.",
    thanks_hint="Keep this receipt code in case you want what you wrote erased one day:",
    code="Receipt code",
    erase="Erasing what you wrote and sent",
    erase_hint="What was sent in words with this code is erased for ever. The level of satisfaction still counts.",
    erase_field="Receipt code",
    erase_send="Erase what I wrote",
    erased="What you wrote is erased.",
    erased_hint="Nobody can read it any more. The level of satisfaction still counts together with those of others.",
    no_code="Fill in the receipt code.",
    nothing_to_erase="There is no feedback with this code.",
    busy="Too much was sent.",
    busy_hint="Try again in {minutes} minutes.",
    too_large="What was sent is too large.",
    too_large_hint="At most {bytes} bytes can be sent at once, and at most {most} characters of text in them."
    " Write less.",
    not_understood="What was sent cannot be read.",
    again="Back to the form",
)
WORDS: Mapping[Language, Words] = {"id": INDONESIAN, "en": ENGLISH}
