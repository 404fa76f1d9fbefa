"""Drafts people already have -> minutes, and what a person should look at."""

from workflow.ports.reading import Reading
from workflow.reading.codes import FindingCode
from workflow.reading.errors import (
    EditsDoNotFit,
    EmptyFile,
    FileTooLarge,
    NoItems,
    NotText,
    ReadingRefused,
    TextTooLong,
)
from workflow.reading.findings import Certainty, Edit, Finding, TextPlace, apply_edit, apply_edits
from workflow.reading.normalising import normalise
from workflow.reading.text import read_text
from workflow.reading.upload import decode_upload

__all__ = [
    "Certainty",
    "Edit",
    "EditsDoNotFit",
    "EmptyFile",
    "FileTooLarge",
    "Finding",
    "FindingCode",
    "NoItems",
    "NotText",
    "Reading",
    "ReadingRefused",
    "TextPlace",
    "TextTooLong",
    "apply_edit",
    "apply_edits",
    "decode_upload",
    "normalise",
    "read_text",
]
