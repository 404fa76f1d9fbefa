"""Another program reads the prepared PDF: its text, in order, and its fonts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import pdf_templates
from workflow.minutes import parse_minutes
from workflow.ports import Place, TypesettingOrder
from workflow.typesetting import TypstTypesetter

EXAMPLE = Path(pdf_templates.__file__).parent / "minutes" / "v1" / "example.json"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("pdftotext") is None and os.environ.get("CI") != "true":
        pytest.skip("poppler is missing; install with: apt-get install -y poppler-utils")
    order = TypesettingOrder(
        minutes=parse_minutes(EXAMPLE.read_bytes()),
        organisation="Lövhults kommun",
        reference="LK 2026/0042",
        version=3,
        places=(Place(field_name="helga", role="drafter", name="Helga Lindqvist"),),
    )
    path = tmp_path_factory.mktemp("poppler") / "prepared.pdf"
    path.write_bytes(TypstTypesetter().prepare(order))
    return path


def output_of(*command: str) -> str:
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def test_the_text_reads_in_the_order_of_the_minutes(prepared: Path) -> None:
    text = " ".join(output_of("pdftotext", str(prepared), "-").split())
    landmarks = [
        "Lövhults kommun",
        "Protokoll Kommunstyrelsen",
        "Närvarande",
        "Frånvarande",
        *(item.title for item in parse_minutes(EXAMPLE.read_bytes()).items),
        "Uppdrag från sammanträdet",
        "Nästa sammanträde",
        "Sammanträdet avslutas",
        "Underskrifter",
        "Vid protokollet",
        "Organisationens stämpel",
        "Arkivtidsstämpel",
    ]
    reached = 0
    for landmark in landmarks:
        reached = text.find(landmark, reached)
        assert reached >= 0, landmark


def test_every_page_names_the_document_version_and_page(prepared: Path) -> None:
    pages = output_of("pdftotext", str(prepared), "-").split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        words = " ".join(page.split())
        assert "Kommunstyrelsen · 12 mars 2026" in words
        assert "LK 2026/0042 · Version 3" in words
        assert f"Sida {number} av {len(pages)}" in words


def test_every_font_is_one_of_ours_and_embedded(prepared: Path) -> None:
    rows = output_of("pdffonts", str(prepared)).splitlines()[2:]
    assert rows
    for row in rows:
        assert "+SourceS" in row
        assert row.split()[-5:-2] == ["yes", "yes", "yes"]
