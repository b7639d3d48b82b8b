"""Nobody else on a statement: a person planted in a text in any case form is found, and what names nobody is not.

The forms below were written by hand from a grammar: none of them comes from the rules under test.
"""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ejarchive.checks.strangers import Strangers
from ejarchive.checks.strangers_text import Evidence, Index, Person
from ejarchive.formats.read import read_journal
from ejarchive.model.lessons import Lesson
from ejarchive.model.people import Student
from ejarchive.regulation import load_regulation

COLLEGE = Path(__file__).parents[2] / "samples" / "college"

# nominative, genitive, dative, accusative, instrumental, prepositional
MEN = """
Иванов Иванова Иванову Иванова Ивановым Иванове
Соловьёв Соловьёва Соловьёву Соловьёва Соловьёвым Соловьёве
Никитин Никитина Никитину Никитина Никитиным Никитине
Птицын Птицына Птицыну Птицына Птицыным Птицыне
Достоевский Достоевского Достоевскому Достоевского Достоевским Достоевском
Толстой Толстого Толстому Толстого Толстым Толстом
Белый Белого Белому Белого Белым Белом
Лесничий Лесничего Лесничему Лесничего Лесничим Лесничем
Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко
Черных Черных Черных Черных Черных Черных
Живаго Живаго Живаго Живаго Живаго Живаго
Мельник Мельника Мельнику Мельника Мельником Мельнике
Гончар Гончара Гончару Гончара Гончаром Гончаре
Кравец Кравца Кравцу Кравца Кравцом Кравце
Стрелец Стрельца Стрельцу Стрельца Стрельцом Стрельце
Боец Бойца Бойцу Бойца Бойцом Бойце
Коваль Коваля Ковалю Коваля Ковалем Ковале
Журавель Журавля Журавлю Журавля Журавлём Журавле
Цой Цоя Цою Цоя Цоем Цое
Бугай Бугая Бугаю Бугая Бугаем Бугае
Соловей Соловья Соловью Соловья Соловьём Соловье
Заяц Зайца Зайцу Зайца Зайцем Зайце
Глина Глины Глине Глину Глиной Глине
Сорока Сороки Сороке Сороку Сорокой Сороке
Заря Зари Заре Зарю Зарёй Заре
Ким Кима Киму Кима Кимом Киме
Ли Ли Ли Ли Ли Ли
Дюма Дюма Дюма Дюма Дюма Дюма
"""
WOMEN = """
Иванова Ивановой Ивановой Иванову Ивановой Ивановой
Соловьёва Соловьёвой Соловьёвой Соловьёву Соловьёвою Соловьёвой
Никитина Никитиной Никитиной Никитину Никитиной Никитиной
Птицына Птицыной Птицыной Птицыну Птицыной Птицыной
Достоевская Достоевской Достоевской Достоевскую Достоевской Достоевской
Толстая Толстой Толстой Толстую Толстой Толстой
Осенняя Осенней Осенней Осеннюю Осенней Осенней
Шевченко Шевченко Шевченко Шевченко Шевченко Шевченко
Черных Черных Черных Черных Черных Черных
Мельник Мельник Мельник Мельник Мельник Мельник
Глина Глины Глине Глину Глиной Глине
Данелия Данелии Данелии Данелию Данелией Данелии
Цой Цой Цой Цой Цой Цой
"""
MEN_FIRST = """
Пётр Петра Петру Петра Петром Петре
Иван Ивана Ивану Ивана Иваном Иване
Павел Павла Павлу Павла Павлом Павле
Лев Льва Льву Льва Львом Льве
Илья Ильи Илье Илью Ильёй Илье
Сергей Сергея Сергею Сергея Сергеем Сергее
Дмитрий Дмитрия Дмитрию Дмитрия Дмитрием Дмитрии
Игорь Игоря Игорю Игоря Игорем Игоре
Никита Никиты Никите Никиту Никитой Никите
Фёдор Фёдора Фёдору Фёдора Фёдором Фёдоре
Савелий Савелия Савелию Савелия Савелием Савелии
Руслан Руслана Руслану Руслана Русланом Руслане
"""
WOMEN_FIRST = """
Анна Анны Анне Анну Анной Анне
Мария Марии Марии Марию Марией Марии
Наталья Натальи Наталье Наталью Натальей Наталье
Алёна Алёны Алёне Алёну Алёною Алёне
Ольга Ольги Ольге Ольгу Ольгой Ольге
Любовь Любови Любови Любовь Любовью Любови
Дарья Дарьи Дарье Дарью Дарьей Дарье
Юлия Юлии Юлии Юлию Юлией Юлии
Айгуль Айгуль Айгуль Айгуль Айгуль Айгуль
"""
PATRONYMICS = {
    "m": ["Сергеевич", "Сергеевича", "Сергеевичу", "Сергеевича", "Сергеевичем", "Сергеевиче"],
    "f": ["Ильинична", "Ильиничны", "Ильиничне", "Ильиничну", "Ильиничной", "Ильиничне"],
}
SURNAMES = {
    "m": [line.split() for line in MEN.split("\n") if line],
    "f": [line.split() for line in WOMEN.split("\n") if line],
}
FIRST = {
    "m": [line.split() for line in MEN_FIRST.split("\n") if line],
    "f": [line.split() for line in WOMEN_FIRST.split("\n") if line],
}
CASES = st.integers(0, 5)
ORDERS = {
    "Иванову Петру": "{surname} {first}",
    "Петру Иванову": "{first} {surname}",
    "Иванову Петру Сергеевичу": "{surname} {first} {middle}",
    "Петру Сергеевичу Иванову": "{first} {middle} {surname}",
    "Иванову П.": "{surname} {f}.",
    "Иванову П. С.": "{surname} {f}. {m}.",
    "Иванову П.С.": "{surname} {f}.{m}.",
    "Иванову ПС": "{surname} {f}{m}",
    "Иванову П": "{surname} {f}",
    "Иванову, П. С.": "{surname}, {f}. {m}.",
    "П. Иванову": "{f}. {surname}",
    "П. С. Иванову": "{f}. {m}. {surname}",
    "П.С.Иванову": "{f}.{m}.{surname}",
    "ИвановуП.С.": "{surname}{f}.{m}.",
}
AROUND = st.sampled_from(
    ["{}", "Скелет. Доклад: {}", "{} — пересдать", "§ 12; {}, § 13", "«{}»", "(отв. {})", "№ 5 {}. Повторение"]
)


def broken(draw, text):
    """Break a line inside the longest word, as a person who copies from a document does."""
    word = max(text.replace("-", " ").split(), key=len)
    if len(word) < 4:
        return text
    at = draw(st.integers(2, len(word) - 2))
    mark = draw(st.sampled_from(["-\n", "- ", "\u00ad", "‑\n  "]))
    return text.replace(word, word[:at] + mark + word[at:])


@st.composite
def planted(draw):
    """A person, and a text that names the person."""
    gender = draw(st.sampled_from("mf"))
    surname, first = draw(st.sampled_from(SURNAMES[gender])), draw(st.sampled_from(FIRST[gender]))
    second = draw(st.none() | st.sampled_from(SURNAMES[gender]))
    middle, case = PATRONYMICS[gender], draw(CASES)
    known = Person.of(
        "s1", [surname[0] + (f"-{second[0]}" if second else "")], first[0], draw(st.sampled_from([middle[0], None]))
    )
    shape = draw(st.sampled_from([order for order in ORDERS.values() if "{f}{m}" not in order or known.middle_name]))
    whole = surname[case] + (f"-{second[case]}" if second else "")
    text = shape.format(surname=whole, first=first[case], middle=middle[case], f=first[0][0], m=middle[0][0])
    spelling = draw(st.sampled_from(["as is", "broken", "without ё", "capitals", "latin", "spaces", "stress"]))
    if spelling == "broken":
        text = broken(draw, text)
    elif spelling == "without ё":
        text = text.replace("ё", "е").replace("Ё", "Е")
    elif spelling == "capitals" and f"{whole}{first[0][0]}" not in text:
        text = text.upper()
    elif spelling == "latin":
        text = text.translate(str.maketrans("аеорсВМ", "aeopcBM"))
    elif spelling == "spaces":
        text = text.replace(" ", "\u00a0")
    elif spelling == "stress":
        text = text.replace("о", "о\u0301", 1)
    return known, draw(AROUND).format(text)


@given(planted())
@example((Person.of("s1", ["Салтыков-Щедрин"], "Пётр", None), "Салтыкову-\nЩедрину Петру"))
@example((Person.of("s1", ["Салтыков-Щедрин"], "Пётр", None), "П. Щедрин"))
@example((Person.of("s1", ["Петрова", "Кузнецова"], "Анна", None), "прежняя фамилия: Петровой Анне"))
@example((Person.of("s1", ["Иванов"], "Пётр", "Сергеевич"), "иванову п.с. выучить"))
@example((Person.of("s1", ["Иванов"], "Пётр", "Сергеевич"), "иванову петру выучить"))
@example((Person.of("s1", ["Иванов"], "Пётр", "Сергеевич"), "группа А П. Иванов"))
@example((Person.of("s1", ["Иванов"], "Пётр", "Сергеевич"), "П С Иванов"))
@example((Person.of("s1", ["Семёнова"], "Наталия", None), "Семеновой Наталье"))
@example((Person.of("s1", ["Лермонтов"], "Михаил", "Петрович"), "Лермонтов М. Ю. «Мцыри»"))
def test_a_planted_person_is_found_in_any_form(case):
    person, text = case
    assert Index.of([person]).named_in(text) == {"s1": Evidence.NAMED}


@given(st.sampled_from([*SURNAMES["m"], *SURNAMES["f"]]), CASES, AROUND)
def test_a_surname_alone_is_told_apart(forms, case, around):
    person = Person.of("s1", [forms[0]], "Ээ", None)
    assert Index.of([person]).named_in(around.format(forms[case])) == {"s1": Evidence.SURNAME}


@pytest.mark.parametrize(
    ("surname", "first", "text"),
    [
        ("Мороз", "Иван", "мороз и солнце"),
        ("Белый", "Пётр", "белый стих"),
        ("Иванов", "Пётр", "Ивановка П. и ивановская область"),
        ("Ли", "Пётр", "верно ли п. 4"),
        ("Заяц", "Пётр", "заячий п. 5"),
        ("Ким", "Иван", "Кимры и Иваново"),
        ("Соколов", "Дмитрий", "соколиная охота; Дмитрий Донской"),
    ],
)
def test_words_that_only_look_alike_name_nobody(surname, first, text):
    assert Index.of([Person.of("s1", [surname], first, None)]).named_in(text) == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Читать: Иванов. Пётр Первый", "a full stop between them"),
        ("Иванов К. П.", "another's initial"),
        ("А. П. Иванов", "the patronymic's initial"),
        ("Иванов и Петров", "another name"),
        ("Иванов 5 П", "something between them"),
    ],
)
def test_a_surname_beside_what_is_not_the_name_is_a_surname_alone(text, why):
    person = Person.of("s1", ["Иванов"], "Пётр", "Сергеевич")
    assert Index.of([person]).named_in(text) == {"s1": Evidence.SURNAME}, why


def test_in_the_sample_college_every_planted_classmate_is_found(tmp_path):
    journal, _ = read_journal(COLLEGE, zone=dt.timezone(dt.timedelta(hours=4)))
    regulation = load_regulation("common")
    lessons = {lesson.lesson_id for lesson in journal.rows(Lesson)}
    strangers = Strangers.of(journal, regulation)
    students = journal.rows(Student)
    for student in students:
        text = f"Доклад: {student.last_name} {student.first_name[0]}."
        assert student.student_id in strangers.index.named_in(text), "of namesakes both"
        found = strangers.named(student.student_id, lessons)
        assert [finding.message for finding in found if finding.code == "P101"] == []
        names = {student.last_name, student.first_name}
        assert not [finding for finding in found if any(name in finding.message for name in names)]
