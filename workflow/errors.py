"""The one tree of errors: refused by a rule, or failed by the world.

The docstring of each leaf is the sentence a person may read, in English; it is
also the key under which ``workflow.language`` finds the translation. Facts
stand in it as ``%(name)s`` and are given by keyword.
"""

from __future__ import annotations

from inspect import cleandoc


class JusteraError(Exception):
    """Something went wrong."""

    def __init__(self, **facts: object) -> None:
        """Keep the facts that the sentence and the log need."""
        super().__init__(facts)
        self.facts = facts

    @property
    def sentence(self) -> str:
        """The untranslated sentence, facts not yet filled in."""
        return " ".join(cleandoc(type(self).__doc__ or "").split())

    @property
    def code(self) -> str:
        """A stable name for logs, tests and audit entries."""
        return type(self).__name__

    def __str__(self) -> str:
        """The English sentence with its facts."""
        return self.sentence % self.facts if self.facts else self.sentence


class WorkflowError(JusteraError):
    """That is not possible now. Nothing has been changed."""


class ServiceError(JusteraError):
    """A service that is needed did not answer as it should. Nothing has been lost."""

    #: True when trying again cannot help and a person must act.
    permanent: bool = False
