"""The entry. It loads nothing itself, so that Ctrl-C is answered from the first moment on."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

_STOPS = (signal.SIGINT, signal.SIGTERM)  # being stopped politely is like Ctrl-C: tidy up first


def main() -> NoReturn:
    """Run the program on the arguments of this process, and end it."""
    early: list[int] = []
    stops = [number for number in _STOPS if signal.getsignal(number) is not signal.SIG_IGN]  # `nohup … &` stays deaf
    for number in stops:
        signal.signal(number, lambda got, _: early.append(got))
    from ejarchive.cli.run import run  # late: Ctrl-C while the modules load waits until it can be told

    for number in stops:
        signal.signal(number, signal.default_int_handler)
    sys.exit(run(sys.argv[1:], interrupted=bool(early)))


if __name__ == "__main__":
    main()
