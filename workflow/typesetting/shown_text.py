"""Text as it can be shown: what a signatory sees is all there is.

The embedded data keep every character a person wrote. On the page, a character
that no shipped font has, or that would be invisible or change the order of what
is read (Trojan Source, CVE-2021-42574), stands as its number: ``[U+202E]``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from workflow.typesetting.templates import covered_characters

_SPACES = re.compile(r"[\t-\r\x1c-\x1f \x85\u2028\u2029]+")
#: Joiners and selectors that only steer how neighbours are drawn.
_WITHOUT_EFFECT = re.compile(r"[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]+")


def shown(text: str) -> str:
    """Return the text on one line, in characters the fonts have."""
    composed = unicodedata.normalize("NFC", text)
    legible = _WITHOUT_EFFECT.sub("", _SPACES.sub(" ", composed)).strip()
    missing = set(legible) - covered_characters()
    if missing:
        legible = "".join(_number(char) if char in missing else char for char in legible)
    return legible or "".join(map(_number, text))


def shown_tree(value: Any) -> Any:
    """Return JSON data with every string (not the keys) as it can be shown."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, list):
        return [shown_tree(one) for one in value]
    if isinstance(value, dict):
        return {key: shown_tree(one) for key, one in value.items()}
    return value


def _number(char: str) -> str:
    return f"[U+{ord(char):04X}]"
