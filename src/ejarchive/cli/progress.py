"""The line on a terminal that says how far the work is and how long it will still take."""

from __future__ import annotations

import time

from ejarchive.cli import streams

_WIDTH = 24
_SECONDS_BETWEEN = 0.1
_SECONDS_BEFORE_GUESSING = 1.0


class Progress:
    """One line that is written over itself and wiped off at the end."""

    def __init__(self, total: int) -> None:
        self.total = total
        self._started = self._shown = time.monotonic()
        self._length = 0

    def move(self, done: int) -> None:
        """Show so many parts of the total, not oftener than ten times a second."""
        now = time.monotonic()
        if now - self._shown < _SECONDS_BETWEEN and done < self.total:
            return
        self._shown = now
        text = progress_line(done, self.total, now - self._started)
        streams.talk("\r" + text.ljust(self._length), end="")
        self._length = len(text)

    def wipe(self) -> None:
        """Leave the terminal as if the line had not been there."""
        streams.talk("\r" + " " * self._length + "\r", end="")


def progress_line(done: int, total: int, seconds: float) -> str:
    """Return «[######------]  12 из 48, осталось 1 мин 05 с» for work that has taken so many seconds."""
    filled = round(_WIDTH * done / total) if total else _WIDTH
    line = f"[{'#' * filled}{'-' * (_WIDTH - filled)}] {done} из {total}"
    if not 0 < done < total or seconds < _SECONDS_BEFORE_GUESSING:
        return line
    minutes, rest = divmod(round(seconds / done * (total - done)), 60)
    return f"{line}, осталось {minutes} мин {rest:02} с" if minutes else f"{line}, осталось {rest} с"
