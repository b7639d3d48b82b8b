"""`ejarchive demo`: all of it, again over itself, never over a stranger's folder; judges that are not ours agree."""

import subprocess
import zipfile

import bagit
import frictionless

from judges import program, verapdf


def judge(demo, tmp_path):
    """Ask every judge about everything archival in the demo."""
    archive = demo / "archive"
    [folder] = [path for path in archive.glob("bag-*") if path.is_dir()]
    [packed] = archive.glob("bag-*.zip")
    with zipfile.ZipFile(packed) as file:
        file.extractall(tmp_path / "unpacked")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    for bag in (folder, unpacked):
        assert bagit.Bag(str(bag)).is_valid()
        for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
            tool = program("sha256sum", "coreutils")
            subprocess.run([tool, "-c", "--strict", "--quiet", manifest], cwd=bag, check=True)
        report = frictionless.validate(str(bag / "data" / "journal" / "datapackage.json"))
        assert report.valid, report.flatten(["message"])[:5]
        assert (bag / "data" / "index.html").is_file()
    pdfs = sorted([*demo.rglob("*.pdf"), *unpacked.rglob("*.pdf")])
    assert len(pdfs) == 5 * 2 + 2 * 3 + 2 + 3 + 6 + 1
    # packs and readiness; document, inventory, certificate; register and labels; reports and summary; teachers' sheets
    assert verapdf(pdfs) == {path: [] for path in pdfs}


def test_the_demo_is_made_and_made_again(ejarchive, tmp_path):
    demo = tmp_path / "ejarchive-demo"
    first = ejarchive("demo", "--engine", "plutoprint")
    assert first.code == 0, first.stderr
    assert (demo / "README.txt").is_file()
    for place in ("semester-1", "semester-2", "project", "journal.xlsx", "blank", "archive", "analytics"):
        assert place in first.stdout
        assert (demo / place).exists()
    judge(demo, tmp_path)
    before = {file: file.read_bytes() for file in demo.rglob("*") if file.is_file()}

    mine = demo / "blank" / "ejarchive.toml"  # what a person has begun to fill in stays
    mine.write_text("# mine", "utf-8")
    second = ejarchive("demo", "--engine", "plutoprint", "--json")
    assert second.code == 0, second.stderr
    after = {file: file.read_bytes() for file in demo.rglob("*") if file.is_file()}
    assert after == before | {mine: b"# mine"}
    kinds = [one["kind"] for one in second.json["artifacts"]]
    assert kinds.count("pack") == kinds.count("readiness") == 5
    assert {one["group_id"] for one in second.json["artifacts"] if one["kind"] == "pack"} == {
        "g-tm24",
        "g-pk25",
        "g-vt25",
    }


def test_a_strangers_folder_is_left_alone(ejarchive, tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("dear", "utf-8")
    run = ejarchive("demo", "theirs", "--json")
    assert run.code == 8
    assert run.json["artifacts"] == []
    assert [file.name for file in theirs.iterdir()] == ["letter.txt"]
