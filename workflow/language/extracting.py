"""Keep the catalogue complete: ``python -m workflow.language.extracting`` in a checkout.

What people can read stands in four kinds of places, all found without
importing any of it: calls of ``gettext`` and ``msgid`` in code, ``_`` in
templates, docstrings of errors, and tables of sentences known by their names.
Missing msgids are added without translation, those no longer used are removed.
"""

from __future__ import annotations

import ast
import io
from dataclasses import dataclass, field
from inspect import cleandoc
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[2]
"""The checkout; an installed product has no templates beside it and is not for this."""

CATALOGUE = Path(__file__).parent / "catalogues" / "sv.po"

_FOLDERS = ("workflow", "web", "tasks")
_MARKS = frozenset({"gettext", "_", "msgid"})
_PLURAL_MARKS = frozenset({"ngettext"})
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"gettext": None, "_": None, "ngettext": (1, 2)}
_JINJA = {"newstyle_gettext": "true", "trimmed": "true", "extensions": "jinja2.ext.do"}
_TABLES = frozenset({"NAMES", "MESSAGES", "STATES", "ROLES", "KINDS", "_WORDS"})
"""Names of module-level dictionaries whose values are sentences."""
_ERROR_ROOTS = frozenset({"WorkflowError", "ServiceError"})
_WIDTH = 100


@dataclass(slots=True)
class Sources:
    """Everything found, by msgid; the value is the plural msgid or None."""

    found: dict[str, str | None] = field(default_factory=dict)

    def add(self, sentences: Iterable[str]) -> None:
        """Note sentences without a plural."""
        for sentence in sentences:
            self.found.setdefault(sentence, None)


def find_msgids(root: Path = ROOT) -> dict[str, str | None]:
    """Return every msgid in the product, each with its plural msgid or None."""
    sources = Sources()
    modules = [ast.parse(path.read_bytes()) for path in _files(root, "*.py")]
    for tree in modules:
        _add_calls(sources, tree)
        sources.add(_table_sentences(tree))
    for path in _files(root, "*.html"):
        _add_template(sources, path)
    sources.add(_error_sentences(modules))
    return sources.found


def update(catalogue_path: Path = CATALOGUE, root: Path = ROOT) -> tuple[list[str], list[str]]:
    """Rewrite the catalogue in order; return the msgids that lack a translation, and those removed."""
    wanted = find_msgids(root)
    with catalogue_path.open("rb") as opened:
        old = read_po(opened, locale="sv")
    new = Catalog(locale="sv", project="Justera", charset="utf-8", fuzzy=False)
    for sentence, plural in sorted(wanted.items()):
        known = old.get(sentence)
        new.add((sentence, plural) if plural else sentence, known.string if known else "")
    removed = [_key(m.id) for m in old if m.id and _key(m.id) not in wanted]
    written = io.BytesIO()
    write_po(written, new, omit_header=True, width=_WIDTH, no_location=True)
    catalogue_path.write_bytes(_HEADER.encode() + written.getvalue())
    return [_key(message.id) for message in new if message.id and not _is_translated(message.string)], removed


def _key(msgid: str | tuple[str, ...] | list[str]) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(string) and (isinstance(string, str) or all(string or ()))


def _files(root: Path, pattern: str) -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from sorted((root / folder).rglob(pattern))


def _add_calls(sources: Sources, tree: ast.Module) -> None:
    """Note what is marked in code. Babel's own extractor does not see into f-strings."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        sources.add(_reasons(node))
        called = next(_names([node.func]), "")
        marked = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
        if called in _MARKS:
            sources.add(marked[:1])
        elif called in _PLURAL_MARKS and len(marked) > 1:
            sources.found[marked[0]] = marked[1]


def _reasons(call: ast.Call) -> list[str]:
    """Give the fixed phrase that a refusal is told to give as its reason."""
    given = [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
    return [
        value.value for value in given if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]


def _add_template(sources: Sources, path: Path) -> None:
    with path.open("rb") as opened:
        for _, message, _, _ in extract("jinja2", opened, keywords=_KEYWORDS, options=_JINJA):
            if isinstance(message, str):
                sources.add([message])
            elif message and message[0]:
                sources.found[message[0]] = message[1]


def _table_sentences(tree: ast.Module) -> Iterator[str]:
    """Give the strings among the values of the known tables; keys are not sentences."""
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names = {target.id for target in targets if isinstance(target, ast.Name)}
        value = getattr(node, "value", None)
        if names & _TABLES and isinstance(value, ast.Dict):
            for entry in value.values:
                yield from _constants(entry)


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Tuple):
        for element in node.elts:
            yield from _constants(element)


def _error_sentences(trees: Iterable[ast.Module]) -> Iterator[str]:
    """Give the docstring of every class that descends from the roots of the error tree, and of these."""
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    errors = set(_ERROR_ROOTS)
    while more := {c.name for c in classes if c.name not in errors and errors & set(_names(c.bases))}:
        errors |= more
    for one in classes:
        written = ast.get_docstring(one, clean=False)
        if one.name in errors and written:
            yield " ".join(cleandoc(written).split())


def _names(nodes: Iterable[ast.expr]) -> Iterator[str]:
    """Give the last name of each dotted name."""
    for node in nodes:
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


_HEADER = """\
# The Swedish of Justera. `python -m workflow.language.extracting` adds what is missing.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: sv\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> None:
    """Update the catalogue and say what is left to do."""
    missing, removed = update()
    for sentence in removed:
        print(f"removed: {sentence}")  # noqa: T201 - a tool for a terminal
    for sentence in missing:
        print(f"to translate: {sentence}")  # noqa: T201


if __name__ == "__main__":
    main()
