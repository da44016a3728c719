"""The audit trail and batches."""

from collections.abc import Mapping

from kinerja.identity.read_rights.cells import AUDITOR, INSPECTOR, OVERSIGHT, SELF, TypeRights, cells
from kinerja.identity.visible_entries import AUDIT_SCOPE, BATCH_ROWS, DISCLOSED, OF_BATCH, OF_ENTRY

RIGHTS: Mapping[str, TypeRights] = {
    "AuditEntry": TypeRights(
        {
            SELF: f"(t.subject_id = %(viewer)s AND {DISCLOSED})",
            INSPECTOR: AUDIT_SCOPE,
            AUDITOR: AUDIT_SCOPE,
        },
        cells(
            "position kind label version recorded_at actor capacity subject letter_number letter_issuer letter_date"
            " reason legal_basis command_id cause valid_on content links",
            (SELF, INSPECTOR, AUDITOR),
        ),
    ),
    "AuditLink": TypeRights(
        dict.fromkeys((SELF, INSPECTOR, AUDITOR), OF_ENTRY),
        cells("object_kind object_id", (SELF, INSPECTOR, AUDITOR)),
    ),
    "Batch": TypeRights(
        BATCH_ROWS,
        cells(
            "id command items complete finished waiting done refused accepted_at finished_at refusals version",
            (SELF, *OVERSIGHT),
        ),
    ),
    "BatchRefusal": TypeRights(OF_BATCH, cells("item concerns refusals", (SELF, *OVERSIGHT))),
    "BatchItem": TypeRights(
        OF_BATCH,
        cells("batch item concerns command_id outcome refusals", (SELF, *OVERSIGHT)),
    ),
}
