"""Lists with entries twice: commands that give them are refused or recorded, and the read models come level."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import psycopg
import pytest

from kinerja.application.commands import Commands, Request
from kinerja.application.receipts import Receipt
from kinerja.domain.refusals import Refused
from tests.conftest import Cluster, Databases
from tests.laws.histories import begin, make
from tests.laws.listing import declared, doubled, filled
from tests.laws.test_as_of import a_town, catch_up
from tests.laws.tour import TOUR
from tests.people import Town

NOT_DOUBLED: dict[str, str] = {}
"""Lists that no command has filled here, each with the reason."""


class Stalled(Exception):
    """The read models do not go on; nor does the round."""


class Doubling:
    """Gives commands with one of their lists doubled; what is refused so is given as it was meant.

    A list was tried when the command was recorded either way: a command that is refused for another reason says
    nothing about its lists.
    """

    def __init__(self) -> None:
        self.tried: set[str] = set()
        self.stalled: set[str] = set()

    def round(self, town: Town, play: Callable[[Town], None]) -> bool:
        """Play in a town; whether a list was tried that was not before. Later commands may be refused for it."""
        execute, instead, before = Commands.execute, dict[UUID, Request](), len(self.tried)

        def doubling(commands: Commands, request: Request) -> Receipt:
            if request.command_id in instead:
                return execute(commands, instead[request.command_id])
            refused: set[str] = set()
            for place, command in doubled(request.command):
                if place in self.tried:
                    continue
                other = replace(request, command=command)
                with contextlib.suppress(Refused):
                    receipt = execute(commands, other)
                    instead[request.command_id] = other
                    self._follow(town, place)
                    return receipt
                refused.add(place)
            receipt = execute(commands, request)
            self.tried |= refused
            return receipt

        with pytest.MonkeyPatch.context() as patched, contextlib.suppress(Stalled):
            patched.setattr(Commands, "execute", doubling)
            play(town)
        return len(self.tried) > before

    def _follow(self, town: Town, place: str) -> None:
        self.tried.add(place)
        catch_up(town.service)
        with psycopg.connect(town.service.database.owner) as connection:
            stalled = connection.execute("SELECT 1 FROM read.tracking WHERE stalled_position IS NOT NULL").fetchone()
        if stalled:
            self.stalled.add(place)
            raise Stalled


def _tour(town: Town) -> None:
    begin(town, "nothing")
    for step, move in enumerate(TOUR):
        with contextlib.suppress(Refused):
            make(town, move, step)


def _beyond_the_tour(town: Town) -> None:
    begin(town, "cascaded")
    for number, given in enumerate(filled(town)):
        with contextlib.suppress(Refused):
            town.give(given.command, given.by, f"filled-{number}")


def test_what_is_listed_twice_never_stalls_the_read_models(
    databases: Databases, town_template: str, cluster: Cluster
) -> None:
    doubling = Doubling()
    for play in (_tour, _beyond_the_tour):
        goes_on = True
        while goes_on:
            with a_town(databases, town_template, cluster) as town:
                goes_on = doubling.round(town, play)
    assert doubling.stalled == set()
    assert declared() - doubling.tried == NOT_DOUBLED.keys()
