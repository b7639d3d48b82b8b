"""How fast a semester pack becomes a finished PDF/A, and how much memory a worker takes.

    python benchmarks/pack_speed.py [ROUNDS]

The largest pack of the sample college, cold processes, variants by turns, medians. The ratio is that of
seconds: the content is the same, pages are not (without our care it takes more of them).
naive      WeasyPrint as it is usually called: one document, automatic table layout, collapsed borders,
           not checked, not numbered, no PDF/A;
ours       parts, checks, numbering layer, PDF/A-2u, read back, with one process and with two.
The aim: ours with WeasyPrint at least 1.3 times as fast as naive; a worker below 400 MB.
"""

import datetime as dt
import json
import re
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from ejarchive.document import Document
from ejarchive.recipes.opening import open_journal
from ejarchive.recipes.order import Order
from ejarchive.render.engine import EngineName
from ejarchive.render.pdf import RenderOptions, WorkerPool, render_document
from ejarchive.render.templates import fill_template, template_environment
from ejarchive.reports.context import pack_context
from ejarchive.reports.pack import build_pack
from ejarchive.surroundings import Surroundings

ROOT = Path(__file__).resolve().parents[1]
NAIVE = """
table { table-layout: auto !important; border-collapse: collapse !important } td, th { border: 1px solid !important }
.sheet, .sheet-body { height: auto !important; overflow: visible !important }
"""
VARIANTS = ["naive", "weasyprint 1", "weasyprint 2", "plutoprint 1", "plutoprint 2"]


def sample_pack() -> Document:
    """The pack of the group of 33 students."""
    now = dt.datetime(2026, 7, 2, tzinfo=dt.UTC)
    surroundings = Surroundings(now=now, folder=ROOT, environment={}, cache=ROOT / ".cache")
    opened = open_journal(ROOT / "samples" / "college", Order(), surroundings)
    context = pack_context(
        opened.journal,
        opened.settings,
        opened.regulation,
        group_id="g-vt25",
        term_id="2025-2",
        moment=opened.certain_moment,
    )
    return build_pack(context)


def naive_html(document: Document) -> str:
    """The same tables as someone would write them who has not measured."""
    environment = template_environment()
    bodies, styles = [], {}
    for part in document.parts:
        if part.uses_numbers:
            continue
        html = fill_template(environment, part, numbers=None, language="ru")
        styles |= dict.fromkeys(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
        body = html.partition("<body>")[2].partition("</body>")[0]
        body = re.sub(r"<colgroup>.*?</colgroup>", "", body, flags=re.DOTALL)
        body = re.sub(r'(<table[^>]*?) style="[^"]*"', r"\1", body)
        bodies.append(f'<div style="break-before: page">{body}</div>')
    return f"<html lang=ru><meta charset=utf-8><style>{''.join(styles)}{NAIVE}</style>{''.join(bodies)}"


def measured(variant: str, document: Document) -> dict[str, float]:
    began = time.perf_counter()
    if variant == "naive":
        from ejarchive.render.fonts import use_only_ours

        use_only_ours()
        import weasyprint

        made = weasyprint.HTML(string=naive_html(document)).render()
        size = len(made.write_pdf())
        pages, peak = len(made.pages), peak_megabytes()
    else:
        engine, jobs = variant.split()
        pages, size, peak = ours(document, engine, int(jobs))
    return {"seconds": time.perf_counter() - began, "pages": pages, "bytes": size, "peak": peak}


def ours(document: Document, engine: EngineName, jobs: int) -> tuple[int, int, float]:
    with WorkerPool(jobs) as pool:
        volumes = render_document(document, RenderOptions(engine=engine, executor=pool))
        peaks = [pool.submit(peak_megabytes) for _ in range(jobs * 4)]
        peak = max(peak.result() for peak in peaks)
    return sum(volume.pages for volume in volumes), sum(len(volume.pdf) for volume in volumes), peak


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_a_process_of_its_own(variant: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--variant", variant]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main(rounds: int) -> None:
    results = {variant: [] for variant in VARIANTS}
    for _ in range(rounds):
        for variant in VARIANTS:
            results[variant].append(in_a_process_of_its_own(variant))
    usual = statistics.median(one["seconds"] for one in results["naive"])
    print(f"{'variant':14} {'pages':>5} {'seconds':>8} {'pages/s':>8} {'ratio':>6} {'KB/page':>8} {'worker MB':>9}")
    for variant, ones in results.items():
        seconds = statistics.median(one["seconds"] for one in ones)
        speed = statistics.median(one["pages"] / one["seconds"] for one in ones)
        one, peak = ones[0], max(one["peak"] for one in ones)
        print(
            f"{variant:14} {one['pages']:5} {seconds:8.2f} {speed:8.1f} {usual / seconds:6.1f}"
            f" {one['bytes'] / one['pages'] / 1024:8.1f} {peak:9.0f}"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--variant"]:
        print(json.dumps(measured(sys.argv[2], sample_pack())))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
