"""A sample college, and everything the program can make of it so far."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ejarchive.archive.shelf import bags_below
from ejarchive.archive.verify import verify_bag
from ejarchive.artifact import Artifact
from ejarchive.errors import InTheWayError, InvalidBagError
from ejarchive.finding import Finding
from ejarchive.outputs import new_file
from ejarchive.recipes.analytics import AnalyticsOrder, analyse, remember_month
from ejarchive.recipes.archive_list import list_archive
from ejarchive.recipes.bundle import BundleOrder, make_bundles
from ejarchive.recipes.contents import look_into
from ejarchive.recipes.convert import convert
from ejarchive.recipes.init import Introduction, start_college
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.recipes.statement import make_statements
from ejarchive.recipes.statement_order import StatementOrder
from ejarchive.resources import folder
from ejarchive.surroundings import Surroundings

_LIST = "README.txt"
_FIRST_LINE = "Вымышленный колледж и всё, что ejarchive делает из его журнала."
_FIRST, _SECOND = "2025-1", "2025-2"
_CONTINUED, _SMALL = "21-ТМ", "11-ПК"
_ZIPPED = "11-ВТ"
_CHILD = "s006"  # long ill, with a debt: a sheet that has something to say
_END_OF_FIRST = dt.datetime.fromisoformat("2025-12-30T18:00:00+04:00")
_MONTHS = (
    ("2025-10", "2025-11-05T18:00:00+04:00"),
    ("2025-11", "2025-12-05T18:00:00+04:00"),
    ("2025-12", "2026-01-14T18:00:00+04:00"),
)
_LAID_OUT = (
    "  semester-1/pack-….pdf       журналы трёх групп за первый семестр: печатать, подписать, подшить",
    "  semester-1/readiness-….pdf  что в журнале группы ещё не заполнено: куратору, до подписи",
    "  semester-2/pack-….pdf       второй семестр одной группы: продолжение того же дела, с итогами года",
    "  project/pack-….pdf          так журнал выглядит, пока заполнено не всё: «ПРОЕКТ» на каждом листе",
    "  statement/statement-….pdf   сводная ведомость родителям об одном обучающемся (черновик: без номера выдачи)",
    "  archive/bag-…               электронные дела для архива, папкой и zip: откройте в деле data/index.html",
    "  archive/….pdf, register.…   удостоверяющие листы, опись электронных дел, этикетки носителей",
    "  analytics/report-….pdf      справки заместителям за декабрь; рядом сводка директору, книги, листы замечаний",
    "  journal/                    журнал папкой таблиц и настройки колледжа ejarchive.toml",
    "  journal.zip, journal.xlsx   тот же журнал архивом и книгой",
    "  blank/                      пустая книга и настройки для своего колледжа",
)
_REASON = "пробелы названы в листе готовности, срок их заполнения — до 16 января 2026 года"


def make_demo(target: Path, order: Order, surroundings: Surroundings, *, talk: Talk | None = None) -> Outcome:
    """Copy the sample college into a folder and make everything of it; an earlier demo there is made anew."""
    talk = talk or Silence()
    target = surroundings.folder / target
    surroundings = replace(surroundings, state=None)  # the records of an invented college lie with it
    _refuse_strangers(target)
    with new_file(target / _LIST, ours=lambda _: True) as text:
        text.write_text("\n".join([_FIRST_LINE, "", *_LAID_OUT]) + "\n", "utf-8")
    artifacts = [*_journals(target, order, surroundings)]

    def packs(folder: str, wanted: PackOrder, moment: dt.datetime | None) -> Outcome:
        then = replace(order, config=None, as_of=moment)
        return make_packs(target / "journal", target / folder, wanted, then, surroundings, talk=_Quiet(talk))

    talk.say("Журнал скопирован. Печатаю первый семестр трёх групп…")
    first = packs("semester-1", PackOrder(term=_FIRST, accept_gaps=_REASON), _END_OF_FIRST)
    talk.say("Печатаю второй семестр одной группы: продолжение того же дела, с итогами года…")
    second = packs(
        "semester-2",
        PackOrder(
            groups=[_CONTINUED],
            term=_SECOND,
            continuation=True,
            accept_gaps=_REASON,
        ),
        None,
    )
    talk.say("Печатаю «ПРОЕКТ»: журнал, в котором заполнено ещё не всё…")
    project = packs("project", PackOrder(groups=[_SMALL], term=_FIRST), _END_OF_FIRST)
    talk.say("Печатаю ведомость родителям об одном обучающемся…")
    stated = make_statements(
        target / "journal",
        target / "statement",
        StatementOrder(student=_CHILD, term=_FIRST),
        replace(order, config=None, as_of=_END_OF_FIRST),
        surroundings,
        talk=_Quiet(talk),
    )
    talk.say("Проверяю, как вели журналы: справки за декабрь с замечаниями трёх месяцев…")
    reviewed = _analytics(target, order, surroundings, _Quiet(talk))
    talk.say("Составляю электронные дела и проверяю их…")
    kept = _archive(target, order, surroundings, _Quiet(talk))
    return Outcome(
        artifacts=(
            *artifacts,
            *first.artifacts,
            *second.artifacts,
            *project.artifacts,
            *stated.artifacts,
            *reviewed,
            *kept,
        ),
        findings=first.findings,
        lines=tuple(_words(target)),
    )


class _Quiet:
    """Passes on how far the work is, and not what is found: the sample has its gaps on purpose."""

    def __init__(self, talk: Talk) -> None:
        self.progress = talk.progress

    def say(self, text: str) -> None:
        """Say nothing."""

    def tell(self, findings: Sequence[Finding]) -> None:
        """Tell nothing."""


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
    if not (target / "blank").exists():  # who has begun to fill it in keeps it
        yield from start_college(target / "blank", Introduction()).artifacts


def _analytics(target: Path, order: Order, surroundings: Surroundings, talk: Talk) -> Sequence[Artifact]:
    """Analyse three months one after another, as a deputy does, and print the last."""
    journal = target / "journal"
    orders = [
        (AnalyticsOrder(month=month), replace(order, config=None, as_of=dt.datetime.fromisoformat(moment)))
        for month, moment in _MONTHS
    ]
    for wanted, then in orders[:-1]:
        remember_month(journal, wanted, then, surroundings)
    return analyse(journal, target / "analytics", *orders[-1], surroundings, talk=talk).artifacts


def _archive(target: Path, order: Order, surroundings: Surroundings, talk: Talk) -> Iterator[Artifact]:
    """Make a bag of a folder and a zip of what was printed, prove both sound, and list them."""
    journal, archive = target / "journal", target / "archive"
    then = replace(order, config=None, as_of=_END_OF_FIRST)
    for group, zipped in ((_SMALL, False), (_ZIPPED, True)):
        wanted = BundleOrder(groups=[group], term=_FIRST, documents=target / "semester-1", zip=zipped)
        yield from make_bundles(journal, archive, wanted, then, surroundings, talk=talk).artifacts
    for bag in bags_below(archive):
        checked = verify_bag(bag)
        if not checked.valid or look_into(bag):
            raise InvalidBagError(f"Пакет показа повреждён: {bag}.", "Удалите папку показа и повторите.")
    listing = replace(then, config=journal / "ejarchive.toml")
    yield from list_archive(archive, archive, listing, surroundings, talk=talk).artifacts


def _words(target: Path) -> Iterator[str]:
    yield f"Готово. Всё лежит в папке {target}. С чего начать:"
    yield ""
    yield from _LAID_OUT
    yield ""
    yield "Попробуйте сами:"
    yield f'  ejarchive check "{target / "journal"}"'
    yield f'  ejarchive verify "{target / "archive"}"/bag-*'
    yield f'  ejarchive pack "{target / "journal"}" --group {_SMALL} --term {_FIRST} -o печать'
