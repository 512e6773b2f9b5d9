"""What each library costs a fresh process: time to import and peak memory."""

import json
import statistics
import subprocess
import sys

from .rows import ROWS

MODULES = {
    "NumPy alone": "numpy",
    "bplib": "bplib",
    "PyTorch": "torch",
    "scikit-learn": "sklearn.neural_network",
    "JAX jit": "jax",
}
LARGEST_DENSE = next(row.name for row in ROWS if row.sizes == (784, 512, 512, 10))

SCRIPT = """
import importlib, json, sys, time
start = time.perf_counter()
importlib.import_module(sys.argv[1])
seconds = time.perf_counter() - start
if sys.argv[2] != "NumPy alone":
    from benchmarks.implementations import IMPLEMENTATIONS
    from benchmarks.rows import ROWS
    step = IMPLEMENTATIONS[sys.argv[2]](next(row for row in ROWS if row.name == sys.argv[3]))
    for _ in range(20):
        step()
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
except ImportError:  # Windows
    peak = None
print(json.dumps([seconds, peak]))
"""


def measure(n_rounds: int) -> tuple[list[dict], list[list[str]]]:
    """For each library the median seconds of its import and its peak memory in bytes, each from fresh processes."""
    samples: dict[str, list] = {name: [] for name in MODULES}
    for _ in range(max(3, n_rounds // 5)):
        for name in MODULES:
            samples[name].append(_run(name))
    results, table = [], [["library", "import, s", "peak memory, MB"]]
    for name, values in samples.items():
        if None in values:
            results.append({"library": name, "absent": "not installed"})
            table.append([name, "not installed", ""])
            continue
        seconds = statistics.median(value[0] for value in values)
        peaks = [value[1] for value in values if value[1] is not None]
        peak = statistics.median(peaks) if peaks else None
        results.append({"library": name, "import_seconds": seconds, "peak_bytes": peak})
        table.append([name, f"{seconds:.3f}", f"{peak / 1e6:,.0f}" if peak else "not measured here"])
    return results, table


def _run(name: str) -> tuple[float, int | None] | None:
    """One fresh process; None where the library is not installed."""
    command = [sys.executable, "-c", SCRIPT, MODULES[name], name, LARGEST_DENSE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode and "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise RuntimeError(f"Measuring {name} failed: {done.stderr.strip().splitlines()[-1]}")
    return tuple(json.loads(done.stdout.splitlines()[-1]))
