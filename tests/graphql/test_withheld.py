"""What is answered anonymously is in no trail: neither filters nor totals nor rows lead to it (D4, H1)."""

from typing import Any
from uuid import UUID

import psycopg
import pytest
from psycopg.rows import dict_row
from strawberry.types.base import get_object_definition

from kinerja.application.inputs import camel
from kinerja.domain.vocabulary import RatingLevel, Role
from kinerja.graphql.audit import AuditFilter
from kinerja.graphql.ids import GlobalId
from tests import offices
from tests.asking import Asker
from tests.graphql.test_collections import ask
from tests.graphql.test_disclosures import appoint
from tests.graphql.test_plans import gid
from tests.laws.test_as_of import catch_up
from tests.people import Town
from tests.voices import Voices

ROLES = (None, "member", "officer", "head", "admin", "inspector", "auditor", "narrow", "beside", "p0", "p4")
"""Nobody, the ratee, the appraising and the reviewing officer, who hold roles, the giver, another colleague."""
ENTRIES = "totalCount nodes { position kind commandId recordedAt actor { id } }"
STRETCH = """query ($after: LogPosition!, $upto: LogPosition!) {
  auditStretch(after: $after, upto: $upto) { positions shown withheld } }"""
KEPT = {"facts", "heads", "receipts", "data_keys", "tracking", "sealed_answers", "sealed_answers_history"}
"""The tables that an answer changes: of those of the read models nobody reads any but where they stand."""


@pytest.fixture
def voices(town: Town) -> Voices:
    """Colleagues are asked, and nobody has answered."""
    found = Voices(town).settle(5)
    appoint(town, "auditor", Role.AUDITOR)
    appoint(town, "narrow", Role.INSPECTOR, town.named("OrgUnit", "ROOT"))
    appoint(town, "beside", Role.INSPECTOR, offices.unit(town, "OTHER"))
    town.draft()
    town.approve()
    town.open("2025-Q1")
    found.open()
    return found


def head(town: Town) -> int:
    return town.service.logs.of(town.agency).recorder.max_notification_id() or 0


def own_command_id(town: Town, key: str) -> UUID:
    """The id that the facts of an anonymous command bear in place of the giver's."""
    return town.service.logs.secrets.own_id(town.command_id(key), "DEFINITIVE")


def stream(voices: Voices, who: str) -> UUID:
    """The stream of somebody's answer."""
    return voices.town.service.logs.of(voices.town.agency).claim(
        "Answer", f"{voices.collection()}/{voices.town.ids[who]}"
    )


def readable(town: Town, position: int) -> dict[str, Any]:
    """A row of the log as an operator reads it."""
    with psycopg.connect(town.service.database.owner, row_factory=dict_row) as connection:
        found = connection.execute(
            "SELECT fact, payload::json AS payload, stream FROM log.readable WHERE agency = %s AND position = %s",
            [town.agency, position],
        ).fetchone()
    assert found is not None
    return found


def filters(voices: Voices, position: int, at: str) -> list[dict[str, Any]]:
    """Each field of the filter, as somebody would look for the answer with it."""
    town = voices.town
    return [
        {},
        {"position": str(position)},
        *({"actorId": gid(town, "Employee", town.ids[who])} for who in ("p0", "member")),
        *({"subjectId": gid(town, "Employee", town.ids[who])} for who in ("p0", "member")),
        *({"actorId": gid(town, "Employee", id)} for id in (stream(voices, "p0"), voices.collection())),
        {"indicatorId": gid(town, "Indicator", town.named("Indicator", "IND"))},
        {"planId": gid(town, "PerformancePlan", town.plan())},
        {"planId": gid(town, "PerformancePlan", voices.collection())},
        {"evaluationId": gid(town, "Evaluation", town.evaluation("2025-Q1"))},
        {"kind": "AnswerGiven"},
        {"capacity": "ANONYMOUS"},
        {"capacity": "PUBLIC"},
        {"recordedFrom": at},
        {"recordedFrom": "2025-05-05T00:00:00Z", "recordedUntil": "2030-01-01T00:00:00Z"},
        {"commandId": str(town.command_id("voice-p0"))},
        {"commandId": str(own_command_id(town, "voice-p0"))},
    ]


def trails(voices: Voices, who: str | None, wheres: list[dict[str, Any]]) -> Any:
    """What each filter gives somebody."""
    town = voices.town
    asker = Asker(town.service, town.agency, None if who is None else town.ids[who])
    names = [f"w{number}" for number in range(len(wheres))]
    defined = ", ".join(f"${name}: AuditFilter" for name in names)
    asked = " ".join(f"{name}: auditTrail(first: 20, where: ${name}) {{ {ENTRIES} }}" for name in names)
    return asker.data(f"query ({defined}) {{ {asked} }}", **dict(zip(names, wheres, strict=True)))


def test_d4_no_filter_of_the_audit_trail_tells_any_role_that_somebody_answered(voices: Voices) -> None:
    town, position = voices.town, head(voices.town) + 1
    at = f"{town.service.clock().isoformat()[:19]}Z"
    wheres = filters(voices, position, at)
    definition = get_object_definition(AuditFilter)
    assert definition is not None
    assert {name for where in wheres for name in where} == {camel(field.python_name) for field in definition.fields}
    before = {who: trails(voices, who, wheres) for who in ROLES}
    voices.rate("p0", RatingLevel.BELOW, "kasar")
    row = readable(town, position)
    assert (row["fact"], row["stream"]) == ("AnswerGiven", stream(voices, "p0"))
    assert row["payload"]["act"]["command_id"] == str(own_command_id(town, "voice-p0"))
    assert {who: trails(voices, who, wheres) for who in ROLES} == before
    voices.rate("p0", RatingLevel.MEETS, key="-again")
    assert {who: trails(voices, who, wheres) for who in ROLES} == before
    voices.close()
    told = trails(voices, "inspector", wheres)["w0"]["nodes"]
    assert {entry["kind"] for entry in told} >= {"CollectionClosed", "AnswersReleased"}
    assert not {entry["kind"] for entry in told} & {"AnswerGiven"}
    assert not {entry["position"] for entry in told} & {str(position), str(position + 1)}


def test_d4_nothing_at_the_position_of_an_answer_is_a_node_of_anybody(voices: Voices) -> None:
    town = voices.town
    voices.rate("p0")
    answer = stream(voices, "p0")
    kinds = ("Answer", "Collection", "Comment", "ReleasedComment", "Releases", "Rating", "Evaluation", "Disclosure")
    ids = [str(GlobalId(kind, town.agency, answer)) for kind in kinds]
    for who in ROLES:
        asker = Asker(town.service, town.agency, None if who is None else town.ids[who])
        found = asker.data("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids)
        assert found == {"nodes": [None] * len(kinds)}, who


def test_h1_how_much_is_withheld_is_told_per_stretch_to_who_is_mandated_over_the_agency(voices: Voices) -> None:
    town, before = voices.town, head(voices.town)
    for number in range(3):
        voices.rate(f"p{number}")
    asked = {"after": str(before - 2), "upto": str(before + 3)}
    told = {
        who: Asker(town.service, town.agency, None if who is None else town.ids[who]).data(STRETCH, **asked)[
            "auditStretch"
        ]
        for who in ROLES
    }
    whole = {"positions": 5, "shown": 2, "withheld": 3}
    assert {who: found for who, found in told.items() if found} == {"inspector": whole, "auditor": whole}
    all_of_it = ask(voices, "auditor").data(STRETCH, after="0", upto=str(before + 3))["auditStretch"]
    assert all_of_it == {"positions": before + 3, "shown": before, "withheld": 3}
    trail = ask(voices, "auditor").data("{ auditTrail(first: 1) { totalCount } }")["auditTrail"]
    assert trail["totalCount"] == before


@pytest.mark.parametrize(
    ("after", "upto", "code"),
    [
        (3, 3, "BAD_USER_INPUT"), (4, 3, "BAD_USER_INPUT"), (0, 1_000_001, "BAD_USER_INPUT"),
        (0, 1_000_000, "POSITION_NOT_REACHED"),
    ],
)  # fmt: skip
def test_h1_a_stretch_leads_forward_within_the_log_and_is_bounded(
    town: Town, after: int, upto: int, code: str
) -> None:
    auditing = Asker(town.service, town.agency, town.ids["inspector"])
    answer = auditing.ask(STRETCH, after=str(after), upto=str(upto))
    assert answer["errors"][0]["extensions"]["code"] == code
    nobody = Asker(town.service, town.agency, None)
    assert nobody.data(STRETCH, after=str(after), upto=str(upto)) == {"auditStretch": None}


def test_h1_a_stretch_as_of_then_ends_with_what_was_recorded_then(voices: Voices) -> None:
    then = head(voices.town)
    voices.rate("p0")
    document = STRETCH.replace("upto: $upto)", f'upto: $upto, asOf: {{position: "{then}"}})')
    found = ask(voices, "inspector").data(document, after="0", upto=str(then))["auditStretch"]
    assert (found["shown"], found["withheld"]) == (then, 0)
    beyond = ask(voices, "inspector").ask(document, after="0", upto=str(then + 1))
    assert beyond["errors"][0]["extensions"]["code"] == "POSITION_NOT_REACHED"


def test_d4_the_row_of_an_answer_says_the_collection_and_nothing_of_the_giver(voices: Voices) -> None:
    town = voices.town
    receipt = voices.rate("p0", RatingLevel.BELOW, "kasar dan tidak adil")
    row = readable(town, head(town))
    payload = row["payload"]
    assert payload.keys() == {"act", "collection_id", "answer", "comment"}
    assert payload["act"].keys() == {"capacity", "giver", "command_id", "at"}
    assert payload["act"]["capacity"] == "ANONYMOUS"
    assert payload["act"]["command_id"] not in (str(receipt.command_id), str(town.ids["p0"]))
    assert (receipt.position, receipt.recorded_at, receipt.stream, receipt.hash, receipt.version) == (None,) * 5


def test_d4_what_is_sealed_is_as_long_whatever_it_says(voices: Voices) -> None:
    said = {"p0": (RatingLevel.BELOW, "buruk"), "p1": (RatingLevel.ABOVE, "sangat ramah " * 30), "p2": (None, "é")}
    lengths = set()
    for who, (level, words) in said.items():
        voices.rate(who, level or RatingLevel.MEETS, words)
        payload = readable(voices.town, head(voices.town))["payload"]
        lengths.add((*(len(payload[name]) for name in ("answer", "comment")), len(payload["act"]["giver"])))
    assert len(lengths) == 1


def rows_of_everything(town: Town) -> set[tuple[str, str]]:
    """Every row of every table of the log and the read models, as text."""
    found = set()
    with psycopg.connect(town.service.database.owner) as connection:
        tables = connection.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('log', 'read')"
        ).fetchall()
        for schema, table in tables:
            for (row,) in connection.execute(f"SELECT t::text FROM {schema}.{table} t".encode()):
                found.add((table, row))
    return found


def forms(id: UUID) -> tuple[str, ...]:
    """How an id may stand in a row: written, without dashes, or written and then shown as bytes."""
    return (str(id), id.hex, str(id).encode().hex())


def test_d4_no_row_that_an_answer_leaves_holds_its_giver_and_none_joins_its_command_with_its_place(
    voices: Voices,
) -> None:
    town = voices.town
    voices.rate("p1")  # the keys of the collection are there
    catch_up(town.service)
    before = rows_of_everything(town)
    receipt = voices.rate("p0", RatingLevel.BELOW, "kasar")
    catch_up(town.service)
    after = rows_of_everything(town)
    written = after - before
    assert {table for table, _ in written} <= KEPT
    assert {"facts", "receipts", "sealed_answers"} <= {table for table, _ in written}
    collection, answer = voices.collection(), stream(voices, "p0")
    for table, row in written:
        assert not any(form in row for form in forms(town.ids["p0"])), table
        with_command = any(form in row for form in forms(receipt.command_id))
        with_place = any(form in row for id in (collection, answer) for form in forms(id))
        assert not (with_command and with_place), table
        assert with_command == (table == "receipts"), table


def test_h12_the_receipt_of_an_answer_is_its_givers_alone_and_says_no_place(voices: Voices) -> None:
    town = voices.town
    voices.rate("p0")
    document = "query ($id: UUID!) { receipt(commandId: $id) { commandId position recordedAt hash version } }"
    for who in ROLES:
        asker = Asker(town.service, town.agency, None if who is None else town.ids[who])
        for key in (town.command_id("voice-p0"), own_command_id(town, "voice-p0")):
            found = asker.data(document, id=str(key))["receipt"]
            own = who == "p0" and key == town.command_id("voice-p0")
            nothing = {"commandId": str(key), "position": None, "recordedAt": None, "hash": None, "version": None}
            assert found == (nothing if own else None), who
    with psycopg.connect(town.service.database.owner, row_factory=dict_row) as connection:
        row = connection.execute(
            "SELECT * FROM log.receipts WHERE agency = %s AND command_id = %s",
            [town.agency, town.command_id("voice-p0")],
        ).fetchone()
    assert row is not None
    assert (row["position"], row["recorded_us"], row["facts"], row["stream"], row["leaf"]) == (0, 0, 0, None, None)
    assert row["given_by"] not in (None, town.ids["p0"])


def test_h1_what_is_of_a_collection_is_in_the_scope_of_its_unit(voices: Voices) -> None:
    for number in range(5):
        voices.rate(f"p{number}", comment=f"kata {number}")
    voices.close()
    seen = {who: {entry["kind"] for entry in trails(voices, who, [{}])["w0"]["nodes"]} for who in ROLES}
    of_it = {"CollectionOpened", "CollectionClosed", "AnswersReleased", "CommentReleased"}
    assert {who for who, kinds in seen.items() if of_it <= kinds} >= {"inspector", "auditor", "narrow"}
    assert not of_it & (seen["beside"] | seen[None] | seen["p0"])
