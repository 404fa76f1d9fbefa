"""Everything that can be refused or go wrong with keys, signatures and timestamps.

Validation raises none of these: what is wrong with a signed file is a finding
(``workflow.ports.Check``), not an error.
"""

from __future__ import annotations

from workflow.errors import ServiceError, WorkflowError


class PkiExists(WorkflowError):
    """The folder %(folder)s already holds keys. Nothing has been overwritten."""


class PassphraseMissing(WorkflowError):
    """A passphrase is needed to keep the keys encrypted. No keys have been made."""


class WrongPassphrase(ServiceError):
    """The keys could not be opened with this passphrase."""

    permanent = True


class KeysUnreadable(ServiceError):
    """The key material in %(folder)s is missing or damaged: %(reason)s."""

    permanent = True


class KeysExposed(ServiceError):
    """The key file %(file)s can be read by other users of this machine."""

    permanent = True


class AuthorityExpired(ServiceError):
    """The issuing certificate ended %(ended)s. New keys are needed before anything can be signed."""

    permanent = True


class FieldNotFree(WorkflowError):
    """There is no empty signature field %(field)s in this document. Nothing has been signed."""


class CertificationMisplaced(WorkflowError):
    """Only the first signature of a document certifies it. Nothing has been signed."""


class NotSealable(WorkflowError):
    """The document cannot be sealed: %(reason)s. Nothing has been changed."""


class UnreadablePdf(ServiceError):
    """The document could not be read as a PDF: %(reason)s."""

    permanent = True


class SignatureUnsound(ServiceError):
    """A signature that was just made did not pass its own check (%(reason)s). It has been thrown away."""


class FontUnusable(ServiceError):
    """The font %(font)s cannot be used in signatures: %(reason)s."""

    permanent = True


class SignatureMalformed(ServiceError):
    """A signature or timestamp is not well formed: %(reason)s."""

    permanent = True
