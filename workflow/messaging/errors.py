"""How messages fail, or cannot be sent at all."""

from __future__ import annotations

from workflow.errors import ServiceError, WorkflowError


class WrongMailServer(WorkflowError):
    """The address of the mail server is not right: %(reason)s. Write smtp://user:password@host:587 or smtps://user:password@host:465."""


class MailNotAccepted(ServiceError):
    """The mail server did not take the message: %(reason)s. It is tried again."""


class MailNotProtected(ServiceError):
    """The mail server offers no encryption, so the password was not sent to it and no message was handed over."""  # noqa: E501


class AddressUnusable(ServiceError):
    """No message can be sent to or from the address %(address)s."""

    permanent = True
