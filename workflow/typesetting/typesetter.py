"""The typesetter: one Typst compilation, then signature fields where the template says.

User text reaches Typst only as JSON in ``sys.inputs``; it is never part of the
source. The compiler sees one template folder and the shipped fonts, no clock,
no system fonts and no network, so the same order gives the same bytes.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import typst

from workflow.minutes import canonical_json
from workflow.ports import SEAL_FIELD, TIMESTAMP_FIELD
from workflow.typesetting.errors import TypesettingFailed
from workflow.typesetting.fields import with_signature_fields
from workflow.typesetting.sheet import sheet_json
from workflow.typesetting.shown_text import shown
from workflow.typesetting.templates import FONTS, panel_label, template_folder

if TYPE_CHECKING:
    from pathlib import Path

    from workflow.ports import TypesettingOrder

STANDARDS: list[typst.PDFStandard] = ["a-3a", "ua-1"]

UNDATED = 0
"""Unix time that stands in for the date of minutes that have none yet."""


class TypstTypesetter:
    """A ``Typesetter`` that runs Typst in this process. May be shared by threads."""

    def prepare(self, order: TypesettingOrder) -> bytes:
        """Return the prepared PDF; see ``workflow.ports.Typesetter``.

        Raises:
            TooLongToTypeset: the minutes exceed the limits.
            TemplateUnknown: there is no such template.
            TypesettingFailed: the template or a place is wrong.
        """
        folder = template_folder(order.template)
        inputs = {"sheet": sheet_json(order), "minutes": canonical_json(order.minutes).decode()}
        return with_signature_fields(_compiled(folder, inputs), _tooltips(order))


def _compiled(folder: Path, inputs: dict[str, str]) -> bytes:
    try:
        pdf = typst.compile(
            folder / "main.typ",
            root=folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARDS,
            timestamp=UNDATED,
        )
    except typst.TypstError as error:
        raise TypesettingFailed(reason=error.message) from error
    return pdf


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _tooltips(order: TypesettingOrder) -> dict[str, str]:
    """What a screen reader says at each field (ISO 14289-1 §7.18.1), by field name."""
    kind, language = order.minutes.kind, order.minutes.language
    labelled = functools.partial(panel_label, order.template, kind=kind, language=language)
    signing = [(place.field_name, place.role, place.name) for place in order.places]
    sealing = [(SEAL_FIELD, "seal", order.organisation), (TIMESTAMP_FIELD, "timestamp", order.organisation)]
    return {field: f"{labelled(role=role)}: {shown(name)}" for field, role, name in signing + sealing}
