"""Who may load: the operator at the command line, and nobody through GraphQL."""

from datetime import date
from pathlib import Path

import pytest

from kinerja.application.commands import Request
from kinerja.application.organisation import EndAssignment
from kinerja.application.plan_revision import RevisePlan
from kinerja.application.work import OPERATOR
from kinerja.domain.refusals import Refused
from kinerja.graphql.schema import build_schema
from kinerja.identity.command_rights import COMMAND_RIGHTS
from kinerja.identity.relations import Standing
from kinerja.loading.agency import FOUND
from kinerja.loading.order import STAGES
from kinerja.service import Service
from tests.asking import Asker
from tests.people import Town

BY_THE_SERVICE = {
    "reportBatchItems", "refuseBatchItem", "finishBatch", "passDeadline", "passCollection", "releaseAnswers",
}  # fmt: skip


def test_the_operator_has_a_cell_for_exactly_what_a_load_gives(service: Service, tmp_path: Path) -> None:
    given = {action for action, standings in COMMAND_RIGHTS.items() if Standing.OPERATOR in standings}
    loads = {
        stage.make.__annotations__.get(
            "return", {"submitted": "SubmitPlan", "approved": "ApprovePlan"}.get(stage.step)
        )
        for stage in (FOUND, *STAGES)
    }
    actions = {getattr(made, "action", str(made)[0].lower() + str(made)[1:]) for made in loads}
    assert given - BY_THE_SERVICE == actions


def test_what_no_load_gives_is_refused_to_the_operator(town: Town) -> None:
    town.draft()
    position = town.named("Position", "MEMBER")
    commands = (
        EndAssignment(position_id=position, assignment_id=town.ids["assignment-member"], last_day=date(2025, 1, 1)),
        RevisePlan(plan_id=town.plan(), effective_on=date(2025, 7, 1)),
    )
    for command in commands:
        with pytest.raises(Refused) as refused:
            town.service.commands.execute(Request(town.agency, OPERATOR, town.command_id(command.action), command))
        assert refused.value.refusals[0].rule.id in ("H6.1", "B3.10")


def test_nobody_without_a_token_gives_any_mutation_so_that_nobody_is_the_operator(town: Town) -> None:
    mutation = build_schema()._schema.mutation_type
    assert mutation is not None
    unit = (
        'mutation { establishOrgUnit(input: {commandId: "7d1d3f5a-2a34-4b0f-8d61-0f8f7c6e1000", code: "X", name: "X",'
    )
    answer = Asker(town.service, town.agency, None).ask(unit + " kind: SECTION}) { userErrors { rule } } }")
    assert answer["data"] == {"establishOrgUnit": None}
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"
    head = town.service.logs.of(town.agency).recorder.max_notification_id()
    answer = Asker(town.service, town.agency, town.ids["member"]).data(
        unit + " kind: SECTION}) { userErrors { rule } } }"
    )
    assert answer["establishOrgUnit"]["userErrors"] == [{"rule": "H6.1"}]
    assert town.service.logs.of(town.agency).recorder.max_notification_id() == head
