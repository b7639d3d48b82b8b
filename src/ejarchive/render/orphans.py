"""Loaded by the process that forks workers: a worker that finds its parent gone at birth ends without a word.

Why: after Ctrl-C in the moment of starting, Python prints a traceback for each such worker.
"""

from __future__ import annotations

import sys
from types import TracebackType


def _told(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, FileNotFoundError | EOFError | ConnectionError):
        sys.__excepthook__(kind, error, trace)


sys.excepthook = _told
