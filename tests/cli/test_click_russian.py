"""click speaks Russian: every text it may show has its words, also after click is renewed."""

import ast
from pathlib import Path

import click
import pytest

from ejarchive.cli.click_russian import WORDS

FOR_PROGRAMMERS = {   # shown to whoever writes a command, never to whoever types one
    "Windows error: {error}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Could not determine name for option with declarations {decls!r}",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead?"
        " Did you mean to pass '--{name}'?"
    ),
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
}  # fmt: skip


def texts_of_click() -> set[str]:
    found = set()
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                found |= {a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def test_the_texts_of_click_are_found_at_all():
    assert len(texts_of_click()) > 50


@pytest.mark.parametrize("text", sorted(texts_of_click() - FOR_PROGRAMMERS))
def test_every_text_of_click_has_its_russian_words(text):
    assert text in WORDS


@pytest.mark.parametrize(("english", "russian"), WORDS.items())
def test_the_words_fill_the_same_places(english, russian):
    places = {name.partition("!")[0] for name in _fields(english)}
    assert set(_fields(russian)) <= places


def _fields(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]
