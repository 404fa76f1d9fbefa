"""Sentences with an effect: decisions, tasks, elections, closing."""

from __future__ import annotations

import re

from workflow.reading.terms import misread

_MONTHS = (
    "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
_DAY = (
    rf"(?:den\s+|the\s+)?(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})(?:\s+\d{{4}})?|"
    rf"\d{{1,2}}/\d{{1,2}}|(?:{_MONTHS})\s+\d{{1,2}}(?:,?\s+\d{{4}})?)"
)
_DECIDED = r"(?:har\s+beslutat|beslutar|beslutade|beslöt)"
_ADVERB = r"(?:\s+(?:enhälligt|därmed|också|även|således|vidare|unanimously|also|further))?"

DECISION_SV = misread(
    rf"(?P<decider>(?:\S+\s+){{0,3}}?\S+)\s+{_DECIDED}{_ADVERB}\s*(?:att\b|följande\b|enligt\b|:|$)",
    re.IGNORECASE,
)
DECISION_EN = misread(
    r"(?P<decider>(?:The\s+)?(?:\S+\s+){0,3}?\S+)\s+(?:unanimously\s+)?(?:decides?|decided|resolves?|resolved|agrees?|agreed)"
    rf"{_ADVERB}\s*(?:to\b|that\b|on\b|:|$)"
)
RESOLVED = misread(r"(?:it\s+was\s+)?(?:unanimously\s+)?(?:resolved|agreed|decided)\b")
NO_DECIDER = re.compile(
    r"\b(?:om|att|som|när|då|har|frågar|föreslår|yrkar|sedan|if|that|who|when|has|had|asks|asked|proposed|not|inte)\b",
    re.IGNORECASE,
)
"""Words that show that what stands before the verb is not who decided."""

LEAD_IN = misread(
    rf"(?:{_DECIDED}|besluta|decides?|decided|resolves?|resolved|agreed){_ADVERB}(?:\s+(?:följande|as\s+follows))?"
    r"(?:\s+(?:att|to|that))?\s*:?$"
)
"""What leads in to the clauses of a decision."""

DECIDES_SOMEHOW = misread(
    r"\b(?:beslut\w*|godkän\w*|fastställ\w*|antar|antas|utse\w*|bordlägg\w*|återremitt\w*|avslå\w*|bifall\w*|noter\w*|"
    r"lägg\w*|uppdra\w*|tillstyrk\w*|avslut\w*|välj\w*|entledig\w*|ställer\s+sig|utgår|approv\w+|adopt\w+|elect\w+|appoint\w+|"
    r"note[sd]?|grant\w*|reject\w*|postpone\w*|accept\w*|agree\w*|resolv\w+|decid\w+)\b|^att\b"
)
"""A verb by which a paragraph under the heading ``Beslut`` is a decision."""

_IN = "[i1lI|]"
ASSIGNMENTS = (
    misread(rf"(?P<assignee>\w[^.!?;:]{{0,80}}?)\s+(?:får|fick|ges|gavs|har\s+fått)\s+{_IN}\s+uppdrag\b"),
    misread(r"(?P<assignee>\w[^.!?;:]{0,80}?)\s+(?:åtar|åtog)\s+sig\s+att\b"),
    misread(
        r"(?P<assignee>\w[^.!?;:]{0,80}?)\s+(?:is|are|was|were)\s+"
        r"(?:asked|tasked|requested|instructed|assigned)\s+(?:to|with)\b"
    ),
    misread(r"(?P<assignee>\w[^.!?;:]{0,80}?)\s+(?:undertakes|undertook)\s+to\b"),
    misread(r"action\s*:\s*(?P<assignee>[^.!?;:]{1,80}?)\s+to\b"),
)
ASSIGNMENT_HINT = misread(r"uppdrag|åta|åto|asked|tasked|requested|instructed|assigned|undert|action\s*:")
DUE = misread(
    r"\b(?:(?:till|inför|före|innan|senast|vid)\s+(?P<sv>nästa\s+\S*(?:möte|sammanträde)\w*"
    rf"|{_DAY}|(?:utgången|slutet)\s+av\s+\w+)|"
    r"(?:by|before|for|to|at|until|no\s+later\s+than)\s+(?P<en>(?:the\s+)?next\s+(?:\w+\s+)?meeting"
    rf"|{_DAY}|the\s+end\s+of\s+\w+))"
)

CLOSING = misread(
    r"\b(?:avslutar|avslutade|avslutades|avslutas|förklarar|förklarade|förklarades|förklaras)\b.*\b(?:möte\w*|sammanträde\w*)|"
    r"\b(?:möte\w*|sammanträde\w*)\s+(?:är\s+)?(?:avslutas|avslutades|avslutat|avslutar|avslutade|förklaras\s+avslutat|"
    r"förklarades\s+avslutat)|"
    r"\b(?:closed|closes|adjourned|adjourns|ended|declared)\b.*\bmeeting\b|\bmeeting\s+(?:was\s+|is\s+)?(?:closed|adjourned|ended|closes)\b"
)
"""The sentence with which the meeting ends."""

ELECTION_HINT = re.compile(r"just|adjust|check|verif|minutes", re.IGNORECASE)
_CHOSEN = r"(?:utses|utsågs|väljs|valdes|väljes|utsetts)"
_ADJUST_SV = (
    r"(?:(?:till|som|att\s+vara)\s+(?:\S+\s+){0,2}?(?:protokoll)?juster\w*|"
    r"(?:till\s+)?att\s+.{0,60}?\bjuster)"
)
_ADJUST_EN = (
    r"(?:to\s+.{0,40}?\b(?:adjust|check|verify|sign)\b|"
    r"as\s+(?:\w+\s+)?(?:adjusters?|checkers?|minutes?\s+checkers?))"
)
ELECTIONS = (
    misread(rf"(?P<names>.+?)\s+{_CHOSEN}\s+{_ADJUST_SV}"),
    misread(rf".*?\b(?:utse|utser|utsåg|välja|väljer|valde)\s+(?P<names>.+?)\s+{_ADJUST_SV}"),
    misread(rf".*?\bjuster.*?\b{_CHOSEN}\s+(?P<names>.+)"),
    misread(rf"(?P<names>.+?)\s+(?:was|were|is|are)\s+(?:elected|appointed|chosen)\s+{_ADJUST_EN}"),
    misread(rf".*?\b(?:elects?|elected|appoints?|appointed|choose|chose)\s+(?P<names>.+?)\s+{_ADJUST_EN}"),
)
"""Sentences that elect somebody to adjust the minutes; ``names`` holds who."""

ADJUSTER_TITLE = misread(
    r"\bjuster(?:are|ing|ings)\b|\bprotokolljuster|\badjuster|\bchecker|"
    r"\badjustment of (?:the )?minutes|\bjusteringsm"
)
NEXT_TITLE = misread(
    r"(?:datum för |tid för |date of |time of )?"
    r"(?:the )?(?:nästa|next)\b.{0,30}(?:möte|sammanträde|meeting)\w*.{0,30}"
)
"""Titles of the items that elect an adjuster, and that fix the next meeting."""
