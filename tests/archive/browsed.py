"""Reading the pages of a bag as a stranger would: by HTML and XML alone, with nothing of ours."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from defusedxml.ElementTree import fromstring


@dataclass(frozen=True)
class Table:
    """One table: caption, headings of columns, and the cells of its body, where a link's address is kept apart."""

    caption: str
    headings: list[str]
    rows: list[list[str]]

    def column(self, heading: str) -> list[str]:
        place = self.headings.index(heading)
        return [row[place] for row in self.rows]


class BrowsedPage:
    """A page read from a disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root = fromstring(path.read_text("utf-8"))

    @cached_property
    def ids(self) -> list[str]:
        return [element.get("id") for element in self.root.iter() if element.get("id")]

    @cached_property
    def heading(self) -> str:
        return text_of(self.root.find(".//h1"))

    @cached_property
    def links(self) -> list[str]:
        return [element.get("href") for element in self.root.iter("a")]

    def targets(self) -> Iterator[tuple[Path, str]]:
        """Where each link leads: a file, and a place in it or nothing."""
        for link in self.links:
            path, _, place = link.partition("#")
            yield ((self.path.parent / unquote(path)).resolve() if path else self.path), place

    @cached_property
    def facts(self) -> dict[str, str]:
        return {
            text_of(div.find("dt")): text_of(div.find("dd"))
            for div in self.root.iter("div")
            if div.find("dt") is not None
        }

    @cached_property
    def tables(self) -> list[Table]:
        return [_table(element) for element in self.root.iter("table")]

    def table(self, caption: str) -> Table:
        [found] = [table for table in self.tables if table.caption == caption]
        return found


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext()).replace("\u00a0", " ").strip()


def _table(element: ET.Element) -> Table:
    return Table(
        text_of(element.find("caption")),
        [text_of(cell) for cell in element.findall("thead/tr")[-1]],
        [[text_of(cell) for cell in row] for row in element.findall("tbody/tr")],
    )
