"""The agency of a folder: founded by the load, or there already and said to be the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kinerja.application.agency_log import AgencyLogs
from kinerja.application.commands import Commands, Request
from kinerja.application.work import OPERATOR
from kinerja.domain.agency import Agency
from kinerja.domain.ids import stream_id
from kinerja.domain.refusals import Refused
from kinerja.domain.rulebook.agency import AGENCY_FOUNDED_TWICE
from kinerja.loading.agency import AGENCY, FOUND
from kinerja.loading.checking import faults_of
from kinerja.loading.faults import Fault
from kinerja.loading.folder import Folder
from kinerja.loading.format import Row
from kinerja.loading.judging import otherwise, refused
from kinerja.loading.naming import Codes
from kinerja.loading.organisation import EMPLOYEES, new_employee
from kinerja.loading.pages import Group, receipts_of, request_of
from kinerja.loading.reading import Line, Unreadable
from kinerja.loading.rehearsal import Rehearsal
from kinerja.loading.rules import ADMINISTRATOR_MISSING


def agency_line(folder: Folder) -> Line | None:
    """The line of the agency, when it is whole; what is wrong with it is found by the look at all files."""
    try:
        lines = list(folder.lines(AGENCY))
    except Unreadable:
        return None
    whole = len(lines) == 1 and not faults_of(lines[0], AGENCY, folder.file_name(AGENCY))
    return lines[0] if whole else None


def codes_of(folder: Folder, row: Row) -> Codes:
    """The codes of the agency, with its administrator as the file of the employees has it."""
    codes = Codes(row["agency"], row["administrator"])
    try:
        for line in folder.lines(EMPLOYEES):
            if line.row["employee"] == codes.administrator and not faults_of(line, EMPLOYEES, ""):
                return replace(codes, person=new_employee(line.row))
    except Unreadable:
        pass  # said by the look at all files; without the person the founding is not rehearsed
    return codes


def is_founded(logs: AgencyLogs, agency: str) -> bool:
    """Whether the agency keeps its log here."""
    return logs.of(agency).load(Agency, stream_id(agency, "Agency")).exists


def founding(folder: Folder, codes: Codes, row: Row) -> Request:
    """The command that founds the agency; its administrator is known."""
    return request_of(folder, FOUND, codes, [row])


def rehearse_founding(
    commands: Commands, rehearsal: Rehearsal, folder: Folder, codes: Codes, line: Line
) -> list[Fault]:
    """Found the agency in the rehearsal, or compare it with the one that is there; gives what is wrong."""
    file = folder.file_name(AGENCY)
    if is_founded(commands.logs, codes.agency):
        return [*_differing(commands, line, file), *_said_otherwise(commands, rehearsal, folder, codes, line)][:1]
    if codes.person is None:
        return [Fault(file, line.number, "administrator", codes.administrator, ADMINISTRATOR_MISSING)]
    try:
        rehearsal.decide(founding(folder, codes, line.row))
    except Refused as found:
        return [refused(FOUND, file, Group((line,)), each) for each in found.refusals]
    return []


def _differing(commands: Commands, line: Line, file: str) -> Iterator[Fault]:
    row = line.row
    agency = commands.logs.of(row["agency"]).load(Agency, stream_id(row["agency"], "Agency"))
    _, name, level = agency.founded_as
    for column, known in (("name", name), ("level", level), ("time_zone", agency.time_zone)):
        if row[column] != known:
            yield Fault(file, line.number, column, row[column], AGENCY_FOUNDED_TWICE, {"code": row["agency"]})


def _said_otherwise(
    commands: Commands, rehearsal: Rehearsal, folder: Folder, codes: Codes, line: Line
) -> Sequence[Fault]:
    """Whether it was founded from a file, or by a command, that named another letter or person."""
    if codes.person is None:
        return []
    request = founding(folder, codes, line.row)
    known = receipts_of(rehearsal.connection, codes.agency, [request.command_id]).get(request.command_id)
    alike = (request, replace(request, actor=OPERATOR))
    if known is None or any(commands.said_the_same(each, known.input_hmac) for each in alike):
        return []
    return [otherwise(FOUND, folder.file_name(AGENCY), Group((line,)))]
