"""Finding a person in a text: a surname in any case form, and whether a name or initials stand beside it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from ejarchive.checks.strangers_forms import first_name_forms, forms_of, is_patronymic

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x301])  # the last is the mark of stress
_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_MIXED = re.compile(r"[A-Za-z]*[А-Яа-яЁё][A-Za-zА-Яа-яЁё]*|(?<![A-Za-z])[A-Z](?![A-Za-z])")
_GLUED = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ])")
_BROKEN = re.compile(r"[-‐‑]\s+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BESIDE = re.compile(r"[\s,(‐‑-]{0,3}|\.")  # a point and a space end a sentence
_AFTER_INITIAL = re.compile(r"\.?[\s,]{0,3}")
_LONG_ENOUGH = 5  # letters of a surname that is known in lower case beside an initial


class Evidence(IntEnum):
    """How surely a text names somebody."""

    SURNAME = 1
    NAMED = 2  # with the first name or initials


@dataclass(frozen=True, slots=True)
class Person:
    """Whom to look for; `surnames` with every part of double ones and those borne before, all folded."""

    student_id: str
    surnames: frozenset[str]
    first_name: str
    middle_name: str = ""

    @classmethod
    def of(cls, student_id: str, last_names: Iterable[str], first_name: str, middle_name: str | None) -> Person:
        """Fold the names of a person as texts are folded."""
        parts = frozenset(part for name in last_names for part in _WORD.findall(folded(name)) if len(part) > 1)
        return cls(student_id, parts, folded(first_name), folded(middle_name or ""))


@dataclass(frozen=True, slots=True)
class Index:
    """Form of a surname → who bears it; `seen` keeps what was found in a text."""

    bearers: Mapping[str, Sequence[Person]]
    seen: dict[str, Mapping[str, Evidence]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Person]) -> Index:
        """Make the index of these people."""
        bearers: dict[str, list[Person]] = {}
        for person in people:
            for form in frozenset[str]().union(*map(forms_of, person.surnames)):
                bearers.setdefault(form, []).append(person)
        return cls(bearers)

    def named_in(self, text: str) -> Mapping[str, Evidence]:
        """Return who is named in a text: student → the best evidence."""
        if text not in self.seen:
            found: dict[str, Evidence] = {}
            for variant in _variants(text):
                for person, evidence in self._in_words(_words(variant)):
                    found[person] = max(evidence, found.get(person, evidence))
            self.seen[text] = found
        return self.seen[text]

    def _in_words(self, words: Sequence[_Word]) -> Iterator[tuple[str, Evidence]]:
        for place, word in enumerate(words):
            for person in self.bearers.get(word.folded, ()):
                if _named_after(words, place, person) or _named_before(words, place, person):
                    yield person.student_id, Evidence.NAMED
                elif word.text[0].isupper():  # «мороз и солнце» names nobody
                    yield person.student_id, Evidence.SURNAME


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    folded: str
    gap: str  # what stands between it and the word before

    @property
    def is_initial(self) -> bool:
        return len(self.text) == 1 and self.text.isalpha()


def folded(text: str) -> str:
    """Return a text as names are compared: composed, without marks that are not seen, in lower case, е for ё."""
    return _clean(text).casefold().replace("ё", "е")


def _clean(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return _MIXED.sub(lambda found: found[0].translate(_LOOK_ALIKE), plain)


def _variants(text: str) -> list[str]:
    """Return a text read both ways where a line may have been broken at a hyphen: within a word, or a double name."""
    plain = _GLUED.sub(" ", _clean(text))
    joined = _BROKEN.sub("", plain)
    return [plain] if joined == plain else [joined, _BROKEN.sub("-", plain)]


def _words(text: str) -> list[_Word]:
    words, end = [], 0
    for found in _WORD.finditer(text):
        words.append(_Word(found[0], found[0].casefold().replace("ё", "е"), text[end : found.start()]))
        end = found.end()
    return words


def _named_after(words: Sequence[_Word], place: int, person: Person) -> bool:
    """Tell whether «Иванову» goes on «Петру», «П.» or «ПС»."""
    if place + 1 >= len(words) or not _BESIDE.fullmatch(words[place + 1].gap):
        return False
    word = words[place + 1]
    if word.folded in first_name_forms(person.first_name):
        return True
    dotted = place + 2 >= len(words) or words[place + 2].gap.startswith(".")
    return _initials(word, person) and _may_be_initial(word, words[place], dotted=dotted)


def _named_before(words: Sequence[_Word], place: int, person: Person) -> bool:
    """Tell whether «Иванову» is led by «Петру», «Петру Сергеевичу», «П.», «П. С.» or «ПС»."""
    if not place:
        return False
    word, gap = words[place - 1], words[place].gap
    if word.folded in first_name_forms(person.first_name):
        return bool(_BESIDE.fullmatch(gap)) and "." not in gap
    if not _AFTER_INITIAL.fullmatch(gap):
        return False
    if place > 1 and is_patronymic(word.folded) and words[place - 2].folded in first_name_forms(person.first_name):
        return _BESIDE.fullmatch(word.gap) is not None
    initials = [(word, gap.startswith("."))]
    if place > 1 and word.is_initial and words[place - 2].is_initial and _AFTER_INITIAL.fullmatch(word.gap):
        first = (words[place - 2], word.gap.startswith("."))
        initials = [first] if first[1] else [first, *initials]  # «группа А П. Иванова» too
    return any(
        _initials(initial, person) and _may_be_initial(initial, words[place], dotted=dotted)
        for initial, dotted in initials
    )


def _initials(word: _Word, person: Person) -> bool:
    """Tell whether a word is the initial of the first name, or both initials written as one."""
    both = person.first_name[:1] + person.middle_name[:1]
    return word.folded == person.first_name[:1] or (len(both) > 1 and word.folded == both and word.text.isupper())


def _may_be_initial(word: _Word, surname: _Word, *, dotted: bool) -> bool:
    """Tell an initial from a short word: it is a capital beside a capital, or has a point beside a long surname."""
    if word.text.isupper() and surname.text[0].isupper():
        return True
    return dotted and len(surname.text) >= _LONG_ENOUGH and not surname.text[0].isupper()
