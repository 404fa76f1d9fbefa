"""From the click on "sign" to "signed" on the page, and what the worker holds: the whole stack, over HTTP.

The page loads itself anew while the signature is owed. Every other click is waited for in that way, as a
person with a browser waits; the others by asking twenty times a second, which shows when the signature was
there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from memory import children_of, peak_mib, share_mib
from office import PASSWORD, open_office

from workflow.demo.demonstration import running
from workflow.demo.person import Person

if TYPE_CHECKING:
    from office import Office

    from workflow.demo.cast import Cast
    from workflow.stack import Stack

_ASK_EVERY_S = 0.05
_LONGEST_S = 60


class NeverSigned(Exception):
    """A signature did not appear on its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clicks:
    """Seconds of each click, by how it was waited for, and the worker's memory at the end.

    ``worker_mib`` is what its processes hold together; ``worker_peak_mib`` the most its largest has held.
    """

    documents: int
    on_the_page_s: tuple[float, ...]
    asking_s: tuple[float, ...]
    worker_mib: float
    worker_peak_mib: float


def measure_clicks(cast: Cast, text: str, *, documents: int, database_url: str = "") -> Clicks:
    """Sign a number of documents, one after the other, on an otherwise idle stack.

    Raises:
        JusteraError: a page was not as it should be.
        NeverSigned: a signature took a minute.
    """
    with (
        open_office(cast, database_url=database_url) as office,
        running(office.place) as (base_url, stack),
    ):
        players = _Players(cast, office, base_url)
        paths = [players.opened(text) for _ in range(documents)]
        on_the_page: list[float] = []
        asking: list[float] = []
        for number, path in enumerate(paths):
            for turn, name in enumerate(players.signers, start=number):
                is_asking = turn % 2 == 1
                (asking if is_asking else on_the_page).append(players.sign(name, path, asking=is_asking))
            players.wait_until_archived(path)
        return Clicks(
            documents=documents,
            on_the_page_s=tuple(on_the_page),
            asking_s=tuple(asking),
            **_memory(stack),
        )


def _memory(stack: Stack) -> dict[str, float]:
    worker = stack.pid("worker1") or 0
    processes = [worker, *children_of(worker)]
    return {
        "worker_mib": sum(map(share_mib, processes)),
        "worker_peak_mib": max(map(peak_mib, processes)),
    }


class _Players:
    def __init__(self, cast: Cast, office: Office, base_url: str) -> None:
        self.signers = [*cast.adjusters, *([cast.chair] if cast.chair else [])]
        self._drafter = cast.drafter
        self._office = office
        self._base_url = base_url
        self._people = {name: self._arriving(name) for name in (cast.drafter, *self.signers)}

    def _arriving(self, name: str) -> Person:
        person = Person(name, self._office.emails[name], PASSWORD, base_url=self._base_url)
        person.log_in()
        return person

    def opened(self, text: str) -> str:
        """Bring one document to its adjustment; return the path of its page."""
        helga = self._people[self._drafter]
        helga.open("/documents/new")
        (body_id, *_) = helga.all("//select[@name='body_id']/option[@value != '']/@value")
        helga.submit("new-document", text=text, body_id=str(body_id))
        path = helga.url.removeprefix(self._base_url).removesuffix("/draft")
        while helga.sees("//form[@data-form='accept-finding']"):
            helga.submit("accept-finding")
        helga.submit("preview")
        helga.submit("submit", password=PASSWORD)
        helga.open(path)
        helga.wait_for(lambda page: page.state() == "adjustment", "the adjustment")
        return path

    def sign(self, name: str, path: str, *, asking: bool) -> float:
        """Click on "sign"; return the seconds until the page says that this person has signed."""
        person = self._people[name]
        person.open(path)
        signed = f"//*[@data-stage='signed'][strong[text()='{name}']]"
        clicked = time.monotonic()
        person.submit("sign", password=PASSWORD)
        while not person.sees(signed):
            if time.monotonic() - clicked > _LONGEST_S:
                raise NeverSigned
            time.sleep(_ASK_EVERY_S if asking else _reload_s(person))
            person.open(path)
        return time.monotonic() - clicked

    def wait_until_archived(self, path: str) -> None:
        """Let the worker become idle before the next click."""
        helga = self._people[self._drafter]
        helga.open(path)
        helga.wait_for(lambda page: page.state() == "archived", "the archive")


def _reload_s(person: Person) -> float:
    """Return after how many seconds the page loads itself anew."""
    for meta in person.all("//meta[@http-equiv='refresh']"):
        return float(str(meta.get("content")).partition(";")[0])
    raise NeverSigned
