"""Results as tables: `grades.csv` with a row for each student, `exercises.csv` with a row for each exercise of each."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from .results import write_text

__all__ = ["safe_cell", "write_tables"]

LONG = ("student", "lesson", "exercise", "verdict", "points", "max_points", "diagnoses", "message")


def write_tables(out: Path, results: Iterable[dict], exercise_ids: list[str]) -> None:
    """Write both files; `results` are gone through once, in the order of the rows."""
    wide, long = io.StringIO(), io.StringIO()
    grades, exercises = csv.writer(wide, lineterminator="\n"), csv.writer(long, lineterminator="\n")
    grades.writerow(["student", "status", "score", "max_score", *exercise_ids])
    exercises.writerow(LONG)
    for result in results:
        points = {entry["id"]: entry["points"] for entry in result["exercises"]}
        row = [result[name] for name in ("student", "status", "score", "max_score")]
        grades.writerow(map(safe_cell, [*row, *(points.get(id) for id in exercise_ids)]))
        for entry in result["exercises"]:
            cells = [entry["id"] if name == "exercise" else entry.get(name, "") for name in LONG[1:]]
            cells[5] = " ".join(entry["diagnoses"])
            exercises.writerow(map(safe_cell, [result["student"], *cells]))
    write_text(out / "grades.csv", wide.getvalue())
    write_text(out / "exercises.csv", long.getvalue())


def safe_cell(value) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe. None is empty."""
    if value is None:
        return ""
    if isinstance(value, (int, float)):
        return str(value)
    text = value.replace("\0", "")
    return (
        f"'{text}" if text.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")) else text
    )
