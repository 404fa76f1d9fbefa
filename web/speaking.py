"""Templates speak the reader's language; everything they show passes through here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from web import context
from workflow.language import terms
from workflow.language.retelling import retell

if TYPE_CHECKING:
    import datetime as dt

    from flask import Flask

    from workflow.errors import JusteraError
    from workflow.ports import Finding
    from workflow.procedure.model import Role, State


def speak(app: Flask) -> None:
    """Bind the templates' gettext and filters to each request's language."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda sentence: context.language().gettext(sentence),
        # Jinja fills in the facts itself, so both forms are wanted as they stand.
        ngettext=lambda one, many, n: context.language().plural(one, many, n),
        newstyle=True,
    )
    app.jinja_env.filters.update(
        day=_day,
        instant=_instant,
        state=_state,
        role=_role,
        sentence=_sentence,
        finding=_finding,
        cause=_cause,
    )
    app.context_processor(lambda: {"language": context.language(), "account": context.find_account()})
    app.jinja_env.globals["hidden_token"] = _hidden_token


def _hidden_token() -> Markup:
    """Return the hidden input that proves a form to be ours."""
    return Markup('<input type="hidden" name="csrf_token" value="{}">').format(generate_csrf())


def _day(day: dt.date) -> str:
    return context.language().date(day)


def _instant(instant: dt.datetime) -> str:
    return context.language().instant(instant, seconds=True)


def _state(state: State) -> str:
    return context.language().gettext(terms.STATES[state])


def _role(role: Role) -> str:
    return context.language().gettext(terms.ROLES[role])


def _sentence(error: JusteraError) -> str:
    return context.language().error(error)


def _finding(finding: Finding) -> str:
    return context.language().told(finding.message, finding.facts)


def _cause(stored: str) -> str:
    """Say a stored English cause in the reader's language."""
    return retell(stored, context.language())
