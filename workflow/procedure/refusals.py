"""Why a command is refused. Each docstring is the sentence a person reads."""

from __future__ import annotations

from workflow.errors import WorkflowError


class NotNow(WorkflowError):
    """That cannot be done in the document's present state. Reload the page to see where it is."""


class NotForYou(WorkflowError):
    """You do not have the right to do this with this document."""


class NoSuchDocument(WorkflowError):
    """There is no such document, or you do not have access to it."""


class VoidVersionNeeded(WorkflowError):
    """%(name)s has already signed. The text can now only be changed by voiding this version, so that everyone must sign anew."""  # noqa: E501


class AlreadySigned(WorkflowError):
    """You have already signed this version. Nothing more is needed from you."""


class SignatureUnderWay(WorkflowError):
    """Your signature is already being placed. You need not do anything more."""


class AnotherTurn(WorkflowError):
    """It is not your turn yet: %(name)s signs before you."""


class ShownIsNotCurrent(WorkflowError):
    """The document is no longer the one you were shown. Open it again, read it and sign then."""


class PreviewIsNotCurrent(WorkflowError):
    """The text has changed since the preview was made. Make a new preview, check it and submit then."""


class CommentMissing(WorkflowError):
    """Write what should be changed, so that the drafter can do it."""


class CommentTooLong(WorkflowError):
    """The comment has %(length)s characters; at most %(most)s can be sent. Shorten it and send it again."""


class BodyNamedOtherwise(WorkflowError):
    """The minutes are of %(name)s, but this document is for %(body)s. Start a document for the right body, or correct the name at the top of the text."""  # noqa: E501


class DateMissing(WorkflowError):
    """The minutes do not say on which date the meeting was held. Write the whole date, with the year."""


class ItemsMissing(WorkflowError):
    """The minutes have no items."""


class FindingsOpen(WorkflowError):
    """There are findings that must be settled before the minutes can be submitted: %(count)s."""


class NoAdjusterElected(WorkflowError):
    """The minutes do not say who was elected to adjust them."""


class WrongNumberOfAdjusters(WorkflowError):
    """The minutes name %(found)s adjusters, but the body's policy asks for %(least)s to %(most)s."""


class AdjusterNotPresent(WorkflowError):
    """%(name)s cannot adjust the minutes, because they do not list %(name)s as present."""


class DrafterCannotAdjust(WorkflowError):
    """%(name)s wrote the minutes and can therefore not adjust them."""


class DrafterNamedOtherwise(WorkflowError):
    """The minutes name %(name)s as the one who wrote them, but you are signed in as %(you)s."""


class ChairMissing(WorkflowError):
    """The minutes do not say who chaired the meeting, and the chair must countersign."""


class DrafterCannotCountersign(WorkflowError):
    """%(name)s both wrote the minutes and chaired the meeting, and nobody may sign twice. Somebody else must submit the minutes."""  # noqa: E501


class ChairCannotAdjust(WorkflowError):
    """%(name)s chaired the meeting and countersigns; somebody else must adjust the minutes."""


class NoAccount(WorkflowError):
    """%(name)s must sign but has no account. Ask the administrator to add one with exactly this name."""


class SameNameTwice(WorkflowError):
    """There are several accounts with the name %(name)s, so it is not clear who must sign."""
