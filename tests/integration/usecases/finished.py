"""The sample minutes taken to the archive in one process, with every real adapter but the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workflow import bootstrap
from workflow.demo import demonstration
from workflow.demo.premises import furnish, premises
from workflow.demo.story import PASSWORD, email_of
from workflow.usecases import create_document, edit_draft, jobs, retrieve, sign, submit
from workflow.usecases.log_in import authenticate

if TYPE_CHECKING:
    from pathlib import Path

    from workflow.procedure.model import Actor
    from workflow.usecases.services import WorkerServices


@dataclass(frozen=True)
class Finished:
    """An archived package (ZIP bytes) and the root certificate to trust (PEM)."""

    package: bytes
    root: bytes


@dataclass(frozen=True)
class Opened:
    """The sample open for adjustment, on real adapters."""

    services: WorkerServices
    document_id: str
    adjusters: tuple[Actor, ...]
    chair: Actor
    root: bytes

    def order(self, person: Actor) -> None:
        """Let a person order their signature on what stands there now."""
        shown = retrieve.view(self.services, person, self.document_id).document.pdf_sha256
        known = authenticate(self.services, person, password=PASSWORD)
        sign.sign(self.services, person, self.document_id, shown_sha256=shown or "", authentication=known)


def open_sample(folder: Path, text: str, *, database_url: str = "") -> Opened:
    """Return a text submitted, its drafter's signature placed."""
    cast, _ = demonstration.casting(text)
    place = premises(folder / "var", port=8080, extra={"DATABASE_URL": database_url})
    furnish(place, demonstration.residents_of(cast))
    services = bootstrap.build_worker_services(place.settings)
    document_id = _submitted(services, _person(services, cast.drafter), text)
    work(services)
    return Opened(
        services=services,
        document_id=document_id,
        adjusters=tuple(_person(services, name) for name in cast.adjusters),
        chair=_person(services, cast.chair or ""),
        root=(bootstrap.keys_folder(place.settings) / "root.pem").read_bytes(),
    )


def archive_sample(folder: Path) -> Finished:
    """Return the package of the product's own sample, signed by everyone, sealed and archived."""
    opened = open_sample(folder, demonstration.sample_text())
    for person in (*opened.adjusters, opened.chair):
        opened.order(person)
        work(opened.services)
    _, package = retrieve.package(opened.services, opened.chair, opened.document_id)
    return Finished(package, opened.root)


def _submitted(services: WorkerServices, helga: Actor, text: str) -> str:
    with services.open_unit() as unit:
        [body] = unit.people.bodies(helga.organisation_id)
    document_id = create_document.create_document(services, helga, body_id=body.body_id, text=text)
    while proposals := [f for f in edit_draft.view_draft(services, helga, document_id).findings if f.edits]:
        edit_draft.accept_finding(services, helga, document_id, proposals[0].finding_id)
    preview = edit_draft.make_preview(services, helga, document_id)
    known = authenticate(services, helga, password=PASSWORD)
    submit.submit(services, helga, document_id, shown_sha256=preview.pdf_sha256, authentication=known)
    return document_id


def _person(services: WorkerServices, name: str) -> Actor:
    with services.open_unit() as unit:
        account = unit.people.find_by_email(email_of(name))
    assert account is not None
    return account.actor


def work(services: WorkerServices) -> None:
    """Be the relay and the worker until nothing is due."""
    while True:
        with services.open_unit() as unit:
            due = unit.jobs.publishable(now=services.clock.now(), limit=10)
        if not due:
            return
        for job in due:
            taken = jobs.take(services, job.job_id, owner="worker")
            assert taken is not None
            jobs.perform(services, taken)
