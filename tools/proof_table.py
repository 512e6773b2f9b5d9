"""Writes `docs/checker.md`: what the exercise checker says to every known mistake and every right variant.

    python3 -m tools.proof_table                 all exercises, with all seeds: about 20 minutes
    python3 -m tools.proof_table relu softmax    these rows alone, beside those that are there

The rows are kept in `docs/checker.json`. `tests/test_checker_table.py` computes their deterministic parts again. It is
run in the course's own environment: `.venv/bin/python -m tools.proof_table`.
"""

import json
import sys
from pathlib import Path

from bplib.checks import EXERCISES

from . import proof
from .environment import ROOT
from .weak_checks import survivors

__all__ = ["DATA", "TABLE", "render", "row_of"]

DATA, TABLE = ROOT / "docs" / "checker.json", ROOT / "docs" / "checker.md"
N_SEEDS, N_VARIANT_SEEDS = 100, 1000
HEAD = """# What the exercise checker tells apart

Every exercise knows mistakes that beginners make, as wrong code that runs, and right answers in different styles. Each
mistake is checked with {seeds} sets of random inputs and must be rejected and called by its own name every time; each
right answer, the solution among them, with {variant_seeds} sets, and must be accepted every time. Where a function
returns several values, every pair of mistakes in different ones must be named together, with {seeds} sets, too.

* **gap**: powers of ten between the error of the nearest wrong answer and that of the worst right one. Errors are
  relative to the largest entry. Two exercises on random numbers, one on batches and one on training have a judge of
  their own, and no gap.
* **one friendly case**: how many of the mistakes pass a single test with one example, square shapes and biases of 0,
  compared by `np.allclose`; where numbers are random, their shapes are compared.
* **the loss fell**: with how many the loss is lower after twenty steps of gradient descent; only where a loss can be.
* **accepted here**: how many the checker accepts, with any of the inputs.

`{command}` makes this table; the two weak ways of checking stand in `tools/weak_checks.py`.

| exercise | mistakes | named | right answers | accepted | pairs named | gap | one friendly case | the loss fell \
| accepted here |
|---|---|---|---|---|---|---|---|---|---|
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
        "mistakes": len(exercise.mistakes),
        "right_answers": 1 + len(exercise.variants),
        "checked": named.made,
        "named": named.passed,
        "right_checked": accepted.made,
        "accepted": accepted.passed,
        "pairs_checked": pairs.made,
        "pairs_named": pairs.passed,
        "worst_right": gap and gap.right,
        "nearest_wrong": gap and gap.wrong,
        "gap": gap and round(gap.powers_of_ten, 1),
        "friendly": friendly,
        "loss_fell": loss_fell,
        "survivors": len(named.survivors),
    }


def render(rows: dict[str, dict]) -> str:
    """The page, with the sums in its last line."""
    head = HEAD.format(seeds=N_SEEDS, variant_seeds=N_VARIANT_SEEDS, command=".venv/bin/python -m tools.proof_table")
    lines = [_line(f"`{id}`", rows[id]) for id in EXERCISES if id in rows]
    totals = {key: sum(row[key] or 0 for row in rows.values()) for key in next(iter(rows.values()))}
    with_loss = sum(row["mistakes"] for row in rows.values() if row["loss_fell"] is not None)
    smallest = min(row["gap"] for row in rows.values() if row["gap"] is not None)
    totals |= {"gap": f"at least {smallest}", "loss_fell": f"{totals['loss_fell']} of {with_loss}"}
    return head + "\n".join([*lines, _line("**all**", totals)]) + "\n"


def _line(name: str, row: dict) -> str:
    pairs = f"{row['pairs_named']:,} of {row['pairs_checked']:,}" if row["pairs_checked"] else ""
    cells = [
        name,
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


def main(ids: list[str]) -> None:
    for id in ids or EXERCISES:
        row = row_of(id, N_SEEDS, N_VARIANT_SEEDS)
        kept = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {}  # another run may have written
        kept[id] = row
        rows = {name: kept[name] for name in EXERCISES if name in kept}
        write(DATA, json.dumps(rows, indent=1) + "\n")
        write(TABLE, render(rows))
        print(id, row, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
