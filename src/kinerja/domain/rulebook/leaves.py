"""Rules of `leaves`: what the person reads, what to do next, where each rule comes from."""

from kinerja.domain.refusals import Rule

LEAVE_WINDOW = Rule(
    "B1.21",
    "Cuti berakhir sebelum dimulai.",
    "The leave ends before it starts.",
    "Perbaiki tanggal; cuti yang tidak jadi diambil diakhiri tanpa tanggal.",
    "Correct the days; a leave that was not taken at all is ended without a last day.",
    "ours: a leave is a window of days",
)
LEAVE_OVERLAPS = Rule(
    "B1.22",
    "Pegawai sudah cuti pada tanggal {starts_on} sampai {ends_on}.",
    "The employee is on leave from {starts_on} to {ends_on} already.",
    "Akhiri dulu cuti itu, atau pilih tanggal lain.",
    "End that leave first, or choose other days.",
    "ours: one leave on a day",
)
LEAVE_UNKNOWN = Rule(
    "B1.23",
    "Cuti itu tidak ada pada pegawai ini, atau tidak jadi diambil.",
    "This employee has no such leave, or it was not taken at all.",
    "Ambil daftar cuti pegawai ini.",
    "Query the leaves of this employee.",
    "ours",
)
LEAVE_PROLONGED = Rule(
    "B1.24",
    "Cuti ini berakhir pada {ends_on}; mengakhiri hanya dapat memperpendek.",
    "The leave ends on {ends_on}; ending it can only shorten it.",
    "Catat cuti baru dengan suratnya untuk memperpanjang.",
    "Record a further leave with its letter to prolong it.",
    "ours: a prolongation needs a letter of its own",
)
RULES = (LEAVE_WINDOW, LEAVE_OVERLAPS, LEAVE_UNKNOWN, LEAVE_PROLONGED)
