"""A signature fills one prepared field and changes nothing else."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.pki.office import Office, failed
from tests.pki.paper import prepared_pdf
from workflow.ports import Outcome, TimestampUnavailable
from workflow.signing.errors import (
    CertificationMisplaced,
    FieldNotFree,
    NotSealable,
    UnreadablePdf,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workflow.signing.timestamps import TimestampToken


class DeadAuthority:
    """Never answers."""

    name = "nobody"
    token_limit = 2048

    def timestamp(self, sha256: bytes) -> TimestampToken:
        raise TimestampUnavailable(reason=f"asked about {len(sha256)} bytes")

    def revocation_lists(self, certificates: Iterable[bytes]) -> tuple[bytes, ...]:
        raise TimestampUnavailable(reason=f"asked about {certificates}")


def test_the_input_is_an_untouched_prefix_of_the_result(office: Office) -> None:
    pdf = prepared_pdf()
    signed = office.signer.sign(pdf, office.order()).pdf
    assert signed.startswith(pdf)
    assert len(signed) > len(pdf)


def test_a_signature_is_valid_as_soon_as_it_is_made(office: Office) -> None:
    pdf = prepared_pdf()
    for place in ("drafter", "adjuster-1", "adjuster-2", "chair"):
        pdf = office.signer.sign(pdf, office.order(place)).pdf
        report = office.validator.validate(pdf, sealed=False)
        assert report.outcome is Outcome.PASSED
        assert report.signatures[-1].field_name == place
        assert report.signatures[-1].level == "B-T"


def test_the_proved_time_is_the_tokens_and_its_authority_is_named(office: Office) -> None:
    revision = office.signer.sign(prepared_pdf(), office.order())
    (finding,) = office.validator.validate(revision.pdf, sealed=False).signatures
    assert finding.signed_at == revision.signed_at == office.clock.now()
    assert finding.timestamp_authority == "Föreningen Exempel Time-Stamping Unit"
    assert (finding.name, finding.role) == ("Helga Holm", "sekreterare")


def test_the_box_shows_for_whom_when_and_how_the_signature_was_given(office: Office) -> None:
    order = office.order("drafter", authorised_at=dt.datetime(2026, 5, 6, 7, 30, tzinfo=dt.UTC))
    signed = office.signer.sign(prepared_pdf(), order).pdf
    text = _text_of_last_page(signed)
    assert "Föreningen Exempel" in text
    assert "Signature given 6 May 2026 09:30" in text
    assert "Electronic signature, identified by password" in text
    assert "Helga Holm" not in text


def test_long_facts_are_wrapped_and_keep_the_size_of_the_others(office: Office) -> None:
    usual, longer = ("Föreningen Exempel", "Kommunalförbundet för räddningstjänst i östra Lövhults samverkan")
    sizes = []
    for organisation in (usual, longer):
        signed = office.signer.sign(prepared_pdf(), office.order(organisation=organisation)).pdf
        reader = PdfFileReader(io.BytesIO(signed))
        field = reader.root["/AcroForm"]["/Fields"][0]
        sizes.append(field["/AP"]["/N"].data.split(b" Tf")[0])
    assert sizes[0] == sizes[1]


def test_the_organisations_own_timestamps_are_named_in_the_language_of_the_document(office: Office) -> None:
    sealed = office.signer.seal(office.signed(), organisation=office.organisation, language="sv").pdf
    text = _text_of_last_page(sealed)
    assert "Egen tidsstämplingstjänst hos Föreningen Exempel" in text
    assert "Tidsstämplat " in text
    assert "Time-Stamping Unit" not in text


def test_letters_that_the_font_lacks_do_not_break_the_box(office: Office) -> None:
    signed = office.signer.sign(prepared_pdf(), office.order(organisation="Zoë 漢字")).pdf
    assert "Zoë ??" in _text_of_last_page(signed)


def test_the_metadata_of_the_document_stay_as_they_were_signed(office: Office) -> None:
    pdf = prepared_pdf()
    signed = office.signer.sign(pdf, office.order()).pdf
    before, after = (PdfFileReader(io.BytesIO(one)).trailer["/Info"] for one in (pdf, signed))
    assert before == after


@pytest.mark.parametrize("place", ["drafter", "nowhere"])
def test_a_field_is_filled_once_and_must_exist(office: Office, place: str) -> None:
    signed = office.signer.sign(prepared_pdf(), office.order()).pdf
    with pytest.raises(FieldNotFree):
        office.signer.sign(signed, office.order(place, certifies=False))


@pytest.mark.parametrize(("first", "certifies"), [(True, False), (False, True)])
def test_the_first_signature_certifies_and_no_other(office: Office, first: bool, certifies: bool) -> None:  # noqa: FBT001
    pdf = prepared_pdf() if first else office.signer.sign(prepared_pdf(), office.order()).pdf
    with pytest.raises(CertificationMisplaced):
        office.signer.sign(pdf, office.order("adjuster-1", certifies=certifies))


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7\n", b"not a pdf", prepared_pdf()[:500]])
def test_what_is_no_pdf_cannot_be_signed(office: Office, pdf: bytes) -> None:
    with pytest.raises(UnreadablePdf):
        office.signer.sign(pdf, office.order())


def test_without_a_timestamp_nothing_is_placed(tmp_path: Path) -> None:
    office = Office(tmp_path / "pki", authority=DeadAuthority())
    with pytest.raises(TimestampUnavailable):
        office.signer.sign(prepared_pdf(), office.order())


def test_a_document_with_an_open_place_cannot_be_sealed(office: Office) -> None:
    signed = office.signed(places=("drafter", "adjuster-1"))
    with pytest.raises(NotSealable, match="adjuster-2, chair"):
        office.sealed(signed)


def test_a_sealed_document_cannot_be_sealed_or_signed_again(office: Office) -> None:
    sealed = office.sealed()
    with pytest.raises(NotSealable):
        office.sealed(sealed)
    with pytest.raises(FieldNotFree):
        office.signer.sign(sealed, office.order("chair"))


def test_a_seal_over_altered_bytes_does_not_validate(office: Office) -> None:
    signed = office.signed()
    sealed = office.sealed(signed.replace(b"(Page 1)", b"(Page 9)"))
    assert office.validator.validate(sealed, sealed=True).outcome is Outcome.FAILED


def test_a_sealed_document_passes_every_check(finished: tuple[Office, bytes]) -> None:
    office, sealed = finished
    report = office.validator.validate(sealed, sealed=True)
    assert [check.number for check in report.checks] == list(range(1, 10))
    assert report.outcome is Outcome.PASSED, failed(report)
    assert [finding.level for finding in report.signatures] == ["B-LTA"] * 5 + ["document timestamp"]


def test_a_document_without_personal_signatures_can_be_sealed(office: Office) -> None:
    sealed = office.sealed(prepared_pdf(fields=("seal", "archive-timestamp")))
    assert office.validator.validate(sealed, sealed=True).outcome is Outcome.PASSED


def test_the_chair_may_sign_forty_days_after_the_adjuster(office: Office) -> None:
    pdf = office.signed(places=("drafter", "adjuster-1", "adjuster-2"))
    office.clock.instant += dt.timedelta(days=40)
    sealed = office.sealed(office.signer.sign(pdf, office.order("chair")).pdf)
    assert office.validator.validate(sealed, sealed=True).outcome is Outcome.PASSED


def _text_of_last_page(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[len(document) - 1]
    page.flatten()
    text: str = document[len(document) - 1].get_textpage().get_text_bounded()
    document.close()
    return text
