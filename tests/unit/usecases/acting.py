"""The cast at work on fakes: one organisation, one board, everyone with an account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.fakes import make_services
from workflow.procedure.model import Authentication, Role
from workflow.usecases import create_document, edit_draft, jobs, retrieve, set_up, sign, submit

if TYPE_CHECKING:
    from tests.fakes import FakeServices
    from workflow.ports import Job
    from workflow.procedure.model import Actor, Document

PASSWORD = "correct horse"
TEXT = """\
Ledningsgruppen 2026-05-04
Present: Cia Wallgren; Didrik Åström; Camilla Brodin, chair
Adjusters: {adjusters}
Drafter: Helga Lindqvist
1. Opening
The meeting is opened.
"""
_ROLES = {
    "Helga Lindqvist": frozenset({Role.DRAFTER}),
    "Cia Wallgren": frozenset(),
    "Didrik Åström": frozenset(),
    "Camilla Brodin": frozenset(),
    "Rut Ek": frozenset({Role.REGISTRAR}),
}


@dataclass
class Office:
    """Services on fakes, the cast by first name, and the document they work on."""

    services: FakeServices
    people: dict[str, Actor]
    body_id: str
    document_id: str = ""

    def document(self) -> Document:
        with self.services.open_unit() as unit:
            found = unit.documents.find(self.document_id)
        assert found is not None
        return found

    def start(self, *adjusters: str) -> None:
        """Let Helga start the document with these adjusters elected."""
        elected = "; ".join(adjusters or ("Cia Wallgren",))
        self.document_id = create_document.create_document(
            self.services, self.people["Helga"], body_id=self.body_id, text=TEXT.format(adjusters=elected)
        )

    def submit(self) -> None:
        helga = self.people["Helga"]
        preview = edit_draft.make_preview(self.services, helga, self.document_id)
        submit.submit(
            self.services,
            helga,
            self.document_id,
            shown_sha256=preview.pdf_sha256,
            authentication=self.by_password(),
        )

    def sign(self, first_name: str) -> None:
        """Let a person order their signature on what stands there now."""
        actor = self.people[first_name]
        shown = retrieve.view(self.services, actor, self.document_id).document.pdf_sha256
        sign.sign(
            self.services,
            actor,
            self.document_id,
            shown_sha256=shown or "",
            authentication=self.by_password(),
        )

    def by_password(self) -> Authentication:
        return Authentication(method="password", at=self.services.clock.now())

    def owed(self) -> list[Job]:
        with self.services.open_unit() as unit:
            return list(unit.jobs.open_for(self.document_id))

    def take(self, job: Job | None = None, *, owner: str = "worker") -> Job:
        """Let a worker lease a job, or the first that is owed."""
        taken = jobs.take(self.services, (job or self.owed()[0]).job_id, owner=owner)
        assert taken is not None
        return taken

    def work(self) -> None:
        """Be a worker until nothing is owed any more."""
        for _ in range(100):
            owed = self.owed()
            if not owed:
                return
            job = jobs.take(self.services, owed[0].job_id, owner="worker")
            if job is None:
                self.services.clock.advance(20)
                continue
            jobs.perform(self.services, job)
        raise AssertionError("work never ends")

    def acts(self) -> list[str]:
        with self.services.open_unit() as unit:
            return [entry.act for entry in unit.trail.of(self.document_id)]


def open_office(policy_name: str = "municipal-board") -> Office:
    """Return an office whose board adjusts by this policy; nothing started yet."""
    services = make_services()
    organisation_id = set_up.add_organisation(services, name="Lövhults kommun")
    body_id = set_up.add_body(
        services,
        organisation_id=organisation_id,
        name="Ledningsgruppen",
        short_name="LG",
        policy_name=policy_name,
    )
    people = {}
    for name, roles in _ROLES.items():
        set_up.add_account(
            services,
            organisation_id=organisation_id,
            name=name,
            email=f"{name.split()[0].lower()}@lovhult.example",
            password=PASSWORD,
            roles=roles,
        )
        with services.open_unit() as unit:
            people[name.split()[0]] = unit.people.named(organisation_id, name)[0].actor
    return Office(services=services, people=people, body_id=body_id)
