"""Rendered parts kept between runs, found by the digest of everything their bytes depend on.

Safe for runs at the same time (an entry is renamed into place and carries its own checksum), private to
the user (0700), bounded in size and age. A broken entry is as good as none.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from ejarchive import __version__
from ejarchive.render import fonts
from ejarchive.render.engine import EngineName
from ejarchive.render.engines import engine_fingerprint
from ejarchive.render.parts import PartOrder, RenderedPart
from ejarchive.resources import folder

MEGABYTE = 1 << 20
DAY = 86_400


class PartCache:
    """A folder of rendered parts. `now` is the moment of the run in seconds since 1970."""

    def __init__(self, place: Path, *, now: float, most_bytes: int = 512 * MEGABYTE, most_days: int = 60) -> None:
        self._place = place / "parts"
        self._now = now
        self._most_bytes = most_bytes
        self._most_days = most_days

    def get(self, key: str) -> RenderedPart | None:
        """Return the part kept under a key, or None."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        checksum, _, body = content.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        texts, _, pdf = body.partition(b"\n")
        with suppress(OSError):
            os.utime(path, (self._now, self._now))
        return RenderedPart(pdf=pdf, texts=tuple(json.loads(texts)))

    def put(self, key: str, rendered: RenderedPart) -> None:
        """Keep a part. A full or unwritable disk is no reason to fail: the part is only rendered again."""
        body = json.dumps(rendered.texts, ensure_ascii=False).encode() + b"\n" + rendered.pdf
        path = self._path(key)
        with suppress(OSError):
            self._make(path.parent)
            handle, draft = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
                os.utime(draft, (self._now, self._now))
                Path(draft).replace(path)
            finally:
                Path(draft).unlink(missing_ok=True)

    def prune(self) -> None:
        """Drop entries not used for long, then the least recently used until the rest is small enough."""
        kept = 0
        oldest = self._now - self._most_days * DAY
        for path, used, size in sorted(self._entries(), key=lambda entry: entry[1], reverse=True):
            kept += size
            if used < oldest or kept > self._most_bytes:
                with suppress(OSError):
                    path.unlink()

    def clear(self) -> int:
        """Drop everything; return the number of entries there were."""
        entries = [path for path, _, _ in self._entries()]
        for path in entries:
            with suppress(OSError):
                path.unlink()
        return len(entries)

    def _entries(self) -> Iterable[tuple[Path, float, int]]:
        for path in self._place.glob("*/*"):
            with suppress(OSError):  # another run may have dropped it
                status = path.stat()
                yield path, status.st_mtime, status.st_size

    def _path(self, key: str) -> Path:
        return self._place / key[:2] / key

    def _make(self, place: Path) -> None:
        """Views hold names and marks: nobody else may look in."""
        place.mkdir(parents=True, exist_ok=True)
        for closed in (self._place, place):
            closed.chmod(0o700)


class OrderKeys:
    """The keys of orders in one run: what all of them share is digested once."""

    def __init__(self, engine: EngineName, templates: Path | None) -> None:
        self._shared = hashlib.sha256()
        self._shared.update(f"{__version__}\n{engine}\n{engine_fingerprint(engine)}\n".encode())
        program = Path(__file__).parents[1]
        self._add(program, [program / "russian.py", *program.glob("render/*.py")])
        self._add(folder("fonts"), [*fonts.files(), folder("fonts") / "fonts.conf"])
        for place in (folder("templates"), templates):
            if place is not None:
                self._add(place, [path for path in place.rglob("*") if path.is_file()])

    @property
    def shared(self) -> str:
        """The digest of what the bytes of every part depend on: program, engine, fonts, templates."""
        return self._shared.hexdigest()

    def key(self, order: PartOrder) -> str:
        """Return the key of an order: equal keys, equal bytes."""
        value = self._shared.copy()
        part = order.part
        asked = {
            "template": part.template,
            "view": part.view,
            "geometry": asdict(part.geometry),
            "numbers": asdict(order.numbers) if order.numbers else None,
            "language": order.language,
            "pages": part.pages,
            "promises": part.promises,
            "accessible": order.accessible,
        }
        value.update(json.dumps(asked, ensure_ascii=False).encode())
        return value.hexdigest()

    def _add(self, root: Path, paths: Iterable[Path]) -> None:
        for path in sorted(paths):
            content = path.read_bytes()
            self._shared.update(f"{path.relative_to(root).as_posix()}\n{len(content)}\n".encode() + content)
        self._shared.update(b"\0")
