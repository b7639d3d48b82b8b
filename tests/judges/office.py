"""LibreOffice without a window: does it open our workbook, count it, and hand it back?"""

import subprocess
import tempfile
from pathlib import Path

from judges.presence import program

_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def office_converted(path: Path, to: str, folder: Path) -> list[Path]:
    """What LibreOffice makes of a workbook: `xlsx` = saved by it anew, `csv` = the counted values, a file a sheet.

    Each run has a profile of its own, so that a LibreOffice a person has open is not asked instead.
    """
    soffice = program("soffice", "libreoffice-calc-nogui")
    before = set(folder.glob("*"))
    with tempfile.TemporaryDirectory(prefix="office-profile-") as profile:
        command = [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to",
                   _CSV if to == "csv" else to, "--outdir", str(folder), str(path)]  # fmt: skip
        run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    made = sorted(set(folder.glob("*")) - before)
    assert run.returncode == 0, run.stderr
    assert made, f"LibreOffice opened nothing: {run.stdout}{run.stderr}"
    return made
