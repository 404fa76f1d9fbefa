"""Pages are shown with what signatures draw, at a bounded size."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from workflow.typesetting import PageNotShown, PdfiumPageImages

if TYPE_CHECKING:
    from workflow.ports import PageImages


@pytest.fixture
def images() -> PageImages:
    return PdfiumPageImages()


def picture(png: bytes) -> Image.Image:
    opened = Image.open(io.BytesIO(png))
    assert opened.format == "PNG"
    return opened.convert("RGB")


def test_every_page_is_counted_and_drawn_at_the_width_asked_for(images: PageImages, prepared: bytes) -> None:
    assert images.count(prepared) == 5
    for page in range(5):
        drawn = picture(images.png(prepared, page, width_px=300))
        assert abs(drawn.width - 300) <= 1
        assert drawn.getpixel((2, 2)) == (255, 255, 255)
        assert len(set(drawn.get_flattened_data())) > 10


def test_what_a_signature_shows_is_drawn(images: PageImages, prepared: bytes) -> None:
    with pikepdf.open(io.BytesIO(prepared)) as opened:
        field = opened.Root.AcroForm.Fields[0]
        field.AP.N.write(b"1 0 0 rg 0 0 1000 1000 re f")
        signed = io.BytesIO()
        opened.save(signed)
    red = (255, 0, 0)
    assert red not in picture(images.png(prepared, 4, width_px=400)).get_flattened_data()
    assert red in picture(images.png(signed.getvalue(), 4, width_px=400)).get_flattened_data()


@pytest.mark.parametrize(("asked", "got"), [(0, 16), (-5, 16), (1_000_000, 2400)])
def test_the_width_is_bounded(images: PageImages, prepared: bytes, asked: int, got: int) -> None:
    assert abs(picture(images.png(prepared, 0, width_px=asked)).width - got) <= 1


def test_a_page_of_extreme_proportions_is_bounded(images: PageImages) -> None:
    with pikepdf.new() as tall:
        tall.add_blank_page(page_size=(10, 14_000))
        written = io.BytesIO()
        tall.save(written)
    drawn = picture(images.png(written.getvalue(), 0, width_px=2400))
    assert drawn.width * drawn.height <= 12_100_000


@pytest.mark.parametrize("page", [-1, 5])
def test_a_page_that_is_not_there_is_refused(images: PageImages, prepared: bytes, page: int) -> None:
    with pytest.raises(PageNotShown, match="no page"):
        images.png(prepared, page, width_px=100)


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"\x00" * 5000])
def test_bytes_that_are_no_pdf_are_refused(images: PageImages, junk: bytes) -> None:
    for call in (images.count, lambda pdf: images.png(pdf, 0, width_px=100)):
        with pytest.raises(PageNotShown) as refused:
            call(junk)
        assert refused.value.permanent


def test_threads_take_turns(images: PageImages, prepared: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda page: images.png(prepared, page % 4, width_px=200), range(12)))
    assert len(set(drawn)) == 4
