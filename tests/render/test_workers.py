"""Worker processes: renewed, killed, interrupted, and never fat."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from pathlib import Path

import pytest

from ejarchive.errors import InstallationError, RenderingError
from ejarchive.render import workers
from ejarchive.render.parts import PartOrder
from ejarchive.render.workers import WorkerPool, render_parts
from render.accidents import killed, rendered_with_peak
from render.documents import TEMPLATES, page_part

TESTS = Path(__file__).parents[1]


def orders(*keys: str, pages: int = 1) -> list[PartOrder]:
    return [PartOrder(part=page_part(key, pages), engine="plutoprint", templates=TEMPLATES) for key in keys]


def test_parts_come_with_the_number_of_their_order():
    wanted = orders(*(f"p{number}" for number in range(9)))
    with WorkerPool(2) as pool:
        found = dict(render_parts(wanted, pool))
    assert sorted(found) == list(range(9))
    for number, part in found.items():
        assert f"Часть p{number}" in part.texts[0]


def test_any_executor_will_do(here):
    wanted = orders("a", "b", "c")
    with ProcessPoolExecutor(1) as pool:
        assert dict(render_parts(wanted, pool)) == dict(render_parts(wanted, here))


def test_a_worker_is_replaced_before_it_grows_fat():
    with WorkerPool(1, parts_a_worker=3) as pool:
        processes = [pool.submit(os.getpid).result() for _ in range(10)]
    assert [processes.index(process) for process in processes] == [0, 0, 0, 3, 3, 3, 6, 6, 6, 9]
    assert os.getpid() not in processes


def test_the_renewal_loses_no_order_however_fast_they_come():
    with WorkerPool(2, parts_a_worker=2) as pool:
        answers = [pool.submit(abs, -number) for number in range(40)]
        assert [answer.result(timeout=60) for answer in answers] == list(range(40))


def test_no_process_is_started_when_there_is_nothing_to_do():
    with WorkerPool(4) as pool:
        assert list(render_parts([], pool)) == []
        assert pool._pool is None


def test_a_killed_worker_ends_the_work_with_a_word(monkeypatch):
    monkeypatch.setattr(workers, "render_part", killed)
    with WorkerPool(2) as pool, pytest.raises(RenderingError, match="остановлен извне") as caught:
        list(render_parts(orders("a", "b", "fatal", "c", "d"), pool))
    assert "--jobs 1" in caught.value.remedy


def test_an_error_of_a_part_arrives_whole():
    bad = [PartOrder(part=page_part("bad", promises=("нет такого",)), engine="plutoprint", templates=TEMPLATES)]
    with WorkerPool(1) as pool, pytest.raises(RenderingError) as caught:
        list(render_parts(bad, pool))
    assert "«bad»" in caught.value.message
    assert caught.value.remedy


def test_a_missing_engine_is_told_from_a_worker(tmp_path):
    (tmp_path / "plutoprint.py").write_text("raise ImportError('no such engine here')")
    code = f"""
import sys
sys.path[:0] = [{str(tmp_path)!r}, {str(TESTS)!r}]
from render.test_workers import orders
from ejarchive.errors import InstallationError
from ejarchive.render.workers import WorkerPool, render_parts
if __name__ == "__main__":
    try:
        with WorkerPool(1) as pool:
            list(render_parts(orders("a"), pool))
    except InstallationError as error:
        print(error.exit_code, error.remedy)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{InstallationError.exit_code} Установите")
    assert "pip install" in done.stdout


class Breaking(Executor):
    """An executor that fails the first order and never comes to the others."""

    workers = 2

    def __init__(self):
        self.futures = []

    def submit(self, _fn, _order):
        future = Future()
        if not self.futures:
            future.set_exception(RenderingError("сломалось"))
        self.futures.append(future)
        return future


def test_few_orders_are_handed_out_ahead_and_the_rest_is_dropped_when_one_fails():
    executor = Breaking()
    with pytest.raises(RenderingError, match="сломалось"):
        next(render_parts(orders(*(f"p{number}" for number in range(100))), executor))
    assert 1 < len(executor.futures) <= 10
    assert all(future.cancelled() for future in executor.futures[1:])


_INTERRUPTED = """
import signal, sys
from pathlib import Path
from render import accidents, documents
from ejarchive.document import Layout
from ejarchive.render import workers
from ejarchive.render.pdf import RenderOptions, write_document
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs behind it deaf to Ctrl-C
    workers.render_part = accidents.slow
    document = documents.pack(200)
    say = lambda done, total: print(done, flush=True)
    options = RenderOptions(engine="plutoprint", jobs=2, templates=documents.TEMPLATES, progress=say)
    try:
        write_document(document, Path(sys.argv[1]), options)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


def test_ctrl_c_stops_soon_quietly_and_leaves_nothing_behind(tmp_path):
    environment = os.environ | {"PYTHONPATH": str(TESTS)}
    with subprocess.Popen(
        [sys.executable, "-c", _INTERRUPTED, tmp_path],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that the signal reaches the workers as well, as from a terminal
    ) as process:
        for line in process.stdout:
            if line.strip() == "4":
                break
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)  # it would have gone on for minutes
    assert out.splitlines()[-1] == "interrupted"
    assert err == ""
    assert list(tmp_path.iterdir()) == []
    assert session_is_empty(process.pid), "a worker was left running"


def session_is_empty(leader: int) -> bool:
    for _ in range(100):
        try:
            os.killpg(leader, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.slow
def test_a_worker_stays_below_four_hundred_megabytes():
    course = page_part("long", 24)
    with WorkerPool(1) as pool:
        order = PartOrder(part=course, engine="weasyprint", templates=TEMPLATES)
        for _ in range(2):
            pages, megabytes = pool.submit(rendered_with_peak, order).result()
    assert pages == 24
    assert 50 < megabytes < 400
