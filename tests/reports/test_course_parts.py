"""A long course is rendered in parts of a bounded size (a worker's memory) and still reads as one."""

from ejarchive.document import Side
from ejarchive.reports.course_pages import course_parts
from reports.small_journal import context_of, course_of, tables


def test_a_course_of_240_lessons_is_several_parts_each_of_whole_spreads():
    context = context_of(tables(25, 240))
    parts = course_parts(context, course_of(context))
    assert len(parts) > 1
    assert all(part.pages == len(part.view["pages"]) <= 16 for part in parts)
    assert all(part.view["pages"][0]["side"] == "left" and part.starts is Side.BACK for part in parts)


def test_only_its_first_part_is_in_the_outline_and_none_opens_a_volume_in_the_middle():
    context = context_of(tables(25, 240))
    first, *rest = course_parts(context, course_of(context))
    assert first.title
    assert not first.keeps_with_previous
    assert all(not part.title and part.keeps_with_previous for part in rest)
    assert len({part.key for part in (first, *rest)}) == 1 + len(rest)
