"""`ejarchive file sheet` as a person calls it: exit codes, streams, JSON."""

import pytest

NONE = "7K3M-0QTX-9VJK"  # holds, and is no sheet of anything


@pytest.mark.parametrize(
    ("code", "exit_code", "said"),
    [
        (NONE, 4, f"Листа с кодом {NONE} нет в пакетах (просмотрено: 0)."),
        ("7K3M-0QTX-9VJ8", 2, "Код листа прочитан с ошибкой: 7K3M-0QTX-9VJ8."),
        ("7K3M-0QXT-9VJK", 2, "Код листа прочитан с ошибкой: 7K3M-0QXT-9VJK."),
        ("12а", 2, "Это не код листа"),
    ],
)
def test_a_code_that_leads_nowhere(ejarchive, tmp_path, code, exit_code, said):
    state = tmp_path / "state"
    run = ejarchive("file", "sheet", code, "--state", str(state), "--json")
    assert run.code == exit_code
    assert run.json["command"] == "file sheet"
    [finding] = run.json["findings"]
    assert said in finding["message"]
    assert said in run.stderr
    assert not state.exists()


def test_a_call_without_a_code_or_with_two(ejarchive):
    assert ejarchive("file", "sheet").code == 2
    assert ejarchive("file", "sheet", NONE, NONE).code == 2
    run = ejarchive("file", "sheet", NONE, "--archive", "нет-такой")
    assert (run.code, "Нет такой папки" in run.stderr) == (3, True)
