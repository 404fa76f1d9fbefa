"""One language: translated sentences, dates and times.

English sentences are the keys. Catalogues are gettext ``.po`` files beside this
module, read as they are; there is no compiled copy to forget.
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from workflow.language.words import SPOKEN_FACTS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from babel.messages.catalog import Catalog

    from workflow.errors import JusteraError

LANGUAGES = ("sv", "en")
LOCAL_TIME = ZoneInfo("Europe/Stockholm")
"""Instants are shown in this zone; meeting times are wall-clock times already."""


class Language:
    """Speaks one language."""

    def __init__(self, code: str) -> None:
        """Load the catalogue; ``code`` is one of ``LANGUAGES``, anything else is Swedish."""
        self.code = code if code in LANGUAGES else "sv"
        self._translations = _catalogue(self.code)

    def gettext(self, sentence: str, /, **facts: object) -> str:
        """Return the sentence in this language with its ``%(name)s`` facts filled in."""
        spoken = self._translations.gettext(sentence) if sentence else ""
        return spoken % facts if facts else spoken

    def ngettext(self, one: str, many: str, count: int, /, **facts: object) -> str:
        """Return the form that fits the count, with facts (``count`` among them)."""
        return self.plural(one, many, count) % {"count": count, **facts}

    def plural(self, one: str, many: str, count: int, /) -> str:
        """Return the form that fits the count, with its facts not yet filled in."""
        return self._translations.ngettext(one, many, count)

    def error(self, error: JusteraError) -> str:
        """Return the sentence of a refusal or failure."""
        return self.told(error.sentence, error.facts)

    def told(self, sentence: str, facts: Mapping[str, object]) -> str:
        """Return the sentence with its facts, those facts translated too that are words of ours."""
        spoken = {
            name: self.gettext(str(value)) if name in SPOKEN_FACTS else value for name, value in facts.items()
        }
        return self.gettext(sentence, **spoken)

    def date(self, day: dt.date) -> str:
        """Return a date in words, such as ``15 december 2023``."""
        return format_date(day, "d MMMM yyyy", locale=self.code)

    def instant(self, instant: dt.datetime, *, seconds: bool = False) -> str:
        """Return an instant in Swedish local time, such as ``15 december 2023 09:30``."""
        pattern = "d MMMM yyyy HH:mm:ss" if seconds else "d MMMM yyyy HH:mm"
        return format_datetime(instant, pattern, tzinfo=LOCAL_TIME, locale=self.code)


@cache
def get_language(code: str) -> Language:
    """Return the speaker of a language code; Swedish for an unknown one."""
    return Language(code)


def msgids() -> tuple[str, ...]:
    """Return every English sentence that there is a translation of."""
    return tuple(str(message.id) for message in _po("sv") if isinstance(message.id, str) and message.id)


def _po(code: str) -> Catalog:
    file = resources.files("workflow.language") / "catalogues" / f"{code}.po"
    with file.open("rb") as opened:
        return read_po(opened, locale=code)


def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    catalogue = _po(code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
