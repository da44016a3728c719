"""The load itself: every line's command is carried out, in load order, each with its receipt."""

from collections.abc import Sequence

from kinerja.application.commands import Commands, Request
from kinerja.domain.refusals import Refused
from kinerja.domain.rulebook.plans import LEADER_UNAPPROVED
from kinerja.loading.agency import AGENCY
from kinerja.loading.faults import Fault
from kinerja.loading.folder import Folder
from kinerja.loading.format import Row
from kinerja.loading.founding import founding, is_founded
from kinerja.loading.judging import refused
from kinerja.loading.naming import Codes
from kinerja.loading.order import STAGES
from kinerja.loading.pages import Group, groups_of, looked_up, paged, receipts_of, request_of, streams_of
from kinerja.loading.stages import Stage
from kinerja.loading.tally import Bar, Tally


class Overtaken(Exception):
    """A line that could be loaded when it was rehearsed is refused now: somebody else was faster."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(faults[0].rule.id)
        self.faults = faults


class Carrier:
    """Carries out what a folder says. What has a receipt already is left alone. Raises Overtaken."""

    def __init__(self, commands: Commands, folder: Folder, codes: Codes) -> None:
        self._commands = commands
        self._folder = folder
        self._codes = codes
        self._held = 0
        self._done = 0

    def found(self, row: Row, tally: Tally) -> None:
        """Open the log of the agency and found it, unless it is there."""
        if is_founded(self._commands.logs, self._codes.agency):
            tally.there[AGENCY.name] += 1
            return
        self._commands.logs.open(self._codes.agency)
        self._commands.execute(founding(self._folder, self._codes, row))
        tally.new[AGENCY.name] += 1

    def carry_out(self, tally: Tally, bar: Bar) -> None:
        """Carry out every stage; ``tally`` counts what is recorded now and what was there before."""
        for stage in STAGES:
            self._round(stage, tally, bar)
            while self._held and self._done:
                self._round(stage, tally, None)
            if self._held:
                self._round(stage, tally, None, hold=False)

    def _round(self, stage: Stage, tally: Tally, bar: Bar | None, *, hold: bool = True) -> None:
        self._held, self._done = 0, 0
        for page in paged(groups_of(self._folder, stage, self._codes)):
            with self._commands.logs.datastore.scoped(self._codes.agency) as connection:
                ids = looked_up(page, stage, self._codes)
                known = receipts_of(connection, self._codes.agency, ids)
            self._codes.streams = streams_of(known)
            for group in page:
                request = request_of(self._folder, stage, self._codes, group.rows)
                if request.command_id not in known:
                    self._carry(stage, group, request, tally, hold=hold and stage.rounds)
                elif bar is not None:
                    tally.there[stage.file.name] += 1
                if bar is not None:
                    bar.advance(len(group.lines))

    def _carry(self, stage: Stage, group: Group, request: Request, tally: Tally, *, hold: bool) -> None:
        try:
            self._commands.execute(request)
        except Refused as found:
            if not (hold and all(refusal.rule is LEADER_UNAPPROVED for refusal in found.refusals)):
                file = self._folder.file_name(stage.file)
                raise Overtaken([refused(stage, file, group, each) for each in found.refusals]) from None
            self._held += 1
        else:
            self._done += 1
            tally.new[stage.file.name] += 1
