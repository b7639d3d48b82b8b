"""Journals for the tests of formats: any a reader could have made, and a small one written out."""

import datetime as dt
from unicodedata import normalize
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import strategies as st

from ejarchive.formats.assemble import EXAMPLE, journal_of
from ejarchive.formats.cleaning import mended
from ejarchive.formats.raw import RawTable
from ejarchive.model.journal import Journal
from ejarchive.model.place import Place
from ejarchive.model.schema import TABLES
from ejarchive.model.tables import text_of

AWKWARD = [
    "=1+1", '=HYPERLINK("http://127.0.0.1")', "+7", "-2", "@SUM(A1)", "#Н/Д", "#N/A", "'", '"', '""', "a,b;c\td", "4/3",
    "две\nстроки", "две\r\nстроки", "Йод ёж", normalize("NFD", "Йод ёж"), "нуль\u200bширины", "\u202eтоборан",
    "\ufeffBOM", "\x00\x07", "_x0041_", "_x005F_x0041_", "01.10", "1e5", "TRUE", "да", "nan", "NULL", "None",
    " с краю ", "\u00a0", "🙂", "<b>&amp;</b>", "а" * 32_767, "{{ x }}", "%0A", "\\", "(пример", "Ё" * 300,
]  # fmt: skip

_texts = st.sampled_from(AWKWARD) | st.text(max_size=20)
_FIRST_ZONES = dt.datetime(1950, 1, 1)  # noqa: DTZ001 - earlier offsets have seconds, which ISO 8601 has not
_OF_TYPE = {
    "string": _texts,
    "list": _texts,
    "integer": st.integers(-(2**53) + 1, 2**53 - 1).map(str),
    "number": st.floats(allow_nan=False, allow_infinity=False).map(repr),
    "boolean": st.sampled_from(["true", "false"]),
    "date": st.dates().map(str),
    "datetime": st.datetimes(_FIRST_ZONES, timezones=st.just(ZoneInfo("Europe/Samara"))).map(dt.datetime.isoformat),
}


def raw_table(name: str, headings: list[str], rows: list[list[str]]) -> RawTable:
    frame = pd.DataFrame(rows, index=range(2, len(rows) + 2), columns=range(len(headings)), dtype="str")
    return RawTable(TABLES[name], tuple(headings), frame, Place(file=f"{name}.csv"))


@st.composite
def raw_tables(draw):
    name = draw(st.sampled_from(list(TABLES)))
    first, *others = TABLES[name].columns
    columns = [first, *(column for column in others if draw(st.booleans()))]
    rows = draw(
        st.lists(
            st.tuples(
                _OF_TYPE[first.type].filter(lambda text: mended(text) and not mended(text).startswith(EXAMPLE)),
                *(st.just("") | _OF_TYPE[column.type] for column in columns[1:]),
            ).map(list),
            max_size=4,
        )
    )
    return raw_table(name, [column.name for column in columns], rows)


@st.composite
def journals(draw):
    """Any journal that a reader can have made of some file."""
    raws = draw(st.lists(raw_tables(), min_size=1, max_size=3, unique_by=lambda raw: raw.table.name))
    return journal_of(raws)[0]


def contents(journal: Journal) -> dict:
    """What a journal says, without where it stood."""
    return {
        name: (sorted(journal.present[name]), text_of(TABLES[name], journal.frame(name)).fillna("").to_numpy().tolist())
        for name in journal.present
    }


def codes(findings) -> list[str]:
    return [finding.code for finding in findings]


def write_tables(folder, **tables: str):
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder
