"""Each finding: when it is told, what it proposes, and that accepting settles it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.unit.reading.accepting import accepted
from workflow.reading import (
    Edit,
    EditsDoNotFit,
    FindingCode,
    NoItems,
    TextTooLong,
    apply_edits,
    normalise,
    read_text,
)

if TYPE_CHECKING:
    from workflow.ports.reading import Finding

TODAY = dt.date(2026, 11, 23)

PLAIN = """Protokoll från styrelsen

Tid: Tisdagen den 11 november 2025 kl 13.30-15.45
Plats: Eken
Närvarande:
Camilla Brodin, ordförande
Cia Wallgren
Didrik Åström
Helga Lindqvist
Frånvarande: Otto Främling

1. Öppnande

Camilla Brodin hälsar alla välkomna till mötet.

2. Val av justerare

Cia Wallgren utses till justerare.

3. Budget

Beslut

Styrelsen beslutar att godkänna budgeten.

Vid protokollet: Helga Lindqvist
Justeras: Cia Wallgren
"""


def told(text: str, *, today: dt.date = TODAY) -> list[Finding]:
    return list(read_text(text, today=today).findings)


def only(text: str, code: FindingCode) -> Finding:
    (finding,) = told(text)
    assert finding.code == code
    assert finding.message % finding.facts
    return finding


def changed(old: str, new: str) -> str:
    assert old in PLAIN
    return PLAIN.replace(old, new)


def test_nothing_is_told_of_faultless_minutes() -> None:
    assert told(PLAIN) == []


WITHOUT_PROPOSAL = [
    ("body_not_found", "Protokoll från styrelsen\n", "Protokoll\n"),
    ("date_not_found", "Tid: Tisdagen den 11 november 2025 kl", "Tid: kl"),
    ("date_impossible", "Tisdagen den 11 november", "den 31 november"),
    ("end_before_start", "13.30-15.45", "15.30-13.45"),
    ("head_line_unknown", "Plats: Eken", "Plats: Eken\nParagrafer 1-3 och bilagor"),
    ("attendee_note_unknown", "Didrik Åström\n", "Didrik Åström (punkt 2 och 3)\n"),
    ("no_chair", ", ordförande", ""),
    ("present_and_absent", "Otto Främling", "Didrik Åström"),
    ("adjuster_not_present", "Cia Wallgren\nDidrik", "Didrik"),
    ("adjuster_is_drafter", "protokollet: Helga Lindqvist", "protokollet: Cia Wallgren"),
    ("adjuster_differs", "Justeras: Cia Wallgren", "Justeras: Didrik Åström"),
    ("drafter_not_found", "Vid protokollet: Helga Lindqvist\n", ""),
    ("item_number_duplicate", "3. Budget", "2. Budget"),
    ("item_number_missing", "3. Budget", "4. Budget"),
    ("decision_unclear", "Styrelsen beslutar att godkänna budgeten.", "Budgeten är svår att överblicka."),
    ("adjuster_assumed", "Cia Wallgren utses till justerare.", "Cia Wallgren."),
    ("misread_words", "hälsar alla", "hälsar 6ver alla"),
    ("kind_not_found", "Protokoll från styrelsen", "Styrelsen"),
]


@pytest.mark.parametrize(("code", "old", "new"), WITHOUT_PROPOSAL, ids=[case[0] for case in WITHOUT_PROPOSAL])
def test_what_only_a_person_can_settle_is_told_without_a_proposal(code: str, old: str, new: str) -> None:
    assert only(changed(old, new), FindingCode(code)).edits == ()


WITH_PROPOSAL = [
    ("year_missing", "november 2025", "november", "Tisdagen den 11 november 2025 kl"),
    ("weekday_contradicts", "Tisdagen", "Onsdagen", "Tid: Tisdagen den 11"),
    ("name_spelt_two_ways", "Justeras: Cia Wallgren", "Justeras: Cia Walgren", "Justeras: Cia Wallgren"),
    (
        "assignment_in_text",
        "till mötet.",
        "till mötet. Cia Wallgren får i uppdrag att ringa.",
        "till mötet.\n\nCia Wallgren får",
    ),
    ("hyphen_at_line_end", "hälsar alla välkomna", "hälsar alla väl-\nkomna", "hälsar alla välkomna"),
    ("page_furniture", "hälsar alla", "hälsar\n\nSida 2 (4)\n\nalla", "hälsar\nalla"),
    ("page_break", "till mötet.", "till mötet.\n\fDet regnar.", "till mötet.\n\nDet regnar."),
    (
        "attendee_unclear",
        "Cia Wallgren\nDidrik Åström\n",
        "Cia Wallgren Lövhult\nAnna Maria Lind Norrvik\nRut Ek Åkersund\n",
        "Anna Maria, Lind Norrvik\n",
    ),
    (
        "no_adjuster",
        "2. Val av justerare\n\nCia Wallgren utses till",
        "2. Val av\n\nTack till",
        "Justerare: Cia",
    ),
]


@pytest.mark.parametrize(
    ("code", "old", "new", "wanted"), WITH_PROPOSAL, ids=[case[0] for case in WITH_PROPOSAL]
)
def test_a_proposal_settles_its_finding(code: str, old: str, new: str, wanted: str) -> None:
    source = normalise(changed(old, new))
    proposal = next(f for f in told(source) if f.code == code)
    assert wanted in accepted(source, proposal, TODAY)


def test_the_year_of_the_next_meeting_is_the_first_that_fits_after_this_one() -> None:
    text = PLAIN.replace(
        "\nVid prot", "\n4. Nästa möte\n\nTisdagen den 13 januari kl 9.00 i Eken\n\nVid prot"
    )
    proposal = only(text, FindingCode.NEXT_YEAR_MISSING)
    following = read_text(accepted(normalise(text), proposal, TODAY), today=TODAY).minutes.next_meeting
    assert following is not None
    assert following.date == dt.date(2026, 1, 13)


def test_only_what_the_record_cannot_do_without_blocks() -> None:
    blocking = {case[0] for case in WITHOUT_PROPOSAL if told(changed(case[1], case[2]))[0].blocking}
    assert blocking == {"body_not_found", "date_not_found", "date_impossible"}
    assert only(changed("november 2025", "november"), FindingCode.YEAR_MISSING).blocking
    assert only(
        PLAIN.replace("Cia Wallgren utses till justerare.", "Tack."), FindingCode.NO_ADJUSTER
    ).blocking


def test_without_a_weekday_or_a_mentioned_year_the_nearest_past_year_is_only_possible() -> None:
    proposal = only(changed("Tisdagen den 11 november 2025", "den 11 november"), FindingCode.YEAR_MISSING)
    assert (proposal.facts["year"], proposal.certainty) == ("2026", "possible")


def test_the_spelling_of_the_attendance_list_wins_unless_the_text_mostly_says_otherwise() -> None:
    once = changed("Camilla Brodin hälsar", "Camilla Brodén hälsar")
    assert only(once, FindingCode.NAME_SPELT_TWO_WAYS).facts["proposed"] == "Camilla Brodin"
    mostly = changed("hälsar alla välkomna", "och Camilla Brodén hälsar Camilla Brodén")
    mostly = mostly.replace("till mötet. ", "").replace("1. Öppnande", "1. Öppnande av Camilla Brodén")
    names = [f.facts for f in told(mostly) if f.code == "name_spelt_two_ways"]
    assert [n["proposed"] for n in names] == ["Camilla Brodén"]


@pytest.mark.parametrize(
    "words", ["Camilla Brodins förslag", "Camilla Brodin", "CAMILLA BRODIN", "Cia Åström"]
)
def test_genitives_capitals_and_other_people_are_no_second_spelling(words: str) -> None:
    assert told(changed("hälsar alla", f"hälsar {words} och")) == []


def test_a_finding_keeps_its_identity_when_the_text_changes_elsewhere() -> None:
    before = only(changed(", ordförande", ""), FindingCode.NO_CHAIR)
    after = only(changed(", ordförande", "").replace("godkänna budgeten", "avslå den"), FindingCode.NO_CHAIR)
    assert before.finding_id == after.finding_id
    assert len(before.finding_id) == 12


def test_two_equal_findings_have_different_identities() -> None:
    text = changed("hälsar alla", "hälsar\n\nSida 2 (4)\n\nalla").replace("3. Bud", "Sida 2 (4)\n\n3. Bud")
    identities = [f.finding_id for f in told(text) if f.code == "page_furniture"]
    assert len(identities) == len(set(identities)) == 2


def test_lost_letters_are_told_once_for_the_whole_text() -> None:
    text = PLAIN.translate(str.maketrans("åäöÅÄÖ", "aaoAAO")).replace(
        "till motet", "fran ett mote. Ovriga fragor"
    )
    told_codes = [f.code for f in told(text)]
    assert told_codes == ["lost_letters"]


def test_text_without_items_is_refused() -> None:
    with pytest.raises(NoItems):
        read_text("Protokoll från styrelsen\n\nVi hade ett trevligt möte.", today=TODAY)


def test_text_of_more_lines_than_any_minutes_is_refused() -> None:
    with pytest.raises(TextTooLong):
        read_text("1. Öppnande\n" + "\n" * 60_001, today=TODAY)


def test_edits_that_overlap_or_lie_outside_are_refused() -> None:
    with pytest.raises(EditsDoNotFit):
        apply_edits("abcdef", [Edit(start=0, end=3, replacement="x"), Edit(start=2, end=4, replacement="y")])
    with pytest.raises(EditsDoNotFit):
        apply_edits("abc", [Edit(start=2, end=9, replacement="x")])


def test_equal_edits_count_once() -> None:
    edit = Edit(start=1, end=2, replacement="X")
    assert apply_edits("abc", [edit, edit]) == "aXc"
