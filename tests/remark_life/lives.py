"""Small worlds for the life of remarks: breaches made by hand, and looks at a journal that is none."""

import datetime as dt

from ejarchive.remark_life import Breach, Fact, Standing, advanced, with_events
from ejarchive.upkeep import Nature, upkeep_rules

RULES = upkeep_rules()
GAP, LATENESS = "topic_missing", "marks_late"
DAY = dt.date(2025, 11, 5)

assert RULES[GAP].nature is Nature.REMEDIABLE
assert RULES[LATENESS].nature is Nature.FACTUAL


def breach(rule=GAP, lesson="l1", *, course="c1", who="p1", matured=dt.date(2025, 10, 20), binding=True, rows=None,
           done=None):  # fmt: skip
    fact = Fact(rule=rule, matured=matured, course_id=course, lesson_id=lesson, day=matured,
                rows=("courses", "lessons") if rows is None else rows)  # fmt: skip
    return Breach(fact=fact, rule=RULES[rule], deputy="academic", binding=binding, responsible_id=who, group_id="g1",
                  done_on=done)  # fmt: skip


def standing(lessons=("l1", "l2", "l3"), courses=("c1", "c2")):
    return Standing(courses=set(courses), lessons=dict.fromkeys(lessons, DAY), entries=set(), grades=set())


def look(remarks, found, *, month="2025-10", day=DAY, rows=None, **more):
    """The remarks after a look."""
    events = advanced(remarks, found, rows or standing(), months={month}, day=day, **more)
    return with_events(remarks, events)


def only(remarks):
    (remark,) = remarks.values()
    return remark
