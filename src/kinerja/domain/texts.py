"""Texts about a person: sealed in the log, readable only while the key of their subject exists."""

from enum import StrEnum


class TextCategory(StrEnum):
    """What a text is about. Each subject has one data key per category, so that each can be erased alone."""

    IDENTITY = "IDENTITY"
    """Names, NIP and contact data."""
    WORK = "WORK"
    """What a person plans and reports."""
    JUDGEMENT = "JUDGEMENT"
    """What is said about a person: reasons, notes, feedback."""
    EVIDENCE = "EVIDENCE"
    """What somebody shows to prove it: names and links of evidence, and its files."""
    GIVER = "GIVER"
    """Who gave an anonymous answer; its subject is the collection, not a person."""
    ANSWER = "ANSWER"
    """What was answered anonymously, before it is released among others; its subject is the collection."""
    COMMENT = "COMMENT"
    """What was said in words; its subject is the answer, or the words themselves once they are released."""


class Text:
    """A text about a person, in clear when it comes with a command, sealed when it comes from the log.

    The domain carries texts and never reads them. Two texts are equal when both halves are.
    """

    __slots__ = ("clear", "sealed")

    def __init__(self, clear: str | None = None, *, sealed: str | None = None) -> None:
        self.clear = clear
        self.sealed = sealed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.clear, self.sealed) == (other.clear, other.sealed)

    def __hash__(self) -> int:
        return hash((self.clear, self.sealed))

    def __repr__(self) -> str:
        """Says nothing of the content: a text must not reach a log line by accident."""
        return "Text(…)"
