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


def archive_sample(folder: Path) -> Finished:
    """Return the package of the product's own sample, signed by everyone, sealed and archived."""
    cast, _ = demonstration.casting(demonstration.sample_text())
    place = premises(folder / "var", port=8080)
    furnish(place, demonstration.residents_of(cast))
    services = bootstrap.build_worker_services(place.settings)
    helga = _person(services, cast.drafter)
    document_id = _submitted(services, helga)
    _work(services)
    for name in (*cast.adjusters, cast.chair):
        person = _person(services, name)
        shown = retrieve.view(services, person, document_id).document.pdf_sha256
        known = authenticate(services, person, password=PASSWORD)
        sign.sign(services, person, document_id, shown_sha256=shown, authentication=known)
        _work(services)
    _, package = retrieve.package(services, helga, document_id)
    return Finished(package, (bootstrap.keys_folder(place.settings) / "root.pem").read_bytes())


def _submitted(services: WorkerServices, helga: Actor) -> str:
    with services.open_unit() as unit:
        [body] = unit.people.bodies(helga.organisation_id)
    document_id = create_document.create_document(
        services, helga, body_id=body.body_id, text=demonstration.sample_text()
    )
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


def _work(services: WorkerServices) -> None:
    while True:
        with services.open_unit() as unit:
            due = unit.jobs.publishable(now=services.clock.now(), limit=10)
        if not due:
            return
        for job in due:
            taken = jobs.take(services, job.job_id, owner="worker")
            assert taken is not None
            jobs.perform(services, taken)
