"""The named text sizes of the style sheet, as `measure` needs them: `templates/style.css` says the same.

Class `t-topic` of the style sheet is `TOPIC` here; a test holds the two together.
"""

from __future__ import annotations

from ejarchive.typeface import TextStyle

COURSE = TextStyle("serif-bold", 12, 5.0)
COURSE_LONG = TextStyle("serif-bold", 10, 4.2)
META = TextStyle("serif", 9.5, 4.3)
NAME = TextStyle("serif", 9.5, 3.9)
NAME_TIGHT = TextStyle("serif", 8.75, 3.7)
NAME_LONG = TextStyle("serif", 8, 3.1)
NAME_NARROW = TextStyle("narrow", 8, 2.8)
NAME_LEAST = TextStyle("narrow", 5.5, 1.9)
CELL = TextStyle("serif", 9, 3.5)
CODE = TextStyle("serif-bold-italic", 9, 3.5)
GRADE = TextStyle("serif-bold", 9.5, 3.5)
HEADING = TextStyle("narrow", 8, 3.2)
TOPIC = TextStyle("serif", 9, 3.8)
SMALL = TextStyle("narrow", 8, 3.8)
LEAST = TextStyle("narrow", 6, 2.4)
NOTE = TextStyle("serif", 8.5, 3.7)
BODY = TextStyle("serif", 11, 4.8)

NAMED: dict[str, TextStyle] = {
    "course": COURSE,
    "course-long": COURSE_LONG,
    "meta": META,
    "name": NAME,
    "name-tight": NAME_TIGHT,
    "name-long": NAME_LONG,
    "name-narrow": NAME_NARROW,
    "name-least": NAME_LEAST,
    "cell": CELL,
    "code": CODE,
    "grade": GRADE,
    "heading": HEADING,
    "topic": TOPIC,
    "small": SMALL,
    "least": LEAST,
    "note": NOTE,
    "body": BODY,
}
