"""What each step costs: the use cases themselves, on the adapters that production has, in one process.

The batch goes through one step before any of it goes on to the next, so that a step's figures are of that
step alone.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory import peak_mib, resident_mib
from office import PASSWORD, open_office

from workflow.bootstrap import build_worker_services
from workflow.procedure.change import JobKind
from workflow.procedure.model import State
from workflow.usecases import create_document, edit_draft, jobs, log_in, retrieve, sign, submit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from office import Office

    from workflow.demo.cast import Cast
    from workflow.procedure.model import Actor, Authentication
    from workflow.usecases.services import WorkerServices

OWNER = "bench"
FIRST_AFTER_THE_CLICK = "submit"
"""Every step from this one on is between submission and archive."""


class NotArchived(Exception):
    """A document did not reach the archive, so that the figures would be of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a whole batch; CPU is that of every thread of the process."""

    name: str
    cpu_s: float
    wall_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """A batch from text to archive.

    ``started_mib`` is what the process held before the first document, ``peak_mib`` the most it has held.
    """

    documents: int
    steps: tuple[Step, ...]
    started_mib: float
    peak_mib: float


def measure_steps(cast: Cast, text: str, *, documents: int, database_url: str = "") -> Steps:
    """Take a batch of the same minutes from text to archive.

    Raises:
        JusteraError: a step did not succeed.
        NotArchived: one of them did not get there.
    """
    with open_office(cast, database_url=database_url) as office:
        services = build_worker_services(office.place.settings)
        started_mib = resident_mib()
        batch = _Batch(services, office, cast)
        batch.draft(text, documents)
        batch.submit()
        for name in cast.adjusters:
            batch.sign(name, "adjuster")
        if cast.chair is not None:
            batch.sign(cast.chair, "chair")
        batch.finish()
        steps = tuple(Step(name=name, cpu_s=cpu, wall_s=wall) for name, (cpu, wall) in batch.spent.items())
        return Steps(documents=documents, steps=steps, started_mib=started_mib, peak_mib=peak_mib())


class _Batch:
    def __init__(self, services: WorkerServices, office: Office, cast: Cast) -> None:
        self._services = services
        self._office = office
        self._cast = cast
        self._documents: list[str] = []
        self.spent: dict[str, tuple[float, float]] = {}

    def draft(self, text: str, documents: int) -> None:
        """Start the documents, accept every proposal, and typeset."""
        helga, services = self._office.actors[self._cast.drafter], self._services
        with self._timed("read"):
            for _ in range(documents):
                document_id = create_document.create_document(
                    services, helga, body_id=self._office.body_id, text=text
                )
                edit_draft.view_draft(services, helga, document_id)
                self._documents.append(document_id)
        with self._timed("accept proposals"):
            for document_id in self._documents:
                self._accept_all(helga, document_id)
        with self._timed("typeset"):
            for document_id in self._documents:
                edit_draft.make_preview(services, helga, document_id)

    def _accept_all(self, helga: Actor, document_id: str) -> None:
        while True:
            found = edit_draft.view_draft(self._services, helga, document_id).findings
            proposals = [finding for finding in found if finding.edits]
            if not proposals:
                return
            edit_draft.accept_finding(self._services, helga, document_id, proposals[0].finding_id)

    def submit(self) -> None:
        """Let the drafter submit what was typeset, and a worker open it."""
        helga = self._office.actors[self._cast.drafter]
        with self._timed("submit"):
            for document_id in self._documents:
                preview = edit_draft.view_draft(self._services, helga, document_id).draft.preview
                submit.submit(
                    self._services,
                    helga,
                    document_id,
                    shown_sha256=preview.pdf_sha256 if preview else "",
                    authentication=self._authenticated(helga),
                )
        self._work("drafter's signature", JobKind.OPEN)

    def sign(self, name: str, role: str) -> None:
        """Let a person order their signatures, and a worker place them."""
        actor = self._office.actors[name]
        with self._timed(f"{role} orders"):
            for document_id in self._documents:
                document = retrieve.view(self._services, actor, document_id).document
                sign.sign(
                    self._services,
                    actor,
                    document_id,
                    shown_sha256=document.pdf_sha256 or "",
                    authentication=self._authenticated(actor),
                )
        self._work(f"{role}'s signature", JobKind.SIGN)

    def finish(self) -> None:
        """Let a worker seal, archive and send the messages."""
        self._work("seal", JobKind.SEAL)
        self._work("archive", JobKind.ARCHIVE)
        self._work("messages", JobKind.NOTIFY)
        for document_id in self._documents:
            with self._services.open_unit() as unit:
                document = unit.documents.find(document_id)
            if document is None or document.state is not State.ARCHIVED:
                raise NotArchived

    def _work(self, step: str, kind: JobKind) -> None:
        owed = []
        for document_id in self._documents:
            with self._services.open_unit() as unit:
                owed += [job.job_id for job in unit.jobs.open_for(document_id) if job.kind is kind]
        with self._timed(step):
            for job_id in owed:
                job = jobs.take(self._services, job_id, owner=OWNER)
                if job is not None:
                    jobs.perform(self._services, job)

    def _authenticated(self, actor: Actor) -> Authentication:
        return log_in.authenticate(self._services, actor, password=PASSWORD)

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        before_cpu, before_wall = self.spent.get(step, (0.0, 0.0))
        self.spent[step] = (
            before_cpu + time.process_time() - cpu,
            before_wall + time.perf_counter() - wall,
        )
