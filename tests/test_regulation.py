"""Regulations as data: whole, readable from a file of one's own, and loud when they are wrong."""

import pytest

from ejarchive.errors import UnreadableError
from ejarchive.finding import catalogue
from ejarchive.regulation import load_regulation
from ejarchive.resources import regulation_names

SHIPPED = regulation_names()
ACTS = ("bgsht-2022", "apt-2020")


def test_three_regulations_ship():
    assert set(SHIPPED) == {"common", *ACTS}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_regulation_is_whole(name):
    regulation = load_regulation(name)
    signs = {*regulation.cells.marks, *regulation.cells.codes, *regulation.grades.values}
    assert regulation.name == name
    assert signs == regulation.legend.keys(), "every sign has its plain words, and no others"
    assert set(regulation.cells.aliases.values()) <= {*regulation.cells.marks, *regulation.cells.codes}
    assert set(regulation.readers) == {"student", "representative", "official"}
    assert set(regulation.review) == {"deputy_academic", "deputy_practical"}
    assert {deadline.clause for deadline in regulation.deadlines.values()} <= regulation.clauses.keys()


@pytest.mark.parametrize("name", ACTS)
def test_an_act_cites_only_itself(name):
    regulation = load_regulation(name)
    assert regulation.own_act
    assert all(
        part.startswith(regulation.short_title) for clause in regulation.clauses.values() for part in clause.split("; ")
    )


def test_common_is_the_union_and_is_never_printed():
    common = load_regulation("common")
    assert not common.own_act
    for name in ACTS:
        own = load_regulation(name)
        assert own.cells.marks.items() <= common.cells.marks.items()
        assert own.clauses.keys() <= common.clauses.keys()


def test_every_clause_a_finding_cites_is_known():
    known = load_regulation("common").clauses
    assert {key for rule in catalogue().values() for key in rule.clauses} <= known.keys()


def test_deadlines_are_the_acts_own():
    apt, bgsht = load_regulation("apt-2020"), load_regulation("bgsht-2022")
    assert (apt.deadline("attendance").days, apt.deadline("marks").days, apt.deadline("period_grades").days) == (
        2,
        7,
        4,
    )
    assert apt.deadline("homework").hour == "19:00"
    assert apt.deadline("dispute").kind == "calendar"
    assert bgsht.deadline("topics").days == 0
    assert bgsht.deadline("period_grades") is None


def test_practice_is_reviewed_by_the_deputy_for_practice():
    common = load_regulation("common")
    assert common.reviewer("training_practice") == "deputy_practical"
    assert common.reviewer("mdk") == common.reviewer(None) == "deputy_academic"


def test_clauses_are_joined_once_each():
    common = load_regulation("common")
    assert common.clause("cell", "not_assessed") == "АПТ 4.4"
    assert common.clause("period_grades", "cell") == "БГСХТ 4.2.3.2; БГСХТ 4.2.4.2; АПТ 4.4"
    assert common.clause("no such key") is None


def test_a_college_gives_only_what_differs(tmp_path):
    (tmp_path / "own.toml").write_text(
        'extends = "common"\nname = "own"\n[words]\ncurator = "куратор"\n[cells.marks]\n"5" = 5\n"4" = 4\n'
        '[clauses]\nprint = "Положение, п. 3"\n',
        "utf-8",
    )
    own = load_regulation("own.toml", tmp_path)
    assert own.words.curator == "куратор"
    assert own.words.institution == "образовательная организация"
    assert dict(own.cells.marks) == {"5": 5, "4": 4}
    assert own.cells.absences == load_regulation("common").cells.absences
    assert own.clause("print") == "Положение, п. 3"
    assert own.clause("cell") is None, "clauses are those of one act: the base's are gone"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "Не удалось прочитать"),
        ('extends = "common"\nname = "x"\nsurprise = 1\n', "surprise"),
        ('extends = "common"\nname = "x"\n[words]\ncurratr = "к"\n', "words.curratr"),
        ('extends = "common"\nname = "x"\n[cells.marks]\n"5" = "пять"\n', "cells.marks.5"),
        ('name = "x"\ntitle = "x"\n', "cells"),
        ('extends = "own.toml"\nname = "x"\n', "дополняет сам себя"),
        ('extends = "nowhere.toml"\nname = "x"\n', "nowhere.toml"),
    ],
)
def test_a_broken_file_says_what_is_wrong(text, told, tmp_path):
    (tmp_path / "own.toml").write_text(text, "utf-8")
    with pytest.raises(UnreadableError, match=told):
        load_regulation("own.toml", tmp_path)


def test_an_unknown_name_lists_those_that_exist():
    with pytest.raises(UnreadableError) as raised:
        load_regulation("bgsht-2023")
    assert all(name in str(raised.value) for name in SHIPPED)
