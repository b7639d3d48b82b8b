"""A sample college, and everything the program can make of it so far."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from ejarchive.artifact import Artifact
from ejarchive.errors import InTheWayError
from ejarchive.outputs import new_file
from ejarchive.recipes.convert import convert
from ejarchive.recipes.init import Introduction, start_college
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.resources import folder
from ejarchive.surroundings import Surroundings

_LIST = "README.txt"
_FIRST_LINE = "Вымышленный колледж и всё, что ejarchive делает из его журнала."
_FIRST, _SECOND = "2025-1", "2025-2"
_CONTINUED = "21-ТМ"


def make_demo(target: Path, order: Order, surroundings: Surroundings, *, talk: Talk | None = None) -> Outcome:
    """Copy the sample college into a folder and make everything of it; an earlier demo there is made anew."""
    talk = talk or Silence()
    target = surroundings.folder / target
    _refuse_strangers(target)
    order = replace(order, config=None, as_of=None)
    with new_file(target / _LIST, ours=lambda _: True) as text:
        text.write_text("\n".join([_FIRST_LINE, "", *_words(target)]) + "\n", "utf-8")
    artifacts = [*_journals(target, order, surroundings)]
    talk.say("Журнал скопирован. Печатаю первый семестр трёх групп…")
    first = make_packs(
        target / "journal", target / "semester-1", PackOrder(term=_FIRST), order, surroundings, talk=talk
    )
    talk.say("Печатаю продолжение: второй семестр одной группы, с годовыми итогами…")
    second = make_packs(
        target / "journal",
        target / "semester-2",
        PackOrder(
            groups=[_CONTINUED], term=_SECOND, continuation=True, from_sheet=_next_sheet(first.artifacts), draft=False
        ),
        order,
        surroundings,
        talk=talk,
    )
    return Outcome(
        artifacts=(*artifacts, *first.artifacts, *second.artifacts),
        findings=first.findings,
        lines=tuple(_words(target)),
    )


def _refuse_strangers(target: Path) -> None:
    """Stop at a folder with anything in it that is no earlier demo."""
    if not target.exists() or (target.is_dir() and not any(target.iterdir())):
        return
    listed = target / _LIST
    if not (listed.is_file() and listed.read_text("utf-8", "replace").startswith(_FIRST_LINE)):
        raise InTheWayError(f"Здесь уже что-то есть: {target}.", "Укажите новую папку: ejarchive demo ПАПКА")


def _journals(target: Path, order: Order, surroundings: Surroundings) -> Iterator[Artifact]:
    """Write the sample journal in its three forms, its settings, and the empty workbook."""
    sample = folder("samples") / "college"
    for name in ("journal", "journal.zip", "journal.xlsx"):
        yield from convert([sample], target / name, order, surroundings).artifacts
    with new_file(target / "journal" / "ejarchive.toml", ours=lambda _: True) as settings:
        shutil.copyfile(sample / "ejarchive.toml", settings)
    blank = target / "blank"
    for name in ("ejarchive.toml", "journal.xlsx"):
        (blank / name).unlink(missing_ok=True)
    yield from start_college(blank, Introduction()).artifacts


def _next_sheet(artifacts: tuple[Artifact, ...]) -> int:
    """Return the number of the sheet that follows the first semester of the group that goes on."""
    group_id = next(one.group_id for one in artifacts if one.kind == "pack")
    return 1 + sum(one.sheets or 0 for one in artifacts if one.kind == "pack" and one.group_id == group_id)


def _words(target: Path) -> list[str]:
    return [
        f"Всё лежит в папке {target}. С чего начать:",
        "",
        "  semester-1/pack-….pdf       журналы трёх групп за первый семестр: печатать, подписать, подшить",
        "  semester-1/readiness-….pdf  что в журнале группы ещё не заполнено: куратору, до подписи",
        "  semester-2/pack-….pdf       второй семестр одной группы, продолжение того же дела, с итогами года",
        "  journal/                    журнал папкой таблиц и настройки колледжа ejarchive.toml",
        "  journal.zip, journal.xlsx   тот же журнал архивом и книгой",
        "  blank/                      пустая книга и настройки для своего колледжа",
        "",
        "Попробуйте сами:",
        f"  ejarchive check {target / 'journal'}",
        f"  ejarchive pack {target / 'journal'} --group 11-ПК --term {_FIRST} -o печать",
    ]
