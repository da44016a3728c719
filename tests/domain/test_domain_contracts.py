"""What holds for every fact type and every rule of the domain, whatever the capability."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from textwrap import dedent
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import msgspec
import pytest

import kinerja.application
import kinerja.domain
from kinerja.domain.act import Act
from kinerja.domain.aggregate import Fact, stamp
from kinerja.domain.catalogue import fact_types, rule_book
from kinerja.domain.organisation import Employee, EmployeeRegistered
from kinerja.domain.plans import PerformancePlan
from kinerja.domain.refusals import RefusalKind, Rule
from kinerja.domain.rulebook import CHAPTERS
from kinerja.domain.texts import Text
from kinerja.domain.vocabulary import Employment
from kinerja.graphql import inputs
from tests.domain.given import ACT, STREAM
from tests.laws.print_states import aggregates

FACTS = list(fact_types().values())
RULES = list(rule_book().values())
EVERY_FACT = pytest.mark.parametrize("fact_type", FACTS, ids=lambda fact_type: fact_type.__name__)
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def modules_of(package: ModuleType) -> list[ModuleType]:
    found = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [importlib.import_module(module.name) for module in found]


def bare(annotation: Any) -> Any:
    """The type without ``Annotated`` and without ``| None``."""
    if get_origin(annotation) is Annotated:
        return bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        [only] = [arm for arm in get_args(annotation) if arm is not NoneType]
        return bare(only)
    return annotation


def fields_of(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """The fields of a struct as they are stored, with their types."""
    hints = get_type_hints(struct)
    return {name: bare(hints[name]) for name in struct.__struct_fields__}


def leaves(struct: type[msgspec.Struct], path: str = "") -> Iterator[tuple[str, Any]]:
    """Every path of a struct and its type: ``a.b`` into a struct, ``a[].b`` into a tuple."""
    for name, of in fields_of(struct).items():
        yield from _below(f"{path}{name}", of)


def _below(path: str, of: Any) -> Iterator[tuple[str, Any]]:
    yield path, of
    if get_origin(of) is tuple:
        yield from _below(f"{path}[]", bare(get_args(of)[0]))
    elif isinstance(of, type) and issubclass(of, msgspec.Struct):
        yield from leaves(of, f"{path}.")


def paths(fact_type: type[Fact]) -> dict[str, Any]:
    """The paths of a fact without its envelope, and the stream it stands in."""
    own = {path: of for path, of in leaves(fact_type) if path.split(".")[0] != "act"}
    return own | {"originator_id": UUID}


# ── facts ────────────────────────────────────────────────────────────────────────────────────────────


def test_every_fact_type_of_the_domain_is_in_the_catalogue() -> None:
    declared = {
        value
        for module in modules_of(kinerja.domain)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Fact) and value is not Fact
    }
    assert declared == set(FACTS)


@EVERY_FACT
def test_every_fact_type_says_what_happened_in_both_languages_and_in_a_sentence(fact_type: type[Fact]) -> None:
    own = vars(fact_type)
    assert own["label_id"].strip()
    assert own["label_en"].strip()
    assert own["__doc__"].strip().endswith(".")


@pytest.mark.parametrize("label", ["label_id", "label_en"])
def test_no_two_fact_types_share_a_label(label: str) -> None:
    labels = [getattr(fact_type, label) for fact_type in FACTS]
    assert len(set(labels)) == len(labels)


@EVERY_FACT
def test_every_text_of_a_fact_is_declared_personal_and_nothing_else_is(fact_type: type[Fact]) -> None:
    texts = {path for path, of in paths(fact_type).items() if of is Text}
    assert set(fact_type.personal) == texts


def test_the_envelope_holds_no_text_but_the_reason_and_the_giver() -> None:
    assert {path for path, of in leaves(Act) if of is Text} == {"reason", "giver"}


@EVERY_FACT
def test_every_object_that_a_fact_is_about_is_an_id_it_holds(fact_type: type[Fact]) -> None:
    known = paths(fact_type)
    for about in fact_type.about:
        assert known[about.field] in (UUID, tuple[UUID, ...]), about
        assert about.kind


@EVERY_FACT
def test_the_subject_of_a_fact_is_an_id_it_holds_and_it_is_about_the_subject(fact_type: type[Fact]) -> None:
    if fact_type.subject_field is not None:
        assert paths(fact_type)[fact_type.subject_field] is UUID
        assert (fact_type.subject_field, "Employee") in {(about.field, about.kind) for about in fact_type.about}


@EVERY_FACT
def test_every_unlisted_path_exists(fact_type: type[Fact]) -> None:
    assert fact_type.unlisted <= set(paths(fact_type))


@EVERY_FACT
def test_applying_a_fact_never_refuses(fact_type: type[Fact]) -> None:
    source = ast.parse(dedent(inspect.getsource(fact_type.apply)))
    assert not [node for node in ast.walk(source) if isinstance(node, ast.Raise | ast.Assert)]


@EVERY_FACT
def test_every_fact_type_applies_itself(fact_type: type[Fact]) -> None:
    assert "apply" in vars(fact_type)


# ── rules ────────────────────────────────────────────────────────────────────────────────────────────


def parameters(*sentences: str) -> set[str]:
    return {name for sentence in sentences for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_every_rule_id_is_unique() -> None:
    ids = [rule.id for chapter in CHAPTERS for rule in chapter.RULES]
    assert sorted(set(ids)) == sorted(ids)


def test_every_rule_of_the_domain_is_in_the_rule_book() -> None:
    declared = {
        value.id
        for module in modules_of(kinerja.domain)
        for value in vars(module).values()
        if isinstance(value, Rule)
    }
    assert declared == {rule.id for rule in RULES}


@EVERY_RULE
def test_every_rule_says_everything_in_both_languages_and_where_it_comes_from(rule: Rule) -> None:
    said = (rule.id, rule.sentence_id, rule.sentence_en, rule.hint_id, rule.hint_en, rule.source)
    assert all(part.strip() for part in said)
    assert rule.sentence_id != rule.sentence_en
    assert rule.hint_id != rule.hint_en


@EVERY_RULE
def test_the_sentences_of_a_rule_name_the_same_parameters_in_both_languages(rule: Rule) -> None:
    assert parameters(rule.sentence_id) == parameters(rule.sentence_en)
    assert parameters(rule.hint_id) == parameters(rule.hint_en)


def refusals_in(module: ModuleType) -> Iterator[tuple[str, Rule, set[str]]]:
    """Every place where a module refuses, with the rule and the parameters it gives to the sentence."""
    source = ast.parse(Path(str(module.__file__)).read_text())
    for function in ast.walk(source):
        if isinstance(function, ast.FunctionDef):
            dicts = _dicts(function)
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.args:
                    yield from _refusal(module, call, dicts)


def _dicts(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """What the names of a function stand for where they are assigned a dictionary."""
    return {
        name.id: assign.value
        for assign in ast.walk(function)
        if isinstance(assign, ast.Assign) and isinstance(assign.value, ast.Dict)
        for name in assign.targets
        if isinstance(name, ast.Name)
    }


def _refusal(module: ModuleType, call: ast.Call, dicts: dict[str, ast.expr]) -> Iterator[tuple[str, Rule, set[str]]]:
    assert isinstance(call.func, ast.Name)
    rule = getattr(module, call.args[0].id, None) if isinstance(call.args[0], ast.Name) else None
    if not isinstance(rule, Rule):
        return
    place = f"{module.__name__}:{call.lineno}"
    if call.func.id == "refuse":
        yield place, rule, {keyword.arg for keyword in call.keywords if keyword.arg}
    elif call.func.id == "Refusal":
        yield place, rule, _keys(call.args[2], dicts) if len(call.args) == 3 else set()


def _keys(given: ast.expr, dicts: dict[str, ast.expr]) -> set[str]:
    literal = dicts[given.id] if isinstance(given, ast.Name) else given
    assert isinstance(literal, ast.Dict)
    return {str(key.value) for key in literal.keys if isinstance(key, ast.Constant)}


REFUSALS = [
    refusal
    for module in (*modules_of(kinerja.domain), *modules_of(kinerja.application), inputs)
    for refusal in refusals_in(module)
]


@pytest.mark.parametrize(
    ("rule", "given"), [(rule, given) for _, rule, given in REFUSALS], ids=[place for place, _, _ in REFUSALS]
)
def test_a_refusal_gives_every_parameter_that_its_sentences_name(rule: Rule, given: set[str]) -> None:
    named = parameters(rule.sentence_id, rule.sentence_en, rule.hint_id, rule.hint_en)
    assert named <= given


MISSING = [(place, given) for place, rule, given in REFUSALS if rule.kind is RefusalKind.MISSING_STEP]


@pytest.mark.parametrize("given", [given for _, given in MISSING], ids=[place for place, _ in MISSING])
def test_a_refusal_for_a_missing_step_names_the_action_that_takes_it(given: set[str]) -> None:
    assert "action" in given


def test_every_rule_of_the_book_refuses_somewhere() -> None:
    assert {rule.id for _, rule, _ in REFUSALS} == {rule.id for rule in RULES}


def test_the_stream_of_something_else_is_no_aggregate_of_this_type() -> None:
    """A client can write the id of an employee into the global id of a plan."""
    registered = EmployeeRegistered(
        act=ACT, name=Text("Sari"), nip=Text("199001012015011001"), employment=Employment.PERMANENT
    )
    stamp(registered, STREAM, 1)
    assert not PerformancePlan.from_facts(STREAM, [registered]).exists
    assert Employee.from_facts(STREAM, [registered]).exists


@EVERY_FACT
def test_every_fact_names_the_aggregate_whose_state_it_builds(fact_type: type[Fact]) -> None:
    assert fact_type.apply.__annotations__["aggregate"] in aggregates()
