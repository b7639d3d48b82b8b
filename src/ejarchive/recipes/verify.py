"""Checking bags: each by itself, against a second copy, or only which of them are due."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ejarchive.archive.check_log import Checked, append_event, last_checks, log_folder
from ejarchive.archive.second_copy import replace_by_copy, same_bag, second_copy_of
from ejarchive.archive.shelf import bags_at
from ejarchive.archive.verify import Verification, verify_bag
from ejarchive.archive.verify.bag import source_of
from ejarchive.archive.verify.signatures import check_signatures
from ejarchive.archive.verify.trust import Roots, read_roots
from ejarchive.causes import cause_of
from ejarchive.errors import InvalidBagError, UnreadableError, UsageError
from ejarchive.finding import Finding, errors, finding_in_file
from ejarchive.recipes.contents import look_into
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.russian import counted, number_text, short_date
from ejarchive.surroundings import Surroundings

_NO_BAG = "B139"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOrder:
    """What is asked of the check. `copy` is a second copy, or the folder with second copies; `due` in months.

    `roots`: certificates by which the signatures beside the files are checked; without them they are only named.
    """

    fast: bool = False
    copy: Path | None = None
    repair: bool = False
    due: int | None = None
    roots: Path | None = None


def verify_bags(
    paths: Sequence[Path], wanted: VerifyOrder, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Check bags; exit code 6 when one of them is not valid. Each check is written into the log of checks."""
    talk = talk or Silence()
    _refuse_contradictions(wanted)
    bags = [surroundings.folder / path for path in paths]
    _refuse_missing(bags)
    if wanted.due is not None:
        within = [each for bag in bags for each in _bags_at(bag)]
        return Outcome(lines=tuple(_due(within, wanted.due, surroundings)))
    roots = read_roots(surroundings.folder / wanted.roots) if wanted.roots else None
    desk = _Desk(wanted.fast, order.jobs or surroundings.processors, surroundings, talk, roots)
    findings: list[Finding] = []
    lines: list[str] = []
    for bag in bags:
        checked = desk.check(bag)
        copy = second_copy_of(bag, surroundings.folder / wanted.copy) if wanted.copy else None
        if copy is None:
            findings += _placed(checked)
            lines.append(_verdict(checked))
        else:
            second = desk.check(copy)
            more, words = _compare(checked, second, wanted, desk)
            findings += more
            lines += [_verdict(checked), _verdict(second), *words]
    return Outcome(
        findings=tuple(findings), lines=tuple(lines), exit_code=InvalidBagError.exit_code if errors(findings) else 0
    )


class _Desk:
    """Checks one bag after another and writes each check down."""

    def __init__(self, fast: bool, threads: int, surroundings: Surroundings, talk: Talk, roots: Roots | None) -> None:
        self._fast, self._threads, self._surroundings, self.talk = fast, threads, surroundings, talk
        self._roots = roots

    def check(self, bag: Path) -> Verification:
        """Verify a bag and append the event; where nothing can be written (a disc) it is said and goes on."""
        checked = verify_bag(bag, fast=self._fast, threads=self._threads, progress=self.talk.progress)
        if checked.ours and checked.valid and not self._fast:
            checked = replace(checked, findings=(*checked.findings, *look_into(bag)))
        signatures = check_signatures(source_of(bag), self._roots, self._surroundings.now)
        checked = replace(checked, signatures=tuple(signatures))
        try:
            append_event(log_folder(bag, _state(self._surroundings)), checked, self._surroundings.now)
        except OSError as error:
            self.talk.say(f"Проверка не записана в журнал проверок: {cause_of(error)}. Укажите папку: --state ПАПКА")
        return checked


def _refuse_contradictions(wanted: VerifyOrder) -> None:
    if wanted.repair and wanted.copy is None:
        raise UsageError("Чтобы починить пакет, нужна вторая копия.", "Укажите её: --copy ПАПКА")
    if wanted.repair and wanted.fast:
        raise UsageError("Чинить можно только после полной проверки.", "Уберите --fast.")
    if wanted.roots and wanted.fast:
        raise UsageError("Подписи проверяются только вместе с содержимым.", "Уберите --fast или --roots.")


def _refuse_missing(bags: Sequence[Path]) -> None:
    """Name all that is not there before hours are spent on the others."""
    missing = [str(bag) for bag in bags if not bag.exists()]
    if missing:
        raise UnreadableError(f"Не найдено: {', '.join(missing)}.", "Проверьте путь к пакету.")


def _bags_at(path: Path) -> list[Path]:
    bags = bags_at(path)
    if not bags:
        raise UnreadableError(f"В папке {path} нет архивных пакетов.", "Проверьте путь к папке архива.")
    return bags


def _compare(
    first: Verification, second: Verification, wanted: VerifyOrder, desk: _Desk
) -> tuple[list[Finding], list[str]]:
    """Compare two copies, and mend the damaged one by the sound one where that is wanted."""
    found = [*_placed(first), *_placed(second)]
    if not same_bag(first.path, second.path):
        return [*found, finding_in_file("B301", str(first.path), copy=second.path)], []
    if first.valid and second.valid:
        return found, ["Обе копии целы и одинаковы."]
    if not (first.valid or second.valid):
        return found, ["Повреждены обе копии: целой для починки нет."]
    damaged, sound = (second, first) if first.valid else (first, second)
    if not wanted.repair:
        return found, [f"Копия {damaged.path} повреждена, {sound.path} цела. Починить: добавьте --repair."]
    aside = replace_by_copy(damaged.path, sound.path)
    mended = desk.check(damaged.path)
    return [*_placed(mended), *_placed(sound)], [f"Починено: {damaged.path}. Повреждённая копия оставлена: {aside}."]


def _placed(checked: Verification) -> list[Finding]:
    """Name the bag in the place of each of its findings."""
    found = []
    for finding in (*checked.findings, *checked.signatures):
        file = f"{checked.path}/{finding.place.file}" if finding.place.file else str(checked.path)
        found.append(replace(finding, place=replace(finding.place, file=file)))
    return found


def _verdict(checked: Verification) -> str:
    size = f"{counted(checked.files, 'файл')}, {number_text(checked.size)} байт"
    if any(finding.code == _NO_BAG for finding in checked.findings):
        return f"Не пакет: {checked.path}."
    if not checked.valid:
        return f"Пакет {checked.path} не прошёл проверку: {counted(len(errors(checked.findings)), 'ошибка')}."
    if checked.fast:
        return f"Пакет {checked.path}: имена и размеры сходятся ({size}). Содержимое не проверено."
    return f"Пакет {checked.path} цел: {size}."


def _due(bags: Sequence[Path], months: int, surroundings: Surroundings) -> Iterator[str]:
    """Yield the bags that were not found sound by a full check for so many months, or not by the last one."""
    edge = _months_before(surroundings.now, months)
    logs: dict[Path, dict[str, Checked]] = {}
    late = False
    for bag in bags:
        folder = log_folder(bag, _state(surroundings))
        if folder not in logs:
            logs[folder] = last_checks(folder)
        last = logs[folder].get(bag.name)
        if last is None or not last.sound or last.moment <= edge:
            late = True
            yield f"{bag}: {_words(last)}"
    if not late:
        yield "Всё проверено в срок."


def _words(last: Checked | None) -> str:
    if last is None:
        return "не проверялся"
    return f"{'проверен' if last.sound else 'не прошёл проверку'} {short_date(last.moment.date())}"


def _months_before(moment: dt.datetime, months: int) -> dt.datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    return moment.replace(year=year, month=month + 1, day=min(moment.day, calendar.monthrange(year, month + 1)[1]))


def _state(surroundings: Surroundings) -> Path | None:
    return surroundings.folder / surroundings.state if surroundings.state else None
