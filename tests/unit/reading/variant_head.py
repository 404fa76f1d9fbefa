"""The top of made-up minutes: title, time, place and people, drawn and written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from tests.unit.reading.variant_words import ORGANISATIONS, PARTIES, Words
from workflow.minutes import (
    Absentee,
    Attendee,
    AttendeeRole,
    ClockInterval,
    Meeting,
    Minutes,
    MinutesKind,
    PresenceMode,
)
from workflow.reading import FindingCode

if TYPE_CHECKING:
    import random
    from collections import Counter
    from collections.abc import Sequence

    from tests.unit.reading.variant_writing import Page

T = TypeVar("T")

_SV_DAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_EN_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SV_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_EN_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class HeadWriter:
    """Draws and writes everything above the first item."""

    def __init__(
        self,
        chance: random.Random,
        words: Words,
        language: str,
        people: list[str],
        expected: Counter[FindingCode],
    ) -> None:
        self.chance = chance
        self.words = words
        self.language = language
        self.sv = language == "sv"
        self.people = people
        self.expected = expected
        self.date = dt.date(2025, 1, 7) + dt.timedelta(days=chance.randint(0, 350))

    def pick(self, options: Sequence[T]) -> T:
        return self.chance.choice(options)

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def write(self, page: Page) -> Minutes:
        kind, body, organisation = self._title(page)
        page.blank()
        self.colon = self.maybe(0.5)
        date, start, end, place = self._time_and_place(page)
        attendees, absentees = self._people(page)
        return Minutes(
            language="sv" if self.sv else "en",
            kind=kind,
            organisation=organisation,
            body=body,
            meeting=Meeting(date=date, start=start, end=end, place=place),
            attendees=tuple(attendees),
            absentees=tuple(absentees),
        )

    def _title(self, page: Page) -> tuple[MinutesKind, str, str | None]:
        kind = self.pick((MinutesKind.MINUTES, MinutesKind.NOTES))
        body = self.pick(self.words.bodies)
        word = {
            True: {MinutesKind.MINUTES: "Protokoll", MinutesKind.NOTES: "Minnesanteckningar"},
            False: {MinutesKind.MINUTES: "Minutes", MinutesKind.NOTES: "Notes"},
        }[self.sv][kind]
        organisation = None
        style = self.pick(("via", "via two lines", "below", "above", "organisation"))
        via = "från" if self.sv else "of the meeting of the"
        if style == "via":
            page.add(f"{word} {via} {body}")
        elif style == "via two lines":
            page.add(f"{word} {via}", body)
        elif style == "below":
            page.add(word, body)
        elif style == "above":
            page.add(body, word)
        else:
            organisation = "Lövhults kommun" if self.sv else "Lövhult Municipality"
            page.add(organisation, body, "", word.upper())
        return kind, body, organisation

    def _time_and_place(self, page: Page) -> tuple[dt.date | None, dt.time, dt.time, str]:
        has_year = self.maybe(0.8)
        start = dt.time(self.chance.randint(8, 17), self.pick((0, 15, 30)))
        end = (dt.datetime.combine(self.date, start) + dt.timedelta(minutes=self.pick((45, 90, 150)))).time()
        clock = self._clock(start, end)
        place = self.pick(self.words.places)
        day = self._day(has_year=has_year)
        mark = ":" if self.colon else ""
        labels = ("Tid", "Plats") if self.sv else ("Time", "Place")
        if self.maybe(0.2):
            page.add(f"{'Datum' if self.sv else 'Date'}{mark} {day}", f"{labels[0]}{mark} {clock}")
            page.add(f"{labels[1]}{mark} {place}")
        elif self.maybe(0.2):
            page.add(f"{'Plats och tid' if self.sv else 'Place and time'}: {place}, {day} {clock}")
        else:
            page.add(f"{labels[0]}{mark} {day} {clock}", f"{labels[1]}{mark} {place}")
        if not has_year:
            self.expected[FindingCode.YEAR_MISSING] += 1
        return self.date if has_year else None, start, end, place

    def _clock(self, start: dt.time, end: dt.time) -> str:
        sep = self.pick((".", ":"))
        dash = self.pick(("-", "\N{EN DASH}", " - ", " \N{EN DASH} ", " till " if self.sv else " to "))
        hour = self.pick(("02d", "d"))
        at = self.pick(("kl ", "kl. ", "")) if self.sv else self.pick(("at ", ""))
        return f"{at}{start.hour:{hour}}{sep}{start.minute:02d}{dash}{end.hour:{hour}}{sep}{end.minute:02d}"

    def _day(self, *, has_year: bool) -> str:
        d = self.date
        year = f" {d.year}" if has_year else ""
        weekday = self.maybe(0.7)
        shown = d.weekday()
        if weekday and has_year and self.maybe(0.1):
            shown = (shown + 1) % 7
            self.expected[FindingCode.WEEKDAY_CONTRADICTS] += 1
        if self.sv:
            word = _SV_DAYS[shown] + self.pick(("", "en"))
            word = f"{self.pick((word, word.capitalize()))} " if weekday else ""
            forms = [
                f"{word}den {d.day} {_SV_MONTHS[d.month - 1]}{year}",
                f"{word}{d.day} {_SV_MONTHS[d.month - 1]}{year}",
            ]
            forms += [f"{word}{d.isoformat()}"] if has_year else [f"{word}{d.day}/{d.month}"]
            return self.pick(forms)
        word = f"{_EN_DAYS[shown]}, " if weekday else ""
        month = _EN_MONTHS[d.month - 1]
        comma = "," if has_year else ""
        return self.pick(
            [
                f"{word}{d.day} {month}{year}",
                f"{word}{month} {d.day}{comma}{year}",
                f"{word}the {d.day}th of {month}{year}",
            ]
        )

    # --- people ----------------------------------------------------------------

    def _people(self, page: Page) -> tuple[list[Attendee], list[Absentee]]:
        style = self.pick(("organisation", "comma", "party", "names", "running", "groups"))
        present = [self._attendee(place, style) for place in range(7)]
        absent = [self._attendee(place, style) for place in range(7, 7 + self.chance.randint(0, 2))]
        for place, person in enumerate(present):
            roles = {0: (AttendeeRole.CHAIR, self.words.chair), 4: (AttendeeRole.VICE_CHAIR, self.words.vice)}
            if place in roles and (place == 0 or self.maybe(0.3)):
                role, label = roles[place]
                present[place] = person.model_copy(update={"role": role, "role_label": label})
        if style == "groups":
            present = self._groups(page, present)
        else:
            label = self.pick(("Närvarande", "Deltagare") if self.sv else ("Present", "Participants"))
            self._list(page, label, present, style)
        if absent:
            self._list(
                page, "Frånvarande" if self.sv else "Absent", absent, "names" if style == "groups" else style
            )
        absentees = [Absentee(name=a.name, organisation=a.organisation, party=a.party) for a in absent]
        return present, absentees

    def _attendee(self, place: int, style: str) -> Attendee:
        has_party = style == "party" or (style == "running" and self.maybe(0.5))
        is_absent = place >= 7
        remote = not is_absent and style != "running" and self.maybe(0.15)
        timed = not is_absent and style != "running" and self.maybe(0.15)
        interval = ClockInterval(start=dt.time(8, 30), end=dt.time(9, 30))
        return Attendee(
            name=self.people[place],
            organisation=self.pick(ORGANISATIONS) if style in ("organisation", "comma") else None,
            party=self.pick(PARTIES) if has_party else None,
            mode=PresenceMode.REMOTE if remote else PresenceMode.ON_SITE,
            intervals=(interval,) if timed else (),
        )

    def _groups(self, page: Page, present: list[Attendee]) -> list[Attendee]:
        cuts = {"Beslutande": (0, 4, AttendeeRole.MEMBER), "Ersättare": (4, 6, AttendeeRole.SUBSTITUTE)}
        cuts |= {"Tjänstemän": (6, 7, AttendeeRole.STAFF)}
        if not self.sv:
            cuts = {"Members present": (0, 5, AttendeeRole.MEMBER), "Staff": (5, 7, AttendeeRole.STAFF)}
        found: list[Attendee] = []
        for label, (first, last, role) in cuts.items():
            group = [
                p.model_copy(
                    update={"group": label} | ({"role": role} if p.role is AttendeeRole.UNSTATED else {})
                )
                for p in present[first:last]
            ]
            self._list(page, label, group, "names")
            found += group
        return found

    def _list(self, page: Page, label: str, people: list[Attendee], style: str) -> None:
        rows = [self._row(person, style) for person in people]
        if style == "running":
            page.wrap(f"{label}: {', '.join(rows)}")
            return
        if self.maybe(0.5) and (self.colon or style != "names"):
            page.add(f"{label}{':' if self.colon else ''} {rows[0]}", *rows[1:])
        else:
            page.add(f"{label}{':' if self.colon else ''}", *rows)
        if self.maybe(0.4):
            page.blank()

    def _row(self, person: Attendee, style: str) -> str:
        row = person.name
        if person.organisation:
            row += f", {person.organisation}" if style == "comma" else f" {person.organisation}"
        if person.party:
            row += f" ({person.party})"
        if person.role_label:
            row += f" ({person.role_label})" if style == "running" else f", {person.role_label}"
        remote = person.mode is PresenceMode.REMOTE
        between = ("mellan kl 8.30-9.30" if self.sv else "8:30-9:30") if person.intervals else ""
        note = " ".join(part for part in (self.words.remote if remote else "", between) if part)
        return f"{row} ({note})" if note else row
