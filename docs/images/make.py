"""Make the pictures of the README anew: python docs/images/make.py, in the environment of `./run`.

The semester pack of a group of the sample college is printed; its title page and a spread become PNG.
"""

# ruff: noqa: INP001 - a program, not a package
from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image
from pypdfium2 import PdfDocument

from ejarchive.recipes.order import Order
from ejarchive.recipes.pack import PackOrder, make_packs
from ejarchive.surroundings import gather

HERE = Path(__file__).resolve().parent
COLLEGE = HERE.parents[1] / "samples" / "college"
PICTURES = {"title.png": (0,), "spread.png": (7, 8)}  # pages from 0; those of a spread side by side
DOTS_PER_INCH = 90
GREYS = 16
GAP, EDGE = 2, 170  # a line between pages and around them, in dots; its grey


def printed(folder: Path) -> Path:
    """Print the pack for signature and return its path."""
    wanted = PackOrder(groups=["21-ТМ"], term="2025-1", accept_gaps="пробелы названы в листе готовности")
    order = Order(engine="plutoprint", as_of=dt.datetime.fromisoformat("2025-12-30T18:00:00+04:00"))
    outcome = make_packs(COLLEGE, folder, wanted, order, replace(gather(), cache=folder / "cache", state=folder))
    return next(each.path for each in outcome.artifacts if each.kind == "pack")


def picture(pdf: Path, pages: tuple[int, ...]) -> Image.Image:
    """Return the pages in a row, in few greys: the paper is black and white."""
    with PdfDocument(pdf) as document:
        images = [document[page].render(scale=DOTS_PER_INCH / 72, grayscale=True).to_pil() for page in pages]
    width, height = images[0].size
    row = Image.new("L", (GAP + len(images) * (width + GAP), height + 2 * GAP), EDGE)
    for number, image in enumerate(images):
        row.paste(image, (GAP + number * (width + GAP), GAP))
    return row.quantize(GREYS)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        pack = printed(Path(folder))
        for name, pages in PICTURES.items():
            picture(pack, pages).save(HERE / name, optimize=True)
