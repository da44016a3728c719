"""Rules of services, visits and complaints: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import RefusalKind, Rule

POSITION_OF_ANOTHER_UNIT = Rule(
    "C7.1",
    "Jabatan {position} tidak berada di unit layanan ini atau di bawahnya.",
    "The position {position} is neither in the unit of the service nor below it.",
    "Pilih jabatan di unit yang memberi layanan.",
    "Choose positions of the unit that gives the service.",
    "ours: a service is given by the members of its unit",
    RefusalKind.INVALID_INPUT,
)
LIMITS_DIFFER = Rule(
    "C7.2",
    "Langkah-langkah standar {code} memakai menit dan hari; batas waktu layanan tidak dapat dijumlahkan.",
    "The steps of standard {code} count in minutes and in days; they do not add up to one limit.",
    "Isi sendiri batas waktu layanan.",
    "Give the limit of the service yourself.",
    "ours: one promise in one unit",
)
LIMIT_NOT_POSITIVE = Rule(
    "C7.3",
    "Batas waktu harus lebih dari 0.",
    "A time limit is above 0.",
    "Perbaiki batas waktu, atau kosongkan bila tidak ada.",
    "Correct the limit, or leave it out where there is none.",
    "ours: a promise that can be kept",
    RefusalKind.INVALID_INPUT,
)
NIK_IN_REFERENCE = Rule(
    "C7.4",
    "Nomor rujukan memuat 16 angka, seperti NIK. Data pemohon tidak dicatat di sini.",
    "The reference holds 16 digits, as the number of a citizen (NIK) does. Nothing about citizens is recorded here.",
    "Pakai nomor registrasi kantor yang lebih pendek.",
    "Use the office's own, shorter number.",
    "UU 27/2022: no more personal data than needed; ours: none",
    RefusalKind.INVALID_INPUT,
)
NOT_AN_OFFICER = Rule(
    "C7.5",
    "Pada {day} pegawai ini tidak memegang jabatan yang memberi layanan ini.",
    "On {day} this employee holds no position that gives the service.",
    "Pilih petugas layanan, atau tambahkan jabatannya pada layanan.",
    "Choose an officer of the service, or add the position to the service.",
    "ours: who serves holds a post that does",
)
IN_THE_FUTURE = Rule(
    "C7.6",
    "Waktu ini belum terjadi.",
    "This time has not come yet.",
    "Isi waktu yang sudah lewat.",
    "Give a time that has passed.",
    "ours: what happened is recorded, not what is planned",
    RefusalKind.INVALID_INPUT,
)
ENDED_BEFORE_RECEIVED = Rule(
    "C7.7",
    "Waktu ini mendahului langkah sebelumnya.",
    "This time is before that of the step before it.",
    "Perbaiki salah satu waktunya.",
    "Correct one of the two times.",
    "ours: a duration is never negative",
    RefusalKind.INVALID_INPUT,
)
ALREADY_ENDED = Rule(
    "C7.8",
    "Kunjungan {reference} sudah berakhir.",
    "The visit {reference} has ended.",
    "Bila catatannya salah, perbaiki dengan correctEncounter.",
    "If its record is wrong, correct it with correctEncounter.",
    "ours: corrections are later facts",
)
GROUND_OF_REFUSAL = Rule(
    "C7.9",
    "Permohonan yang ditolak disertai kategori alasan, dan hanya yang ditolak.",
    "A refused request has a ground, and nothing else has one.",
    "Isi alasan bila ditolak; kosongkan bila tidak.",
    "Give the ground of a refusal; leave it out otherwise.",
    "ours: a refusal says why",
    RefusalKind.INVALID_INPUT,
)
RECORDED_OTHERWISE = Rule(
    "C7.10",
    "Nomor rujukan {reference} sudah tercatat dengan isi lain.",
    "The reference {reference} is recorded otherwise.",
    "Periksa nomornya; catatan yang salah diperbaiki dengan correctEncounter atau correctComplaint.",
    "Check the number; a wrong record is corrected with correctEncounter or correctComplaint.",
    "ours: one record for each reference of the office",
)
REFERENCE_TWICE = Rule(
    "C7.11",
    "Nomor rujukan {reference} ada dua kali dalam daftar ini.",
    "The reference {reference} is in this list twice.",
    "Sisakan satu baris untuk setiap nomor.",
    "Leave one line for each reference.",
    "ours: one record for each reference of the office",
    RefusalKind.INVALID_INPUT,
)
OF_ANOTHER_SERVICE = Rule(
    "C7.12",
    "Kunjungan ini bukan kunjungan layanan tersebut.",
    "The visit is one to another service.",
    "Pilih kunjungan layanan itu, atau kosongkan.",
    "Choose a visit to that service, or leave it out.",
    "ours: a complaint is about one service",
    RefusalKind.INVALID_INPUT,
)
COMPLAINT_UNANSWERED = Rule(
    "C7.13",
    "Pengaduan ini belum dijawab.",
    "The complaint is not answered yet.",
    "Jawab lebih dahulu, lalu selesaikan.",
    "Answer it first, then resolve it.",
    "ours: nobody who complains is left without an answer",
    RefusalKind.MISSING_STEP,
)
COMPLAINT_RESOLVED = Rule(
    "C7.14",
    "Pengaduan ini sudah diselesaikan dengan hasil lain.",
    "The complaint is resolved, with another outcome.",
    "Catat pengaduan baru bila persoalannya berlanjut; catatan yang salah diperbaiki dengan correctComplaint.",
    "Record a new complaint if the matter goes on; a wrong record is corrected with correctComplaint.",
    "ours: a complaint is resolved once",
)
LIST_SIZE = Rule(
    "C7.15",
    "Satu daftar memuat 1 sampai {most} kunjungan.",
    "A list holds 1 to {most} visits.",
    "Bagi daftar menjadi beberapa kiriman.",
    "Send the list in parts.",
    "ours: a command is recorded as a whole",
    RefusalKind.INVALID_INPUT,
)
COMPLAINT_COUNTS_NOWHERE = Rule(
    "C7.16",
    "Pengaduan ini tercatat karena kekeliruan dan tidak dihitung.",
    "The complaint was recorded by mistake and counts nowhere.",
    "Bila pengaduannya benar ada, perbaiki dahulu dengan correctComplaint.",
    "If it is a true one after all, correct it with correctComplaint first.",
    "ours: corrections are later facts",
    RefusalKind.MISSING_STEP,
)
COMPLAINT_UNRESOLVED = Rule(
    "C7.17",
    "Pengaduan ini belum diselesaikan.",
    "The complaint is not resolved yet.",
    "Selesaikan dengan resolveComplaint.",
    "Resolve it with resolveComplaint.",
    "ours: only what is recorded is corrected",
    RefusalKind.MISSING_STEP,
)
RULES = (
    POSITION_OF_ANOTHER_UNIT,
    LIMITS_DIFFER,
    LIMIT_NOT_POSITIVE,
    NIK_IN_REFERENCE,
    NOT_AN_OFFICER,
    IN_THE_FUTURE,
    ENDED_BEFORE_RECEIVED,
    ALREADY_ENDED,
    GROUND_OF_REFUSAL,
    RECORDED_OTHERWISE,
    REFERENCE_TWICE,
    OF_ANOTHER_SERVICE,
    COMPLAINT_UNANSWERED,
    COMPLAINT_RESOLVED,
    LIST_SIZE,
    COMPLAINT_COUNTS_NOWHERE,
    COMPLAINT_UNRESOLVED,
)
