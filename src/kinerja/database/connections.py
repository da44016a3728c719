"""How to reach a database: as its owner, who makes tables, and as the service, which owns none."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Database:
    """Connection strings of one database for its two roles."""

    owner: str
    service: str
