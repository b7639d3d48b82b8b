"""What can happen to a worker. In a module of its own: a worker process must be able to import it."""

import os
import resource
import signal
import time

from ejarchive.render.parts import PartOrder, RenderedPart, render_part


def killed(order: PartOrder) -> RenderedPart:
    """Render, but be killed by the system in the middle of the part named «fatal»."""
    if order.part.key == "fatal":
        os.kill(os.getpid(), signal.SIGKILL)
    return render_part(order)


def slow(order: PartOrder) -> RenderedPart:
    time.sleep(0.2)
    return render_part(order)


def rendered_with_peak(order: PartOrder) -> tuple[int, int]:
    """Pages, and the most memory the process has ever had, in megabytes."""
    pages = render_part(order).pages
    return pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
