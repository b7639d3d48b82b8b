"""The door of the room: a document in, finished PDF volumes out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.document import Document, Numbers
from ejarchive.outputs import new_file
from ejarchive.render.accessible import finish_accessible
from ejarchive.render.cache import PartCache
from ejarchive.render.engine import EngineName
from ejarchive.render.finisher import finish
from ejarchive.render.metadata import is_ours
from ejarchive.render.numbering import Numbering
from ejarchive.render.readback import read_back
from ejarchive.render.settling import PartSource, settle
from ejarchive.render.sheet_codes import coded
from ejarchive.render.workers import Progress, WorkerPool


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderOptions:
    """How to render. Without an `executor` each call starts `jobs` worker processes of its own;
    hand one `WorkerPool` to many calls to start them once. `templates` is a college's own folder.
    """

    engine: EngineName = "weasyprint"
    jobs: int = 1
    executor: Executor | None = None
    templates: Path | None = None
    cache: PartCache | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedVolume:
    """A finished PDF, the number of its pages and the numbers of its sheets."""

    pdf: bytes
    pages: int
    numbers: Numbers


def render_document(document: Document, options: RenderOptions) -> list[RenderedVolume]:
    """Render all parts, count their pages, number them, finish each volume and read it back.

    Raises `RenderingError` for a page that could not be made or is not what was promised,
    `InstallationError` where the engine is missing.
    """
    numbering = Numbering(document.layout, document.watermark, codes=coded(document))
    with _executor(options, len(document.parts)) as executor:
        source = PartSource(
            executor,
            engine=options.engine,
            language=document.language,
            templates=options.templates,
            cache=options.cache,
            progress=options.progress,
            accessible=document.accessible,
        )
        settled = settle(document, source)
    finished = []
    for volume, rendered in settled:
        if document.accessible:
            (part,) = rendered.values()
            pdf = finish_accessible(document, part.pdf)
        else:
            pdf = finish(document, volume, rendered, numbering)
        read_back(pdf, pages=len(volume.pages))
        finished.append(RenderedVolume(pdf=pdf, pages=len(volume.pages), numbers=volume.numbers))
    return finished


@contextmanager
def drafted_document(document: Document, folder: Path, options: RenderOptions) -> Iterator[list[Artifact]]:
    """Render a document into drafts that become `stem.pdf`, further volumes `stem-t2.pdf`, … when the block ends well.

    Our own earlier files of these names are replaced, also volumes there are no more; anything else in
    their place is an `InTheWayError`. Where the block fails, everything stays as it stood.
    """
    with ExitStack() as stack:
        # The first place is asked for before the work, so that no one waits for a refusal.
        drafts = [stack.enter_context(new_file(_path(folder, document, 1), ours=is_ours))]
        volumes = render_document(document, options)
        drafts += [
            stack.enter_context(new_file(_path(folder, document, volume.numbers.volume), ours=is_ours))
            for volume in volumes[1:]
        ]
        for draft, volume in zip(drafts, volumes, strict=True):
            draft.write_bytes(volume.pdf)
        artifacts = [_artifact(document, volume, _path(folder, document, volume.numbers.volume)) for volume in volumes]
        del volumes  # a run holds the drafts of all its documents until the last one is made
        yield artifacts
    for number in count(len(artifacts) + 1):
        leftover = _path(folder, document, number)
        if not (leftover.is_file() and is_ours(leftover)):
            break
        leftover.unlink()


def write_document(document: Document, folder: Path, options: RenderOptions) -> list[Artifact]:
    """Render a document into a folder, all its volumes or none."""
    with drafted_document(document, folder, options) as artifacts:
        return artifacts


def _path(folder: Path, document: Document, volume: int) -> Path:
    return folder / (f"{document.stem}.pdf" if volume == 1 else f"{document.stem}-t{volume}.pdf")


def _artifact(document: Document, volume: RenderedVolume, path: Path) -> Artifact:
    numbers = volume.numbers
    return Artifact(
        kind=document.kind,
        path=path.resolve(),
        sha256=hashlib.sha256(volume.pdf).hexdigest(),
        title=document.title
        if numbers.volumes == 1
        else f"{document.title}. Том {numbers.volume} из {numbers.volumes}",
        pages=volume.pages,
        sheets=numbers.sheets,
        group_id=document.group_id,
        student_id=document.student_id,
        term_id=document.term_id,
    )


@contextmanager
def _executor(options: RenderOptions, parts: int) -> Iterator[Executor]:
    if options.executor is not None:
        yield options.executor
    else:
        with WorkerPool(min(options.jobs, parts)) as pool:
            yield pool
