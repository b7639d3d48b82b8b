"""Rendering many parts at once, in worker processes that are renewed before they grow fat.

Any `concurrent.futures` executor takes the orders: a pool of processes here, a cluster elsewhere.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from itertools import islice
from typing import ParamSpec, TypeVar

from ejarchive.errors import RenderingError
from ejarchive.render.parts import PartOrder, RenderedPart, render_part

P = ParamSpec("P")
T = TypeVar("T")

PARTS_A_WORKER = 150  # WeasyPrint's memory creeps by some 0.4 MB a part
_WAITING_A_WORKER = 3  # orders handed out ahead, so that no worker waits and Ctrl-C does not either

Progress = Callable[[int, int], None]


class WorkerPool(Executor):
    """Processes that see nothing of this one, replaced by fresh ones after `PARTS_A_WORKER` parts each.

    Why not `max_tasks_per_child`: in Python 3.11 and 3.12 a worker that leaves is not replaced when all
    orders were handed out before, and the pool waits for ever (cpython issue 115634).
    """

    def __init__(self, workers: int, *, parts_a_worker: int = PARTS_A_WORKER) -> None:
        self.workers = max(1, workers)
        self._renewal = self.workers * parts_a_worker
        self._handed_out = 0
        self._pool: ProcessPoolExecutor | None = None

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand an order to the present pool; the one before it ends when its orders are done."""
        if self._pool is None or self._handed_out >= self._renewal:
            self.shutdown(wait=False)
            method = "spawn" if sys.platform == "win32" else "forkserver"
            context = multiprocessing.get_context(method)
            if method == "forkserver":
                context.set_forkserver_preload(["ejarchive.render.orphans"])
            self._pool = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_leave_ctrl_c_to_the_parent)
            self._handed_out = 0
        self._handed_out += 1
        with _undisturbed():
            return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the processes when their orders are done."""
        if self._pool is not None:
            self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)
            self._pool = None


def render_parts(orders: Sequence[PartOrder], executor: Executor) -> Generator[tuple[int, RenderedPart]]:
    """Yield the number of each order and its part, as they are done.

    Few orders are handed out ahead. The first failure, Ctrl-C, or closing the generator drops those
    that have not begun.
    """
    ahead = getattr(executor, "workers", 64) * _WAITING_A_WORKER
    waiting: dict[Future[RenderedPart], int] = {}
    coming = iter(enumerate(orders))
    try:
        while True:
            for number, order in islice(coming, ahead - len(waiting)):
                waiting[executor.submit(render_part, order)] = number
            if not waiting:
                return
            done, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in done:
                number = waiting.pop(future)
                yield number, future.result()
    except BrokenExecutor as error:
        raise RenderingError(
            "Рабочий процесс печати остановлен извне: вероятно, не хватило памяти.",
            "Запустите ещё раз с одним процессом: --jobs 1. Готовые части возьмутся из кэша.",
        ) from error
    finally:
        for future in waiting:
            future.cancel()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold Ctrl-C and its like back for the moment in which processes start.

    Why: a pool cut short between starting its workers and watching them is never joined, and workers
    that find their parent gone fill the terminal with tracebacks.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _frame: held.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if held:
            signal.raise_signal(held[0])


def _leave_ctrl_c_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
