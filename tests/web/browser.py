"""A browser without scripts: pages are read by what their elements say they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from lxml import html

from tests.installed import DRAFT, PASSWORD, Cast, work_until_idle

if TYPE_CHECKING:
    from flask import Flask
    from lxml.html import HtmlElement
    from werkzeug.test import TestResponse

    from tests.fakes import FakeServices
    from workflow.procedure.model import Actor

BOARD_DRAFT = DRAFT.replace("Ledningsgruppen", "Kommunstyrelsen")
OWN_BODY = "Ledningsgruppen"
HOME = "https://justera.example"


class Browser:
    """One person's browser. ``status`` and ``page`` are of the last answer."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.status = 0
        self.path = "/"
        self.page: HtmlElement = html.Element("html")
        self.answer: TestResponse

    def log_in(self, actor: Actor, *, from_here: bool = False, **fields: str) -> Browser:
        """Log in on the log-in page; ``from_here`` when it is already open."""
        if not from_here:
            self.open("/log-in")
        email = actor.name.split(maxsplit=1)[0] + "@example.org"
        return self.submit("log-in", email=email, password=PASSWORD, **fields)

    def open(self, path: str) -> Browser:
        return self._arrive(self.client.get(path, base_url=HOME, follow_redirects=True, buffered=True))

    def post(self, path: str, fields: dict[str, object]) -> Browser:
        """Send fields without any form, as a forger would."""
        headers = {"Referer": HOME + "/"}
        return self._arrive(
            self.client.post(
                path, data=fields, base_url=HOME, headers=headers, follow_redirects=True, buffered=True
            )
        )

    def submit(self, form_name: str, **fields: str) -> Browser:
        form = self.all(f"//form[@data-form='{form_name}']")[0]
        return self.post(str(form.get("action")), {**dict(form.form_values()), **fields})

    def upload(self, file: bytes, **fields: str) -> Browser:
        """Start a document from a file."""
        form = self.open("/documents/new").all("//form[@data-form='new-document']")[0]
        sent = {
            **dict(form.form_values()),
            "body_id": self.body_named(OWN_BODY),
            **fields,
            "file": (BytesIO(file), "minutes.txt"),
        }
        return self.post(str(form.get("action")), sent)

    def upload_raw(self, path: str, file: bytes) -> Browser:
        """Send one file as the only part of a form, without copying it to a temporary one."""
        head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="minutes.txt"\r\n\r\n'
        body = head + file + b"\r\n--cut--\r\n"
        content_type = "multipart/form-data; boundary=cut"
        return self._arrive(self.client.post(path, data=body, content_type=content_type, base_url=HOME))

    def submit_button(self, form_name: str, value: str) -> Browser:
        """Press the named form's button, as if its value were this one."""
        form = self.all(f"//form[@data-form='{form_name}']")[0]
        name = str(form.xpath(".//button/@name")[0])
        return self.submit(form_name, **{name: value})

    def body_named(self, name: str) -> str:
        """Return the value that chooses a body in the form for a new document."""
        return str(self.all(f"//select[@name='body_id']/option[text()='{name}']/@value")[0])

    @property
    def token(self) -> str:
        """The form token of the page."""
        return str(self.all("//input[@name='csrf_token']/@value")[0])

    def all(self, xpath: str) -> list[HtmlElement]:
        return list(self.page.xpath(xpath))

    def sees(self, xpath: str) -> bool:
        return bool(self.all(xpath))

    @property
    def alert(self) -> str:
        return " ".join(" ".join(a.text_content() for a in self.all("//*[@role='alert']")).split())

    @property
    def refusal(self) -> str | None:
        found = self.all("//*[@data-refusal]")
        return str(found[0].get("data-refusal")) if found else None

    @property
    def state(self) -> str:
        return str(self.all("//*[@data-state]")[0].get("data-state"))

    @property
    def shown_sha256(self) -> str:
        return str(self.all("//input[@name='shown_sha256']")[0].get("value"))

    def _arrive(self, answer: TestResponse) -> Browser:
        self.answer = answer
        self.status = answer.status_code
        self.path = answer.request.path
        if answer.mimetype == "text/html":
            self.page = html.fromstring(answer.data)
        return self


def draft(helga: Browser, text: str = DRAFT, body_id: str | None = None) -> str:
    """Let Helga start a document; return its address."""
    helga.open("/documents/new")
    chosen = body_id or helga.body_named(OWN_BODY)
    helga.submit("new-document", text=text, body_id=chosen)
    assert helga.status == 200, helga.alert
    return helga.path.removesuffix("/draft")


def submitted(services: FakeServices, helga: Browser, cast: Cast, *, board: bool = False) -> str:
    """Let Helga submit minutes and the worker open them; return the document's address."""
    address = draft(helga, BOARD_DRAFT, cast.board_id) if board else draft(helga, body_id=cast.body_id)
    helga.submit("preview")
    helga.submit("submit", password=PASSWORD)
    assert helga.status == 200, helga.alert
    work_until_idle(services)
    return address


def archived(services: FakeServices, app: Flask, helga: Browser, cast: Cast) -> str:
    """Take minutes all the way; return the document's address."""
    address = submitted(services, helga, cast)
    Browser(app).log_in(cast.cia).open(address).submit("sign", password=PASSWORD)
    work_until_idle(services)
    return address
