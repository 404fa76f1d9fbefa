"""The prepared PDF: its fields, its tags, its embedded data."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from workflow.minutes import Minutes, MinutesKind, canonical_json
from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD, Place, Typesetter, TypesettingOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from workflow.typesetting import TypstTypesetter

    Orders = Callable[..., TypesettingOrder]

FIELDS = ["helga", "cia", "didrik", "camilla", SEAL_FIELD, TIMESTAMP_FIELD]


@pytest.fixture
def document(prepared: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(prepared)) as opened:
        yield opened


def elements(node: Any, kind: str) -> list[Any]:
    """Every structure element of one kind, in reading order."""
    if isinstance(node, pikepdf.Array):
        return [found for child in node.as_list() for found in elements(child, kind)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    below = elements(node.K, kind) if "/K" in node else []
    return [node, *below] if node.get("/S") == "/" + kind else below


def test_the_typesetter_fills_its_port(typesetter: TypstTypesetter) -> None:
    port: Typesetter = typesetter
    assert port is typesetter


def test_every_place_and_both_seals_have_a_signature_field(document: pikepdf.Pdf) -> None:
    fields = document.Root.AcroForm.Fields.as_list()
    assert [str(field.T) for field in fields] == FIELDS
    assert {str(field.FT) for field in fields} == {"/Sig"}
    assert not any("/V" in field for field in fields)


def test_fields_stand_on_the_last_page_without_touching(document: pikepdf.Pdf) -> None:
    last = document.pages[-1]
    assert all(last.obj == field.P for field in document.Root.AcroForm.Fields.as_list())
    boxes = [[float(n) for n in field.Rect.as_list()] for field in document.Root.AcroForm.Fields.as_list()]
    for number, (left, bottom, right, top) in enumerate(boxes):
        assert right - left > 180
        assert top - bottom > 55
        others = boxes[:number]
        assert all(o[2] <= left or o[0] >= right or o[3] <= bottom or o[1] >= top for o in others)


def test_fields_are_tagged_as_forms_in_reading_order(document: pikepdf.Pdf) -> None:
    forms = elements(document.Root.StructTreeRoot.K, "Form")
    widgets = [form.K[0].Obj if isinstance(form.K, pikepdf.Array) else form.K.Obj for form in forms]
    assert [str(widget.T) for widget in widgets] == FIELDS
    parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
    assert [parents[int(widget.StructParent)] for widget in widgets] == forms
    assert document.pages[-1].obj.Tabs == "/S"


def test_a_screen_reader_hears_who_signs_where(document: pikepdf.Pdf) -> None:
    told = [str(field.TU) for field in document.Root.AcroForm.Fields.as_list()]
    assert told == [
        "Vid protokollet: Helga Lindqvist",
        "Justeras: Cia Wallgren",
        "Justeras: Didrik Åström",
        "Ordförande: Camilla Brodin",
        "Organisationens stämpel: Lövhults kommun",
        "Arkivtidsstämpel: Lövhults kommun",
    ]


def test_no_link_is_left(document: pikepdf.Pdf) -> None:
    kinds = {str(a.Subtype) for page in document.pages for a in page.obj.get("/Annots", [])}
    assert kinds == {"/Widget"}
    assert not elements(document.Root.StructTreeRoot.K, "Link")


def test_the_canonical_minutes_are_embedded(document: pikepdf.Pdf, example: Minutes) -> None:
    (attached,) = document.Root.AF.as_list()
    assert str(attached.UF) == "minutes.json"
    assert attached.AFRelationship == "/Source"
    assert attached.EF.F.read_bytes() == canonical_json(example)


def test_title_author_language_and_bookmarks_are_set(document: pikepdf.Pdf, example: Minutes) -> None:
    with document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Protokoll \N{EN DASH} Kommunstyrelsen \N{EN DASH} 12 mars 2026"
        assert metadata["dc:creator"] == ["Lövhults kommun"]
    assert str(document.Root.Lang) == "sv-SE"
    with document.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
    assert [item.title for item in example.items] == [t.split(" ", 2)[2] for t in titles if t[0] == "§"]


def test_tables_have_header_cells(document: pikepdf.Pdf) -> None:
    tables = elements(document.Root.StructTreeRoot.K, "Table")
    assert len(tables) == 3
    assert all(elements(table, "TH") for table in tables)


@pytest.mark.parametrize(
    ("changes", "heard"),
    [
        ({}, "Vid protokollet"),
        ({"kind": MinutesKind.NOTES}, "Vid anteckningarna"),
        ({"language": "en"}, "Minutes taken by"),
    ],
)
def test_roles_are_called_what_the_kind_and_language_call_them(
    typesetter: TypstTypesetter, order_for: Orders, example: Minutes, changes: dict[str, str], heard: str
) -> None:
    minutes = example.model_copy(update=changes)
    drafter = (Place(field_name="helga", role="drafter", name="Helga Lindqvist"),)
    with pikepdf.open(io.BytesIO(typesetter.prepare(order_for(minutes, places=drafter)))) as opened:
        assert str(opened.Root.AcroForm.Fields[0].TU) == f"{heard}: Helga Lindqvist"
