"""The part cache: the same key is the same bytes, everything that matters is in the key, nobody is disturbed."""

import os
import stat
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ejarchive.document import Geometry, Numbers
from ejarchive.render.cache import DAY, MEGABYTE, OrderKeys, PartCache
from ejarchive.render.parts import PartOrder, RenderedPart
from ejarchive.render.pdf import RenderOptions, render_document
from render.documents import TEMPLATES, pack, page_part

NOW = 1_766_937_600.0
PART = RenderedPart(pdf=b"%PDF-1.7 \n\x00\xff\n", texts=("первая\nстраница", ""))
KEY, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def cache(tmp_path) -> PartCache:
    return PartCache(tmp_path / "cache", now=NOW)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_comes_back_as_it_was(cache):
    assert cache.get(KEY) is None
    cache.put(KEY, PART)
    assert cache.get(KEY) == PART
    assert cache.get(OTHER) is None


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b[:100] + b"x" + b[101:], lambda b: b * 0, lambda b: b * 0 + b"\n\n"]
)
def test_a_broken_entry_is_as_good_as_none(cache, tmp_path, damage):
    cache.put(KEY, PART)
    [entry] = files(tmp_path)
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get(KEY) is None
    cache.put(KEY, PART)
    assert cache.get(KEY) == PART


def test_nobody_else_may_look_in(cache, tmp_path):
    before = os.umask(0)
    try:
        cache.put(KEY, PART)
    finally:
        os.umask(before)
    [entry] = files(tmp_path)
    assert stat.S_IMODE(entry.stat().st_mode) == 0o600
    for folder in (entry.parent, entry.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_an_unwritable_place_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").write_text("no folder")
    cache = PartCache(tmp_path / "file", now=NOW)
    cache.put(KEY, PART)
    assert cache.get(KEY) is None
    cache.prune()
    assert cache.clear() == 0


def test_what_was_not_used_for_long_goes(tmp_path):
    cache_at = lambda days: PartCache(tmp_path, now=NOW + days * DAY, most_days=60)  # noqa: E731
    cache_at(0).put(KEY, PART)
    cache_at(0).put(OTHER, PART)
    assert cache_at(50).get(KEY) == PART  # used once more
    cache_at(61).prune()
    assert cache_at(61).get(KEY) == PART
    assert cache_at(61).get(OTHER) is None


def test_what_is_too_much_goes_oldest_first(tmp_path):
    large = RenderedPart(pdf=bytes(MEGABYTE // 4), texts=("",))
    keys = [f"{number:02x}" * 32 for number in range(8)]
    for number, key in enumerate(keys):
        PartCache(tmp_path, now=NOW + number).put(key, large)
    cache = PartCache(tmp_path, now=NOW + 9, most_bytes=MEGABYTE)
    cache.prune()
    assert sum(path.stat().st_size for path in files(tmp_path)) <= MEGABYTE
    assert [cache.get(key) is not None for key in keys] == [False] * 5 + [True] * 3


def test_clearing_leaves_nothing(cache, tmp_path):
    cache.put(KEY, PART)
    cache.put(OTHER, PART)
    assert cache.clear() == 2
    assert files(tmp_path) == []


def disturb(folder: Path, seed: int) -> int:
    """Write, read, prune and clear the same few entries over and over; return the number of good reads."""
    cache = PartCache(folder, now=NOW, most_bytes=2000)
    good = 0
    for turn in range(150):
        key = f"{(turn + seed) % 5:02x}" * 32
        cache.put(key, RenderedPart(pdf=key.encode() * 10, texts=(key,)))
        found = cache.get(key)
        assert found is None or found.pdf == key.encode() * 10
        good += found is not None
        if turn % 10 == seed:
            cache.prune()
        if turn % 40 == seed:
            cache.clear()
    return good


def test_runs_at_the_same_time_do_not_disturb_each_other(tmp_path):
    with ProcessPoolExecutor(4) as pool:
        assert all(good > 50 for good in pool.map(disturb, [tmp_path] * 4, range(4)))
    assert [path for path in files(tmp_path) if len(path.name) != 64] == [], "a draft was left behind"


def key_of(templates: Path | None = None, engine="plutoprint", numbers=None, language="ru", **fields) -> str:
    part = replace(page_part("a"), **fields)
    return OrderKeys(engine, templates).key(
        PartOrder(part=part, engine=engine, templates=templates, numbers=numbers, language=language)
    )


def test_everything_that_shapes_a_part_is_in_its_key(tmp_path, monkeypatch):
    numbers = Numbers(volume=1, volumes=1, first_sheet=1, last_sheet=9, sheets=9, own_sheets=0, pages=17)
    (tmp_path / "style.css").write_text("p { color: black }")
    keys = [
        key_of(),
        key_of(view={"heading": "другой"}),
        key_of(view={"heading": "другой", "sheets": []}),
        key_of(template="other.html.j2"),
        key_of(geometry=Geometry(left=31)),
        key_of(numbers=numbers),
        key_of(numbers=replace(numbers, sheets=10)),
        key_of(language="en"),
        key_of(promises=("5",)),
        key_of(pages=2),
        key_of(engine="weasyprint"),
        key_of(tmp_path),
    ]
    (tmp_path / "style.css").write_text("p { color: maroon }")
    keys.append(key_of(tmp_path))
    (tmp_path / "style.css").rename(tmp_path / "other.css")
    keys.append(key_of(tmp_path))
    monkeypatch.setattr("ejarchive.render.cache.engine_fingerprint", lambda _engine: "a later version")
    keys.append(key_of())
    monkeypatch.setattr("ejarchive.render.cache.__version__", "99")
    keys.append(key_of())
    assert len(set(keys)) == len(keys)


def test_the_place_in_the_document_is_not_in_the_key():
    assert key_of(title="A", level=2, every_volume=True) == key_of(title="B")


class Refusing(Executor):
    def submit(self, _fn, order):
        raise AssertionError(f"{order.part.key} was rendered once more")


def test_a_second_run_renders_nothing_and_makes_the_same_bytes(quick, cache):
    first = render_document(pack(3), quick(cache=cache))
    seen = []
    again = render_document(
        pack(3),
        RenderOptions(
            engine="plutoprint",
            executor=Refusing(),
            templates=TEMPLATES,
            cache=cache,
            progress=lambda done, total: seen.append((done, total)),
        ),
    )
    assert [volume.pdf for volume in again] == [volume.pdf for volume in first]
    assert seen[-1][0] == seen[-1][1]


def test_after_a_correction_only_that_part_is_rendered_and_the_bytes_are_those_of_a_full_run(quick, cache, here):
    render_document(pack(3), quick(cache=cache))
    corrected = pack(3)
    changed = page_part("course-1", 2, heading="Часть course-1", starts=corrected.parts[5].starts)
    changed.view["sheets"][0][0][0] = "ЗЧ"
    parts = tuple(changed if part.key == "course-1" else part for part in corrected.parts)
    corrected = replace(corrected, parts=parts)
    rendered = []

    class Watching(Executor):
        def submit(self, fn, order):
            rendered.append(order.part.key)
            return here.submit(fn, order)

    after = render_document(corrected, quick(cache=cache, executor=Watching()))
    assert rendered == ["course-1"]
    assert after == render_document(corrected, quick())


def test_an_interrupted_run_keeps_the_parts_it_made(quick, cache, tmp_path):
    def interrupt(done: int, _total: int) -> None:
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_document(pack(6), quick(cache=cache, progress=interrupt))
    assert len(files(tmp_path)) >= 5
