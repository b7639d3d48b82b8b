"""Documents made up for the tests of rendering: no journal, no report."""

import datetime as dt
from pathlib import Path

from ejarchive.document import Counting, Document, Layout, Part, Side

TEMPLATES = Path(__file__).parent / "templates"
MOMENT = dt.datetime(2025, 12, 28, 19, 0, tzinfo=dt.timezone(dt.timedelta(hours=4)))
MARKS = ("5", "4", "н", "о4/3", "б3", "ЗЧ", "")


def sheet(seed: int, rows: int = 25, columns: int = 20) -> list[list[str]]:
    return [[MARKS[(seed + row * 7 + column * 3) % len(MARKS)] for column in range(columns)] for row in range(rows)]


def page_part(key: str, pages: int = 1, **fields) -> Part:
    heading = fields.pop("heading", f"Часть {key}")
    view = {"heading": heading, "sheets": [sheet(number + len(key)) for number in range(pages)]}
    fields = {"title": heading, "pages": pages, "promises": (heading,) * pages} | fields
    return Part(key=key, template="page.html.j2", view=view, **fields)


def contents_part(titles: dict[str, str], tall: float = 7, **fields) -> Part:
    view = {"entries": [{"key": key, "title": title} for key, title in titles.items()], "tall": tall}
    fields = {"title": "Содержание", "uses_numbers": True, "every_volume": True} | fields
    return Part(key="contents", template="contents.html.j2", view=view, **fields)


def pack(courses: int = 6, spreads: int = 1, **fields) -> Document:
    """A small pack: cover, inventory, title, contents, courses as spreads, certification."""
    parts = [page_part(f"course-{number}", 2 * spreads, starts=Side.BACK) for number in range(courses)]
    titles = {part.key: part.title for part in parts}
    fields = {"layout": Layout(), "stem": "pack"} | fields
    return Document(
        kind="pack",
        title="Журнал группы ТО-21",
        author="Колледж «Пример» & Ко",
        moment=MOMENT,
        parts=(
            page_part("cover", counting=Counting.NONE, every_volume=True, page_numbers=False),
            page_part("inventory", counting=Counting.OWN, starts=Side.FACE, every_volume=True),
            page_part("title", starts=Side.FACE, page_numbers=False),
            contents_part(titles),
            *parts,
            page_part("certification", counting=Counting.NONE, starts=Side.FACE, every_volume=True),
        ),
        **fields,
    )
