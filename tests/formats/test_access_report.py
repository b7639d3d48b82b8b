"""The report of access: its moments and authors are laid on the lessons of another source."""

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from ejarchive.errors import UnreadableError
from ejarchive.formats.read import read_sources
from ejarchive.model.lessons import Entry, Lesson
from formats.journals import write_tables

ZONE = ZoneInfo("Europe/Samara")
HEAD = ("Класс", "Предмет", "Дата (время) записи", "Пользователь", "Дата урока", "Период", "Действие")


def line(at, author="Зимин О.П.", day="01.09.2025", group="21-тм", subject="Алгебра"):
    return (group, subject, at, author, day, "1 семестр", "Изменение")


def write_access(path, *rows, encoding="utf-8"):
    cells = "".join(f"<tr>{''.join(f'<td>{cell}<br></td>' for cell in row)}</tr>" for row in (HEAD, *rows))
    title = "<h3>Отчет о доступе к классному журналу</h3>"
    path.write_bytes(f'{title}<table class="table-print">{cells}</table>'.encode(encoding))
    return path


@pytest.fixture
def journal(tmp_path):
    write_tables(
        tmp_path / "журнал",
        groups="group_id,name\ng1,21-ТМ\n",
        staff="person_id,last_name,first_name,middle_name\np1,Зимин,Олег,Петрович\n",
        students="student_id,group_id,last_name,first_name\ns1,g1,Белова,Анна\n",
        courses="course_id,group_id,term_id,name\nc1,g1,2025-1,Алгебра\n",
        terms="term_id,starts,ends\n2025-1,2025-09-01,2025-12-28\n",
        lessons="lesson_id,course_id,date\nl1,c1,2025-09-01\nl2,c1,2025-09-02\nl3,c1,2025-09-02\n",
        entries="lesson_id,student_id,text\nl1,s1,5\n",
    )
    return tmp_path / "журнал"


@pytest.mark.parametrize(("name", "encoding"), [("отчёт.html", "utf-8"), ("отчёт.xls", "cp1251")])
def test_a_lesson_gets_the_first_moment_and_its_entries_the_author(journal, tmp_path, name, encoding):
    rows = [line("03.09.2025 8:05:10"), line("01.09.2025 10:15")]
    access = write_access(tmp_path / name, *rows, encoding=encoding)
    read, findings = read_sources([journal, access], zone=ZONE)
    lessons = {lesson.lesson_id: lesson.recorded_at for lesson in read.rows(Lesson)}
    assert lessons == {"l1": dt.datetime(2025, 9, 1, 10, 15, tzinfo=ZONE), "l2": None, "l3": None}
    assert [entry.recorded_by for entry in read.rows(Entry)] == ["p1"]
    assert not findings


def test_two_lessons_of_a_day_are_not_told_apart_and_strangers_are_counted(journal, tmp_path):
    rows = [line("02.09.2025 9:00", day="02.09.2025"), line("01.09.2025 9:00", subject="Химия"), line("вчера")]
    read, findings = read_sources([journal, write_access(tmp_path / "a.xls", *rows)], zone=ZONE)
    assert [lesson.recorded_at for lesson in read.rows(Lesson)] == [None] * 3
    assert Counter(f.code for f in findings) == {"F260": 1, "F261": 1}
    assert next(f for f in findings if f.code == "F260").facts["count"] == 2


def test_an_author_nobody_knows_is_named_nowhere(journal, tmp_path):
    access = write_access(tmp_path / "a.html", line("01.09.2025 9:00", author="Чужой Ч.Ч."))
    read, findings = read_sources([journal, access], zone=ZONE)
    assert [entry.recorded_by for entry in read.rows(Entry)] == [None]
    assert "Чужой" not in "".join(f.message for f in findings)


def test_without_a_zone_or_a_table_it_is_refused_in_words(journal, tmp_path):
    with pytest.raises(UnreadableError, match="пояс"):
        read_sources([journal, write_access(tmp_path / "a.html", line("01.09.2025 9:00"))])
    with pytest.raises(UnreadableError, match="семи столбцов"):
        read_sources([journal, write_access(tmp_path / "b.html")], zone=ZONE)


def test_broken_markup_is_refused_in_words(journal, tmp_path):
    report = write_access(tmp_path / "r.html", line("01.09.2025 10:00", author="<![Зимин["))
    with pytest.raises(UnreadableError, match="разметка повреждена") as caught:
        read_sources([journal, report], zone=ZONE)
    assert "Зимин" not in str(caught.value)
