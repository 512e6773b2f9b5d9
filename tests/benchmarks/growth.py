"""How bplib's training step grows with width, depth, batch and sequence length."""

import statistics

from .implementations import bplib
from .rows import Row
from .timing import interleaved

SERIES = {
    "width": [Row(f"64-{n}-{n}-10, batch 32", "dense", (64, n, n, 10), 32) for n in (32, 64, 128, 256, 512)],
    "depth": [Row(f"64 and {n} times 64, 10, batch 32", "dense", (64, *[64] * n, 10), 32) for n in (1, 2, 4, 8, 16)],
    "batch": [Row(f"64-64-10, batch {n}", "dense", (64, 64, 10), n) for n in (1, 8, 64, 512, 4096)],
    "sequence": [Row(f"RNN {n} steps of 28, 64 units", "rnn", (28, 64, 10), 32, n_steps=n) for n in (4, 8, 16, 32, 64)],
}


def measure(n_rounds: int) -> tuple[list[dict], list[list[str]]]:
    """For each series and size the median seconds, and the table of them."""
    results, table = [], [["grows", "network", "step", "times"]]
    for name, rows in SERIES.items():
        seconds = interleaved({row.name: bplib(row) for row in rows}, n_rounds)
        before = None
        for row in rows:
            median = statistics.median(seconds[row.name])
            results.append({"series": name, "row": row.name, "seconds": median})
            table.append([name, row.name, f"{median * 1e6:,.1f}", f"{median / before:.2f}" if before else ""])
            before = median
    return results, table
