"""`python3 course.py bench`: prints the tables and writes them as JSON.

One BLAS thread and one processor for all, everything in float32, candidates in turn in every round; medians, and ratios
as the median over the rounds. The peers are optional: `pip install -e ".[bench]"` in the environment.
"""

import argparse
import json
import os
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[variable] = "1"  # before NumPy is imported
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

from . import growth, processes, steps  # noqa: E402
from .report import machine, markdown_table  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="course.py bench", description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=31, help="rounds of each measurement (default: 31)")
    parser.add_argument("--json", type=Path, default=Path("benchmark.json"), help="where the JSON goes")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error("--rounds must be at least 1")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    results = {"machine": machine()}
    print(", ".join(f"{name} {value}" for name, value in results["machine"].items()), flush=True)
    for title, module in (
        ("A fresh process: seconds to import, peak memory after 20 steps of the largest dense row", processes),
        ("One training step, microseconds (in brackets: bplib's time divided by this one's)", steps),
        ("How bplib's step grows: network, microseconds, times the row before", growth),
    ):
        print(f"\n{title}\n", flush=True)
        results[module.__name__.split(".")[-1]], table = module.measure(arguments.rounds)
        print(markdown_table(table), flush=True)
    arguments.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    print(f"\nWritten to {arguments.json.resolve()}")


if __name__ == "__main__":
    main()
