"""Why a draft cannot be read at all."""

from __future__ import annotations

from workflow.errors import WorkflowError


class ReadingRefused(WorkflowError):
    """The draft cannot be read. Nothing has been changed."""


class NoItems(ReadingRefused):
    """No agenda item was found: number the items, for example "1. Opening" or "§ 1 Opening"."""


class TextTooLong(ReadingRefused):
    """The text has %(lines)s lines; at most %(limit)s can be read."""


class EmptyFile(ReadingRefused):
    """The file is empty."""


class NotText(ReadingRefused):
    """The file is not plain text; it seems to be %(kind)s. Save it as plain text and try again."""


class FileTooLarge(ReadingRefused):
    """The text is too large: %(kilobytes)s kB, and at most %(limit)s kB can be read."""


class EditsDoNotFit(ReadingRefused):
    """The proposed changes do not fit the text: it has been edited since, or two of them overlap."""
