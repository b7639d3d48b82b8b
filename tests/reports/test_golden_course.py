"""The whole view of a small course, kept as JSON: a change of it must be meant.

After a change that is meant: `python tests/reports/test_golden_course.py` writes the file anew.
"""

import json
from pathlib import Path

from ejarchive.reports.course_pages import course_parts

GOLDEN = Path(__file__).with_name("golden_course.json")


def view():
    from reports.small_journal import context_of, course_of, tables

    rows = tables(
        3, 5, names=["Ёлкина Анна", "Жуков Лев Ильич", "Якубов Рустам Мамед оглы"], kinds=["lesson"] * 4 + ["exam"]
    )
    rows["courses"][0]["control"] = "exam"
    rows["course_hours"] = [{"course_id": "c1", "kind": "theory", "planned": "10"}]
    rows["lessons"][1] |= {"teacher_id": "p2", "moved_from": "2025-09-12"}
    context = context_of(rows)
    (part,) = course_parts(context, course_of(context))
    return json.dumps({"view": part.view, "promises": part.promises}, ensure_ascii=False, indent=1) + "\n"


def test_the_view_is_plain_json_and_as_it_was():
    assert view() == GOLDEN.read_text("utf-8")


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(GOLDEN.parents[1]))
    GOLDEN.write_text(view(), "utf-8")
