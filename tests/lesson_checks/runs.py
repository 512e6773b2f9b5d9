"""A lesson from restart to its end, in a kernel that reaches nothing but its own machine."""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from unittest import mock

from tools import notebooks

OFFLINE = Path(__file__).with_name("offline")  # its sitecustomize refuses connections

in_processes = partial(ProcessPoolExecutor, mp_context=get_context("spawn"))


def run(lesson):
    """The notebook after a fresh run, and its seconds: of the clock, or of the processor where others kept it busy."""
    began, used = time.perf_counter(), sum(os.times()[:4])
    fresh = notebooks.execute(lesson.notebook, lesson.path.parent, lesson.path.name)
    seconds = time.perf_counter() - began
    worked = sum(os.times()[:4]) - used  # with that of the kernel, which has ended
    return notebooks.normalise(fresh), min(seconds, worked) if os.name == "posix" else seconds


def runs_offline(lesson, number=2):
    """Several runs, side by side and without a network."""
    with mock.patch.dict(os.environ, {"PYTHONPATH": str(OFFLINE)}), in_processes(number) as pool:
        return list(pool.map(run, [lesson] * number))


def disagreement(one, other):
    """The cells whose outputs differ between two runs, pictures included."""
    pairs = zip(one.cells, other.cells, strict=True)
    return [f"{a.id} gives other outputs in the second run" for a, b in pairs if a.get("outputs") != b.get("outputs")]
