"""What does not fit together between attendance, election and signatures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workflow.minutes import AttendeeRole
from workflow.reading.codes import FindingCode
from workflow.reading.findings import Certainty, Edit, FindingLog, TextPlace, place_of
from workflow.reading.names import is_close, plain

if TYPE_CHECKING:
    from workflow.minutes import AdjusterElection, Minutes
    from workflow.reading.normalising import Line
    from workflow.reading.signature_block import SignatureBlock


def check_people(minutes: Minutes, block: SignatureBlock, first_heading: Line, log: FindingLog) -> None:
    """Tell of a missing chair, drafter or adjuster, and of roles that exclude one another."""
    top = TextPlace(line=1, end_line=max(1, first_heading.number - 1), excerpt=minutes.body)
    end = place_of(block.lines) if block.lines else place_of([first_heading])
    if not minutes.attendees:
        log.add(FindingCode.NO_ATTENDEES, top, Certainty.CERTAIN)
    elif minutes.chair is None:
        log.add(FindingCode.NO_CHAIR, top, Certainty.CERTAIN)
    if minutes.drafter is None:
        log.add(FindingCode.DRAFTER_NOT_FOUND, end, Certainty.CERTAIN)
    absent = {plain(person.name) for person in minutes.absentees}
    for person in minutes.attendees:
        if plain(person.name) in absent:
            log.add(FindingCode.PRESENT_AND_ABSENT, top, Certainty.CERTAIN, facts={"name": person.name})
    if minutes.adjuster_election:
        _check_election(minutes, minutes.adjuster_election, block, end, log)
    else:
        _tell_no_adjuster(minutes, block, first_heading, log)


def with_roles_inferred(minutes: Minutes, block: SignatureBlock, log: FindingLog) -> Minutes:
    """Return the minutes with drafter and countersigner where other words than labels show them.

    The only secretary of the meeting is who wrote the minutes, with a finding.
    A chair who signs among the adjusters without being elected countersigns.
    """
    update: dict[str, str] = {}
    secretaries = [a.name for a in minutes.attendees if a.role is AttendeeRole.SECRETARY]
    if minutes.drafter is None and len(secretaries) == 1:
        update["drafter"] = secretaries[0]
        place = (
            place_of(block.lines) if block.lines else TextPlace(line=1, end_line=1, excerpt=secretaries[0])
        )
        facts = {"name": secretaries[0]}
        log.add(FindingCode.DRAFTER_ASSUMED, place, Certainty.LIKELY, facts=facts)
    elected = minutes.adjuster_election.adjusters if minutes.adjuster_election else ()
    chair = minutes.chair
    if chair and minutes.countersigner is None and chair.name not in elected:
        for name in [name for name in block.people["adjuster"] if is_close(name, chair.name)]:
            block.people["adjuster"].remove(name)
            update["countersigner"] = name
    return minutes.model_copy(update=update)


def _tell_no_adjuster(minutes: Minutes, block: SignatureBlock, first_heading: Line, log: FindingLog) -> None:
    """Propose the adjusters of the signature block as a line at the top, where there are any."""
    names = block.people["adjuster"]
    label = "Justerare" if minutes.language == "sv" else "Adjusters"
    line = f"{label}: {', '.join(names)}\n\n"
    edits = [Edit(start=first_heading.start, end=first_heading.start, replacement=line)] if names else []
    log.add(FindingCode.NO_ADJUSTER, place_of([first_heading]), Certainty.LIKELY, edits=edits)


def _check_election(
    minutes: Minutes, election: AdjusterElection, block: SignatureBlock, end: TextPlace, log: FindingLog
) -> None:
    """Hold those elected against those present, the drafter and those who are to sign."""
    for name in election.adjusters:
        facts = {"name": name}
        if minutes.attendees and not any(is_close(name, person.name) for person in minutes.attendees):
            log.add(FindingCode.ADJUSTER_NOT_PRESENT, end, Certainty.LIKELY, facts=facts)
        if minutes.drafter and is_close(name, minutes.drafter):
            log.add(FindingCode.ADJUSTER_IS_DRAFTER, end, Certainty.CERTAIN, facts=facts)
    for name in block.people["adjuster"]:
        if not any(is_close(name, elected) for elected in election.adjusters):
            facts = {"name": name, "elected": ", ".join(election.adjusters)}
            log.add(FindingCode.ADJUSTER_DIFFERS, end, Certainty.LIKELY, facts=facts)
