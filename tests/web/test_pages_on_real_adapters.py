"""The same pages over the real database, reader, typesetter, page pictures and passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.installed import PASSWORD, assemble, work_until_idle
from tests.web.browser import Browser
from web.app import create_app
from workflow import bootstrap
from workflow.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
Minnesanteckningar från
Ledningsgruppen

Tid: Måndag den 4 maj kl 08.30-11.00
Plats: Rådhuset, Lövhult
Deltagare: Cia Cedergren, Lövhult
Didrik Dahl, Björkvik (digitalt kl 9.00-10.00)
Camilla Brodin, Lövhult, ordförande

1. Välkommen

Camilla Brodin hälsar alla välkomna. Kostnaderna ökar med 3 %.

2. Val av justerare

Cia Cedergren utses som justerare för minnesanteckningarna.

Vid anteckningarna Justeras

Helga Holm Cia Cedergren
"""


def test_a_real_draft_is_settled_previewed_submitted_and_signed(tmp_path: Path) -> None:
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a passphrase that only tests know")
    settings = Settings(
        data=tmp_path / "data",
        session_secret="s" * 40,
        public_url="https://justera.example",
        key_passphrase_file=passphrase,
    )
    settings.data.mkdir()
    bootstrap.make_keys(settings, organisation="Södra samverkan", passphrase=passphrase.read_bytes())
    bootstrap.database(settings).upgrade()
    services = bootstrap.build_services(settings)
    worker = bootstrap.build_worker_services(settings)
    cast = assemble(services)
    app = create_app(services, settings)
    helga = Browser(app).log_in(cast.helga)
    helga.upload(TEXT.encode("cp1252"), body_id=cast.body_id)
    while helga.sees("//form[@data-form='accept-finding']"):
        helga.submit("accept-finding")
    helga.submit("preview")
    assert helga.status == 200, helga.alert
    picture = Browser(app).log_in(cast.helga).open(str(helga.all("//main//img/@src")[0])).answer.data
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 10_000
    helga.submit("submit", password=PASSWORD)
    address = helga.path
    work_until_idle(worker)
    cia = Browser(app).log_in(cast.cia).open(address)
    assert cia.sees("//article//h3[contains(., 'Val av justerare')]")
    cia.submit("sign", password="wrong")
    assert cia.refusal == "WrongPassword"
    cia.submit("sign", password=PASSWORD)
    work_until_idle(worker)
    assert cia.open(address).sees("//*[@data-signatory='adjuster'][@data-stage='signed']")
