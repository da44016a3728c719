"""What the page for citizens says, in Indonesian and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja.graphql.language import Language


@dataclass(frozen=True, kw_only=True)
class Words:
    """Every sentence of the page in one language. ``levels`` by what is sent, from not to very satisfied."""

    title: str
    other_language: str
    asked: str
    levels: Mapping[str, str]
    text: str
    text_hint: str
    private: str
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
    nothing_to_erase: str
    busy: str
    busy_hint: str
    too_large: str
    not_understood: str


INDONESIAN = Words(
    title="Umpan balik layanan",
    other_language="English",
    asked="Seberapa puas Anda dengan pelayanan ini?",
    levels={"4": "Sangat puas", "3": "Puas", "2": "Kurang puas", "1": "Tidak puas"},
    text="Ada yang ingin disampaikan? (tidak wajib)",
    text_hint="Paling banyak {most} karakter. Jangan menulis nama, NIK, atau nomor telepon.",
    private="Nama Anda tidak ditanyakan dan tidak disimpan. Jawaban Anda hanya ditampilkan bersama yang lain.",
    send="Kirim",
    errors="Ada yang perlu diperbaiki",
    error="Perbaiki",
    choose="Pilih salah satu jawaban.",
    too_long="Tulisan terlalu panjang: {length} karakter, paling banyak {most}.",
    not_valid="Kode ini tidak berlaku, sudah dipakai, atau sudah lewat waktunya.",
    not_valid_hint="Periksa kode pada lembar dari petugas.",
    thanks="Terima kasih. Umpan balik Anda sudah diterima.",
    thanks_hint="Simpan kode tanda terima ini bila tulisan Anda kelak ingin dihapus:",
    code="Kode tanda terima",
    erase="Menghapus tulisan",
    erase_hint="Tulisan yang pernah dikirim dengan kode ini dihapus untuk selamanya. Angka kepuasan tetap dihitung.",
    erase_field="Kode tanda terima",
    erase_send="Hapus tulisan",
    erased="Tulisan Anda dihapus.",
    erased_hint="Ia tidak lagi dapat dibaca siapa pun. Angka kepuasan tetap dihitung bersama jawaban orang lain.",
    nothing_to_erase="Tidak ada umpan balik dengan kode ini.",
    busy="Terlalu banyak kiriman.",
    busy_hint="Coba lagi dalam {minutes} menit.",
    too_large="Kiriman terlalu besar.",
    not_understood="Kiriman tidak dapat dibaca. Kembali dan coba lagi.",
)
ENGLISH = Words(
    title="Feedback on a service",
    other_language="Bahasa Indonesia",
    asked="How satisfied are you with this service?",
    levels={"4": "Very satisfied", "3": "Satisfied", "2": "Less satisfied", "1": "Not satisfied"},
    text="Is there anything you would like to say? (optional)",
    text_hint="At most {most} characters. Do not write names, identity or telephone numbers.",
    private="Your name is neither asked for nor kept. Your answer is shown only together with those of others.",
    send="Send",
    errors="Something has to be corrected",
    error="To correct",
    choose="Choose one of the answers.",
    too_long="The text is too long: {length} characters, at most {most}.",
    not_valid="This code is not valid, was used already, or has expired.",
    not_valid_hint="Check the code on the sheet from the officer.",
    thanks="Thank you. Your feedback has been received.",
    thanks_hint="Keep this receipt code in case you want what you wrote erased one day:",
    code="Receipt code",
    erase="Erasing what you wrote",
    erase_hint="What was sent in words with this code is erased for ever. The level of satisfaction still counts.",
    erase_field="Receipt code",
    erase_send="Erase what I wrote",
    erased="What you wrote is erased.",
    erased_hint="Nobody can read it any more. The level of satisfaction still counts together with those of others.",
    nothing_to_erase="There is no feedback with this code.",
    busy="Too much was sent.",
    busy_hint="Try again in {minutes} minutes.",
    too_large="What was sent is too large.",
    not_understood="What was sent cannot be read. Go back and try again.",
)
WORDS: Mapping[Language, Words] = {"id": INDONESIAN, "en": ENGLISH}
