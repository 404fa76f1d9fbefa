"""The template's published parts agree with each other and with the code."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD
from workflow.typesetting import TemplateUnknown, signature_font_path, template_schema
from workflow.typesetting.templates import FONTS, panel_label, template_folder

if TYPE_CHECKING:
    from workflow.minutes import Minutes

FOLDER = template_folder("minutes/v1")


def paths(words: Any, above: str = "") -> set[str]:
    if isinstance(words, dict):
        return set().union(*(paths(value, f"{above}.{key}") for key, value in words.items()))
    return {f"{above}[{len(words)}]" if isinstance(words, list) else above}


def test_both_languages_have_the_same_words() -> None:
    words = tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8"))
    assert set(words) == {"sv", "en"}
    assert paths(words["sv"]) == paths(words["en"])


def test_every_role_is_named_in_every_language_and_kind() -> None:
    for language in ("sv", "en"):
        for role in ("drafter", "adjuster", "chair", "seal", "timestamp"):
            for kind in ("minutes", "notes"):
                assert panel_label("minutes/v1", role=role, kind=kind, language=language)


def test_the_published_schema_is_that_of_the_code() -> None:
    assert (FOLDER / "schema.json").read_text(encoding="utf-8") == template_schema()


def test_the_example_is_valid_input_for_the_template(example: Minutes) -> None:
    places = [{"field_name": "helga", "role": "drafter", "name": "Helga Lindqvist"}]
    sheet = {
        "minutes": json.loads((FOLDER / "example.json").read_bytes()),
        "organisation": "Lövhults kommun",
        "reference": "LK 2026/0042",
        "version": 1,
        "places": places,
        "seal_field": SEAL_FIELD,
        "timestamp_field": TIMESTAMP_FIELD,
    }
    jsonschema.Draft202012Validator(json.loads(template_schema())).validate(sheet)
    assert example.model_dump(mode="json") == sheet["minutes"]


@pytest.mark.parametrize("name", ["minutes/v999", "../minutes/v1", "fonts", "", "minutes/v1/", "/etc/v1"])
def test_only_published_templates_are_used(name: str) -> None:
    with pytest.raises(TemplateUnknown):
        template_folder(name)


def test_the_signature_font_is_truetype_and_every_font_has_its_licence() -> None:
    assert signature_font_path().read_bytes().startswith(b"\x00\x01\x00\x00")
    families = {font.name.split("-")[0] for font in FONTS.glob("*.ttf")}
    assert {path.stem for path in FONTS.glob("OFL-*.md")} == {f"OFL-{family}" for family in families}
