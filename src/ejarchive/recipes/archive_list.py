"""The archive folder as a whole: its register, the labels of its media, and what may be considered for disposal."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from ejarchive.artifact import Artifact
from ejarchive.formats.register_table import is_register, register_csv
from ejarchive.holdings import Holdings
from ejarchive.outputs import new_file
from ejarchive.recipes.opening import read_settings
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.printing import own_templates, print_documents
from ejarchive.recipes.shelf_reading import holdings_of
from ejarchive.render.html_pages import render_pages
from ejarchive.render.metadata import is_ours
from ejarchive.reports.archive_register import archive_page, archive_register
from ejarchive.reports.disposal_act import disposal_act
from ejarchive.reports.media_labels import media_labels
from ejarchive.russian import counted, short_date
from ejarchive.surroundings import Surroundings

_TABLE, _PAGE, _ACT = "register.csv", "register.html", "disposal-act.pdf"
_MADE_BY = b'<meta name="generator" content="ejarchive archive list" />'


def list_archive(
    root: Path, out: Path, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Write the register of all bags in a folder as PDF, CSV and HTML, and the labels of its two media.

    The draft of an act of disposal is made when the term of some case is over by the day of `--as-of`, else today;
    an earlier draft of ours goes when none is. Nothing in the archive is changed.
    """
    talk = talk or Silence()
    root, out = surroundings.folder / root, surroundings.folder / out
    settings, findings = read_settings(order, surroundings, root)
    talk.tell(findings)
    moment = order.as_of or surroundings.now.astimezone(settings.college.zone)
    state = surroundings.folder / surroundings.state if surroundings.state else None
    held = holdings_of(root, moment.date(), talk, state=state)
    table = register_csv(held)
    page = archive_page(held, settings, dict(_links(root, out, held)))
    [html] = render_pages([page], templates=own_templates(settings)).values()
    act = disposal_act(held, settings)
    labels = media_labels(held, settings, hashlib.sha256(table).hexdigest())
    documents = [archive_register(held, settings), labels, *([act] if act else [])]
    with ExitStack() as stack:  # the printed sheets and the files beside them: all or nothing
        for name, data, ours in ((_TABLE, table, is_register), (_PAGE, html, _is_page)):
            stack.enter_context(new_file(out / name, ours=ours)).write_bytes(data)
        printed = print_documents(documents, out, settings=settings, order=order, surroundings=surroundings, talk=talk)
    if act is None and (out / _ACT).is_file() and is_ours(out / _ACT):
        (out / _ACT).unlink()
    files = [
        Artifact(
            kind="register", path=(out / name).resolve(), sha256=hashlib.sha256(data).hexdigest(), title=page.title
        )
        for name, data in ((_TABLE, table), (_PAGE, html))
    ]
    return Outcome(artifacts=(*printed, *files), findings=tuple(findings), lines=tuple(_words(held, out)))


def _links(root: Path, out: Path, held: Holdings) -> Iterator[tuple[str, str]]:
    """Yield where the first page of a bag is reached from the register, when it lies in the archive itself."""
    if not out.resolve().is_relative_to(root.resolve()):
        return
    for case in held.cases:
        for unit in case.units:
            if unit.browsable:
                way = os.path.relpath(root.resolve() / unit.place / "data" / "index.html", out.resolve())
                yield unit.place, quote(way.replace(os.sep, "/"))


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return _MADE_BY in file.read(4000)


def _words(held: Holdings, out: Path) -> Iterator[str]:
    yield f"В описи {counted(len(held.cases), 'дело')}, {counted(held.units, 'пакет')}: {out}"
    broken = sum(not unit.complete for case in held.cases for unit in case.units)
    if broken:
        yield f"Повреждено: {counted(broken, 'пакет')}. Проверьте: ejarchive verify"
    if held.due:
        yield (
            f"К {short_date(held.today)} истёк срок хранения: {counted(len(held.due), 'дело')}. "
            f"Составлен проект акта {_ACT}; сама программа ничего не уничтожает."
        )
