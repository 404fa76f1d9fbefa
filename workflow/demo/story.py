"""The whole procedure, played by its people over HTTP."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workflow.demo.person import Person
from workflow.errors import WorkflowError

if TYPE_CHECKING:
    from collections.abc import Callable

    from workflow.demo.cast import Cast
    from workflow.minutes import Minutes

PASSWORD = "demo-password-1"  # noqa: S105
"""Everyone's password on the one-machine demonstration, printed at its start."""

_PATIENCE_S = 1.5
_LONGEST_WAIT_S = 300.0

_COMMENT = {
    "sv": "Skriv i den första punkten att mötet öppnades.",
    "en": "Please write in the first item that the meeting was opened.",
}
_SENTENCE = {"sv": "Mötet öppnas.", "en": "The meeting was opened."}


class FirstItemNotFound(WorkflowError):
    """The first item (%(label)s %(title)s) cannot be found in the text, so the drafter cannot correct it."""


@dataclass(slots=True)
class Told:
    """What has been printed so far, with times."""

    say: Callable[[str], None]
    started: float = field(default_factory=time.monotonic)
    _last: float = field(default_factory=time.monotonic)

    def step(self, what: str) -> None:
        """Print a finished step with the seconds it took and those since the start."""
        now = time.monotonic()
        self.say(f"{now - self.started:6.2f} s  (+{now - self._last:5.2f})  {what}")
        self._last = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the registrar came away with."""

    pdf: bytes
    package: bytes
    document_path: str


def email_of(name: str) -> str:
    """Return the demonstration's address for a person."""
    folded = name.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z]+", ".", folded).strip(".") + "@demo.invalid"


def play(base_url: str, cast: Cast, text: str, minutes: Minutes, told: Told) -> Outcome:
    """Take the text from draft to archive; return what the registrar fetched.

    Raises:
        JusteraError: a page was not as it should be, or something took too long.
    """
    story = _Story(base_url, cast, minutes, told)
    story.draft(text)
    story.submit()
    story.ask_for_changes()
    story.submit()
    story.sign_everyone()
    return story.retrieve()


class _Story:
    def __init__(self, base_url: str, cast: Cast, minutes: Minutes, told: Told) -> None:
        self._cast = cast
        self._minutes = minutes
        self._told = told
        self._base = base_url
        self._drafter = self._arriving(cast.drafter)
        self._path = ""

    def draft(self, text: str) -> None:
        """Start a document from the text and settle its findings through the drafter's forms."""
        helga = self._drafter
        helga.open("/documents/new")
        (body_id, *_) = helga.all("//select[@name='body_id']/option[@value != '']/@value")
        helga.submit("new-document", text=text, body_id=str(body_id))
        self._path = helga.url.removeprefix(self._base).removesuffix("/draft")
        self._told.step(f"{helga.name} starts a document from the text")
        while helga.sees("//*[@data-finding][.//form[@data-form='accept-finding']]"):
            self._accept_first()
        for row in helga.all("//*[@data-finding]"):
            self._told.step(f"  left to the drafter's eyes: {_words(row)}")

    def _accept_first(self) -> None:
        helga = self._drafter
        row = helga.all("//*[@data-finding][.//form[@data-form='accept-finding']]")[0]
        number = row.get("data-finding")
        said = _words(row)
        helga.submit_within(f"//*[@data-finding='{number}']", "accept-finding")
        self._told.step(f"  {helga.name} accepts: {said}")

    def submit(self) -> None:
        """Preview the draft, submit exactly what was shown, and wait for it to open."""
        helga = self._drafter
        helga.open(self._path + "/draft")
        helga.submit("preview")
        self._told.step(f"{helga.name} looks at the preview")
        helga.submit("submit", password=PASSWORD)
        helga.open(self._path)
        self._wait(helga, lambda page: page.state() == "adjustment", "the document to open for adjustment")
        self._told.step(f"{helga.name} submits and signs; the adjustment is open")

    def ask_for_changes(self) -> None:
        """Let the first adjuster send the text back, and the drafter correct it."""
        adjuster = self._arriving(self._cast.adjusters[0])
        adjuster.open(self._path)
        adjuster.submit("request-changes", comment=_COMMENT[self._minutes.language])
        self._told.step(f"{adjuster.name} asks for changes: {_COMMENT[self._minutes.language]}")
        helga = self._drafter
        helga.open(self._path + "/draft")
        written = helga.all("//form[@data-form='draft-text']//textarea")[0].text_content()
        helga.submit("draft-text", text=self._corrected(written))
        self._told.step(f"{helga.name} corrects the text; it becomes version 2")

    def _corrected(self, written: str) -> str:
        first = self._minutes.items[0]
        lines = written.splitlines()
        for number, line in enumerate(lines):
            if line.strip().startswith(first.label) and first.title.split()[0] in line:
                return "\n".join(
                    [*lines[: number + 1], "", _SENTENCE[self._minutes.language], *lines[number + 1 :]]
                )
        raise FirstItemNotFound(label=first.label, title=first.title)

    def sign_everyone(self) -> None:
        """Let each adjuster sign, then the chair where the policy has one."""
        for name in self._cast.adjusters:
            self._sign(name)
        if self._cast.chair is not None:
            self._sign(self._cast.chair)

    def _sign(self, name: str) -> None:
        person = self._arriving(name)
        person.open(self._path)
        shown = person.all("//form[@data-form='sign']//input[@name='shown_sha256']")[0].get("value")
        person.submit("sign", password=PASSWORD)
        person.open(self._path)
        self._wait(person, _has_signed, "the signature to be placed")
        self._told.step(f"{name} signs what was shown (SHA-256 {str(shown)[:16]}…)")

    def retrieve(self) -> Outcome:
        """Let the registrar wait for the archive, and fetch the PDF and the package."""
        rut = self._arriving(self._cast.registrar)
        rut.open(self._path)
        self._wait(rut, lambda page: page.state() == "archived", "the minutes to be archived")
        self._told.step("sealed and archived")
        outcome = Outcome(pdf=rut.download("pdf"), package=rut.download("package"), document_path=self._path)
        self._told.step(f"{rut.name} finds and fetches the PDF and the package")
        return outcome

    def _wait(self, person: Person, arrived: Callable[[Person], bool], what: str) -> None:
        """Wait for the worker, and say once what it owes when that takes long."""
        said: set[str] = set()
        began = time.monotonic()

        def telling(page: Person) -> bool:
            if time.monotonic() - began > _PATIENCE_S:
                for owed in page.owed():
                    if owed not in said:
                        self._told.step(f"  waiting for the worker, which owes: {owed}")
                said.update(page.owed())
            return arrived(page)

        person.wait_for(telling, what, seconds=_LONGEST_WAIT_S)

    def _arriving(self, name: str) -> Person:
        person = Person(name, email_of(name), PASSWORD, base_url=self._base)
        person.log_in()
        return person


def _has_signed(page: Person) -> bool:
    return not page.sees("//*[@data-job='sign']") and not page.sees("//form[@data-form='sign']")


def _words(row: object) -> str:
    said = row.xpath(".//*[@data-message]") or [row]  # type: ignore[attr-defined]
    return " ".join(said[0].text_content().split())
