"""The indicators of the sample college counted again from its CSV files by plain pandas, with no code of ours."""

import re
from pathlib import Path

import pandas as pd

ZONE = "Europe/Samara"
PRACTICE = ("training_practice", "work_placement")
CELL = re.compile(r"([нпбо]?)(.*)")
WORTH = {"5+": 5, "5": 5, "5-": 5, "4": 4, "3": 3, "2": 2}
COMES = ("enrolled", "transferred_in", "reinstated", "returned", "programme_changed")
GOES = ("leave", "transferred_out", "expelled", "graduated")
AMOUNTS = ["numerator", "denominator"]


class Recount:
    """Facts by indicator: day, place, numerator and denominator; `figures` adds them up."""

    def __init__(self, folder: Path, term: str, first: str, last: str):
        self.folder, self._made, self._days = folder, None, {}
        self.first, self.last = pd.Timestamp(first), pd.Timestamp(last)
        courses = self._table("courses")
        courses["deputy"] = courses["kind"].map(lambda kind: "practical" if kind in PRACTICE else "academic")
        self.courses = courses
        self.term_courses = courses[courses["term_id"].eq(term)]
        lessons = self._table("lessons", "date").rename(columns={"kind": "lesson_kind"})
        lessons = lessons.merge(
            courses[["course_id", "group_id", "term_id", "kind", "teacher_id", "deputy"]],
            on="course_id", suffixes=("", "_of_course"),
        )  # fmt: skip
        lessons["responsible_id"] = lessons["teacher_id"].fillna(lessons["teacher_id_of_course"])
        self.lessons = lessons[lessons["status"].eq("held") & lessons["term_id"].eq(term) & lessons["date"].le(last)]
        entries = self._table("entries")
        parts = entries["text"].str.extract(CELL)
        entries["code"], entries["marks"] = parts[0], parts[1].map(lambda text: text.split("/") if text else [])
        self.entries = entries.merge(self.lessons, on="lesson_id")
        self.listed = self._table("course_students").groupby("course_id")["student_id"].agg(set).to_dict()
        moves = self._table("movements", "date").sort_values("date", kind="stable")
        moves = moves[moves["kind"].isin([*COMES, *GOES])]
        self.moves = moves.assign(
            place=moves["to_group_id"].fillna(moves["group_id"]).where(moves["kind"].isin(COMES), "nowhere")
        )
        outage = self._table("outages").iloc[0]
        self.outage = tuple(pd.Timestamp(outage[end]).tz_convert(ZONE) for end in ("starts_at", "ends_at"))

    def _table(self, name, *dates):
        return pd.read_csv(
            self.folder / f"{name}.csv", dtype={"period": "str", "position": "str"}, parse_dates=list(dates)
        )

    def present(self, group_id, day):
        """Who was in a group on a day, out of the orders: whoever the last of them so far leads there."""
        last = self.moves[self.moves["date"].le(day)].drop_duplicates("student_id", keep="last").set_index("student_id")
        return set(last.index[last["place"].eq(group_id)])

    def takers(self, course_id, group_id, day):
        """Who takes a course on a day."""
        if (group_id, day) not in self._days:
            self._days[group_id, day] = self.present(group_id, day)
        inside = self._days[group_id, day]
        return inside & self.listed.get(course_id, inside)

    def all_facts(self):
        """Return `facts` as a list, made once."""
        if self._made is None:
            self._made = list(self.facts())
        return self._made

    def facts(self):
        """Yield indicator and frame with day, deputy, responsible_id, group_id, course_id and the amounts."""
        lessons, entries = self.lessons, self.entries
        yield "lessons", self._of(lessons, 1, 0)
        yield "hours", self._of(lessons, lessons["hours"], 0)
        yield "entries", self._of(lessons, lessons["lesson_id"].map(entries["lesson_id"].value_counts()).fillna(0), 0)
        yield "topics", self._of(lessons, lessons["topic"].notna(), 1)
        asked = lessons[
            ~lessons["kind"].isin(PRACTICE) & ~lessons["lesson_kind"].isin(["exam", "credit", "consultation"])
        ]
        yield "homework", self._of(asked, asked["homework"].notna(), 1)
        plain = lessons[lessons["lesson_kind"].ne("consultation")]
        numbers = entries["marks"].map(len).groupby(entries["lesson_id"]).sum()
        points = entries["marks"].map(lambda marks: sum(WORTH.get(mark, 0) for mark in marks))
        counted = entries["marks"].map(lambda marks: sum(mark in WORTH for mark in marks))
        ids = plain["lesson_id"]
        yield "marks_per_lesson", self._of(plain, ids.map(numbers).fillna(0), 1)
        yield "lessons_with_marks", self._of(plain, ids.map(numbers).fillna(0) > 0, 1)
        yield "current_average", self._of(
            plain, ids.map(points.groupby(entries["lesson_id"]).sum()).fillna(0),
            ids.map(counted.groupby(entries["lesson_id"]).sum()).fillna(0),
        )  # fmt: skip
        yield "attendance", self._attendance(plain)
        yield "plan", self._plan()
        yield from self._results()
        yield from self._timeliness()

    def _attendance(self, lessons):
        planned, missed = [], []
        absent = self.entries[self.entries["code"].isin(["н", "п", "б"])]
        absent = absent.assign(length=absent["absent_hours"].fillna(absent["hours"]))
        by_lesson = dict(list(absent.groupby("lesson_id")))
        for row in lessons.itertuples():
            who = self.takers(row.course_id, row.group_id, row.date)
            planned.append(len(who) * row.hours)
            rows = by_lesson.get(row.lesson_id)
            missed.append(0 if rows is None else rows.loc[rows["student_id"].isin(who), "length"].sum())
        planned = pd.Series(planned, lessons.index, dtype="float64")
        return self._of(lessons, planned - pd.Series(missed, lessons.index), planned)

    def _plan(self):
        hours = self._table("course_hours")
        planned = hours[hours["kind"].ne("self_study")].groupby("course_id")["planned"].sum()
        courses = self.term_courses.rename(columns={"teacher_id": "responsible_id"}).assign(date=pd.NaT)
        given = self.lessons.groupby("course_id")["hours"].sum()
        ids = courses["course_id"]
        return self._of(courses, ids.map(given).fillna(0), ids.map(planned).fillna(courses["planned_hours"]))

    def _results(self):
        grades = self._table("grades").merge(self.term_courses, on="course_id", suffixes=("_of_grade", ""))
        grades = grades[grades["period"].eq(grades["term_id"]) & grades["kind_of_grade"].eq("result")]
        inside = {group: self.present(group, pd.Timestamp("2025-12-28")) for group in grades["group_id"].unique()}
        places = zip(grades["student_id"], grades["group_id"], strict=True)
        grades = grades[[student in inside[group] for student, group in places]]
        grades = grades.rename(columns={"teacher_id": "responsible_id"}).assign(date=pd.NaT)
        value, number = grades["value"], grades["value"].map(WORTH)
        debt = value.eq("н/а")
        yield "success", self._of(grades, number.ge(3), number.notna() | debt)
        yield "quality", self._of(grades, number.ge(4), number.notna() | debt)
        weights = number.map({5: 100, 4: 64, 3: 36, 2: 16}).fillna(0) + 7 * debt
        yield "learning", self._of(grades, weights, number.notna() | debt)
        yield "average", self._of(grades, number.fillna(0), number.notna())

    def _timeliness(self):
        entries, tasks = self.entries, self._table("tasks", "marks_due")
        signed = entries[entries["code"].ne("")]
        yield "attendance_in_time", self._judged(signed, signed["absence_recorded_at"], self._end(signed["date"], 2))
        marked = entries[entries["marks"].map(bool)]
        until = tasks.set_index("task_id")["marks_due"].dropna()
        named = marked["task_ids"].str.split(";").explode().map(until).groupby(level=0).max()
        due = self._end(marked["date"], 7)
        later = self._end(named, 0).reindex(marked.index)
        yield "marks_in_time", self._judged(marked, marked["mark_recorded_at"], due.where(~(later > due), later))
        asked = self.lessons[self.lessons["homework"].notna()]
        seven = self._end(asked["date"], 0) - pd.Timedelta(hours=5) + pd.Timedelta(microseconds=1)
        yield "homework_in_time", self._judged(asked, asked["homework_published_at"], seven)

    def period_grades(self, ends):
        """Yield the figures of the grades of the period that ended on that day, whose term was four days later."""
        grades = self._table("grades")
        owing = pd.DataFrame(
            [
                (row.course_id, student, row.group_id, row.deputy, row.teacher_id)
                for row in self.term_courses.itertuples()
                for student in self.takers(row.course_id, row.group_id, pd.Timestamp(ends))
            ],
            columns=["course_id", "student_id", "group_id", "deputy", "responsible_id"],
        ).assign(date=self.first)
        term = self.term_courses["term_id"].iloc[0]
        of_module = grades["course_id"].map(self.term_courses.set_index("course_id")["kind"]).eq("module")
        own = grades[grades["period"].eq(term) & (grades["kind"].eq("result") | of_module)]
        keys = set(zip(own["course_id"], own["student_id"], strict=True))
        there = [key in keys for key in zip(owing["course_id"], owing["student_id"], strict=True)]
        yield "grades_set", self._of(owing, pd.Series(there, owing.index), 1)
        own = grades[grades["course_id"].isin(owing["course_id"]) & grades["period"].isin([term, "final"])]
        own = own[own["kind"].eq("result") | of_module.reindex(own.index)]
        late = pd.to_datetime(own["recorded_at"], utc=True) > (
            pd.Timestamp(ends).tz_localize(ZONE) + pd.Timedelta(days=5) - pd.Timedelta(microseconds=1)
        )
        rows = own.merge(self.courses[["course_id", "group_id", "deputy", "teacher_id"]], on="course_id")
        rows = rows.rename(columns={"teacher_id": "responsible_id"}).assign(date=self.first)
        yield "grades_in_time", self._of(rows, ~late.reset_index(drop=True), 1)

    def _end(self, days, after):
        """The last moment of the day so many days later; an outage in between prolongs the term by as much."""
        local = days.dt.tz_localize(ZONE)
        due = local + pd.Timedelta(days=after + 1) - pd.Timedelta(microseconds=1)
        began, over = self.outage
        hit = (due >= began) & (local < over)
        return due.where(~hit, due + (over - local.clip(lower=began)))

    def _judged(self, rows, stamps, due):
        """One verdict a lesson; what was first written after the month of its term had ended was a gap, not late."""
        done = pd.to_datetime(stamps, utc=True).dt.tz_convert(ZONE)
        matured = (due + pd.Timedelta(microseconds=1)).dt.tz_localize(None).dt.normalize()
        month_end = (matured.dt.to_period("M") + 1).dt.start_time.dt.tz_localize(ZONE)
        late = (done > due).astype(float)
        table = rows.assign(late=late, day=matured, gap=done >= month_end)
        table = table.sort_values("late").groupby("lesson_id").agg(
            late=("late", "max"), day=("day", "max"), gap=("gap", "all"), course_id=("course_id", "first"),
            group_id=("group_id", "first"), deputy=("deputy", "first"), responsible_id=("responsible_id", "first"),
        )  # fmt: skip
        table = table[~table["gap"]].rename(columns={"day": "date"})
        return self._of(table, 1 - table["late"], 1)

    def _of(self, rows, above, below):
        columns = ["date", "deputy", "responsible_id", "group_id", "course_id"]
        return rows[columns].assign(
            numerator=pd.Series(above, rows.index, dtype="float64"),
            denominator=pd.Series(below, rows.index, dtype="float64"),
        )

    def figures(self, ids, made=None):
        """Return (span, indicator, *ids) → (numerator, denominator) for one level."""
        found = {}
        for name, facts in made or self.all_facts():
            in_month = facts["date"].between(self.first, self.last)
            for span, rows in (
                ("month", facts[in_month]),
                ("term", facts[facts["date"].isna() | facts["date"].le(self.last)]),
            ):
                groups = rows.groupby(ids)[AMOUNTS].sum() if ids else {(): rows[AMOUNTS].sum()}
                items = groups.iterrows() if ids else groups.items()
                for key, sums in items if len(rows) else ():
                    found[span, name, *(key if isinstance(key, tuple) else (key,))] = tuple(
                        round(float(sums[each]), 6) for each in AMOUNTS
                    )
        return found
