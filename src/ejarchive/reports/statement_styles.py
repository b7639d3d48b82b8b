"""Named text sizes of a statement, ordinary and enlarged; `templates/statement/sizes.css` says the same."""

from __future__ import annotations

from dataclasses import dataclass

from ejarchive.typeface import TextStyle


@dataclass(frozen=True, slots=True)
class Sizes:
    """What the pieces of a sheet are set in."""

    college: TextStyle
    title: TextStyle
    text: TextStyle
    strong: TextStyle
    cell: TextStyle
    total: TextStyle
    head: TextStyle
    note: TextStyle
    annex: TextStyle
    foot: TextStyle


ORDINARY = Sizes(
    college=TextStyle("narrow", 9.5, 3.7),
    title=TextStyle("serif-bold", 13, 5.6),
    text=TextStyle("serif", 11, 4.6),
    strong=TextStyle("serif-bold", 11, 4.6),
    cell=TextStyle("narrow", 11, 4.0),
    total=TextStyle("narrow-bold", 11, 4.0),
    head=TextStyle("narrow", 8.5, 3.2),
    note=TextStyle("serif", 9.5, 3.7),
    annex=TextStyle("narrow", 10, 3.8),
    foot=TextStyle("narrow", 8.5, 3.4),
)
LARGE = Sizes(
    college=TextStyle("serif", 18, 7.6),
    title=TextStyle("serif-bold", 22, 9.4),
    text=TextStyle("serif", 18, 7.6),
    strong=TextStyle("serif-bold", 18, 7.6),
    cell=TextStyle("serif", 18, 7.6),
    total=TextStyle("serif-bold", 18, 7.6),
    head=TextStyle("serif", 18, 7.6),
    note=TextStyle("serif", 18, 7.6),
    annex=TextStyle("serif", 18, 7.6),
    foot=TextStyle("narrow", 13, 5.2),
)
