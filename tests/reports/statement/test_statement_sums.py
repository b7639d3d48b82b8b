"""The sums on paper against the CSV files, for every student: what is expected is computed by pandas alone."""

import datetime as dt
import re

import pandas as pd
import pytest

from reports.statement.conftest import items, rows

CODES = ("б", "п", "н")  # the order of the columns
NUMBERS = re.compile(r"(\d+)(?: \(([\d,\u00a0]+)\))?")
PERIODS = [("2025-1", None), ("2025-2", None), (None, ("2025-10-06", "2026-02-15"))]


class Books:
    """The CSV files, and who was in which group when, worked out from the movements without our code."""

    def __init__(self, folder):
        read = {name: pd.read_csv(folder / f"{name}.csv", dtype=str) for name in (
            "students", "movements", "terms", "courses", "course_students", "lessons", "entries"
        )}  # fmt: skip
        self.students, self.terms = read["students"], read["terms"]
        self.stays = {
            row.student_id: self._stays(row, read["movements"]) for row in self.students.itertuples(index=False)
        }
        lessons = read["lessons"].merge(read["courses"], on="course_id", suffixes=("", "_course"))
        self.lessons = lessons[lessons["status"].fillna("held") == "held"].assign(
            hours=lambda t: t["hours"].astype(float)
        )
        self.listed = read["course_students"].groupby("course_id")["student_id"].agg(set).to_dict()
        self.entries = read["entries"]

    @staticmethod
    def _stays(student, movements):
        """Return (group, first day, day after the last one)."""
        stays, group, since = [], student.group_id, "0000"
        own = movements[movements["student_id"] == student.student_id].sort_values("date", kind="stable")
        if not own.empty and own.iloc[0]["kind"] in {"enrolled", "reinstated", "transferred_in"}:
            group = None
        for move in own.itertuples(index=False):
            if move.kind in {"leave", "expelled", "transferred_out", "programme_changed"}:
                stays.append((move.from_group_id if move.kind == "programme_changed" else group, since, move.date))
                group = None
            if move.kind in {"enrolled", "reinstated", "transferred_in", "returned", "programme_changed"}:
                group = move.to_group_id if isinstance(move.to_group_id, str) else move.group_id
                since = move.date
        return [*stays, (group, since, "9999")] if group else stays

    def days(self, term, group):
        own = self.terms[self.terms["term_id"] == term]
        chosen = own[own["group_id"] == group] if (own["group_id"] == group).any() else own[own["group_id"].isna()]
        return chosen.iloc[0]["starts"], chosen.iloc[0]["ends"]

    def of(self, student, term, days):
        """Return the student's lessons of a period with what stands in the cells."""
        found = []
        for group, since, until in self.stays[student]:
            starts, ends = self.days(term, group) if term else days
            taught = self.lessons[self.lessons["group_id"] == group]
            taught = taught[
                (taught["date"] >= max(starts, since)) & (taught["date"] <= ends) & (taught["date"] < until)
            ]
            if term:
                taught = taught[taught["term_id"] == term]
            own = [student in self.listed.get(course, {student}) for course in taught["course_id"]]
            found.append(taught[pd.Series(own, index=taught.index, dtype=bool)])
        lessons = pd.concat(found) if found else self.lessons.iloc[:0]
        own = self.entries[self.entries["student_id"] == student][["lesson_id", "text", "absent_hours"]]
        table = lessons.merge(own, on="lesson_id", how="left")
        parts = table["text"].fillna("").str.extract(r"^([нпбо]?)(.*)$")
        attended = ~table["kind"].eq("consultation")
        missed = table["absent_hours"].astype(float).fillna(table["hours"])
        return table.assign(code=parts[0].where(attended, ""), mark=parts[1], missed=missed)


@pytest.fixture(scope="session")
def books(college):
    return Books(college.folder)


def figures(text):
    """«14 (28)» → 14, 28."""
    lessons, hours = NUMBERS.fullmatch(text).groups()
    return int(lessons), float((hours or "0").replace("\u00a0", "").replace(",", "."))


def expected(table):
    return {
        "held": (len(table), table["hours"].sum()),
        "missed": (int(table["code"].isin(CODES).sum()), table.loc[table["code"].isin(CODES), "missed"].sum()),
        "reasons": [(int((table["code"] == c).sum()), table.loc[table["code"] == c, "missed"].sum()) for c in CODES],
        "late": int((table["code"] == "о").sum()),
    }


def printed(row):
    return {
        "held": figures(row["held"]),
        "missed": figures(row["missed"]),
        "reasons": [figures(text) for text in row["reasons"]],
        "late": int(row["late"]),
    }


@pytest.mark.parametrize(("term", "days"), PERIODS)
def test_sums_on_paper_are_those_of_the_files(college, books, term, days):
    dates = {} if days is None else dict(zip(("starts", "ends"), map(dt.date.fromisoformat, days), strict=True))
    looked_at = 0
    for student in books.students["student_id"]:
        table = books.of(student, term, days)
        document = college.statement(student, term_id=term, **dates)
        if table.empty:
            assert "проведённых занятий нет" in items(document, "lead")[0]["text"] or not rows(document)
            continue
        *lines, total = (row for row in rows(document) if row["kind"] in {"row", "total"})
        assert printed(total) == expected(table), student
        lines = [line for line in lines if line["held"]]  # a work placement has a grade and no lessons
        found = sorted((*figures(line["held"]), int(line["late"])) for line in lines)
        assert found == sorted(by_discipline(table)), student
        assert sorted(line["marks"] for line in lines if line["marks"]) == sorted(marks_by_discipline(table)), student
        assert marks_told(document) == marks_of(table), student
        looked_at += 1
    assert looked_at > 60


def by_discipline(table):
    """Lessons, hours, late arrivals."""
    late = table.assign(late=table["code"] == "о").groupby(["group_id", "name"])
    return late.agg(lessons=("lesson_id", "size"), hours=("hours", "sum"), late=("late", "sum")).itertuples(
        index=False, name=None
    )


def marks_by_discipline(table):
    """The cells with a mark, as written, in order of time."""
    marked = table[table["mark"] != ""].sort_values(["date", "slot", "lesson_id"])
    return marked.groupby(["group_id", "name"])["text"].agg(" ".join)


def marks_of(table):
    marks = table["mark"].str.split("/").explode()
    return marks[marks != ""].value_counts().to_dict()


def marks_told(document):
    text = next(item["text"] for item in items(document, "text") if item["text"].startswith("Всего отметок"))
    return {mark: int(number) for mark, number in re.findall(r"«([^»]+)»\u00a0—\u00a0(\d+)", text)}


def test_the_sentence_says_what_the_table_says(college, books):
    for student in books.students["student_id"]:
        document = college.statement(student)
        if not rows(document):
            continue
        total = printed(rows(document)[-1])
        sentence = items(document, "lead")[0]["text"].replace("\u00a0", " ")
        found = [
            int(number)
            for number in re.findall(
                r"(?:проведено|Пропущено|болезни —|причине —|причины —|Опозданий:) (\d+)", sentence
            )
        ]
        lessons = [count for count, _ in total["reasons"] if count]
        assert found == [total["held"][0], *([total["missed"][0], *lessons] if lessons else []), total["late"]], student


def test_the_books_of_this_test_know_who_came_and_went(books):
    """The reckoning above is only as good as its own stays: the plants of the sample college."""
    assert books.stays["s032"] == [("g-vt25", "2025-09-01", "2025-11-17"), ("g-pk25", "2025-11-17", "9999")]
    assert [group for group, *_ in books.stays["s062"]] == ["g-vt25", "g-vt25"]
    assert books.stays["s022"][-1][2] == "2026-03-16"
    assert books.stays["s023"] == [("g-tm24", "2025-11-10", "9999")]
