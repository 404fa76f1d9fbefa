"""The fixed cast, and documents in each state.

Helga drafts, Cia and Didrik adjust, Camilla chairs, Rut is registrar, Otto is
from another organisation and must never get in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from workflow.minutes import (
    AdjusterElection,
    Attendee,
    AttendeeRole,
    Decision,
    Item,
    Meeting,
    Minutes,
    MinutesKind,
    Paragraph,
    Section,
    SectionKind,
)
from workflow.procedure.access import SERVICE_ID
from workflow.procedure.eligibility import signatories_for
from workflow.procedure.model import Actor, Authentication, Authorisation, Document, Role, Sealed, State
from workflow.procedure.policy import AdjustmentPolicy, get_policy

NOW = dt.datetime(2026, 3, 12, 9, 30, tzinfo=dt.UTC)
LOVHULT = "org-lovhult"
ELSEWHERE = "org-elsewhere"

HELGA = Actor(
    person_id="helga", name="Helga Lindqvist", organisation_id=LOVHULT, roles=frozenset({Role.DRAFTER})
)
CIA = Actor(person_id="cia", name="Cia Wallgren", organisation_id=LOVHULT)
DIDRIK = Actor(person_id="didrik", name="Didrik Åström", organisation_id=LOVHULT)
CAMILLA = Actor(person_id="camilla", name="Camilla Brodin", organisation_id=LOVHULT)
RUT = Actor(person_id="rut", name="Rut Ek", organisation_id=LOVHULT, roles=frozenset({Role.REGISTRAR}))
OTTO = Actor(
    person_id="otto",
    name="Otto Frem",
    organisation_id=ELSEWHERE,
    roles=frozenset({Role.DRAFTER, Role.REGISTRAR}),
)
SERVICE = Actor(person_id=SERVICE_ID, name="Justera", organisation_id=LOVHULT)
EVERYONE = (HELGA, CIA, DIDRIK, CAMILLA, RUT, OTTO)

BY_PASSWORD = Authentication(method="password", at=NOW)
CONTENT = "c" * 64
PREPARED = "0" * 64


def digest(number: int) -> str:
    """Return a stand-in SHA-256 of the numbered revision."""
    return f"{number:064x}"


def accounts_named(name: str) -> list[Actor]:
    return [actor for actor in EVERYONE if actor.name == name and actor.organisation_id == LOVHULT]


def minutes(*adjusters: str, language: str = "sv") -> Minutes:
    """Return the minutes of a small board meeting that elected these adjusters (Cia by default)."""
    elected = adjusters or (CIA.name,)
    return Minutes(
        language=language,  # type: ignore[arg-type]
        kind=MinutesKind.MINUTES,
        organisation="Lövhults kommun",
        body="Kommunstyrelsen",
        meeting=Meeting(date=dt.date(2026, 3, 10), start=dt.time(13), end=dt.time(15, 30), place="Rådhuset"),
        attendees=(
            Attendee(name=CAMILLA.name, party="S", role=AttendeeRole.CHAIR, role_label="ordförande"),
            Attendee(name=CIA.name, party="C"),
            Attendee(name=DIDRIK.name, party="M"),
            Attendee(name=HELGA.name, role=AttendeeRole.SECRETARY, role_label="sekreterare"),
        ),
        items=(
            Item(label="§ 21", title="Val av justerare"),
            Item(
                label="§ 22",
                title="Budgetuppföljning",
                sections=(
                    Section(blocks=(Paragraph(text="Ekonomichefen redovisar utfallet."),)),
                    Section(
                        kind=SectionKind.DECISION,
                        heading="Beslut",
                        blocks=(Decision(text="Kommunstyrelsen godkänner uppföljningen."),),
                    ),
                ),
            ),
        ),
        drafter=HELGA.name,
        adjuster_election=AdjusterElection(item_label="§ 21", adjusters=elected),
        countersigner=CAMILLA.name,
    )


def policy(name: str = "municipal-board") -> AdjustmentPolicy:
    return get_policy(name)


def draft(policy_name: str = "municipal-board") -> Document:
    return Document(
        document_id="d1",
        organisation_id=LOVHULT,
        organisation="Lövhults kommun",
        body="Kommunstyrelsen",
        reference="KS 2026:1",
        drafter_id=HELGA.person_id,
        drafter_name=HELGA.name,
        policy=policy(policy_name),
        created_at=NOW,
    )


def submitted(policy_name: str = "municipal-board", *adjusters: str) -> Document:
    """Return the document in ``opening``, the drafter's signature owed."""
    document = draft(policy_name)
    signatories = signatories_for(
        minutes(*adjusters),
        document.policy,
        body=document.body,
        drafter=HELGA,
        accounts_named=accounts_named,
    )
    order = Authorisation(shown_sha256=PREPARED, authorised_at=NOW, authentication=BY_PASSWORD)
    return replace(
        document,
        state=State.OPENING,
        content_sha256=CONTENT,
        revisions=(PREPARED,),
        signatories=tuple(
            replace(s, authorisation=order) if s.role is Role.DRAFTER else s for s in signatories
        ),
        lock=1,
    )


def in_adjustment(policy_name: str = "municipal-board", *adjusters: str) -> Document:
    """Return the document opened: the drafter has signed."""
    document = submitted(policy_name, *adjusters)
    return replace(
        document,
        state=State.ADJUSTMENT,
        revisions=(*document.revisions, digest(1)),
        signatories=tuple(
            replace(s, signed_at=NOW) if s.role is Role.DRAFTER else s for s in document.signatories
        ),
        lock=2,
    )


def in_countersignature() -> Document:
    """Return the document with every adjuster's signature placed."""
    document = in_adjustment()
    order = Authorisation(shown_sha256=digest(1), authorised_at=NOW, authentication=BY_PASSWORD)
    return replace(
        document,
        state=State.COUNTERSIGNATURE,
        revisions=(*document.revisions, digest(2)),
        signatories=tuple(
            replace(s, authorisation=order, signed_at=NOW) if s.role is Role.ADJUSTER else s
            for s in document.signatories
        ),
        lock=4,
    )


def in_state(state: State) -> Document:
    """Return a document in any state."""
    later = replace(in_countersignature(), adjusted_at=NOW)
    sealed = Sealed(sealed_at=NOW, files={"minutes.pdf": digest(9)})
    return {
        State.DRAFT: draft(),
        State.OPENING: submitted(),
        State.ADJUSTMENT: in_adjustment(),
        State.COUNTERSIGNATURE: in_countersignature(),
        State.SEALING: replace(later, state=State.SEALING),
        State.ARCHIVING: replace(later, state=State.ARCHIVING, sealed=sealed),
        State.ARCHIVED: replace(
            later, state=State.ARCHIVED, sealed=sealed, archived_at=NOW, package_sha256=digest(10)
        ),
    }[state]
