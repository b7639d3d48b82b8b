"""Every planted fault in a bag of ours is found: every byte, every file, every line."""

import itertools
import unicodedata
import zipfile

import pytest

from archive.bags import INFO
from ejarchive.archive.bag import make_bag
from ejarchive.archive.verify import verify_bag
from ejarchive.archive.writer import write_bag, write_zipped_bag

SMALL = make_bag({"documents/й.pdf": b"%PDF", "journal.csv": b"a,b\n1,2\n", "empty": b""}, INFO, with_streebog=False)
FILES = sorted(SMALL.files)
MANIFESTS = [name for name in FILES if "manifest" in name]


@pytest.fixture
def small(tmp_path):
    return write_bag(SMALL, tmp_path / "bag")


def found(path):
    return not verify_bag(path).valid


def test_the_bag_the_faults_are_planted_in_is_sound(small):
    assert verify_bag(small).findings == ()


@pytest.mark.parametrize("name", FILES)
def test_each_byte_flipped(name, small):
    file, data = small / name, SMALL.files[name]
    unseen = []
    for place, bit in itertools.product(range(len(data)), (0x01, 0x20)):
        file.write_bytes(data[:place] + bytes([data[place] ^ bit]) + data[place + 1 :])
        if not found(small):
            unseen.append((place, bit))
    assert unseen == []


@pytest.mark.parametrize("name", FILES)
def test_each_file_truncated_lengthened_renamed_and_removed(name, small):
    file, data = small / name, SMALL.files[name]
    for changed in (data[:-1], data + b"\n", data + b"\0", b""):
        if changed != data:
            file.write_bytes(changed)
            assert found(small), changed
    file.write_bytes(data)
    for other in (f"{file.name}.bak", file.name.upper()):
        file.rename(file.with_name(other))
        assert found(small), other
        file.with_name(other).rename(file)
    file.unlink()
    assert found(small)


@pytest.mark.parametrize("pair", list(itertools.combinations(FILES, 2)), ids="-".join)
def test_each_two_files_swapped(pair, small):
    first, second = pair
    (small / first).write_bytes(SMALL.files[second])
    (small / second).write_bytes(SMALL.files[first])
    assert found(small)


@pytest.mark.parametrize("name", FILES)
def test_a_file_or_its_case_twin_added_beside_each(name, small):
    file = small / name
    for other in (file.name + "x", file.name.title(), file.name.upper()):
        if other != file.name:
            twin = file.with_name(other)
            twin.write_bytes(SMALL.files[name])
            assert found(small), other
            twin.unlink()


def test_a_name_in_another_normal_form(small):
    file = small / "data/documents/й.pdf"
    file.rename(file.with_name(unicodedata.normalize("NFD", file.name)))
    assert found(small)


@pytest.mark.parametrize("name", MANIFESTS)
def test_each_line_dropped_doubled_or_moved(name, small):
    lines = SMALL.files[name].splitlines(keepends=True)
    for number, line in enumerate(lines):
        rest = lines[:number] + lines[number + 1 :]
        for changed in (rest, [*lines[:number], line, *lines[number:]], [*rest, line]):
            if changed != lines:
                (small / name).write_bytes(b"".join(changed))
                assert found(small), (number, changed)


def test_each_byte_of_content_and_name_in_a_zip(tmp_path):
    path = write_zipped_bag(SMALL, tmp_path / "bag.zip")
    assert verify_bag(path).findings == ()
    data = path.read_bytes()
    unseen = []
    for place in sorted(places_in(path, data)):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        if not found(path):
            unseen.append(place)
    assert unseen == []


def places_in(path, data):
    """The bytes of every member's content, and of its name in both places where a zip has it."""
    places: set[int] = set()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            name = info.filename.encode()
            local = info.header_offset + 30
            central = data.rindex(name)
            begins = local + len(name)
            assert data[begins : begins + info.file_size] == archive.read(info)
            places |= {*range(local, begins + info.file_size), *range(central, central + len(name))}
    return places
