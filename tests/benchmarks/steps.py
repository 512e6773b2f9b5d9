"""One training step of every row, in bplib and its peers, side by side."""

import statistics

from .implementations import IMPLEMENTATIONS
from .rows import ROWS, Row
from .timing import interleaved, median_ratio


def measure(n_rounds: int) -> tuple[list[dict], list[list[str]]]:
    """For each row the median seconds and bplib's ratio for each implementation, and the table of them."""
    results, table = [], [["network", *IMPLEMENTATIONS]]
    for row in ROWS:
        candidates, absent = _build(row)
        seconds = interleaved(candidates, n_rounds)
        medians = {name: statistics.median(values) for name, values in seconds.items()}
        ratios = {name: median_ratio(seconds["bplib"], values) for name, values in seconds.items()}
        results.append({"row": row.name, "seconds": medians, "ratio": ratios, "absent": absent})
        cells = [f"{medians[n] * 1e6:,.1f} ({ratios[n]:.2f})" if n in medians else absent[n] for n in IMPLEMENTATIONS]
        table.append([row.name, *cells])
    return results, table


def _build(row: Row) -> tuple[dict, dict[str, str]]:
    """The implementations that can be timed, and why the others cannot."""
    candidates, absent = {}, {}
    for name, build in IMPLEMENTATIONS.items():
        try:
            step = build(row)
        except ImportError:
            absent[name] = "not installed"
            continue
        if step is None:
            absent[name] = "has no such network"
        else:
            candidates[name] = step
    return candidates, absent
