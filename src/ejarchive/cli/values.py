"""Kinds of values on the command line."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import click

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is told by who reads it
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


class Moment(click.ParamType[dt.datetime]):
    """A moment: a day alone means its end, so that what was recorded on that day is in."""

    name = "МОМЕНТ"

    def convert(
        self, value: str | dt.datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.datetime:
        if isinstance(value, dt.datetime):
            return value
        text = _iso(value)
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return dt.datetime.combine(day, dt.time(23, 59, 59))
        try:
            return dt.datetime.fromisoformat(text)
        except ValueError:
            self.fail(
                f"{value} — не дата. Напишите, например, 2025-12-29, 29.12.2025 или 2025-12-29T18:00+04:00.", param, ctx
            )


class Day(click.ParamType[dt.date]):
    """A day."""

    name = "ДЕНЬ"

    def convert(self, value: str | dt.date, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(_iso(value))
        except ValueError:
            self.fail(f"{value} — не дата. Напишите, например, 2025-12-29 или 29.12.2025.", param, ctx)


def _iso(text: str) -> str:
    return _DAY.sub(lambda day: f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}", text.strip())


MOMENT = Moment()
DAY = Day()
