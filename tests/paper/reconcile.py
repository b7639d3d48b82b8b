"""Holds the pages of a course against the records: each cell in its course, its row and its column, once."""

import re
from collections import Counter

from paper.grid import squeezed

_MONTHS = ("янв", "фев", "мар", "апр", "мая май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


class DiffersError(AssertionError):
    """The paper does not say what the records say."""


def reconcile_course(course, pages, term, year):
    """Raise `DiffersError` at the first thing that is missing, doubled, moved or cut."""
    left, right = [], []
    for page in pages:
        _once_on_a_page(course, page)
        for table in page.tables[:1]:
            heading = [table.text(0, column) for column in table.columns]
            (right if "Дата" in heading else left).append(table)
    if course.kind == "work_placement" and not course.lessons:
        _reconcile_placement(course, pages, term)
        return
    periods = {
        "Семестр": (term, "result"),
        "Экзамен": (term, "exam"),
        "Экз.мод.": (term, "module_exam"),
        "Курсовая": (term, "coursework"),
        "Год": (year, "result"),
        "Итог": ("final", "result"),
    }
    _reconcile_left(course, left, periods)
    _reconcile_right(course, right)


def _reconcile_left(course, tables, periods):
    lessons, block = Counter(), Counter()  # student → how many columns of the course were met
    graded = set()
    for table in tables:
        columns = _left_columns(table)
        for row in table.rows:
            number, name = table.text(row, 0), table.text(row, 1)
            if not number.isdigit():
                continue
            who = next((who for who, known in course.students.items() if squeezed(known) == name), None)
            if who is None:
                raise DiffersError(f"a row of nobody who takes the course: {number} {name}")
            for column in columns["days"]:
                _match_cell(table, row, column, course, course.lessons, lessons, who)
            for column in columns["block"]:
                _match_cell(table, row, column, course, course.block, block, who)
            for column, title in columns["grades"].items():
                written, expected = table.text(row, column), course.grades.get((*periods[title], who), "")
                if written != squeezed(expected):
                    raise DiffersError(f"grade {title} in row {number}: «{written}» for «{expected}»")
                if expected:
                    graded.add((*periods[title], who))
            _nothing_cut(table, row)
    for kind, met, all_of in (("lesson", lessons, course.lessons), ("block", block, course.block)):
        for who in course.students:
            if met[who] != len(all_of):
                raise DiffersError(f"{kind}: {met[who]} columns of {len(all_of)} for {who}")
    if missing := set(course.grades) - graded - {key for key in course.grades if key[2] not in course.students}:
        raise DiffersError(f"grades that stand nowhere: {sorted(missing)[:3]}")


def _once_on_a_page(course, page):
    """A name stands on a page once, inside the table or nowhere."""
    for name in course.students.values():
        inside = sum(table.text(row, 1) == squeezed(name) for table in page.tables[:1] for row in table.rows)
        if page.text.count(squeezed(name)) > inside or inside > 1:
            raise DiffersError(
                f"a name stands {page.text.count(squeezed(name))} times on a page, {inside} in its column"
            )


def _left_columns(table):
    """Which columns are days, which the block, which grades, told by their headings."""
    days, block, grades = [], [], {}
    for column in list(table.columns)[2:]:
        heading = table.text(1, column)
        if re.fullmatch(r"\d\d", heading):
            days.append(column)
        elif re.fullmatch(r"\d\d\.\d\d", heading):
            block.append(column)
        elif title := table.text(0, column) + heading:
            grades[column] = title
    return {"days": days, "block": block, "grades": grades}


def _match_cell(table, row, column, course, lessons, met, who):
    """The next lesson of this student stands here, under its day and month, with its record."""
    if met[who] == len(lessons):
        raise DiffersError(f"more columns than lessons for {who}")
    lesson = lessons[met[who]]
    met[who] += 1
    _, month, day = lesson["date"].split("-")
    heading = table.text(1, column)
    if heading not in {day, f"{day}.{month}"}:
        raise DiffersError(f"the column of {lesson['date']} is headed {heading}")
    above = table.box_over(0, column)[:3].lower()
    if "." not in heading and above not in {month, *_MONTHS[int(month) - 1].split()}:
        raise DiffersError(f"the column of {lesson['date']} stands under {above}")
    written, expected = table.text(row, column), squeezed(course.cells.get((lesson["lesson_id"], who), ""))
    if written != expected:
        raise DiffersError(f"{lesson['lesson_id']} {who}: «{written}» for «{expected}»")


def _reconcile_right(course, tables):
    written, expected = list(_right_rows(tables)), course.lessons + course.block
    if len(written) != len(expected):
        raise DiffersError(f"{len(written)} rows for {len(expected)} lessons")
    for row, lesson in zip(written, expected, strict=True):
        _, month, day = lesson["date"].split("-")
        hours = lesson["hours"].removesuffix(".0").replace(".", ",")
        place = expected.index(lesson) + 1
        number = place - len(course.lessons) if lesson in course.block else place
        for heading, value in {"№": str(number), "Дата": f"{day}.{month}", "Часов": hours}.items():
            if row[heading] != value:
                raise DiffersError(f"{lesson['lesson_id']} {heading}: {row[heading]} for {value}")
        topic = next(row[name] for name in ("Темазанятия", "Видыработ") if name in row)
        if topic != squeezed(lesson["topic"]):
            raise DiffersError(f"{lesson['lesson_id']}: topic «{topic}»")
        if row.get("Домашнеезадание", squeezed(lesson["homework"])) != squeezed(lesson["homework"]):
            raise DiffersError(f"{lesson['lesson_id']}: homework «{row['Домашнеезадание']}»")


def _right_rows(tables):
    """Rows of lessons as heading → text; rows that only head others are passed over."""
    for table in tables:
        headings = [table.text(0, column) for column in table.columns]
        for row in list(table.rows)[1:]:
            texts = [table.text(row, column) for column in table.columns]
            if texts[0].isdigit():
                _nothing_cut(table, row)
                yield dict(zip(headings, texts, strict=True))


def _reconcile_placement(course, pages, term):
    """A work placement is a list: every student once, with the grade in his row."""
    rows = [(table, row) for page in pages for table in page.tables[:1] for row in table.rows]
    lines = [table.line(row) for table, row in rows if table.text(row, 0).isdigit()]
    for who, name in course.students.items():
        found = [line for line in lines if squeezed(name) in line]
        if len(found) != 1:
            raise DiffersError(f"{len(found)} rows for {who}")
        grade = course.grades.get((term, "result", who), "")
        if squeezed(grade) not in found[0].replace(squeezed(name), ""):
            raise DiffersError(f"no «{grade}» in the row of {who}")


def _nothing_cut(table, row):
    """No letter of the row runs over a line of its box."""
    top, bottom = table.ys[row], table.ys[row + 1]
    for glyph in table.crossing:
        if top < glyph.middle[1] < bottom:
            raise DiffersError(f"«{glyph.text}» runs over a line in row {table.text(row, 0)}")
