"""Russian for what is printed: plural forms, numbers in words, dates, names, no-break spaces.

Libraries do the knowing (Babel's plural rules and month names, num2words); this module joins them into
the phrases our documents need.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import Literal

from babel import Locale
from babel.dates import get_month_names
from num2words import num2words

NBSP = "\u00a0"
_RU = Locale("ru")

# one, few, many («1 лист, 2 листа, 5 листов») and the gender that «один, два» take
_NOUNS: dict[str, tuple[str, str, str, Literal["m", "f", "n"]]] = {
    "лист": ("лист", "листа", "листов", "m"),
    "страница": ("страница", "страницы", "страниц", "f"),
    "час": ("час", "часа", "часов", "m"),
    "занятие": ("занятие", "занятия", "занятий", "n"),
    "обучающийся": ("обучающийся", "обучающихся", "обучающихся", "m"),
    "день": ("день", "дня", "дней", "m"),
    "оценка": ("оценка", "оценки", "оценок", "f"),
    "запись": ("запись", "записи", "записей", "f"),
    "замечание": ("замечание", "замечания", "замечаний", "n"),
    "опоздание": ("опоздание", "опоздания", "опозданий", "n"),
    "том": ("том", "тома", "томов", "m"),
    "документ": ("документ", "документа", "документов", "m"),
    "дело": ("дело", "дела", "дел", "n"),
    "пакет": ("пакет", "пакета", "пакетов", "m"),
    "группа": ("группа", "группы", "групп", "f"),
    "ошибка": ("ошибка", "ошибки", "ошибок", "f"),
    "предупреждение": ("предупреждение", "предупреждения", "предупреждений", "n"),
    "файл": ("файл", "файла", "файлов", "m"),
    "тема": ("тема", "темы", "тем", "f"),
    "задолженность": ("задолженность", "задолженности", "задолженностей", "f"),
    "изменение": ("изменение", "изменения", "изменений", "n"),
    "случай": ("случай", "случая", "случаев", "m"),
    "журнал": ("журнал", "журнала", "журналов", "m"),
    "человек": ("человек", "человека", "человек", "m"),
    "рекомендация": ("рекомендация", "рекомендации", "рекомендаций", "f"),
}


def plural(number: int, noun: str) -> str:
    """Return the form of a known noun that goes with the number: `plural(2, "лист")` → «листа»."""
    one, few, many, _ = _NOUNS[noun]
    return {"one": one, "few": few}.get(_RU.plural_form(abs(number)), many)


def counted(number: int, noun: str) -> str:
    """Return number and noun joined by a no-break space: «2 листа»."""
    return f"{number}{NBSP}{plural(number, noun)}"


def in_words(number: int, noun: str) -> str:
    """Return «57 (пятьдесят семь) листов», the gender of «один, два» taken from the noun."""
    words = num2words(number, lang="ru", gender=_NOUNS[noun][3])
    return f"{number} ({words}) {plural(number, noun)}"


def on_sheets(number: int) -> str:
    """Return «57 (пятидесяти семи) листах», as it goes after «на»; «на 1 (одном) листе»."""
    words = num2words(number, lang="ru", case="p", gender="m", animate=False)
    return f"{number} ({words}) {'листе' if plural(number, 'лист') == 'лист' else 'листах'}"


def short_date(day: dt.date) -> str:
    """Return «05.09.2025»."""
    return f"{day:%d.%m.%Y}"


def long_date(day: dt.date) -> str:
    """Return «5 сентября 2025 г.» with no-break spaces."""
    return f"{day.day}{NBSP}{month_name(day.month, 'genitive')} {day.year}{NBSP}г."


@cache
def month_name(month: int, case: Literal["nominative", "genitive"] = "nominative") -> str:
    """Return «сентябрь» or «сентября»."""
    context: Literal["stand-alone", "format"] = "stand-alone" if case == "nominative" else "format"
    return str(get_month_names("wide", context=context, locale=_RU)[month])


def number_text(value: float) -> str:
    """Return a number as Russians write it: «2», «1,5», with a no-break space between thousands."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", NBSP).replace(".", ",")


def initials_name(last: str, first: str, middle: str | None = None) -> str:
    """Return «Заяц-Русак А. В.» shaped as «Заяц-Русак А.В.», never broken before the initials."""
    letters = "".join(f"{part[0]}." for part in (first, middle) if part)
    return f"{last}{NBSP}{letters}" if letters else last


def full_name(last: str, first: str, middle: str | None = None) -> str:
    """Return «Фамилия Имя Отчество»."""
    return " ".join(part for part in (last, first, middle) if part)


def name_key(last: str, first: str, middle: str | None = None) -> tuple[tuple[str, str], ...]:
    """Sort key of Russian alphabetical order: ё with е (after it only in a tie), case aside."""
    return tuple(_sortable(part) for part in (last, first, middle or ""))


def _sortable(text: str) -> tuple[str, str]:
    composed = unicodedata.normalize("NFC", text).casefold()
    return composed.replace("ё", "е"), composed


_UNITS = r"ч\.|ч|мин|мм|см|м|кг|г|т|га|л|%|°C|руб\.|шт\.|с\."
_BREAKS = (
    (re.compile(r"([№§]) +(?=\S)"), rf"\1{NBSP}"),
    (re.compile(rf"(?<=\d) +(?=(?:{_UNITS})(?!\w))"), NBSP),
    (re.compile(r"(?<!\w)([А-ЯЁ]\.) ?(?=[А-ЯЁ]\.)"), r"\1"),
    (re.compile(r"(?<=[А-ЯЁ]\.) +(?=[А-ЯЁ][а-яё])"), NBSP),
    (re.compile(r"(?<=[А-Яа-яё]) +(?=[А-ЯЁ]\.(?:[А-ЯЁ]\.)?)"), NBSP),
    (re.compile(r"(?<!\w)((?:[пгстч]|[Рр]ис|[Сс]тр|[Уу]пр|[Гг]л)\.) +(?=\d)"), rf"\1{NBSP}"),
    (re.compile(r" +(?=[—–] )"), NBSP),
)


def capitalised(text: str) -> str:
    """Return the text with its first letter large and all others as they were, unlike `str.capitalize`."""
    return text[:1].upper() + text[1:]


def bound(text: str) -> str:
    """Put no-break spaces where a line must not break: № 3, § 12, 62 ч., А.В. Заяц, п. 4, before a dash."""
    for pattern, replacement in _BREAKS:
        text = pattern.sub(replacement, text)
    return text
