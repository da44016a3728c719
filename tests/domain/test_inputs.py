"""Bounds of the texts of an input (H12)."""

import pytest

from kinerja.domain.inputs import Bounds
from kinerja.domain.refusals import Refusal
from kinerja.domain.rulebook.commands import TEXT_FORM, TEXT_LENGTH

PATH = ("lines", 1, "note")
CODE = Bounds(2, 5, "[a-z-]+")
FREE = Bounds(1, 5, None)


@pytest.mark.parametrize("text", ["ab", "abcde", "a-b"])
def test_h12_a_text_within_its_bounds_is_taken(text: str) -> None:
    assert CODE.refusal_of(text, PATH) is None


@pytest.mark.parametrize("text", ["a", "abcdef", "", "  ", " a ", "a     "])
def test_h12_4_a_text_is_neither_too_short_without_its_blanks_nor_too_long_with_them(text: str) -> None:
    assert CODE.refusal_of(text, PATH) == Refusal(TEXT_LENGTH, PATH, {"shortest": 2, "longest": 5})


@pytest.mark.parametrize("text", ["ABC", "ab1", "ab c", "ab\n", " ab"])
def test_h12_13_a_text_has_the_form_of_its_field(text: str) -> None:
    assert CODE.refusal_of(text, PATH) == Refusal(TEXT_FORM, PATH, {"form": "[a-z-]+"})


@pytest.mark.parametrize("text", ["ABC", "ab\n", " ä 1"])
def test_h12_13_a_text_without_a_form_is_free(text: str) -> None:
    assert FREE.refusal_of(text, PATH) is None


def test_h12_the_length_is_said_before_the_form() -> None:
    assert CODE.refusal_of("A", PATH) == Refusal(TEXT_LENGTH, PATH, {"shortest": 2, "longest": 5})


def test_h12_4_a_text_that_may_be_empty_may_be_blank() -> None:
    assert Bounds(0, 2, None).refusal_of("", PATH) is None
    assert Bounds(0, 2, None).refusal_of("  ", PATH) is None
