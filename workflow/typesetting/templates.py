"""Where the templates and their fonts are, and the words they print.

A template's folder is named ``<document>/v<number>`` under ``pdf_templates``.
A published version is never changed: documents are typeset again from it when
their bytes are checked.
"""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any

import pdf_templates
from workflow.typesetting.errors import TemplateUnknown

ROOT = Path(pdf_templates.__file__).parent
FONTS = ROOT / "fonts"

_NAME = re.compile(r"[a-z]{1,40}/v[1-9][0-9]{0,3}")


def template_folder(name: str) -> Path:
    """Return the folder of a template, such as ``minutes/v1``.

    Raises:
        TemplateUnknown: no such template (or a name that would leave the folder).
    """
    folder = ROOT / name
    if not _NAME.fullmatch(name) or not (folder / "main.typ").is_file():
        raise TemplateUnknown(template=repr(name[:60]))
    return folder


def signature_font_path() -> Path:
    """Return the TrueType font for the text of visible signatures."""
    return FONTS / "SourceSans3-Regular.ttf"


def panel_label(template: str, *, role: str, kind: str, language: str) -> str:
    """Return what the panel calls a role (or ``seal``, ``timestamp``), such as ``Justeras``."""
    words = _terms(template)[language]["panel"]
    label: str | dict[str, str] = words[role]
    return label if isinstance(label, str) else label[kind]


@functools.cache
def _terms(template: str) -> dict[str, Any]:
    return tomllib.loads((template_folder(template) / "terms.toml").read_text(encoding="utf-8"))


@functools.cache
def covered_characters() -> frozenset[str]:
    """Return the characters that every shipped font can show."""
    covered: set[str] = set()
    for line in (FONTS / "coverage.txt").read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            first, _, last = line.partition("-")
            covered.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(covered)
