"""The first screen of a demo that is told: where to look, what to ask, and as whom."""

import sys
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from rich.console import Console

from kinerja.clock import system_clock
from kinerja.identity.tokens import TokenIssuer
from kinerja.settings import Settings

_TOKEN_LIFE = timedelta(days=30)
_WHO = (
    ("employee (frontend)", "SWL", "E10"),
    ("appraising officer", "SWL", "E08"),
    ("inspector", "SWL", "E03"),
    ("auditor", "SWL", "X01"),
    ("administrator", "SWL", "E02"),
    ("standard authority (revises indicators: clients/)", "SWL", "E01"),
    ("inspector (may break glass)", "KTB", "E06"),
    ("appraising officer (ratings from all sides)", "KTB", "E07"),
    ("administrator (survey of satisfaction)", "JKT", "E14"),
)
_WHERE = (
    ("SWL", "the examples of README.md and docs/graphql.md: an indicator is revised, results are recomputed"),
    ("KTB", "ratings from all sides and feedback by token (docs/voices.md), published figures"),
    ("JKT", "a survey of satisfaction (docs/voices.md), plans from a template"),
    ("KTL", "plans and reports that are returned, an acting head, a report corrected after it was judged"),
)
_QUERIES = {
    "For a frontend developer, as the employee: the own card.": """{
  viewer { employee { name } }
  evaluations(first: 5) { nodes { window predicate score { results behavior number } } }
}""",
    "For an inspector: who changed which indicator, when, why, what.": """{
  indicatorRevisions(first: 10) {
    nodes {
      kind indicator { code } number decidedAt decidedBy { name } capacity reason legalBasis
      changes { field before after }
    }
  }
}""",
    "For an auditor: the world as it was in the middle of the year.": """{
  evaluations(first: 5, asOf: {recordedAt: "2025-06-30T17:00:00Z"}) {
    totalCount nodes { id employee { name } window state predicate contentHash }
  }
}""",
}


def print_invitation(settings: Settings, cast: Mapping[str, Mapping[str, str]], slip: str, console: Console) -> None:
    """Where it is served, three queries to paste, tokens for the cast, and what to do next.

    ``cast`` is the id of every employee of the story, by agency and code; ``slip`` the link of a visit.
    """
    address = f"http://{settings.host}:{settings.port}"
    console.print(f"\n[bold]GraphiQL: {address}/graphiql?agency=SWL[/bold]", highlight=False, soft_wrap=True)
    console.print("It shows what is public; with a token in its headers, what that person may see.", highlight=False)
    issuer = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)
    for title, query in _QUERIES.items():
        console.print(f"\n[bold]{title}[/bold]")
        console.print(query, highlight=False, markup=False, soft_wrap=True)
    console.print("\n[bold]Which city shows what[/bold] (its code stands behind agency= and in its tokens)")
    for agency, what in _WHERE:
        _say(console, f"{agency}: {what}")
    console.print("\n[bold]As a citizen[/bold]: how was the visit? Good for one answer, without a login.")
    _say(console, slip)
    console.print("\n[bold]Tokens[/bold] (header Authorization: Bearer …; valid for 30 days)")
    for who, agency, code in _WHO:
        token = issuer.issue(UUID(cast[agency][code]), agency, now=system_clock(), lifetime=_TOKEN_LIFE)
        console.print(f"{agency} {code} {who}:", highlight=False)
        console.print(token, highlight=False, soft_wrap=True)
    console.print("\n[bold]From a shell[/bold], with one of the tokens:")
    document = '{"query": "{ viewer { employee { name } } }"}'
    command = f"""curl {address}/graphql -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" """
    console.print(f"{command}-d '{document}'", highlight=False, markup=False, soft_wrap=True)
    _say(console, f"\nData: {settings.data_dir}")
    _say(console, f"What is wrong, if anything: {sys.argv[0]} doctor --data-dir {settings.data_dir}")
    _say(console, f"A token for others: {sys.argv[0]} token SUBJECT AGENCY --data-dir {settings.data_dir}")
    _say(console, "  SUBJECT is one of demo.json in that folder, AGENCY the code beside it.")
    _say(console, "Stop: Ctrl-C. To begin anew, stop it and delete that folder.")


def _say(console: Console, line: str) -> None:
    """A line as it is, to be copied."""
    console.print(line, highlight=False, markup=False, soft_wrap=True)
