"""What the bags of these tests are made of, and how to make one by hand that no writer of ours would make."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ejarchive.archive.bag import BagInfo

INFO = BagInfo(
    organization="ГБПОУ «Образец»",
    description="Журнал группы 21-ТМ за 1 семестр",
    date="2025-12-30",
    identifier="21tm-2025-1-v1",
    group="05-12/21tm/2025-1",
    software="ejarchive 0",
    sender_identifier="05-12",
)
PAYLOAD = {
    "documents/pack.pdf": b"%PDF-1.7\n" + bytes(range(256)) * 4,
    "journal/groups.csv": "group_id,name\ng1,21-ТМ\n".encode(),
    "journal/й ё.csv": b"a\n1\n",
    "settings.toml": b"",
}
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def by_hand(
    folder: Path,
    payload: Mapping[str, bytes],
    *,
    algorithms: tuple[str, ...] = ("sha512",),
    declaration: str = DECLARATION,
    info: str | None = None,
) -> Path:
    """Write somebody else's bag: payload manifests only, in any order, without a profile."""
    for path, data in payload.items():
        file = folder / "data" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / "bagit.txt").write_text(declaration, "utf-8", newline="")
    if info is not None:
        (folder / "bag-info.txt").write_text(info, "utf-8", newline="")
    for algorithm in algorithms:
        lines = [f"{hashlib.new(algorithm, data).hexdigest()}  data/{path}\n" for path, data in payload.items()]
        (folder / f"manifest-{algorithm}.txt").write_text("".join(lines), "utf-8", newline="")
    return folder
