"""A sheet of paper by the code at its foot: of which pack it is, in which bag, what it says, is it the last version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ejarchive.archive.sheet_source import payload_file
from ejarchive.artifact import Artifact
from ejarchive.errors import FindingsError, UnreadableError
from ejarchive.recipes.group_file_desk import desk_of
from ejarchive.recipes.group_file_placing import known_files
from ejarchive.recipes.order import Order, Outcome, Silence, Talk
from ejarchive.recipes.sheet_search import Printed, Shelf, printed_sheets, shelves_of
from ejarchive.render.page_texts import texts_of_pages
from ejarchive.russian import counted, short_date
from ejarchive.sheet_code import CodedSheet, read_code
from ejarchive.surroundings import Surroundings

_DOCUMENTS = "documents/"


def find_sheet(
    text: str, archive: Path | None, order: Order, surroundings: Surroundings, *, talk: Talk | None = None
) -> Outcome:
    """Say where a code leads, by the ledger and by the bags; a code of no sheet is a `FindingsError`.

    `archive` is searched besides the bags that the ledger names. Nothing is asked of any network.
    """
    talk = talk or Silence()
    code = read_code(text)
    desk = desk_of(order, surroundings)
    files = known_files(desk.folder, desk.now)
    printed = list(printed_sheets(files, code))
    shelves = shelves_of(files, surroundings.folder / archive if archive else None, talk)
    holding = [(shelf, sheet) for shelf in shelves if (sheet := shelf.sheet(code))]
    if not printed and not holding:
        raise _unknown(code, shelves, known=bool(files))
    lines = [f"Код {code}"]
    lines += [line for one in printed[-1:] for line in _of_ledger(one)]
    if not holding:
        lines.append(f"Пакета с этим листом нет: просмотрено {counted(len(shelves), 'пакет')}. Текста показать нельзя.")
    newest = {shelf.place[0]: (shelf, sheet) for shelf, sheet in sorted(holding, key=lambda one: one[0].place)}
    for shelf, sheet in newest.values():
        lines += _of_bag(shelf, sheet, shelf.replaced_by(shelves), code)
    return Outcome(
        artifacts=tuple(_artifact(shelf, sheet) for shelf, sheet in newest.values()),
        findings=desk.findings,
        lines=tuple(lines),
    )


def _unknown(code: str, shelves: Sequence[Shelf], *, known: bool) -> FindingsError:
    bags = f"в пакетах (просмотрено: {len(shelves)})"
    return FindingsError(
        f"Листа с кодом {code} нет {f'ни в учёте дел, ни {bags}' if known else bags}.",
        (),
        "Код прочитан без ошибки. Если пакеты лежат в другом месте, укажите его: --archive ПАПКА. "
        "Если все они просмотрены, такого листа программа не печатала.",
    )


def _of_ledger(one: Printed) -> Iterator[str]:
    term, printing = one.term, one.printing
    printed = f", напечатан {short_date(printing.day)}" if printing.day else ""
    yield f"Группа {term.group_name} ({term.group_id}), {term.title} ({term.term_id})"
    yield f"  том {one.volume.volume}, лист {one.sheet}, версия {printing.version}{printed}, {one.volume.file}"
    if later := one.later:
        when = f" от {short_date(later.day)}" if later.day else ""
        yield f"  ЗАМЕНЁН: действует версия {later.version}{when}, листы {'; '.join(v.range for v in later.volumes)}"
    elif inserted := [
        str(each) for each in one.volume.literal if each.number == one.sheet.number and each != one.sheet
    ]:
        yield f"  к листу вставлены: {', '.join(inserted)}"
    else:
        yield f"  версия последняя{f', {term.step.words}' if term.step else ''}"


def _of_bag(shelf: Shelf, sheet: CodedSheet, later: Shelf | None, code: str) -> Iterator[str]:
    yield f"Пакет {shelf.bag.name}: {shelf.bag.path}"
    if described := shelf.bag.labels.get("External-Description"):
        yield f"  {described}"
    yield f"  {_place(sheet)}"
    if later is None:
        yield "  более поздней версии пакета среди просмотренных нет"
    else:
        others = [one for one in later.sheets if one.sheet == sheet.sheet and one.file == sheet.file]
        now = f", в ней у этого листа код {others[0].code}" if others else ", в ней такого листа нет"
        yield f"  ЗАМЕНЁН: есть версия {later.bag.name}{now}"
    yield from _texts(shelf, sheet, code)


def _texts(shelf: Shelf, sheet: CodedSheet, code: str) -> Iterator[str]:
    """Yield what stands on the pages; of a damaged file too, but never without saying that it is."""
    data, sound = payload_file(shelf.bag.path, f"{_DOCUMENTS}{sheet.file}")
    if not sound:
        yield f"  файл повреждён, проверьте пакет: ejarchive verify {shelf.bag.path}"
    try:
        pages = texts_of_pages(data, sheet.file, sheet.first_page, sheet.last_page)
    except UnreadableError:
        yield "  прочитать страницы нельзя"
        return
    if sound and not any(code in text for _, text in pages):
        yield "  на странице этого кода нет: список кодов в пакете не от этого файла"
    for number, (label, text) in enumerate(pages):
        yield ""
        yield f"{'Оборот' if number else 'Лицевая сторона'}, страница {label}:"
        yield from (line.rstrip() for line in text.splitlines() if line.strip())


def _place(sheet: CodedSheet) -> str:
    one = sheet.first_page == sheet.last_page
    pages = f"страница файла {sheet.first_page}" if one else f"страницы файла {sheet.first_page}–{sheet.last_page}"
    return f"{_DOCUMENTS}{sheet.file}, {_name(sheet)}, {pages}"


def _name(sheet: CodedSheet) -> str:
    """Return what a sheet is called in a sentence: «лист 12», «лист описи 1», «лист без номера 2»."""
    for mark, words in (("оп. ", "лист описи "), ("б/н ", "лист без номера ")):
        if sheet.sheet.startswith(mark):
            return f"{words}{sheet.sheet.removeprefix(mark)}"
    return f"лист {sheet.sheet}"


def _artifact(shelf: Shelf, sheet: CodedSheet) -> Artifact:
    return Artifact(
        kind="bag",
        path=shelf.bag.path.resolve(),
        sha256=shelf.bag.fingerprint,
        title=_place(sheet),
        pages=sheet.last_page - sheet.first_page + 1,
        sheets=1,
        group_id=shelf.group_id,
        term_id=shelf.term_id,
    )
