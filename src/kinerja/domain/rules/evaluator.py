"""From what was reported and rated to scores, suggestions and the predicate, under one rule version. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kinerja.domain.plan_vocabulary import WorkResultKind
from kinerja.domain.rules.bundles import RuleBundle
from kinerja.domain.rules.evaluation_input import (
    CollectedInput,
    EarlierPart,
    EvaluationInput,
    MonthInput,
    PublicInput,
    ResultInput,
    SegmentInput,
    TargetInput,
)
from kinerja.domain.rules.terms import Node, Operator, SourceFact, Term, TermStatus, combine, flatten
from kinerja.domain.standard_vocabulary import Direction
from kinerja.domain.vocabulary import CoreValue, Predicate, RatingLevel, Relation


@dataclass(frozen=True)
class Assessment:
    """What arithmetic says: exact scores, None where ABSENT, and what it suggests to the officer.

    ``results`` and ``behavior`` are percentages from 0 to 120, ``number`` is that of PP 30/2019.
    ``terms`` explains them: a tree for the number, one for each additional result, one for the self-rating, one for
    what citizens say where that counts nothing.
    """

    results: Fraction | None
    behavior: Fraction | None
    number: Fraction | None
    suggested_results: RatingLevel | None
    suggested_behavior: RatingLevel | None
    suggested_predicate: Predicate | None
    terms: tuple[Term, ...]


def assess(given: EvaluationInput, rules: RuleBundle) -> Assessment:
    """Compute an evaluation under a rule version."""
    results = _results(given, rules)
    behavior = _behavior(given, rules)
    number = _number(results, behavior, given.asked | given.collected.keys(), rules)
    beside = [_result(result, rules) for result in given.results if result.kind == WorkResultKind.ADDITIONAL]
    beside += [*_self_rating(given, rules), *_public_rating(given, rules)]
    suggested_results = _suggest(results.value, rules.sets["achievement"])
    suggested_behavior = _suggest(behavior.value, rules.sets["behavior"])
    return Assessment(
        results=results.value,
        behavior=behavior.value,
        number=number.value,
        suggested_results=suggested_results,
        suggested_behavior=suggested_behavior,
        suggested_predicate=_suggested_predicate(suggested_results, suggested_behavior, rules),
        terms=_forest([number, *beside]),
    )


def predicate(results: RatingLevel, behavior: RatingLevel, rules: RuleBundle) -> Predicate:
    """The predicate of one of the nine cells."""
    return Predicate[rules.sets["predicate"]["cells"][results.name][behavior.name]]


def number_class(number: Fraction, innovation: bool, rules: RuleBundle) -> Predicate:
    """The class of the unrounded number; VERY_GOOD only with a proven new idea."""
    bounds = rules.sets["number"]["classes"]
    reached = [name for name, lower in bounds.items() if number >= Fraction(lower)]
    best = Predicate[max(reached, key=lambda name: Fraction(bounds[name]))]
    return Predicate.GOOD if best == Predicate.VERY_GOOD and not innovation else best


def _suggested_predicate(
    results: RatingLevel | None, behavior: RatingLevel | None, rules: RuleBundle
) -> Predicate | None:
    if results is None or behavior is None:
        return None
    return predicate(results, behavior, rules)


def _suggest(score: Fraction | None, rule_set: Mapping[str, Any]) -> RatingLevel | None:
    if score is None:
        return None
    if score > Fraction(rule_set["suggestion"]["upper"]):
        return RatingLevel.ABOVE
    return RatingLevel.MEETS if score >= Fraction(rule_set["suggestion"]["lower"]) else RatingLevel.BELOW


def _forest(roots: Sequence[Node]) -> tuple[Term, ...]:
    terms: list[Term] = []
    for root in roots:
        flatten(root, into=terms)
    return tuple(terms)


# ── results ──────────────────────────────────────────────────────────────────────────────────────────


def _results(given: EvaluationInput, rules: RuleBundle) -> Node:
    primary = [_result(result, rules) for result in given.results if result.kind == WorkResultKind.PRIMARY]
    renormalise = rules.sets["achievement"]["absent_is_renormalised"]
    return combine("RESULTS", Operator.WEIGHTED_MEAN, primary, without_absent=renormalise)


def _result(result: ResultInput, rules: RuleBundle) -> Node:
    targets = [_target(target, rules) for target in result.targets]
    return combine("RESULT", Operator.MEAN, targets, weight=result.weight, subject=result.id)


def _target(target: TargetInput, rules: RuleBundle) -> Node:
    segments = [_segment(segment, rules) for segment in target.segments]
    return combine("TARGET", Operator.WEIGHTED_MEAN, segments, subject=target.id)


def _segment(segment: SegmentInput, rules: RuleBundle) -> Node:
    """Achievement in percent over the months under one version of a target, weighted by those months."""
    weight = Fraction(segment.calendar_months)
    if not segment.months:
        return Node("ACHIEVEMENT", Operator.BOUNDED, TermStatus.NOT_APPLICABLE, None, weight, segment.indicator)
    operator = (
        Operator.HIGHER_IS_BETTER if segment.direction == Direction.HIGHER_IS_BETTER else Operator.LOWER_IS_BETTER
    )
    raw = combine("RAW_ACHIEVEMENT", operator, [_realized(segment), _planned(segment)])
    bounds = [
        _parameter("FLOOR", "achievement.floor", rules.sets["achievement"]["floor"]),
        _parameter("CAP", "achievement.cap", rules.sets["achievement"]["cap"]),
    ]
    return combine("ACHIEVEMENT", Operator.BOUNDED, [raw, *bounds], weight=weight, subject=segment.indicator)


def _realized(segment: SegmentInput) -> Node:
    if segment.ratio:
        terms = [
            combine("NUMERATOR", Operator.SUM, [_month(m, m.numerator) for m in segment.months]),
            combine("DENOMINATOR", Operator.SUM, [_month(m, m.denominator) for m in segment.months]),
        ]
        return combine("REALIZATION", Operator.RATIO, terms)
    operator = Operator.SUM if segment.cumulative else Operator.MEAN
    return combine("REALIZATION", operator, [_month(m, m.amount) for m in segment.months])


def _month(month: MonthInput, value: Fraction | int | None) -> Node:
    name = f"{month.month:%Y-%m}"
    if value is None or month.source is None:
        return Node("MONTH", Operator.FACT, TermStatus.ABSENT, subject=name)
    return Node("MONTH", Operator.FACT, TermStatus.PRESENT, Fraction(value), subject=name, sources=(month.source,))


def _planned(segment: SegmentInput) -> Node:
    amount = Node("TARGET_AMOUNT", Operator.FACT, TermStatus.PRESENT, segment.amount, sources=(segment.source,))
    if not segment.cumulative:
        return amount
    own = _prorated(EarlierPart(segment.amount, segment.reported_months, segment.source), segment.plan_months)
    if not segment.earlier:
        return own
    parts = [_prorated(part, segment.plan_months) for part in segment.earlier]
    return combine("PRORATED_TARGETS", Operator.SUM, [*parts, own])


def _prorated(part: EarlierPart, plan_months: int) -> Node:
    """The share of a target for the plan's whole span that falls to some of its months."""
    spans = {"MONTHS_JUDGED": part.months, "MONTHS_PLANNED": plan_months}
    months = [
        Node(label, Operator.FACT, TermStatus.PRESENT, Fraction(count), sources=(part.source,))
        for label, count in spans.items()
    ]
    amount = Node("TARGET_AMOUNT", Operator.FACT, TermStatus.PRESENT, part.amount, sources=(part.source,))
    return combine("PRORATED_TARGET", Operator.PRORATED, [amount, *months])


# ── behaviour ────────────────────────────────────────────────────────────────────────────────────────


def _behavior(given: EvaluationInput, rules: RuleBundle) -> Node:
    return combine("BEHAVIOR", Operator.MEAN, [_core_value(value, given, rules) for value in CoreValue])


def _core_value(value: CoreValue, given: EvaluationInput, rules: RuleBundle) -> Node:
    weights = rules.sets["behavior"]["relations"]
    counting = {Relation[name]: Fraction(weight) for name, weight in weights.items() if Fraction(weight)}
    relations = [_relation(relation, value, given, rules, weight) for relation, weight in counting.items()]
    return combine("CORE_VALUE", Operator.WEIGHTED_MEAN, relations, subject=str(value))


def _relation(
    relation: Relation, value: CoreValue, given: EvaluationInput, rules: RuleBundle, weight: Fraction | None
) -> Node:
    if relation == Relation.PUBLIC:
        return _public(given.public, rules, weight)
    if relation in given.collected:
        return _collected(relation, value, given.collected[relation], weight)
    if relation not in given.asked:
        return Node("RELATION", Operator.MEAN, TermStatus.NOT_APPLICABLE, None, weight, str(relation))
    raters = [
        _level(rating.levels[value], rating.source, rules) for rating in given.ratings if rating.relation == relation
    ]
    if not raters:
        return Node("RELATION", Operator.MEAN, TermStatus.ABSENT, None, weight, str(relation))
    return combine("RELATION", Operator.MEAN, raters, weight=weight, subject=str(relation))


def _collected(
    relation: Relation, value: CoreValue, collected: CollectedInput | None, weight: Fraction | None
) -> Node:
    """The mean of a side whose single answers nobody sees; SUPPRESSED where it is too few to be told."""
    if collected is None:
        return Node("RELATION", Operator.COLLECTED, TermStatus.SUPPRESSED, None, weight, str(relation))
    mean, source = collected.means[value], (collected.source,)
    return Node("RELATION", Operator.COLLECTED, TermStatus.PRESENT, mean, weight, str(relation), sources=source)


def _public(said: PublicInput | None, rules: RuleBundle, weight: Fraction | None) -> Node:
    """The mean of what citizens said, each option as the number that the rule version gives it."""
    name, path = str(Relation.PUBLIC), "behavior.public"
    if said is None:
        return Node("RELATION", Operator.COLLECTED, TermStatus.NOT_APPLICABLE, None, weight, name)
    answers = sum(said.counts.values())
    if not answers:
        return Node("RELATION", Operator.COLLECTED, TermStatus.SUPPRESSED, None, weight, name)
    numbers = rules.sets["behavior"]["public"]
    total = sum((Fraction(numbers[option]) * count for option, count in said.counts.items()), Fraction())
    return Node("RELATION", Operator.COLLECTED, TermStatus.PRESENT, total / answers, weight, name, path, said.sources)


def _level(level: RatingLevel, source: SourceFact, rules: RuleBundle) -> Node:
    number = Fraction(rules.sets["behavior"]["levels"][level.name])
    path = f"behavior.levels.{level}"
    return Node("LEVEL", Operator.FACT, TermStatus.PRESENT, number, None, str(level), path, (source,))


def _self_rating(given: EvaluationInput, rules: RuleBundle) -> list[Node]:
    """The self-rating beside the score; it counts 0 and is shown as a gap to the superior's."""
    if Relation.SELF not in given.asked:
        return []
    values = [
        combine(
            "CORE_VALUE",
            Operator.MEAN,
            [_relation(Relation.SELF, value, given, rules, None)],
            subject=str(value),
        )
        for value in CoreValue
    ]
    return [combine("SELF_RATING", Operator.MEAN, values)]


def _public_rating(given: EvaluationInput, rules: RuleBundle) -> list[Node]:
    """What citizens say beside the score, where the rule version hears it and gives it weight 0."""
    weights = rules.sets["behavior"]["relations"]
    if given.public is None or not rules.hears_the_public or Fraction(weights[Relation.PUBLIC.name]):
        return []
    return [combine("PUBLIC_RATING", Operator.MEAN, [_public(given.public, rules, None)])]


# ── the number ───────────────────────────────────────────────────────────────────────────────────────


def _number(results: Node, behavior: Node, asked: frozenset[Relation], rules: RuleBundle) -> Node:
    rule_set = rules.sets["number"]
    from_all_sides = {Relation.PEER, Relation.SUBORDINATE} <= asked
    share = Fraction(rule_set["weights"]["with_peers_and_subordinates" if from_all_sides else "alone"])
    mean = combine(
        "WEIGHTED_NUMBER",
        Operator.WEIGHTED_MEAN,
        [_weighted(results, share), _weighted(behavior, 1 - share)],
    )
    bounds = [
        _parameter("FLOOR", "number.floor", rule_set["floor"]),
        _parameter("CAP", "number.cap", rule_set["cap"]),
    ]
    return combine("NUMBER", Operator.BOUNDED, [mean, *bounds])


def _weighted(node: Node, weight: Fraction) -> Node:
    if node.status in (TermStatus.NOT_APPLICABLE, TermStatus.SUPPRESSED):  # a number needs both halves
        return Node(node.label, node.operator, TermStatus.ABSENT, None, weight, children=node.children)
    return Node(node.label, node.operator, node.status, node.value, weight, children=node.children)


def _parameter(label: str, path: str, value: str) -> Node:
    return Node(label, Operator.PARAMETER, TermStatus.PRESENT, Fraction(value), parameter=path)
