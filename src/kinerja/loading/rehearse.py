"""The rehearsal of a folder: every line's command is decided, nothing is recorded, all faults are found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kinerja.application.commands import Commands, Request
from kinerja.domain.refusals import Refused
from kinerja.domain.rulebook.plans import LEADER_UNAPPROVED
from kinerja.loading.faults import Fault, Faults
from kinerja.loading.folder import Folder
from kinerja.loading.judging import otherwise, refused, unknown
from kinerja.loading.marks import Marks, joined
from kinerja.loading.naming import Codes, CodeUnknown
from kinerja.loading.order import STAGES
from kinerja.loading.pages import Group, Known, groups_of, looked_up, paged, receipts_of, request_of, streams_of
from kinerja.loading.rehearsal import Rehearsal
from kinerja.loading.shapes import differing
from kinerja.loading.stages import Stage
from kinerja.loading.tally import Bar, Tally


@dataclass(frozen=True)
class Scene:
    """What a rehearsal works on."""

    commands: Commands
    rehearsal: Rehearsal
    marks: Marks
    folder: Folder
    codes: Codes
    faults: Faults
    tally: Tally


def rehearse(scene: Scene, bar: Bar) -> None:
    """Rehearse every stage; one whose lines may wait for later ones, round after round until nothing moves."""
    for stage in STAGES:
        if scene.marks.is_lost(stage.file):
            continue
        run = _Run(scene, stage)
        held, decided = run.round(bar, hold=stage.rounds)
        while held and decided:
            held, decided = run.round(None, hold=True)
        if held:
            run.round(None, hold=False)


class _Run:
    """A stage that is rehearsed."""

    def __init__(self, scene: Scene, stage: Stage) -> None:
        self._scene = scene
        self._stage = stage
        self._file = scene.folder.file_name(stage.file)
        self._held = 0
        self._decided = 0
        self._hold = False

    def round(self, bar: Bar | None, *, hold: bool) -> tuple[int, int]:
        """Go through all lines once; gives how many are held back for another round and how many were decided."""
        self._held, self._decided, self._hold = 0, 0, hold
        for page in paged(groups_of(self._scene.folder, self._stage, self._scene.codes)):
            with self._scene.marks.page():
                self._page(page)
            if bar is not None:
                bar.advance(sum(len(group.lines) for group in page))
        return self._held, self._decided

    def _page(self, page: Sequence[Group]) -> None:
        scene, ids = self._scene, looked_up(page, self._stage, self._scene.codes)
        recorded = receipts_of(scene.rehearsal.connection, scene.codes.agency, ids)
        rehearsed = scene.rehearsal.rehearsed(ids)
        scene.codes.streams = streams_of(recorded) | {id: found for id, found in rehearsed.items() if found}
        scene.marks.look_up(key for group in page for key in self._needs(group))
        for group in page:
            if self._id(group) not in rehearsed and not self._waits(group):
                self._rehearse(group, recorded)

    def _id(self, group: Group) -> UUID:
        return self._scene.codes.command_id(*self._stage.key(group.lines[0].row))

    def _needs(self, group: Group) -> list[str]:
        own = [("line", self._stage.file.name, str(line.number)) for line in group.lines]
        return [joined(key) for row in group.rows for key in self._stage.needs(row)] + [
            joined(key) for key in [*own, ("agency",)]
        ]

    def _waits(self, group: Group) -> bool:
        """Whether a line that this one needs is bad; then it is no fault of its own."""
        origin = self._scene.marks.origin(self._needs(group))
        if origin is None:
            return False
        for line in group.lines:
            if self._scene.marks.bad(self._stage.file, self._file, line, origin):
                self._scene.tally.wait(origin)
        return True

    def _rehearse(self, group: Group, recorded: Mapping[UUID, Known]) -> None:
        faults = list(differing(self._stage.file, self._file, group.lines))
        try:
            request = request_of(self._scene.folder, self._stage, self._scene.codes, group.rows)
        except CodeUnknown as code:
            self._fail(group, [*faults, *unknown(self._stage, self._file, group, code.key)])
            return
        if faults:
            self._fail(group, faults)
        elif request.command_id in recorded:
            self._compare(group, request, recorded[request.command_id])
        else:
            self._decide(group, request)

    def _compare(self, group: Group, request: Request, known: Known) -> None:
        if self._scene.commands.said_the_same(request, known.input_hmac):
            self._scene.tally.there[self._stage.file.name] += 1
        else:
            self._fail(group, [otherwise(self._stage, self._file, group)])

    def _decide(self, group: Group, request: Request) -> None:
        try:
            self._scene.rehearsal.decide(request)
        except Refused as found:
            if self._hold and all(refusal.rule is LEADER_UNAPPROVED for refusal in found.refusals):
                self._held += 1
            else:
                self._fail(group, [refused(self._stage, self._file, group, each) for each in found.refusals])
        else:
            self._decided += 1
            self._scene.tally.new[self._stage.file.name] += 1

    def _fail(self, group: Group, faults: Sequence[Fault]) -> None:
        """Keep the faults; the other lines of the report wait for the first that is bad."""
        wrong = {fault.line for fault in faults}
        for fault in faults:
            self._scene.faults.add(fault)
        for line in group.lines:
            origin = None if line.number in wrong else (self._file, min(wrong))
            fresh = self._scene.marks.bad(self._stage.file, self._file, line, origin)
            if origin is not None and fresh:
                self._scene.tally.wait(origin)
