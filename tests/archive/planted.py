# ruff: noqa: N802 - a function is named by the code it must raise, as a folder of tests/bad is
"""One fault for each code: a sound bag is given, the faulty one is returned. Named by the code it must raise.

Why functions and not folders: links, tricks of zips and names that differ in case cannot lie in a checkout.
"""

import shutil
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

from archive.bags import DECLARATION, PAYLOAD, by_hand

OURS: dict[str, Callable[[Path], None]] = {}
THEIRS: dict[str, Callable[[Path], Path]] = {}
ZIPS: dict[str, Callable[[Path], None]] = {}


def ours(function):
    """A fault in a folder of ours."""
    OURS[function.__name__] = function
    return function


def theirs(function):
    """A bag of somebody else, made in an empty folder."""
    THEIRS[function.__name__] = function
    return function


def zips(function):
    """A zip, made at a path."""
    ZIPS[function.__name__] = function
    return function


def edit(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text("utf-8")), "utf-8", newline="")


@ours
def B101_not_a_bag(bag):
    (bag / "bagit.txt").unlink()


@ours
def B102_declaration_malformed(bag):
    edit(bag / "bagit.txt", lambda text: "\ufeff" + text)


@ours
def B103_version_unknown(bag):
    edit(bag / "bagit.txt", lambda text: text.replace("1.0", "1.1"))


@ours
def B104_encoding_wrong(bag):
    edit(bag / "bagit.txt", lambda text: text.replace("UTF-8", "UTF-9"))


@theirs
def B105_path_leaves_bag(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text + text[:128] + "  data/../../../etc/passwd\n")
    return bag


@theirs
def B106_manifest_line_malformed(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text + "no digest at all\n")
    return bag


@theirs
def B107_listed_in_wrong_manifest(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text + text[:128] + "  bagit.txt\n")
    return bag


@ours
def B108_link_in_bag(bag):
    (bag / "data/settings.toml").unlink()
    (bag / "data/settings.toml").symlink_to("/dev/null")


@theirs
def B109_listed_twice(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text + text.splitlines()[0] + "\n")
    return bag


@ours
def B110_payload_folder_missing(bag):
    shutil.rmtree(bag / "data")


@ours
def B111_payload_manifest_missing(bag):
    for file in bag.glob("manifest-*.txt"):
        file.unlink()


@ours
def B112_file_missing(bag):
    (bag / "data/documents/pack.pdf").unlink()


@ours
def B113_file_unlisted(bag):
    (bag / "data/extra").touch()


@ours
def B114_checksum_differs(bag):
    file = bag / "data/documents/pack.pdf"
    data = bytearray(file.read_bytes())
    data[100] ^= 1
    file.write_bytes(data)


@zips
def B115_file_unreadable(path):
    data = bytearray(path.read_bytes())
    data[data.index(b"%PDF-1.7")] ^= 1
    path.write_bytes(data)


@ours
def B116_manifest_unlisted(bag):
    edit(bag / "tagmanifest-sha512.txt", lambda text: without(text, "  manifest-sha256.txt"))


@theirs
def B117_listed_twice_alike(bag):
    by_hand(bag, PAYLOAD, declaration=DECLARATION.replace("1.0", "0.97"))
    edit(bag / "manifest-sha512.txt", lambda text: text + text.splitlines()[0] + "\n")
    return bag


@theirs
def B118_binary_mark(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text.replace("  data/", " *data/"))
    return bag


@theirs
def B119_dot_slash(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text.replace("  data/", "  ./data/"))
    return bag


@theirs
def B120_algorithm_unknown(bag):
    by_hand(bag, PAYLOAD)
    edit(bag / "manifest-sha512.txt", lambda text: text)
    (bag / "manifest-whirlpool9.txt").write_bytes((bag / "manifest-sha512.txt").read_bytes())
    return bag


@theirs
def B121_nothing_checked(bag):
    by_hand(bag, PAYLOAD)
    (bag / "manifest-sha512.txt").rename(bag / "manifest-whirlpool9.txt")
    return bag


@theirs
def B122_info_line_malformed(bag):
    return by_hand(bag, PAYLOAD, info="Bagging-Date: 2025-12-30\nno label\n")


@theirs
def B123_payload_size_differs(bag):
    return by_hand(bag, PAYLOAD, info="Payload-Oxum: 1.1\n")


@theirs
def B124_name_in_other_form(bag):
    by_hand(bag, PAYLOAD)
    (bag / "data/journal/й ё.csv").rename(bag / "data/journal/и\u0306 е\u0308.csv")
    return bag


@theirs
def B125_names_collide(bag):
    return by_hand(bag, {**PAYLOAD, "SETTINGS.toml": b"other"})


@theirs
def B126_name_unfit(bag):
    return by_hand(bag, {**PAYLOAD, "what?": b"", "NUL.pdf": b""})


@theirs
def B127_system_file(bag):
    return by_hand(bag, {**PAYLOAD, "Thumbs.db": b""})


@theirs
def B128_fetch_present(bag):
    by_hand(bag, PAYLOAD)
    (bag / "fetch.txt").write_text("http://127.0.0.1:1/x 0 data/settings.toml\n")
    return bag


@theirs
def B129_fetch_missing(bag):
    by_hand(bag, PAYLOAD)
    (bag / "fetch.txt").write_text("http://127.0.0.1:1/x - data/absent\n")
    return bag


@theirs
def B130_fetch_line_malformed(bag):
    by_hand(bag, PAYLOAD)
    (bag / "fetch.txt").write_text("http://127.0.0.1:1/x\n")
    return bag


@zips
def B131_zip_broken(path):
    path.write_bytes(path.read_bytes()[:-100])


@theirs
def B139_no_bag_at_all(path):
    """The certificate, say, which lies beside the bags: `verify ARCHIVE/*` names it with them."""
    path = path.with_name("bag-v1-certificate.pdf")
    path.write_bytes(b"%PDF-1.7\n")
    return path


@zips
def B132_zip_name_twice(path):
    with zipfile.ZipFile(path, "a") as archive:
        name = archive.namelist()[0]
        with_warning(lambda: archive.writestr(name, b"second"))


@zips
def B133_zip_encrypted(path):
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    path.write_bytes(data)


@zips
def B134_zip_too_many(path):
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(50_001):
            archive.writestr(f"bag/data/{number}", b"")


@zips
def B135_zip_bomb(path):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/data/bomb", bytes(120 * 2**20))


@zips
def B136_zip_stray_file(path):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("elsewhere/file", b"")


@theirs
def B137_algorithm_weak(bag):
    return by_hand(bag, PAYLOAD, algorithms=("md5",))


@ours
def B201_label_missing(bag):
    edit(bag / "bag-info.txt", lambda text: without(text, "Bagging-Date"))


@ours
def B202_not_canonical(bag):
    edit(bag / "tagmanifest-sha256.txt", lambda text: text.upper().replace("TXT", "txt"))


@ours
def B203_manifest_set_differs(bag):
    (bag / "tagmanifest-sha256.txt").unlink()


@ours
def B204_tag_file_unlisted(bag):
    (bag / "note.txt").touch()


@ours
def B205_fetch_forbidden(bag):
    (bag / "fetch.txt").touch()


@ours
def B206_own_names_collide(bag):
    (bag / "data/SETTINGS.toml").touch()


@ours
def B207_own_name_unfit(bag):
    (bag / "data/nul.txt").touch()


def without(text: str, piece: str) -> str:
    lines = text.splitlines(keepends=True)
    assert any(piece in line for line in lines)
    return "".join(line for line in lines if piece not in line)


def with_warning(act: Callable[[], None]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        act()
