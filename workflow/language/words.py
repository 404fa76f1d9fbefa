"""Short words that code hands over as facts, marked so that they are translated too."""

from __future__ import annotations

from workflow.language.marking import msgid

SPOKEN_FACTS = frozenset({"kind", "unit", "method", "reason"})
"""Facts whose values are words of ours; all others are names, numbers and what people wrote."""

WORDS = (
    msgid("passed"),
    msgid("failed"),
    msgid("indeterminate"),
    msgid("drafter"),
    msgid("adjuster"),
    msgid("chair"),
    msgid("password"),
    msgid("document timestamp"),
    msgid("manifest"),
    msgid("pdf"),
    msgid("minutes"),
    msgid("notes"),
    msgid("bytes"),
    msgid("people"),
    msgid("items"),
    msgid("parts"),
    msgid("signatories"),
    msgid("a PDF"),
    msgid("a Word or other zipped document"),
    msgid("an old Word document"),
    msgid("a rich text document"),
    msgid("a picture"),
    msgid("a compressed file"),
    msgid("a binary file"),
)
"""Outcomes, roles, means of authentication, units, and what an uploaded file seems to be."""
