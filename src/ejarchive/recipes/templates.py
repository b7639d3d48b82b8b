"""Copying the shipped templates, for a college to change."""

from __future__ import annotations

import shutil
from pathlib import Path

from ejarchive.outputs import new_folder
from ejarchive.recipes.order import Outcome
from ejarchive.resources import folder


def copy_templates(target: Path) -> Outcome:
    """Copy our templates into a new folder; `InTheWayError` when something stands there."""
    with new_folder(target) as draft:
        shutil.copytree(folder("templates"), draft, dirs_exist_ok=True)
    return Outcome(
        lines=(
            f"Шаблоны скопированы: {target}",
            "Оставьте в папке только те файлы, которые меняете: остальные программа возьмёт свои.",
            f'Чтобы они печатались, напишите в ejarchive.toml, в разделе [print]: templates = "{target.name}"',
        )
    )
