"""Whole-class reports made for tests, in the two layouts of the real files."""

from openpyxl import Workbook

TITLE = "Отчет об успеваемости и посещаемости ученика"
CARD = "Табель успеваемости учащегося"
LEGEND = [["Н", "Неуважительная"], ["О", "Опоздание"], ["Б", "Болезнь"], ["У", "Уважительная"]]


def report_block(student, months, subjects, *, year="2024/2025", group="8А", period="с 24.03.25 по 24.05.25"):
    """Months: name → days; a subject: cells in order of the days (None = no lesson), averages, grade."""
    heading, days = ["Предмет"], [None]
    for month, numbers in months.items():
        heading += [month, *[None] * (len(numbers) - 1)]
        days += numbers
    heading += ["Средняя оценка", "Средневзвешенный \n балл", "Итоговая оценка за период"]
    facts = [f"Учебный год: {year}", f"Класс: {group}", f"Период: {period}", f"Ученик: {student}"]
    return [*[[fact] for fact in facts], [], heading, days, *subjects, [], [], *LEGEND]


def card_block(student, subjects, *, year="2024/2025", group="8А", term="Четверть", terms=4):
    """A subject: name, then average, weighted average and grade of each term, then the grades of the year."""
    whole = ["Год. оценка", "Экз. оценка", "Гос. экз. оценка", "Итог. оценка"]
    titles = [title for number in range(terms) for title in (f"{number + 1} {term}", None, None)]
    head = [
        [None, "Предмет", "Учебные периоды", *[None] * (3 * terms - 1), *whole],
        ["№"],
        ["п/п", None, *titles],
        [None, None, *["Средний балл", "Ср. взв. балл", "Итог"] * terms],
    ]
    facts = [[f"Учебный год: {year}"], [f"Класс: {group}"], [f"Ученик: {student}"]]
    rows = [[str(number), *subject] for number, subject in enumerate(subjects, 1)]
    return [*facts, [], [], *head, *rows, []]


def write_report(path, title, *blocks):
    book = Workbook()
    sheet = book.active
    sheet.title = "Лист1"
    rows = [["Школа"], [], [title], [], [], *[row for block in blocks for row in block]]
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row, 1):
            if value is not None:
                cell = sheet.cell(number, position, value)
                if value == "":
                    cell.data_type = "inlineStr"
    book.save(path)
    return path
