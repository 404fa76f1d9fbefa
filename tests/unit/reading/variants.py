"""Made-up minutes with a known truth, written out in many styles.

``make_variant(seed)`` invents minutes, writes them as a text, and keeps both:
what a reader must find, field by field, and which findings it must tell.
Noise turns letters into what scanners make of them; the same function is
applied to the text and to the truth, so that nothing is compared leniently.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from tests.unit.reading.variant_head import HeadWriter
from tests.unit.reading.variant_words import EN, FIRST, LAST, SV, Words
from tests.unit.reading.variant_writing import Page, with_pages, write_item
from workflow.minutes import (
    AdjusterElection,
    Assignment,
    Block,
    Bullets,
    Decision,
    Item,
    Minutes,
    NextMeeting,
    Paragraph,
    Section,
    SectionKind,
    SubItem,
)
from workflow.reading import FindingCode

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_NOISE = {"ä": "ai", "ö": "6oé", "å": "a", "l": "I", "Ä": "A", "Ö": "O", "Å": "A"}
_LETTERS = re.compile(r"[^\W\d_]+")
_HEADINGS = {
    "sv": {
        SectionKind.BACKGROUND: "Bakgrund",
        SectionKind.SUMMARY: "Sammanfattning av ärendet",
        SectionKind.DISCUSSION: "Diskussion",
        SectionKind.DECISION: "Beslut",
        SectionKind.BASIS: "Beslutsunderlag",
        SectionKind.DISPATCH: "Beslutet skickas till",
    },
    "en": {
        SectionKind.BACKGROUND: "Background",
        SectionKind.SUMMARY: "Summary",
        SectionKind.DISCUSSION: "Discussion",
        SectionKind.DECISION: "Decision",
    },
}


@dataclass(frozen=True)
class Variant:
    """One text with its truth."""

    seed: int
    text: str
    truth: Minutes
    expected: Counter[FindingCode]
    today: dt.date
    year: int
    """The year a reader must propose where none is written."""
    noise: float


def noised(text: str, seed: int, rate: float) -> str:
    """Misread some letters; equal words are misread alike."""
    return _LETTERS.sub(lambda word: _noised_word(word.group(), seed, rate), text) if rate else text


def _noised_word(word: str, seed: int, rate: float) -> str:
    chance = random.Random(zlib.crc32(f"{seed}:{word.lower()}".encode()))
    draws = [(chance.random(), chance.random()) for _ in word]
    return "".join(
        _NOISE[letter][int(which * len(_NOISE[letter]))] if letter in _NOISE and draw < rate else letter
        for letter, (draw, which) in zip(word, draws, strict=True)
    )


def noised_minutes(minutes: Minutes, seed: int, rate: float) -> Minutes:
    """Misread every text in the minutes as the text they stand in is misread."""

    def walk(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: walk(part, name) for name, part in value.items()}
        if isinstance(value, (list, tuple)):
            return tuple(walk(part, key) for part in value)
        is_text = type(value) is str and key not in {"format", "language", "type"}
        return noised(str(value), seed, rate) if is_text else value

    return Minutes.model_validate(walk(minutes.model_dump()))


def make_variant(seed: int) -> Variant:
    """Invent minutes and write them; the same seed gives the same text."""
    return _Maker(seed).make()


class _Maker:
    """Draws a truth and writes it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.language = "en" if self.maybe(0.25) else "sv"
        self.words: Words = EN if self.language == "en" else SV
        self.expected: Counter[FindingCode] = Counter()
        self.noise = self.pick((0.0, 0.0, 0.0, 0.2, 0.6, 1.0))
        self.width = self.pick((64, 72, 80, 80, 96, None))
        self.bullet = self.pick(("-", "•", "*", "\N{EN DASH}"))
        self.page = Page(self.width)
        self.people = self._people()
        self.election = AdjusterElection(item_label="", adjusters=("nobody yet",))
        self.may_misspell = not self.noise and self.maybe(0.4)

    def pick(self, options: Sequence[T]) -> T:
        return self.chance.choice(options)

    def maybe(self, probability: float) -> bool:
        return self.chance.random() < probability

    def _people(self) -> list[str]:
        """Draw different people, no two names close to one another."""
        firsts = self.chance.sample(FIRST, 9)
        lasts = self.chance.sample(LAST, 9)
        return [f"{first} {last}" for first, last in zip(firsts, lasts, strict=True)]

    def make(self) -> Variant:
        head = HeadWriter(self.chance, self.words, self.language, self.people, self.expected)
        minutes = head.write(self.page)
        items = self._items()
        minutes = minutes.model_copy(update={"items": tuple(items), **self._ends()})
        text = self._finished_text()
        return Variant(
            seed=self.seed,
            text=noised(text, self.seed, self.noise),
            truth=noised_minutes(minutes, self.seed, self.noise),
            expected=self.expected,
            today=head.date + dt.timedelta(days=self.chance.randint(0, 120)),
            year=head.date.year,
            noise=self.noise,
        )

    # --- items -----------------------------------------------------------------

    def _items(self) -> list[Item]:
        drawn = [
            Item(label="x", title=self.words.opening, sections=self._text(self._paragraphs(1))),
            self._election_item(),
            *(self._item() for _ in range(self.chance.randint(2, 6))),
            self._next_item(),
        ]
        style = self.pick(("1.", "1.", "1)", "§ 1", "§ 1.", "Item 1:" if self.language == "en" else "1.  "))
        number = self.chance.randint(1, 140) if style.startswith("§") else 1
        spoilt = self.chance.randint(3, len(drawn) - 1) if self.maybe(0.15) else None
        items = []
        for place, item in enumerate(drawn):
            if place == spoilt:
                number = self._spoil(number)
            heading = (
                style.replace("1", str(number)).rstrip(":") if place else style.replace("1", str(number))
            )
            label = style.replace("1", str(number)).strip().rstrip(":")
            items.append(item.model_copy(update={"label": label}))
            heading = f"{style.replace('1', str(number))} {item.title}"
            write_item(self.page, items[-1], heading, self.bullet, self.chance)
            number += 1
        return self._with_election_label(items)

    def _spoil(self, number: int) -> int:
        """Use a number twice, or leave one out."""
        if self.maybe(0.5):
            self.expected[FindingCode.ITEM_NUMBER_DUPLICATE] += 1
            return number - 1
        self.expected[FindingCode.ITEM_NUMBER_MISSING] += 1
        return number + 1

    def _with_election_label(self, items: list[Item]) -> list[Item]:
        self.election = self.election.model_copy(update={"item_label": items[1].label})
        return items

    def _election_item(self) -> Item:
        adjusters = self.people[2:4] if self.maybe(0.35) else self.people[2:3]
        if len(adjusters) > 1:
            sentence = self.pick(self.words.elections_of_two).format(one=adjusters[0], two=adjusters[1])
        else:
            sentence = self.pick(self.words.elections).format(one=adjusters[0])
        self.election = AdjusterElection(item_label="x", adjusters=tuple(adjusters))
        block: Block = Paragraph(text=sentence)
        if sentence.startswith("Mötet beslutar"):
            block = Decision(text=sentence, decider="Mötet")
        elif sentence.startswith("It was decided"):
            block = Decision(text=sentence)
        return Item(label="x", title=self.words.election_title, sections=self._text([block]))

    def _item(self) -> Item:
        wraps = self.maybe(0.2)
        title = self.pick(self.words.long_titles if wraps else self.words.titles)
        diary = (
            (f"KS 20{self.chance.randint(20, 25)}/{self.chance.randint(1, 400)}",) if self.maybe(0.2) else ()
        )
        if self.maybe(0.25):
            return Item(label="x", title=title, diary_numbers=diary, sub_items=self._sub_items())
        sections: list[Section] = [*self._text(self._paragraphs(self.chance.randint(0, 2)))]
        for kind, heading in _HEADINGS[self.language].items():
            if self.maybe(0.35):
                sections.append(Section(kind=kind, heading=heading, blocks=tuple(self._blocks(kind))))
        sections = sections or [*self._text(self._paragraphs(1))]
        return Item(label="x", title=title, diary_numbers=diary, sections=tuple(sections))

    def _sub_items(self) -> tuple[SubItem, ...]:
        titles = self.chance.sample(self.words.parts, self.chance.randint(2, 3))
        return tuple(SubItem(title=title, sections=self._text(self._paragraphs(1))) for title in titles)

    def _text(self, blocks: Sequence[Block]) -> tuple[Section, ...]:
        return (Section(blocks=tuple(blocks)),) if blocks else ()

    def _blocks(self, kind: SectionKind) -> list[Block]:
        if kind is SectionKind.DECISION:
            return self._decisions()
        if kind is SectionKind.BASIS:
            return [Bullets(points=tuple(self.chance.sample(self.words.points, 2)))]
        if kind is SectionKind.DISPATCH:
            return [Paragraph(text=self.pick(("Ekonomiavdelningen", "Kommundirektören")))]
        return self._paragraphs(self.chance.randint(1, 2))

    def _decisions(self) -> list[Block]:
        decider = self.pick(self.words.deciders)
        blocks: list[Block] = [
            Decision(text=self.pick(self.words.decisions).format(decider=decider), decider=decider)
        ]
        if self.maybe(0.4):
            lead = f"{decider} beslutar" if self.language == "sv" else f"{decider} decides:"
            clauses = [f"{clause}," for clause in self.chance.sample(self.words.clauses, 2)]
            clauses[-1] = clauses[-1][:-1] + "."
            blocks = [Decision(text=lead, points=tuple(clauses), decider=decider)]
        if self.maybe(0.5):
            sentence, due = self.pick(self.words.assignments)
            name = self.pick(self.people[:6])
            blocks.append(Assignment(text=sentence.format(name=name), assignee=name, due=due))
        return blocks

    def _paragraphs(self, count: int) -> list[Block]:
        blocks: list[Block] = []
        for _ in range(count):
            sentences = self.chance.sample(self.words.sentences, self.chance.randint(1, 4))
            blocks.append(Paragraph(text=" ".join(s.format(name=self._name()) for s in sentences)))
            self._misspell(blocks)
            if self.maybe(0.2):
                blocks.append(
                    Bullets(points=tuple(self.chance.sample(self.words.points, self.chance.randint(1, 3))))
                )
        return blocks

    def _misspell(self, blocks: list[Block]) -> None:
        """Leave a letter out of one name, once in a text."""
        text = blocks[-1].text if isinstance(blocks[-1], Paragraph) else ""
        named = next((name for name in self.people[:6] if name in text), None)
        if self.may_misspell and named and len(named.split()[-1]) > 4:
            at = len(named) - 3
            blocks[-1] = Paragraph(text=text.replace(named, named[:at] + named[at + 1 :], 1))
            self.expected[FindingCode.NAME_SPELT_TWO_WAYS] += 1
            self.may_misspell = False

    def _name(self) -> str:
        """Draw somebody present."""
        return self.pick(self.people[:6])

    # --- the end ---------------------------------------------------------------

    def _next_item(self) -> Item:
        day = dt.date(2026, 1, 1) + dt.timedelta(days=self.chance.randint(0, 90))
        self.next_text, self.next_meeting = self._next_meeting(day)
        blocks: list[Block] = [Paragraph(text=self.next_text)]
        if self.maybe(0.4):
            blocks.append(Paragraph(text=self.words.next_note))
            self.next_meeting = self.next_meeting.model_copy(update={"note": self.words.next_note})
        return Item(label="x", title=self.words.next_title, sections=self._text(blocks))

    def _next_meeting(self, day: dt.date) -> tuple[str, NextMeeting]:
        months_sv = ("januari", "februari", "mars", "april")
        months_en = ("January", "February", "March", "April")
        place = self.pick(self.words.places)
        meeting = NextMeeting(date=day, start=dt.time(9, 0), end=dt.time(11, 30), place=place)
        if self.language == "en":
            return f"{day.day} {months_en[day.month - 1]} {day.year} at 9:00-11:30 at {place}", meeting
        return f"Den {day.day} {months_sv[day.month - 1]} {day.year} kl 9.00-11.30 i {place}", meeting

    def _ends(self) -> dict[str, object]:
        """Write closing and signatures; return what they mean."""
        closing = self.words.closing.format(name=self.people[0]) if self.maybe(0.7) else None
        if closing:
            self.page.blank()
            self.page.wrap(closing)
        chair_signs = self.maybe(0.5)
        self._signatures(chair_signs=chair_signs)
        return {
            "closing": closing,
            "adjuster_election": self.election,
            "next_meeting": self.next_meeting,
            "drafter": self.people[1],
            "countersigner": self.people[0] if chair_signs else None,
        }

    def _signatures(self, *, chair_signs: bool) -> None:
        sv = self.language == "sv"
        columns = [
            (self.pick(("Vid anteckningarna", "Vid protokollet")) if sv else "Minutes by", self.people[1])
        ]
        columns += [("Ordförande" if sv else "Chair", self.people[0])] if chair_signs else []
        columns += [("Justeras" if sv else "Checked by", name) for name in self.election.adjusters]
        self.page.blank()
        style = self.pick(("collapsed", "columns", "below", "beside", "above"))
        gap = " " if style == "collapsed" else "     "
        if style in ("collapsed", "columns"):
            self.page.add(gap.join(label for label, _ in columns), "", gap.join(name for _, name in columns))
            return
        for label, name in columns:
            if style == "below":
                self.page.add(label, name, "")
            elif style == "beside":
                self.page.add(f"{label}: {name}")
            else:
                self.page.add("", "____________________", name, label)

    def _finished_text(self) -> str:
        lines = list(self.page.lines)
        if self.maybe(0.3) and self.width:
            how = self.pick(("space", "feed", "sheet"))
            sheet = "Sida" if self.language == "sv" else "Page"
            if self.noise:
                self.page.mid = {at for at in self.page.mid if not lines[at].startswith(("l", "ö"))}
            lines, put_in = with_pages(self.page, how, self.chance, sheet)
            if put_in:
                self.expected[FindingCode.PAGE_FURNITURE] += put_in
        if self.maybe(0.2):
            lines = [line for each in lines for line in ([each, "", ""] if not each else [each])]
        newline = self.pick(("\n", "\n", "\r\n"))
        return newline.join(lines) + newline
