"""Metrics: what is counted, what is looked up, on an address of its own, with labels that nobody can flood."""

import re
import threading
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg
import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from kinerja.clock import system_clock
from kinerja.observing.listener import listening
from kinerja.observing.metrics import Metrics
from kinerja.observing.observer import Observer
from kinerja.observing.scraped import LagCollector
from kinerja.operating import OperatorError
from tests.observing.conftest import Watched
from tests.observing.serving import free_port, until

OPERATING = Path(__file__).parents[2] / "docs" / "operating.md"


def test_commands_are_counted_by_action_and_outcome_and_refusals_by_rule(watched: Watched) -> None:
    watched.establish("ONE")
    refused = watched.establish("TWO", by="member")
    command = {"action": "establishOrgUnit"}
    assert watched.sample("kinerja_commands_total", **command, outcome="recorded") == 1
    assert watched.sample("kinerja_commands_total", **command, outcome="refused") == 1
    (rule,) = [error["rule"] for error in refused["userErrors"]]
    assert watched.sample("kinerja_refusals_total", rule=rule) == 1
    for phase, count in (("", 2), ("_decide", 2), ("_append", 1), ("_visible", 1)):
        assert watched.sample(f"kinerja_command{phase}_seconds_count") == count, phase


def test_a_repeated_command_is_counted_as_such(watched: Watched) -> None:
    given = {"commandId": str(uuid4()), "code": "TWICE", "name": "Dua", "kind": "SECTION"}
    document = "mutation($input: EstablishOrgUnitInput!) { establishOrgUnit(input: $input) { receipt { position } } }"
    token = watched.client.token(watched.town.ids["admin"], watched.town.agency)
    for _ in range(2):
        body = {"query": document, "variables": {"input": given}}
        watched.client.post(body, Authorization=f"Bearer {token}")
    for outcome in ("recorded", "repeated"):
        assert watched.sample("kinerja_commands_total", action="establishOrgUnit", outcome=outcome) == 1, outcome


def test_requests_failures_and_pages_are_counted(watched: Watched) -> None:
    watched.establish("ONE")
    watched.client.post({"query": "{ nonsense }"}, path="/a/TST/graphql")
    watched.client.post({"query": "{ agency { code } }"}, Authorization="Bearer x")
    assert watched.sample("kinerja_requests_total", endpoint="graphql", status="200") == 2
    assert watched.sample("kinerja_requests_total", endpoint="graphql", status="401") == 1
    assert watched.sample("kinerja_failures_total", code="GRAPHQL_VALIDATION_FAILED") == 1
    assert watched.sample("kinerja_failures_total", code="UNAUTHENTICATED") == 1
    until(lambda: watched.sample("kinerja_follower_facts_total") == 1)
    assert watched.sample("kinerja_follower_pages_total") == 1
    assert watched.sample("kinerja_follower_page_seconds_count") == 1


def test_lag_and_age_are_those_of_the_database(watched: Watched) -> None:
    agency = watched.town.agency
    assert watched.sample("kinerja_agency_lag_facts", agency=agency) == 0
    assert watched.sample("kinerja_agency_oldest_unseen_seconds", agency=agency) == 0
    with watched.town.service.logs.datastore.scoped(agency) as connection:
        connection.execute(
            "UPDATE read.tracking SET position = position - 3, stalled_position = position - 2,"
            " stalled_topic = 'PlanApproved', stalled_error = 'KeyError'"
        )
    assert watched.sample("kinerja_agency_lag_facts", agency=agency) == 3
    assert watched.sample("kinerja_agency_stalled", agency=agency) == 1
    # The town was founded on 2 January by its clock; that of the service says the 20th.
    assert watched.sample("kinerja_agency_oldest_unseen_seconds", agency=agency) > 17 * 24 * 3600
    assert watched.sample("kinerja_database_up") == 1


def test_pools_say_their_size_and_who_waits(watched: Watched) -> None:
    watched.establish("ONE")
    for pool in ("log", "read"):
        assert watched.sample("kinerja_pool_connections", pool=pool) >= 1
        assert watched.sample("kinerja_pool_waiting", pool=pool) == 0
    with watched.town.service.logs.datastore.get_connection():
        assert watched.sample("kinerja_pool_connections_in_use", pool="log") == 1
    assert watched.sample("kinerja_pool_connections_in_use", pool="log") == 0


def test_commands_that_run_and_commands_that_wait_for_a_thread_are_told_apart(watched: Watched) -> None:
    with psycopg.connect(watched.town.service.database.owner) as holder:
        holder.execute("SELECT position FROM log.heads FOR UPDATE")
        senders = [threading.Thread(target=watched.establish, args=(f"Q{n}",)) for n in range(80)]
        for sender in senders:
            sender.start()
        asked = ("kinerja_commands_running", "kinerja_commands_waiting")
        until(lambda: sum(watched.sample(name) for name in asked) == 80)
        assert all(watched.sample(name) > 0 for name in asked)
    for sender in senders:
        sender.join()
    assert [watched.sample(name) for name in asked] == [0, 0]


def test_a_database_that_cannot_be_asked_costs_the_scrape_nothing_but_its_gauges() -> None:
    registry = CollectorRegistry()
    registry.register(LagCollector("host=/nowhere dbname=x", system_clock))
    assert registry.get_sample_value("kinerja_database_up") == 0
    assert registry.get_sample_value("kinerja_agency_lag_facts", {"agency": "SWL"}) is None


def test_a_scrape_waits_for_a_locked_database_no_longer_than_a_moment(watched: Watched) -> None:
    import time

    with psycopg.connect(watched.town.service.database.owner) as holder:
        holder.execute("LOCK TABLE read.tracking IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        assert watched.sample("kinerja_database_up") == 0
        assert time.monotonic() - began < 4


def test_what_clients_send_adds_no_series(watched: Watched) -> None:
    token = watched.client.token(watched.town.ids["admin"], watched.town.agency)

    def ask(number: int) -> None:
        name = f"n{number}"
        document = f"query {name} {{ agency {{ code }} }}"
        watched.client.post({"query": document}, Authorization=f"Bearer {token}", X_Request_Id=name)
        watched.client.post({"query": document}, path=f"/a/A{number}/graphql")
        watched.client.post({"query": f"{{ {name} }}"}, Authorization=f"Bearer {token}")
        httpx.get(f"{watched.client.url}/{name}?{name}={name}", headers={"Authorization": name}, timeout=10)
        httpx.request("PATCH", f"{watched.client.url}/graphql", timeout=10)
        watched.establish("!" * number, name=name)

    ask(1)
    ask(2)
    series = _series(watched.observer)
    for number in range(3, 23):
        ask(number)
    assert _series(watched.observer) == series


def _series(observer: Observer) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    families = observer.metrics.registry.collect()
    return {(each.name, tuple(sorted(each.labels.items()))) for family in families for each in family.samples}


def test_a_label_never_has_more_than_five_hundred_values_and_one_for_the_rest() -> None:
    metrics = Metrics()
    for number in range(2000):
        metrics.refusals.labels(rule=metrics.bounded("rule", f"X{number}")).inc()
    rules = {sample.labels["rule"] for family in metrics.refusals.collect() for sample in family.samples}
    assert len(rules) == 501
    assert metrics.registry.get_sample_value("kinerja_refusals_total", {"rule": "other"}) == 1500


def test_they_are_served_on_their_own_address_and_never_on_the_public_one(watched: Watched) -> None:
    with listening(watched.observer.metrics.registry, "127.0.0.1", 0) as port:
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text
    names = {family.name for family in text_string_to_metric_families(text)}
    assert {"kinerja_commands", "kinerja_agency_lag_facts", "kinerja_pool_connections"} <= names
    assert httpx.get(f"{watched.client.url}/metrics", timeout=10).status_code == 404
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/metrics", timeout=2)


def test_a_port_that_is_taken_is_said_with_the_name_of_its_setting() -> None:
    port = free_port()
    with (
        listening(CollectorRegistry(), "127.0.0.1", port),
        pytest.raises(OperatorError, match="KINERJA_METRICS_PORT"),
        listening(CollectorRegistry(), "127.0.0.1", port),
    ):
        pass


def test_names_follow_the_conventions_and_every_metric_has_a_text(watched: Watched) -> None:
    units = ("_seconds", "_facts", "_bytes", "_connections", "_connections_in_use", "_batches", "_deadlines")
    states = ("_up", "_stalled", "_running", "_waiting")
    for family in watched.observer.metrics.registry.collect():
        if family.name.startswith("process_"):
            continue
        assert re.fullmatch(r"kinerja_[a-z]+(_[a-z]+)*", family.name)
        assert family.documentation.endswith(".")
        if family.type in ("gauge", "histogram"):
            assert family.name.endswith(units + states), family.name


def test_the_document_lists_every_metric_and_no_other(watched: Watched) -> None:
    """As Prometheus names them: counters with their suffix."""
    suffix = {"counter": "_total"}
    families = watched.observer.metrics.registry.collect()
    there = {family.name + suffix.get(family.type, "") for family in families}
    there = {name for name in there if not name.startswith("process_")}
    documented = re.findall(r"^\| `(kinerja_\w+)", OPERATING.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(documented) == sorted(there)


def test_alerts_name_only_metrics_that_are_there(watched: Watched) -> None:
    families = list(watched.observer.metrics.registry.collect())
    samples = {sample.name for family in families for sample in family.samples} | {
        f"{f.name}_total" for f in families
    }
    samples |= {f"{f.name}_bucket" for f in families if f.type == "histogram"} | {f.name for f in families}
    alerts = OPERATING.read_text(encoding="utf-8").partition("```yaml")[2].partition("```")[0]
    named = set(re.findall(r"kinerja_\w+", alerts))
    assert named
    assert named - samples == set()
