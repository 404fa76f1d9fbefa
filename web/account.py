"""Log in, log out, and choose a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, make_response, redirect, render_template, request, session, url_for

from web import context
from web.errors import status_of
from web.forms import LogInForm
from web.security import is_https, local_path
from workflow.language import LANGUAGES
from workflow.usecases import log_in as logging_in

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from workflow.errors import WorkflowError

blueprint = Blueprint("account", __name__)

_A_YEAR_S = 365 * 24 * 3600


@blueprint.get("/log-in")
def show_log_in() -> ResponseReturnValue:
    """Show the log-in form; whoever is logged in already goes on."""
    if context.find_account() is not None:
        return redirect(local_path(request.args.get("next", "")))
    return _page(LogInForm(data={"next": request.args.get("next", "")}))


@blueprint.post("/log-in")
def log_in() -> ResponseReturnValue:
    """Begin a session and go to the page that was asked for."""
    form = LogInForm()
    if not form.validate_on_submit():
        return _page(form), 422
    try:
        token = logging_in.log_in(
            context.services(), email=form.email.data or "", password=form.password.data or ""
        )
    except logging_in.WrongCredentials as refusal:
        return _page(form, refusal=refusal), status_of(refusal)
    session.clear()  # The form token of before the log-in may be known to somebody else.
    response = redirect(local_path(form.next.data or ""), code=303)
    response.set_cookie(
        context.SESSION_COOKIE,
        token,
        max_age=int(logging_in.SESSION_LIFETIME.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=is_https(context.settings()),
    )
    return response


@blueprint.post("/log-out")
def log_out() -> ResponseReturnValue:
    """End the session here and in the database."""
    logging_in.log_out(context.services(), request.cookies.get(context.SESSION_COOKIE, ""))
    session.clear()
    response = redirect(url_for("account.show_log_in"), code=303)
    response.delete_cookie(context.SESSION_COOKIE)
    return response


@blueprint.post("/language")
def choose_language() -> ResponseReturnValue:
    """Speak the chosen language in this browser from now on."""
    response = make_response(redirect(local_path(request.form.get("next", "")), code=303))
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        response.set_cookie(
            context.LANGUAGE_COOKIE,
            chosen,
            max_age=_A_YEAR_S,
            httponly=True,
            samesite="Lax",
            secure=is_https(context.settings()),
        )
    return response


def _page(form: LogInForm, *, refusal: WorkflowError | None = None) -> str:
    return render_template("log_in.html", form=form, refusal=refusal)
