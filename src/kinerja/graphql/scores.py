"""The explained score of an evaluation: a tree of terms down to the facts (E2)."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

import strawberry

from kinerja.domain.rules.terms import Operator, SourceFact, Term, TermStatus, rounded
from kinerja.domain.vocabulary import Predicate, RatingLevel
from kinerja.graphql.context import Info
from kinerja.graphql.declarations import LongDocumentRead
from kinerja.graphql.declaring import column, long_document, readable
from kinerja.graphql.ids import GlobalId
from kinerja.graphql.labels import TERM_LABELS
from kinerja.graphql.paging import Ordering
from kinerja.graphql.scalars import DecimalString, LogPosition
from kinerja.graphql.statements import relation
from kinerja.projections.audit import AUDIT_ENTRIES
from kinerja.projections.evaluations import EVALUATIONS, EXPLANATIONS
from kinerja.projections.packing import unpack

_BY_END = Ordering(("ends_on", "id"), ("date", "uuid"))
_SHOWN_DIGITS = 4


@strawberry.type(description="A fact that a term rests on.")
class TermSource:
    """Where to look it up in the audit trail."""

    version: int = strawberry.field(description="Version of the object after the fact.")
    stream: strawberry.Private[UUID]

    @strawberry.field(description="Position of the fact in the log; null when it lies after the basis.")
    async def position(self, info: Info) -> LogPosition | None:
        """Looked up only when it is asked for."""
        loader = info.context.reads.loader("positions", lambda keys: _positions(info, keys))
        found: LogPosition | None = await loader.load((self.stream, self.version))
        return found


async def _positions(info: Info, keys: Sequence[tuple[UUID, int]]) -> list[LogPosition | None]:
    """The positions of facts by stream and version; the judgement is visible, so what it names is."""
    reads = info.context.reads
    entries = relation(AUDIT_ENTRIES, past=reads.basis.past is not None)
    query = (
        f"SELECT t.stream, t.version, t.entry FROM {entries}"
        " JOIN unnest(%(streams)s::uuid[], %(versions)s::bigint[]) AS k (stream, version)"
        " ON k.stream = t.stream AND k.version = t.version WHERE t.agency = %(agency)s"
    )
    wanted = {"streams": [stream for stream, _ in keys], "versions": [version for _, version in keys]}
    found = {(row["stream"], row["version"]): row["entry"] for row in await reads.rows(query, wanted)}
    return [found.get(key) for key in keys]


@strawberry.type(description="A term of an explained score: a node of the tree, in pre-order.")
class ScoreTerm:
    """Children follow their parent; `parent` is the index of the parent in the list."""

    index: int = strawberry.field(description="Its place in the list, from 0.")
    parent: int | None = strawberry.field(description="Index of its parent; null for a root.")
    code: str = strawberry.field(description="What it is, for a program.")
    label: str = strawberry.field(description="What it is, in the request's language.")
    subject: str | None = strawberry.field(
        description="What it is about: a month, a value, a side; or the global id of a result,"
        " target or indicator; null for what is about the whole."
    )
    operator: Operator = strawberry.field(description="How its value follows from its children.")
    status: TermStatus = strawberry.field(description="Whether it has a value, and why not.")
    value: DecimalString | None = strawberry.field(
        description="Its value, half up to 4 decimals; null unless it is PRESENT and a number."
    )
    exact: str | None = strawberry.field(description="Its value exactly, as `n` or `n/d`; null where `value` is.")
    weight: str | None = strawberry.field(
        description="Its weight in the parent, exactly, where the parent weighs; else null."
    )
    parameter: str | None = strawberry.field(
        description="Path in the rule version, where it is a parameter; else null."
    )
    sources: list[TermSource] = strawberry.field(description="The facts it rests on.")


def _term(index: int, term: Term, info: Info) -> ScoreTerm:
    value = None if term.value is None else rounded(Fraction(term.value), _SHOWN_DIGITS)
    return ScoreTerm(
        index=index,
        parent=term.parent,
        code=term.label,
        label=TERM_LABELS[term.label][info.context.language],
        subject=_subject(term, info),
        operator=term.operator,
        status=term.status,
        value=None if value is None else DecimalString(_plain(value)),
        exact=term.value,
        weight=term.weight,
        parameter=term.parameter,
        sources=[_source(source) for source in term.sources],
    )


_SUBJECT_KINDS = {"RESULT": "WorkResult", "TARGET": "Target", "ACHIEVEMENT": "Indicator"}


def _subject(term: Term, info: Info) -> str | None:
    """A month, a value or a side as it is; a result, target or indicator by its global id."""
    kind = _SUBJECT_KINDS.get(term.label)
    if kind is None or term.subject is None:
        return term.subject
    return str(GlobalId(kind, info.context.agency, UUID(term.subject.split("/")[0])))


def _source(source: SourceFact) -> TermSource:
    return TermSource(version=source.version, stream=source.stream)


def _plain(value: Decimal) -> Decimal:
    """Without trailing zeros, never in exponents."""
    return value.normalize() if value != value.to_integral() else value.quantize(Decimal(1))


def _derivation(packed: bytes, info: Info) -> list[ScoreTerm]:
    terms = unpack(packed, tuple[Term, ...])
    return [_term(index, term, info) for index, term in enumerate(terms)]


@readable(EVALUATIONS, "What arithmetic says, and what it suggests. The officer decides.")
class EvaluationScore:
    """Null where something was absent, and before the viewer may see the judgement."""

    results: DecimalString | None = column(
        "Results in percent, 0 to 120, 2 decimals, half up; null when something asked for is absent,"
        " and before `ratedAt` is shown.",
        of="results_score",
    )
    behavior: DecimalString | None = column(
        "Behaviour in percent, 2 decimals, half up; null as `results` is.", of="behavior_score"
    )
    number: DecimalString | None = column(
        "The number of PP 30/2019, 0 to 120, 2 decimals, half up; null as `results` is."
    )
    number_class: Predicate | None = column(
        "The class of the unrounded number, beside the predicate; null without a number."
    )
    suggested_results: RatingLevel | None = column("What the results suggest; null without `results`.")
    suggested_behavior: RatingLevel | None = column("What the behaviour suggests; null without `behavior`.")
    suggested_predicate: Predicate | None = column("The predicate of the two suggestions; null without them.")
    derivation: list[ScoreTerm] | None = long_document(
        _derivation,
        "The explanation: a tree down to the facts and rule parameters, in pre-order; null before"
        " the viewer may see the judgement.",
        of=LongDocumentRead("judged_position", EXPLANATIONS, "terms"),
    )
