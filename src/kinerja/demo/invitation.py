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


def print_invitation(settings: Settings, cast: Mapping[str, Mapping[str, str]], console: Console) -> None:
    """Where it is served, three queries to paste, tokens for the cast, and what to do next.

    ``cast`` is the id of every employee of the story, by agency and code.
    """
    address = f"http://{settings.host}:{settings.port}"
    console.print(f"\n[bold]GraphiQL: {address}/graphiql?agency=SWL[/bold]", highlight=False, soft_wrap=True)
    console.print("It shows what is public; with a token in its headers, what that person may see.", highlight=False)
    issuer = TokenIssuer(settings.data_dir, issuer=settings.issuer, audience=settings.audience)
    for title, query in _QUERIES.items():
        console.print(f"\n[bold]{title}[/bold]")
        console.print(query, highlight=False, markup=False, soft_wrap=True)
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
    _say(console, f"A token for others: {sys.argv[0]} token SUBJECT SWL --data-dir {settings.data_dir}")
    _say(console, "  SUBJECT is one of demo.json in that folder.")
    _say(console, "Stop: Ctrl-C. To begin anew, stop it and delete that folder.")


def _say(console: Console, line: str) -> None:
    """A line as it is, to be copied."""
    console.print(line, highlight=False, markup=False, soft_wrap=True)
