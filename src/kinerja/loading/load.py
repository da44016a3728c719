"""``kinerja load``: a rehearsal of the whole folder, then the load, each with a bar, then what came of it."""

from contextlib import closing
from pathlib import Path

from rich.console import Console

from kinerja.loading.agency import AGENCY
from kinerja.loading.carrying import Carrier, Overtaken
from kinerja.loading.faults import Faults, collected
from kinerja.loading.folder import Folder, open_folder
from kinerja.loading.founding import agency_line, codes_of, is_founded, rehearse_founding
from kinerja.loading.marks import Marks, joined
from kinerja.loading.naming import Codes
from kinerja.loading.order import STAGES
from kinerja.loading.reading import Line
from kinerja.loading.rehearsal import Rehearsal, rehearsing
from kinerja.loading.rehearse import Scene, rehearse
from kinerja.loading.report import print_faults, print_overtaken, print_tally
from kinerja.loading.shapes import look_over
from kinerja.loading.tally import Tally, bar
from kinerja.operating import OperatorError
from kinerja.service import Service, running_service
from kinerja.settings import Settings


def load_folder(settings: Settings, path: Path, console: Console, *, dry_run: bool, errors: Path | None) -> int:
    """Load a folder: 0 when all of it is in the log (or, as a dry run, could be), 1 when something is wrong.

    ``errors`` is a file that gets all that is wrong as CSV. Raises OperatorError when there is nothing to load.
    """
    if errors is not None and errors.resolve().parent == path.resolve():
        raise OperatorError(f"{errors} lies in the folder that is loaded: write it somewhere else")
    with collected() as faults:
        folder = open_folder(path, faults)
        with running_service(settings) as service:
            return Load(service, folder, console, faults).run(dry_run=dry_run, errors=errors)


class Load:
    """One load of one folder."""

    def __init__(self, service: Service, folder: Folder, console: Console, faults: Faults) -> None:
        self._service = service
        self._folder = folder
        self._console = console
        self._faults = faults
        self.rehearsed = Tally()
        self.loaded = Tally()

    def run(self, *, dry_run: bool = False, errors: Path | None = None) -> int:
        """Rehearse, and unless something is wrong or it is a dry run, load."""
        line = agency_line(self._folder)
        codes = codes_of(self._folder, line.row) if line is not None else None
        self._rehearse(codes, line)
        if self._faults.count:
            print_faults(self._console, self._faults, self.rehearsed, errors)
            return 1
        if codes is None or line is None:
            raise OperatorError(f"{self._folder.file_name(AGENCY)} has to hold one line: that of the agency")
        if dry_run:
            print_tally(self._console, "A dry run: nothing was recorded.", self.rehearsed)
            return 0
        return self._carry_out(codes, line)

    def _rehearse(self, codes: Codes | None, line: Line | None) -> None:
        agency = codes.agency if codes is not None else ""
        with rehearsing(self._service.commands, self._service.database.service, agency) as rehearsal:
            marks = Marks(rehearsal)
            with bar(self._console, "looking over", None) as shown:
                look_over(self._folder, marks, self._faults, self.rehearsed, shown)
            if codes is not None and line is not None:
                self._rehearse_commands(rehearsal, marks, codes, line)

    def _rehearse_commands(self, rehearsal: Rehearsal, marks: Marks, codes: Codes, line: Line) -> None:
        self._found(rehearsal, marks, codes, line)
        scene = Scene(self._service.commands, rehearsal, marks, self._folder, codes, self._faults, self.rehearsed)
        with bar(self._console, "rehearsing", self._staged()) as shown:
            rehearse(scene, shown)

    def _found(self, rehearsal: Rehearsal, marks: Marks, codes: Codes, line: Line) -> None:
        """The agency itself; what is wrong with it, or with its administrator's line, everything waits for."""
        file, administrator = self._folder.file_name(AGENCY), joined(("employees", codes.administrator))
        marks.look_up([administrator])
        origin = marks.origin([administrator])
        if origin is not None:
            marks.bad(AGENCY, file, line, origin)
            self.rehearsed.wait(origin)
            return
        for fault in rehearse_founding(self._service.commands, rehearsal, self._folder, codes, line):
            self._faults.add(fault)
            marks.bad(AGENCY, file, line)
        known = is_founded(self._service.logs, codes.agency)
        (self.rehearsed.there if known else self.rehearsed.new)[AGENCY.name] += 1

    def _carry_out(self, codes: Codes, line: Line) -> int:
        self.loaded.lines = self.rehearsed.lines
        carrier = Carrier(self._service.commands, self._folder, codes)
        try:
            carrier.found(line.row, self.loaded)
            with bar(self._console, f"loading {codes.agency}", self._staged()) as shown:
                carrier.carry_out(self.loaded, shown)
        except Overtaken as overtaken:
            print_overtaken(self._console, overtaken.faults)
            return 1
        with self._console.status("bringing the read models level"), closing(self._service.follower()) as follower:
            follower.catch_up()
        print_tally(self._console, f"{self._folder.path} is loaded.", self.loaded)
        return 0

    def _staged(self) -> int:
        """Lines to go through, counted once for each stage of their file."""
        return sum(self.rehearsed.lines[stage.file.name] for stage in STAGES)
