"""How the targets of a plan are balanced between the families of indicators (A9). Pure."""

from kinerja.domain.standard_vocabulary import IndicatorFamily

_NEEDED = (IndicatorFamily.QUALITY, IndicatorFamily.SATISFACTION)


def is_warned_of(family: IndicatorFamily, targets: int) -> bool:
    """Whether a plan with so many targets of a family is warned about.

    Work is not judged by its amount, its time and its cost alone: quality and satisfaction are not left out. Nothing
    is refused, and no share is too small or too large.
    """
    return family in _NEEDED and targets == 0
