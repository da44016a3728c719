"""What proves what was reported, and what was achieved beyond the plan."""

from datetime import date
from typing import Any

from kinerja.application.accomplishments import AcknowledgeAccomplishment, DeclineAccomplishment, RecordAccomplishment
from kinerja.application.evidence import AttachEvidence, LinkedContentInput, WithdrawEvidence
from kinerja.domain.evidence import Upload
from kinerja.domain.ids import evidence_id, made_by, report_id
from kinerja.domain.plan_vocabulary import AccomplishmentKind
from kinerja.files.uploads import receipt_of
from tests.laws.moves.move import Given, Move
from tests.people import Town

KINDS = (
    "prove", "prove", "prove_by_file", "withdraw", "achieve", "prove_accomplishment", "acknowledge", "decline",
)  # fmt: skip


def moves(town: Town, move: Move) -> dict[str, Given]:
    """Each kind as the command that it comes to."""
    who, plan = move.who, town.plan(move.who)
    accomplishment = made_by(town.command_id(f"achieved-{who}"), "accomplishment")
    file = Upload(
        key=f"{move.number:064x}", size=1_000, media_type="application/pdf", sha256="b" * 64,
        at=town.service.clock(),
    )  # fmt: skip
    receipt = receipt_of(town.service.secrets, town.agency, town.ids[who], file)
    line: dict[str, Any] = {"plan_id": plan, "month": move.month, "target_id": town.target(who), "title": "bukti"}
    link = f"https://arsip.example.go.id/{move.number}"
    stated = LinkedContentInput(media_type="text/html", sha256=f"{move.number:064x}") if move.number % 3 else None
    unit = town.named("OrgUnit", "ROOT")
    first = evidence_id(town.agency, report_id(town.agency, plan, move.month), 1)
    return {
        "prove": Given(
            who, AttachEvidence(**line, link=link, linked=stated, custodian_unit_id=unit if move.number % 2 else None)
        ),
        "prove_by_file": Given(who, AttachEvidence(**line, upload=receipt, file_name="bukti.pdf")),
        "withdraw": Given(who, WithdrawEvidence(evidence_id=first, reason="keliru")),
        "achieve": Given(
            who,
            RecordAccomplishment(
                plan_id=plan,
                kind=tuple(AccomplishmentKind)[move.number % 2],
                happened_on=date(2025, 1 + move.number % 4, 1),
                title=f"prestasi {move.number}",
                text="uraian",
                result_id=town.result(who) if move.number % 3 else None,
            ),
            f"achieved-{who}",
        ),
        "prove_accomplishment": Given(who, AttachEvidence(accomplishment_id=accomplishment, title="foto", link=link)),
        "acknowledge": Given("officer", AcknowledgeAccomplishment(accomplishment_id=accomplishment)),
        "decline": Given("officer", DeclineAccomplishment(accomplishment_id=accomplishment, reason="bukan hal baru")),
    }
