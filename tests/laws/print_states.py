"""Print the state of every stream of an agency; run in a process of its own."""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from kinerja.database.connections import Database
from kinerja.domain import (
    agency,
    batches,
    complaints,
    consultations,
    disseminations,
    encounters,
    evaluations,
    feedback,
    indicators,
    organisation,
    periods,
    plans,
    positions,
    progress,
    proposals,
    ratings,
    services,
    standards,
    tallies,
)
from kinerja.domain.aggregate import Aggregate
from kinerja.domain.texts import Text
from kinerja.log.sealing import Secrets
from kinerja.service import service_on

OPENING = {
    "AgencyFounded": agency.Agency, "RoleGranted": agency.RoleHolder, "OrgUnitEstablished": organisation.OrgUnit,
    "EmployeeRegistered": organisation.Employee, "NipClaimed": organisation.NipClaim,
    "PositionEstablished": positions.Position, "StandardDrafted": standards.PerformanceStandard,
    "StandardBegun": standards.PerformanceStandard, "ConsultationSessionHeld": consultations.Consultation,
    "ConsultationInputGiven": consultations.Consultation, "DisseminationStarted": disseminations.Dissemination,
    "StandardAcknowledged": disseminations.Acknowledgement, "IndicatorProposed": proposals.IndicatorProposal,
    "IndicatorDefined": indicators.Indicator, "PeriodOpened": periods.Period, "PlanDrafted": plans.PerformancePlan,
    "ProgressReported": progress.MonthlyReport, "FeedbackGiven": feedback.Feedback, "RatingSaved": ratings.Rating,
    "EvaluationOpened": evaluations.Evaluation, "BatchAccepted": batches.Batch,
    "ServiceRegistered": services.Service, "EncounterReceived": encounters.ServiceEncounter,
    "EncountersCounted": tallies.EncounterTally, "ComplaintReceived": complaints.Complaint,
    "ComplaintEntered": complaints.ComplaintBook,
}  # fmt: skip


def plain(value: Any) -> Any:
    """A value in a form that does not depend on the process."""
    if isinstance(value, Text):
        return ["text", value.sealed]
    if isinstance(value, msgspec.Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    if isinstance(value, dict):
        return [[plain(key), plain(item)] for key, item in value.items()]
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return repr(value)


def main(owner: str, service: str, folder: str, code: str) -> None:
    """Load every stream and print its state."""
    with service_on(Database(owner, service), Secrets.load_or_create(Path(folder) / "secrets.json")) as running:
        log = running.logs.of(code)
        found: dict[str, Any] = {}
        start = 1
        while page := log.recorder.select_notifications(start, 500):
            for notification in page:
                stream = str(notification.originator_id)
                if stream not in found:
                    opening: type[Aggregate] = OPENING[notification.topic]
                    found[stream] = plain(vars(log.load(opening, notification.originator_id)))  # type: ignore[arg-type]  # ids are UUIDs here
            start = page[-1].id + 1
        sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
