"""Help: complete, in Russian, with examples."""

import re

import click
import pytest

from ejarchive.cli.app import door
from ejarchive.cli.click_russian import speak_russian

LATIN = {   # names that are the same in every language
    "ejarchive", "json", "toml", "zip", "xlsx", "csv", "pdf", "weasyprint", "plutoprint", "tcp", "o", "v", "x", "t",
    "academic", "practical", "curator", "l", "a", "readiness", "bagit", "har", "demo", "pem", "html",
    "printed", "signed", "sealed", "stitched", "kept", "archived", "p",   # steps of a group's file; p07
    "s", "representative",   # a student's code: s005; to whom a statement is given
}  # fmt: skip
COMMON = [
    "--config",
    "--state",
    "--as-of",
    "--jobs",
    "--scheduler",
    "--engine",
    "--no-cache",
    "--json",
    "--quiet",
    "-v",
]


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = [path]
    for name, command in group.commands.items():
        found += commands(command, (*path, name)) if isinstance(command, click.Group) else [(*path, name)]
    return found


ALL = commands(door())


def help_of(path: tuple[str, ...]) -> str:
    speak_russian()
    command: click.Command = door()
    context = click.Context(command, info_name="ejarchive")
    for name in path:
        assert isinstance(command, click.Group)
        command = command.commands[name]
        context = click.Context(command, info_name=name, parent=context)
    return command.get_help(context)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_help_holds_no_english_word(path):
    text = re.sub(
        r"\b\d\w{3}(?:-?\w{4}){2}\b|"  # the code of a sheet
        r"--?[a-z][a-z-]*|\[[a-z|]+\]|[\w./…-]+\.(?:toml|xlsx|pdf)|\d{4}-\d\d-\d\dT[\d:+]+",
        " ",
        help_of(path),
    )
    words = {word.lower() for word in re.findall(r"[A-Za-z]+", text)}
    assert words - LATIN - {name for path in ALL for part in path for name in re.findall("[a-z]+", part)} == set()


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_common_options_stand_before_and_after_a_command(path):
    assert [option for option in COMMON if not re.search(rf"^ +{option}\b", help_of(path), re.MULTILINE)] == []


@pytest.mark.parametrize(
    "path",
    [path for path in ALL if path and path not in {("archive",), ("cache",), ("file",), ("templates",)}],
    ids=" ".join,
)
def test_every_command_shows_an_example_of_itself(path):
    examples = help_of(path).partition("Примеры")[2]
    assert f"ejarchive {' '.join(path)}" in examples


def test_the_program_without_a_word_shows_its_help(ejarchive):
    run = ejarchive()
    assert run.code == 2
    assert run.out == b""
    assert run.stderr.startswith("Вызов: ejarchive")


def test_help_goes_to_stdout(ejarchive):
    run = ejarchive("pack", "--help")
    assert (run.code, run.err) == (0, b"")
    assert run.stdout.startswith("Вызов: ejarchive pack")


def test_version(ejarchive):
    assert ejarchive("--version").stdout.startswith("ejarchive ")
