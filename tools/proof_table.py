"""Writes `docs/checker.md`: what the exercise checker says to every known mistake and every right variant.

    .venv/bin/python -m tools.proof_table                 all exercises, with all seeds: 10 minutes or more
    .venv/bin/python -m tools.proof_table relu softmax    these rows alone, beside those that are there
    .venv/bin/python -m tools.proof_table --stale         the rows of exercises that have changed since

The rows are kept in `docs/checker.json`; `tests/test_checker_table.py` computes their deterministic parts again. With
`--seeds 20 200` a row is made with fewer seeds for the mistakes and for the right answers, and says so.
"""

import argparse
import json
import sys
from pathlib import Path

from bplib.checks import EXERCISES

from . import proof
from .environment import ROOT
from .weak_checks import survivors

__all__ = ["DATA", "TABLE", "is_stale", "render", "row_of"]

DATA, TABLE = ROOT / "docs" / "checker.json", ROOT / "docs" / "checker.md"
SEEDS = 100, 1000
HEAD = """# What the exercise checker tells apart

Every exercise knows mistakes that beginners make, as wrong code that runs, and right answers in different styles. Each
mistake is checked with many sets of random inputs and must be rejected and called by its own name every time; each
right answer, the solution among them, with even more, and must be accepted every time. Where a function returns several
values, every pair of mistakes in different ones must be named together.

* **inputs**: the sets of random inputs for each mistake (and pair of mistakes), and for each right answer.
* **gap**: powers of ten between the error of the nearest wrong answer and that of the worst right one. Errors are
  relative to the largest entry. What draws random numbers, makes batches or trains a network is judged otherwise and
  has no gap.
* **one friendly case**: how many of the mistakes pass a single test with one example, square shapes and biases of 0,
  compared by `np.allclose`; where numbers are random, their shapes are compared.
* **the loss fell**: with how many the loss is lower after twenty steps of gradient descent; only where a loss can be.
* **accepted here**: how many the checker accepts, with any of the inputs.

`{command}` makes this table; the two weak ways of checking stand in `tools/weak_checks.py`.

| exercise | inputs | mistakes | named | right answers | accepted | pairs named | gap | one friendly case \
| the loss fell | accepted here |
|---|---|---|---|---|---|---|---|---|---|---|
"""


def row_of(exercise_id: str, n_seeds: int, n_variant_seeds: int) -> dict:
    """All numbers of one exercise."""
    exercise = EXERCISES[exercise_id]
    named, accepted = proof.named(exercise_id, n_seeds), proof.accepted(exercise_id, n_variant_seeds)
    has_pairs = exercise.judge is None and len(exercise.outputs) > 1
    pairs = proof.pairs(exercise_id, n_seeds) if has_pairs else proof.Counts()
    gap = None if exercise.judge else proof.gap(exercise_id, n_seeds)
    friendly, loss_fell = survivors(exercise_id)
    for line in named.failures + accepted.failures + pairs.failures:
        print(f"{exercise_id}: {line}", file=sys.stderr)
    return {
        "seeds": [n_seeds, n_variant_seeds],
        "mistakes": len(exercise.mistakes),
        "right_answers": 1 + len(exercise.variants),
        "checked": named.made,
        "named": named.passed,
        "right_checked": accepted.made,
        "accepted": accepted.passed,
        "pairs_checked": pairs.made,
        "pairs_named": pairs.passed,
        "gap": gap and round(gap.powers_of_ten, 1),
        "friendly": friendly,
        "loss_fell": loss_fell,
        "survivors": len(named.survivors),
    }


def render(rows: dict[str, dict]) -> str:
    """The page, with the sums in its last line."""
    lines = [_line(f"`{id}`", rows[id]) for id in EXERCISES if id in rows]
    numbers = [key for key in next(iter(rows.values())) if key != "seeds"]
    totals = {key: sum(row[key] or 0 for row in rows.values()) for key in numbers}
    with_loss = sum(row["mistakes"] for row in rows.values() if row["loss_fell"] is not None)
    smallest = min((row["gap"] for row in rows.values() if row["gap"] is not None), default="")
    totals |= {"seeds": [], "gap": f"at least {smallest}", "loss_fell": f"{totals['loss_fell']} of {with_loss}"}
    head = HEAD.format(command=".venv/bin/python -m tools.proof_table")
    return head + "\n".join([*lines, _line("**all**", totals)]) + "\n"


def _line(name: str, row: dict) -> str:
    pairs = f"{row['pairs_named']:,} of {row['pairs_checked']:,}" if row["pairs_checked"] else ""
    cells = [
        name,
        ", ".join(map(str, row["seeds"])),
        row["mistakes"],
        f"{row['named']:,} of {row['checked']:,}",
        row["right_answers"],
        f"{row['accepted']:,} of {row['right_checked']:,}",
        pairs,
        "" if row["gap"] is None else row["gap"],
        row["friendly"],
        "" if row["loss_fell"] is None else row["loss_fell"],
        row["survivors"],
    ]
    return f"| {' | '.join(map(str, cells))} |"


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def is_stale(exercise_id: str, row: dict) -> bool:
    """Whether the exercise has got other mistakes or right answers since this row was made, as far as numbers tell."""
    exercise = EXERCISES[exercise_id]
    counts = row["mistakes"], row["right_answers"], (row["friendly"], row["loss_fell"])
    return counts != (len(exercise.mistakes), 1 + len(exercise.variants), survivors(exercise_id))


def read() -> dict[str, dict]:
    return json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="tools.proof_table", description="Write docs/checker.md.")
    parser.add_argument("ids", nargs="*", metavar="ID", help="exercises, or all")
    parser.add_argument("--stale", action="store_true", help="only those that have changed since, or have no row")
    parser.add_argument("--seeds", nargs=2, type=int, default=SEEDS, help="for each mistake, for each right answer")
    options = parser.parse_args(arguments)
    ids, rows = options.ids or list(EXERCISES), read()
    if options.stale:
        ids = [id for id in ids if id not in rows or is_stale(id, rows[id])]
    for id in ids:
        row = row_of(id, *options.seeds)
        rows = read() | {id: row}  # read anew: another run may have written
        rows = {name: rows[name] for name in EXERCISES if name in rows}
        write(DATA, json.dumps(rows, indent=1) + "\n")
        write(TABLE, render(rows))
        print(id, row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
