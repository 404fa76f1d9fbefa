"""The kinds of findings, the sentence for each, and which of them block."""

from __future__ import annotations

from enum import StrEnum


class FindingCode(StrEnum):
    """What kind of thing was found; stable names, stored with dismissals."""

    BODY_NOT_FOUND = "body_not_found"
    KIND_NOT_FOUND = "kind_not_found"
    DATE_NOT_FOUND = "date_not_found"
    DATE_IMPOSSIBLE = "date_impossible"
    YEAR_MISSING = "year_missing"
    WEEKDAY_CONTRADICTS = "weekday_contradicts"
    END_BEFORE_START = "end_before_start"
    NEXT_YEAR_MISSING = "next_year_missing"
    HEAD_LINE_UNKNOWN = "head_line_unknown"
    AGENDA_LIST = "agenda_list"
    ATTENDEE_UNCLEAR = "attendee_unclear"
    ATTENDEE_NOTE_UNKNOWN = "attendee_note_unknown"
    NO_ATTENDEES = "no_attendees"
    NO_CHAIR = "no_chair"
    PRESENT_AND_ABSENT = "present_and_absent"
    NAME_SPELT_TWO_WAYS = "name_spelt_two_ways"
    NO_ADJUSTER = "no_adjuster"
    ADJUSTER_ASSUMED = "adjuster_assumed"
    ADJUSTER_NOT_PRESENT = "adjuster_not_present"
    ADJUSTER_IS_DRAFTER = "adjuster_is_drafter"
    ADJUSTER_DIFFERS = "adjuster_differs"
    DRAFTER_NOT_FOUND = "drafter_not_found"
    DRAFTER_ASSUMED = "drafter_assumed"
    SIGNATURE_LINE_UNKNOWN = "signature_line_unknown"
    ITEM_NUMBER_DUPLICATE = "item_number_duplicate"
    ITEM_NUMBER_MISSING = "item_number_missing"
    ITEM_NUMBER_ORDER = "item_number_order"
    ITEM_WITHOUT_TITLE = "item_without_title"
    DECISION_UNCLEAR = "decision_unclear"
    ASSIGNMENT_IN_TEXT = "assignment_in_text"
    HYPHEN_AT_LINE_END = "hyphen_at_line_end"
    PAGE_BREAK = "page_break"
    PAGE_FURNITURE = "page_furniture"
    LOST_LETTERS = "lost_letters"
    MISREAD_WORDS = "misread_words"


BLOCKING = frozenset(
    {
        FindingCode.BODY_NOT_FOUND,
        FindingCode.DATE_NOT_FOUND,
        FindingCode.DATE_IMPOSSIBLE,
        FindingCode.YEAR_MISSING,
        FindingCode.NO_ADJUSTER,
    }
)
"""To be settled in the text before the minutes can be submitted."""

_C = FindingCode

MESSAGES: dict[FindingCode, str] = {
    _C.BODY_NOT_FOUND: "Nothing at the top says which body met. Write it there, for example "
    '"Minutes of the Planning Committee". Until then the first line stands for it.',
    _C.KIND_NOT_FOUND: "Nothing at the top says whether these are minutes or notes; "
    "they are read as %(kind)s.",
    _C.DATE_NOT_FOUND: "No date of the meeting was found. Write it at the top, for example "
    '"Date: 15 December 2023".',
    _C.DATE_IMPOSSIBLE: "There is no such day: %(written)s.",
    _C.YEAR_MISSING: "The date of the meeting has no year; %(year)s is proposed.",
    _C.WEEKDAY_CONTRADICTS: "%(date)s is not a %(written)s but a %(actual)s. Check which of them is right.",
    _C.END_BEFORE_START: "The meeting ends (%(end)s) before it starts (%(start)s).",
    _C.NEXT_YEAR_MISSING: "The date of the next meeting has no year; %(year)s is proposed.",
    _C.HEAD_LINE_UNKNOWN: "This text at the top has no place of its own in the minutes "
    "and is left out of them: %(text)s",
    _C.AGENDA_LIST: "The list of items at the top is left out, as the items follow below.",
    _C.ATTENDEE_UNCLEAR: "Where does the name end? Read as %(name)s from %(organisation)s.",
    _C.ATTENDEE_NOTE_UNKNOWN: "This note about %(name)s has no place in the attendance list and is left out: "
    "%(note)s",
    _C.NO_ATTENDEES: "No list of those present was found.",
    _C.NO_CHAIR: 'Nobody in the attendance list is marked as chair. Write ", chair" after the name.',
    _C.PRESENT_AND_ABSENT: "%(name)s is listed both as present and as absent.",
    _C.NAME_SPELT_TWO_WAYS: "The same person seems to be written both %(proposed)s and %(other)s; "
    "%(proposed)s is proposed.",
    _C.NO_ADJUSTER: "Nobody is recorded as elected to adjust these minutes.",
    _C.ADJUSTER_ASSUMED: "%(name)s is read as elected adjuster, from the title of the item "
    "and the name in it.",
    _C.ADJUSTER_NOT_PRESENT: "%(name)s was elected to adjust the minutes but is not among those present.",
    _C.ADJUSTER_IS_DRAFTER: "%(name)s both wrote the minutes and was elected to adjust them.",
    _C.ADJUSTER_DIFFERS: "%(name)s is to sign as adjuster at the end, but %(elected)s was elected.",
    _C.DRAFTER_NOT_FOUND: "Nothing at the end says who wrote the minutes.",
    _C.DRAFTER_ASSUMED: "%(name)s is read as who wrote the minutes, being the secretary of the meeting.",
    _C.SIGNATURE_LINE_UNKNOWN: "This text among the signatures has no place in the minutes and is left out: "
    "%(text)s",
    _C.ITEM_NUMBER_DUPLICATE: "The number %(label)s is used twice.",
    _C.ITEM_NUMBER_MISSING: "Between %(before)s and %(label)s a number is missing.",
    _C.ITEM_NUMBER_ORDER: "%(label)s comes after %(before)s.",
    _C.ITEM_WITHOUT_TITLE: "Item %(label)s has no title.",
    _C.DECISION_UNCLEAR: 'Under "%(heading)s" no sentence could be read as a decision.',
    _C.ASSIGNMENT_IN_TEXT: "%(assignee)s seems to be given a task in the middle of a paragraph. Put it in a "
    "paragraph of its own to have it listed.",
    _C.HYPHEN_AT_LINE_END: "A line ends in a hyphen. Is the word %(joined)s?",
    _C.PAGE_BREAK: "A page ended here. Check that the paragraph was put together rightly.",
    _C.PAGE_FURNITURE: "This is read as a page header or footer and left out: %(text)s",
    _C.LOST_LETTERS: "The text seems to have lost å, ä and ö, for example: %(examples)s. "
    "Nothing has been changed.",
    _C.MISREAD_WORDS: "Some words seem to be misread by a scanner, for example: %(examples)s. "
    "Nothing has been changed.",
}
"""English msgids; ``%(name)s`` stands for a fact of the finding."""
