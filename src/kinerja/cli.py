"""The command line: one function per command; the work is done in the modules that they name."""

import signal
import sys
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import psycopg
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kinerja.operating import OperatorError
from kinerja.settings import Settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
console = Console()
errors = Console(stderr=True)

DataDir = Annotated[Path | None, typer.Option("--data-dir", help="Folder of database, keys and secrets.")]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; fail when the file is not up to date.")]


def _settings(data_dir: Path | None = None) -> Settings:
    """The settings; logs are written as they say, and from WARNING on only where they say nothing of a level."""
    from kinerja.observing.logs import configure

    settings = Settings()
    configure(settings.log_level if "log_level" in settings.model_fields_set else "WARNING", settings.log_format)
    return settings.model_copy(update={"data_dir": data_dir}) if data_dir is not None else settings


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"kinerja {version('kinerja')}\n")
        raise typer.Exit


@app.callback()
def begin(
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Say the version and end.")
    ] = False,
) -> None:
    """Performance management for civil servants."""
    # Whatever is told to end leaves as it would at its own end: with its database stopped, if nobody else needs it.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.", min=1, max=65535)] = None,
    data_dir: DataDir = None,
) -> None:
    """Serve GraphQL until SIGTERM or SIGINT; what is in hand is finished first."""
    from kinerja.web.server import serve as run

    settings = _settings(data_dir)
    run(settings.model_copy(update={"host": host or settings.host, "port": port or settings.port}))


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="Load, play, print a summary and end.")] = False,
    host: Annotated[str | None, typer.Option(help="Address to serve on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to serve on.", min=1, max=65535)] = None,
    data_dir: DataDir = None,
) -> None:
    """Load the four cities, play their stories, and serve them; a second time, serve at once."""
    from kinerja.demo.run import run_demo

    settings = _settings(data_dir or Settings().data_dir / "demo")
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    raise typer.Exit(run_demo(settings, console, once=once))


@app.command()
def load(
    folder: Annotated[Path, typer.Argument(help="Folder with agency.csv and the other files.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything and record nothing.")] = False,
    errors: Annotated[Path | None, typer.Option("--errors", help="Write everything that is wrong as CSV.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Load an agency's files: organisation, standards, plans and progress; nothing if a line is wrong."""
    from kinerja.loading.load import load_folder

    try:
        code = load_folder(_settings(data_dir), folder, console, dry_run=dry_run, errors=errors)
    except (KeyboardInterrupt, SystemExit):
        if not dry_run:
            console.print("Stopped. What was recorded stays: give the same command again, and the rest follows.")
        raise
    raise typer.Exit(code)


@app.command()
def export(
    agency: Annotated[str, typer.Argument(help="Code of the agency.")],
    folder: Annotated[Path, typer.Argument(help="A new folder for the files.")],
    format: Annotated[Literal["csv", "xlsx", "json"], typer.Option("--format", help="How they are written.")] = "csv",
    data_dir: DataDir = None,
) -> None:
    """Write an agency's files, as 'kinerja load' reads them. They hold personal data."""
    from kinerja.loading.export import export_folder

    export_folder(_settings(data_dir), agency, folder, console, format=format)


@app.command()
def rebuild(data_dir: DataDir = None) -> None:
    """Build the read models anew from the log, beside the live ones, and swap them."""
    from kinerja.service import must_be_there, running_service

    settings = _settings(data_dir)
    must_be_there(settings)
    with running_service(settings) as service:
        heads = service.logs.heads()
        with _facts_bar() as bar:
            task = bar.add_task("building read models", total=sum(heads.values()))
            service.rebuild(filled=lambda _, facts: bar.advance(task, facts))
        console.print("The read models were rebuilt and swapped.")


@app.command()
def replay(
    agency: Annotated[str, typer.Argument(help="Code of the agency.")],
    evaluation: Annotated[str | None, typer.Argument(help="Global id or UUID; default: all judged ones.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Recompute evaluations from the log under their pinned rules; exit 1 when one differs."""
    from kinerja.replaying import replay_all

    with_differences = replay_all(_settings(data_dir), agency, evaluation, console)
    raise typer.Exit(1 if with_differences else 0)


@app.command()
def doctor(
    json: Annotated[bool, typer.Option("--json", help="For programs: a list of objects.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Look at versions, rights, clock, keys and lag, and say what to do; exit 1 when something is wrong."""
    from kinerja.operating.doctor import as_json, as_table, examine, healthy

    findings = examine(_settings(data_dir))
    if json:
        sys.stdout.write(as_json(findings) + "\n")
    else:
        console.print(as_table(findings))
    raise typer.Exit(0 if healthy(findings) else 1)


@app.command()
def backup(
    agency: Annotated[str, typer.Argument(help="Code of the agency.")],
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there.")],
    data_dir: DataDir = None,
) -> None:
    """Write the whole log of one agency, as it stands now, into a file; a server may run meanwhile."""
    from kinerja.operating.backup import back_up

    taken = back_up(_settings(data_dir), agency, file)
    console.print(f"{taken.agency} up to position {taken.position} is in {file}.", highlight=False)
    if taken.missing:
        said = f"{taken.missing} files of evidence were not there to be backed up: 'kinerja doctor' says which."
        console.print(said, highlight=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that 'kinerja backup' wrote.")],
    data_dir: DataDir = None,
) -> None:
    """Take one agency from a backup into an installation that does not have it; a server may run meanwhile."""
    from kinerja.operating.restore import restore as take_in

    taken = take_in(_settings(data_dir), file)
    said = f"{taken.agency} is restored up to position {taken.position}; its read models follow while a server runs."
    console.print(said, highlight=False)


@app.command()
def token(
    subject: Annotated[
        UUID, typer.Argument(help="UUID that administrators read as tokenSubject; the demo's are in its demo.json.")
    ],
    agency: Annotated[str, typer.Argument(help="Code of the agency.")],
    hours: Annotated[int, typer.Option(help="Hours until it expires.")] = 12,
    data_dir: DataDir = None,
) -> None:
    """Issue a development token from the key of the data folder, for the service that was started there."""
    from kinerja.clock import system_clock
    from kinerja.identity.tokens import TokenIssuer

    settings = _settings(data_dir)
    issuer = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)
    if not issuer.has_key:
        raise OperatorError(
            f"No service made a key in {settings.data_dir} yet: start it there, or name its --data-dir."
        )
    sys.stdout.write(issuer.issue(subject, agency, now=system_clock(), lifetime=timedelta(hours=hours)) + "\n")


@app.command()
def secrets(data_dir: DataDir = None) -> None:
    """Make the secrets of a new installation, once, to be given to all of its processes; print their fingerprints."""
    from kinerja.log.installation import make_secrets

    settings = _settings(data_dir)
    made = make_secrets(settings)
    console.print(f"wrote {settings.secrets_path}: back it up apart from the database")
    for name, fingerprint in made.fingerprints().items():
        console.print(f"{name} {fingerprint}", highlight=False)


@app.command()
def schema(
    check: Check = False,
    path: Annotated[Path, typer.Option(help="The file.")] = Path("schema.graphql"),
) -> None:
    """Write the GraphQL schema, or check that the file is up to date."""
    from kinerja.graphql.schema import schema_text

    _write({path: schema_text()}, check=check)


@app.command()
def docs(
    check: Check = False,
    folder: Annotated[Path, typer.Option(help="The folder of documents.")] = Path("docs"),
) -> None:
    """Write the generated documents (events, rules, rights), or check that they are up to date."""
    from kinerja.documents import generated

    _write({folder / name: content for name, content in generated().items()}, check=check)


def _write(files: dict[Path, str], *, check: bool) -> None:
    """Write what differs; with ``check`` only say which would."""
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            errors.print(f"{path} is not up to date: run 'make regenerate'")
        else:
            path.write_text(files[path], encoding="utf-8")
            console.print(f"wrote {path}")
    if check and stale:
        raise typer.Exit(1)


def _facts_bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console)


def main() -> None:
    """Entry point: what the operator got wrong is said in a sentence, never as a traceback."""
    try:
        app()
    except ValidationError as error:
        for each in error.errors():
            name = "_".join(str(part) for part in each["loc"]).upper()
            errors.print(f"KINERJA_{name}: {each['msg']}", highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
    except psycopg.OperationalError as error:
        errors.print(f"The database cannot be reached: {error}", highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
    except OSError as error:
        said = str(error) if error.filename is None else f"{error.filename}: {error.strerror}"
        errors.print(said, highlight=False, soft_wrap=True, markup=False)
        raise SystemExit(2) from None
    except OperatorError as error:
        errors.print(str(error), highlight=False, soft_wrap=True)
        raise SystemExit(2) from None
