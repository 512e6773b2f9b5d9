"""Timing side by side: in every round each candidate runs once, so that a slow moment of the machine hits all alike."""

import gc
import statistics
import time
from collections.abc import Callable

ROUND_SECONDS = 0.03


def interleaved(candidates: dict[str, Callable[[], object]], n_rounds: int) -> dict[str, list[float]]:
    """Seconds per step of every candidate in every round; a round repeats fast ones for about 30 ms."""
    repeats = {name: _repeats(call) for name, call in candidates.items()}
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    gc.disable()
    try:
        for _ in range(n_rounds):
            for name, call in candidates.items():
                seconds[name].append(_time(call, repeats[name]))
    finally:
        gc.enable()
    return seconds


def median_ratio(mine: list[float], other: list[float]) -> float:
    """The median over the rounds of mine / other."""
    return statistics.median(a / b for a, b in zip(mine, other, strict=True))


def _repeats(call: Callable[[], object]) -> int:
    for _ in range(20):
        call()
    return max(1, round(ROUND_SECONDS / max(_time(call, 3) * getattr(call, "steps_per_call", 1), 1e-7)))


def _time(call: Callable[[], object], repeats: int) -> float:
    start = time.perf_counter()
    for _ in range(repeats):
        call()
    return (time.perf_counter() - start) / repeats / getattr(call, "steps_per_call", 1)
