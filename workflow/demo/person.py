"""A person at a browser: opens pages, fills in forms, follows where they lead.

Pages are found by what they say about themselves (``data-form``,
``data-state`` and so on), never by position.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import requests
from lxml import html

from workflow.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

_TIMEOUT_S = 30


class PageUnexpected(ServiceError):
    """%(person)s expected %(expected)s on the page %(url)s, but it was not there; the page says: %(said)s."""


class Refused(ServiceError):
    """The service refused what %(person)s asked for: %(said)s"""  # noqa: D415 - the refusal is a sentence


class WaitedTooLong(ServiceError):
    """%(person)s waited %(seconds)s seconds for %(expected)s in vain."""


class Person:
    """One person's browser session."""

    def __init__(self, name: str, email: str, password: str, *, base_url: str) -> None:
        """Begin logged out; ``base_url`` is the service's address without a slash at its end."""
        self.name = name
        self.email = email
        self.password = password
        self._base = base_url
        self._session = requests.Session()
        self._session.trust_env = False
        self._page: HtmlElement = html.Element("html")
        self.url = base_url

    def log_in(self) -> None:
        """Open the log-in page and log in."""
        self.open("/log-in")
        self.submit("log-in", email=self.email, password=self.password)

    def open(self, path: str) -> None:
        """Go to a page."""
        self._arrive(self._session.get(urljoin(self._base + "/", path), timeout=_TIMEOUT_S))

    def submit(self, form_name: str, **fields: str) -> None:
        """Fill in the named form on this page, send it and go where it leads."""
        form = self._one(f"//form[@data-form='{form_name}']", f"the form {form_name}")
        values = dict(form.form_values()) | fields
        address = urljoin(self.url, form.get("action") or self.url)
        self._arrive(self._session.post(address, data=values, timeout=_TIMEOUT_S))

    def submit_within(self, selector: str, form_name: str) -> None:
        """Send the named form that stands inside the element a selector (XPath) finds."""
        form = self._one(f"{selector}//form[@data-form='{form_name}']", f"the form {form_name}")
        address = urljoin(self.url, form.get("action") or self.url)
        self._arrive(self._session.post(address, data=dict(form.form_values()), timeout=_TIMEOUT_S))

    def sees(self, xpath: str) -> bool:
        """Whether the page has such an element."""
        return bool(self._page.xpath(xpath))

    def all(self, xpath: str) -> list[HtmlElement]:
        """Return every such element (or attribute) on the page."""
        return list(self._page.xpath(xpath))

    def state(self) -> str:
        """Return the document's state as the page says it."""
        return str(self._one("//*[@data-state]", "a document").get("data-state"))

    def owed(self) -> list[str]:
        """Return the steps the page says are owed by a worker, with the cause when one was given."""
        return [
            f"{row.get('data-job')} {row.get('data-cause') or ''}".strip()
            for row in self._page.xpath("//*[@data-job]")
        ]

    def download(self, kind: str) -> bytes:
        """Fetch the file behind the page's download link of a kind (pdf, package)."""
        link = self._one(f"//a[@data-download='{kind}']", f"the download {kind}")
        answer = self._session.get(urljoin(self.url, str(link.get("href"))), timeout=_TIMEOUT_S)
        if not answer.ok:
            raise self._unexpected(f"the file {kind}", answer.text)
        return answer.content

    def wait_for(
        self, arrived: Callable[[Person], bool], what: str, *, seconds: float = 60, every: float = 0.1
    ) -> None:
        """Reload the page until something is so.

        Raises:
            WaitedTooLong: it did not become so in time.
        """
        end = time.monotonic() + seconds
        while not arrived(self):
            if time.monotonic() > end:
                raise WaitedTooLong(person=self.name, seconds=seconds, expected=what)
            time.sleep(every)
            self.open(self.url)

    def _arrive(self, answer: requests.Response) -> None:
        self.url = answer.url
        self._page = html.fromstring(answer.content)
        if not answer.ok:
            raise Refused(person=self.name, said=self._said())

    def _one(self, xpath: str, expected: str) -> HtmlElement:
        found = self._page.xpath(xpath)
        if not found:
            raise self._unexpected(expected, self._said())
        return found[0]

    def _said(self) -> str:
        alerts = self._page.xpath("//*[@role='alert']")
        spoken = alerts[0].text_content() if alerts else self._page.text_content()
        return " ".join(spoken.split())[:300]

    def _unexpected(self, expected: str, said: str) -> PageUnexpected:
        return PageUnexpected(person=self.name, expected=expected, url=self.url, said=said)
