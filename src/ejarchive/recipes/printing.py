"""Documents → files, by the engine, the processes and the cache that the order and the settings ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from ejarchive.artifact import Artifact
from ejarchive.document import Document
from ejarchive.errors import InstallationError
from ejarchive.recipes.order import Order, Talk
from ejarchive.render.cache import PartCache
from ejarchive.render.pdf import RenderedVolume, RenderOptions, drafted_document, render_document
from ejarchive.render.workers import WorkerPool
from ejarchive.settings import Settings
from ejarchive.surroundings import Surroundings

Made = TypeVar("Made")


def print_documents(
    documents: Sequence[Document],
    folder: Path,
    *,
    settings: Settings,
    order: Order,
    surroundings: Surroundings,
    talk: Talk,
    before_placing: Callable[[Sequence[Artifact]], None] | None = None,
    cache: PartCache | None = None,
) -> list[Artifact]:
    """Write the documents through one set of workers: all of them, or nothing and what stood there stays.

    `before_placing` is called when all are made and none has its name yet; what it raises stops the run.
    `cache` takes the place of the user's own.
    """
    with ExitStack() as stack:

        def write(document: Document, options: RenderOptions) -> list[Artifact]:
            return stack.enter_context(drafted_document(document, folder, options))

        made = _each(
            write, documents, settings=settings, order=order, surroundings=surroundings, talk=talk, cache=cache
        )
        placed = [artifact for artifacts in made for artifact in artifacts]
        if before_placing:
            before_placing(placed)
    return placed


def render_documents(
    documents: Sequence[Document],
    *,
    settings: Settings,
    order: Order,
    surroundings: Surroundings,
    talk: Talk,
    cache: PartCache | None = None,
) -> list[list[RenderedVolume]]:
    """Render the documents in memory: a list of volumes for each. `cache` takes the place of the user's own."""
    return _each(
        render_document, documents, settings=settings, order=order, surroundings=surroundings, talk=talk, cache=cache
    )


def _each(
    make: Callable[[Document, RenderOptions], list[Made]],
    documents: Sequence[Document],
    *,
    settings: Settings,
    order: Order,
    surroundings: Surroundings,
    talk: Talk,
    cache: PartCache | None = None,
) -> list[list[Made]]:
    if cache is None and order.cache:
        cache = PartCache(surroundings.cache, now=surroundings.now.timestamp())
    total = sum(len(document.parts) for document in documents)
    made: list[list[Made]] = []
    done = 0
    with _executor(order, surroundings, total) as executor:
        for document in documents:
            options = RenderOptions(
                engine=order.engine or settings.print.engine,
                executor=executor,
                templates=own_templates(settings),
                cache=cache,
                progress=_Share(talk, done, len(document.parts), total).progress,
            )
            made.append(make(document, options))
            done += len(document.parts)
    if cache:
        cache.prune()
    return made


def own_templates(settings: Settings) -> Path | None:
    """Return the college's own templates folder, which stands beside the settings unless its path is absolute."""
    if not settings.print.templates:
        return None
    beside = settings.file.parent if settings.file else Path()
    return beside / settings.print.templates


class _Share:
    """One document's part in the progress of all."""

    def __init__(self, talk: Talk, before: int, parts: int, total: int) -> None:
        self._talk, self._before, self._parts, self._total = talk, before, parts, total

    def progress(self, done: int, of: int) -> None:
        """Pass on how far this document is; a part that is laid out twice counts once."""
        self._talk.progress(self._before + self._parts * done // max(of, 1), self._total)


@contextmanager
def _executor(order: Order, surroundings: Surroundings, parts: int) -> Iterator[Executor]:
    if order.scheduler is None:
        with WorkerPool(min(order.jobs or surroundings.processors, parts)) as pool:
            yield pool
        return
    try:
        from distributed import Client  # type: ignore[import-not-found]  # late: only a cluster needs it
    except ImportError as error:
        raise InstallationError(
            "Для --scheduler не хватает пакета distributed.", "Установите его: pip install distributed"
        ) from error
    with Client(order.scheduler) as client:
        yield client.get_executor()
