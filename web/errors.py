"""Every refusal and failure becomes a page in the reader's language, and nothing they wrote is lost.

The only broad ``except`` of the pages is here.
"""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from web.security import LoggedOut
from workflow.errors import JusteraError, ServiceError
from workflow.language.marking import msgid
from workflow.ports import ChangedMeanwhile
from workflow.procedure import refusals
from workflow.usecases.edit_draft import NoSuchFinding, NothingProposed
from workflow.usecases.log_in import WrongCredentials, WrongPassword

if TYPE_CHECKING:
    from flask import Flask

log = logging.getLogger("justera.web")

#: refusal -> HTTP status; other refusals are about what was sent (422), failures are 503.
_STATUS: dict[type[JusteraError], int] = {
    refusals.NoSuchDocument: 404,
    refusals.NotForYou: 403,
    WrongPassword: 403,
    WrongCredentials: 403,
    LoggedOut: 403,
    refusals.NotNow: 409,
    refusals.VoidVersionNeeded: 409,
    refusals.AlreadySigned: 409,
    refusals.SignatureUnderWay: 409,
    refusals.AnotherTurn: 409,
    refusals.ShownIsNotCurrent: 409,
    refusals.PreviewIsNotCurrent: 409,
    ChangedMeanwhile: 409,
    NoSuchFinding: 409,
    NothingProposed: 409,
}

_TITLES: dict[int, str] = {
    400: msgid("The form could not be received"),
    403: msgid("Not allowed"),
    404: msgid("Not found"),
    405: msgid("Not possible"),
    409: msgid("Not possible now"),
    413: msgid("Too large"),
    422: msgid("Something must be corrected"),
    429: msgid("Too many tries"),
    500: msgid("Something went wrong"),
    503: msgid("Not available just now"),
}

_SENTENCES: dict[int, str] = {
    400: msgid(
        "What the browser sent could not be understood. Nothing has been changed. Go back and try again."
    ),
    404: msgid("There is no page at this address. It may have been mistyped or cut off."),
    405: msgid("This address cannot be used in that way."),
    413: msgid(
        "What you sent is larger than 4 MB, so it was not received. Minutes in plain text are smaller than "
        "that; check that you chose the right file. Nothing has been changed."
    ),
    429: msgid(
        "The password was wrong too many times. Nothing has been changed. Wait five minutes and try again."
    ),
    500: msgid("An error was made by the service, not by you. Nothing has been lost. Try again in a moment."),
}

_LOGGED_OUT = msgid("Logged out")
_NO_PAGE = msgid("The page does not exist")
_FORGED = msgid(
    "The form was too old or did not come from this page, so nothing was changed. "
    "Go back, reload the page and send it again."
)


def status_of(error: JusteraError) -> int:
    """Return the HTTP status that tells of a refusal or failure."""
    for kind in type(error).__mro__:
        if kind in _STATUS:
            return _STATUS[kind]
    return 503 if isinstance(error, ServiceError) else 422


def handle_errors(app: Flask) -> None:
    """Show a page for everything that views raise."""
    app.register_error_handler(JusteraError, _show_refusal)
    app.register_error_handler(CSRFError, _show_forged)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_unforeseen)


def _show_refusal(error: JusteraError) -> tuple[str, int]:
    status = status_of(error)
    if isinstance(error, ServiceError):
        log.error("service failed", extra={"cause": error.code, "endpoint": request.endpoint})
    return _page(status, refusal=error)


def _show_forged(_error: CSRFError) -> tuple[str, int]:
    return _page(400, sentence=_FORGED)


def _show_http_error(error: HTTPException) -> tuple[str, int]:
    status = error.code or 500
    known = status if status in _SENTENCES else 400
    return _page(known, sentence=_SENTENCES[known], title=_NO_PAGE if known == HTTPStatus.NOT_FOUND else "")


def _show_unforeseen(error: Exception) -> tuple[str, int]:
    log.error("unforeseen error", exc_info=error, extra={"endpoint": request.endpoint})
    return _page(500, sentence=_SENTENCES[500])


def _page(
    status: int, *, sentence: str = "", title: str = "", refusal: JusteraError | None = None
) -> tuple[str, int]:
    written = _written()
    logged_out = isinstance(refusal, LoggedOut)
    page = render_template(
        "error.html",
        title=_LOGGED_OUT if logged_out else title or _TITLES[status],
        sentence=sentence,
        refusal=refusal,
        written=written,
        logged_out=logged_out,
    )
    return page, status


def _written() -> str:
    """Return what the person had written in the form, so that it can be copied from the page."""
    try:
        return request.form.get("text", "") or request.form.get("comment", "")
    except RequestEntityTooLarge:
        return ""
