"""Laws of bags: what is written is found sound by us and by others, and is the same bytes every time."""

import subprocess
import tempfile
from pathlib import Path

import bagit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.bags import INFO, PAYLOAD
from ejarchive.archive.bag import make_bag
from ejarchive.archive.manifest import decode_path, encode_path, manifest_text, parse_line
from ejarchive.archive.streebog import digest
from ejarchive.archive.verify import verify_bag
from ejarchive.archive.verify.names import colliding, unfit
from ejarchive.archive.writer import write_bag, write_zipped_bag
from judges import program

names = st.text(st.sampled_from("abАйё1-_ .%"), min_size=1, max_size=8)
paths = st.lists(names, min_size=1, max_size=3).map("/".join).filter(lambda path: not unfit(path))
payloads = st.dictionaries(paths, st.binary(max_size=50), max_size=6).filter(
    lambda files: not list(colliding(files)) and not any(f"{one}/" in f"{two}" for one in files for two in files)
)


@given(st.text())
def test_a_path_is_read_back_from_a_manifest_as_it_was(path):
    assert decode_path(encode_path(path)) == path


@given(
    st.text(st.characters(exclude_characters="\x85\u2028\u2029"), min_size=1).filter(lambda path: path.strip() == path)
)
def test_a_manifest_is_read_back_as_it_was(path):
    [line] = manifest_text({path: "AB"}).removesuffix("\n").split("\n")
    entry = parse_line(line)
    assert entry is None or (entry.digest, entry.path) in {("ab", path), ("ab", path.removeprefix("*"))}


@settings(max_examples=50, deadline=None)
@given(payloads)
def test_what_is_written_is_found_sound_here_and_by_the_bagit_package(files):
    bag = make_bag(files, INFO)
    with tempfile.TemporaryDirectory() as name:
        folder = write_bag(bag, Path(name) / "bag")
        zipped = write_zipped_bag(bag, Path(name) / "bag.zip")
        assert verify_bag(folder).findings == ()
        if files:
            assert verify_bag(zipped).findings == ()
            assert zipped.read_bytes() == write_zipped_bag(bag, Path(name) / "2" / "bag.zip").read_bytes()
        if not any("%" in path for path in files):  # that package does not decode %25
            assert bagit.Bag(str(folder)).is_valid()


def test_a_stranger_checks_it_with_sha256sum_alone(folder):
    tool = program("sha256sum", "coreutils")
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run([tool, "-c", "--strict", "--quiet", manifest], cwd=folder, check=True)


def test_streebog_is_an_extra_manifest_and_checked(tmp_path):
    pytest.importorskip("rhash")
    folder = write_bag(make_bag(PAYLOAD, INFO, with_streebog=True), tmp_path / "bag")
    assert verify_bag(folder).findings == ()
    assert bagit.Bag(str(folder)).is_valid()
    manifest = folder / "manifest-streebog256.txt"
    lines = manifest.read_text("utf-8").splitlines(keepends=True)
    manifest.write_text("0" * 64 + lines[0][64:] + "".join(lines[1:]), "utf-8")
    algorithms = [one.facts.get("algorithm") for one in verify_bag(folder).findings if one.code == "B114"]
    assert "streebog256" in algorithms


def test_streebog_counts_as_the_standard_does():  # RFC 6986, 10.1 and 10.2 (written there from the last byte)
    pytest.importorskip("rhash")
    first = b"012345678901234567890123456789012345678901234567890123456789012"
    assert (
        digest(first) == bytes.fromhex("00557be5e584fd52a449b16b0251d05d27f94ab76cbaa6da890b59d8ef1e159d")[::-1].hex()
    )
