"""Points that an instructor gives by hand: a CSV file beside the results, which are left as the grader made them."""

import csv
import math
from pathlib import Path

from ..checks import EXERCISES
from .results import summed_up

__all__ = ["HEADS", "read_points", "with_points"]

HEADS = ("student", "exercise", "points", "reason")
Points = dict[tuple[str, str], tuple[float, str]]


def read_points(path: Path) -> Points:
    """What is given to (student, exercise): the points and the reason. Raises ValueError, FileNotFoundError."""
    given: Points = {}
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = csv.DictReader(file)
        if missing := [head for head in HEADS if head not in (rows.fieldnames or [])]:
            raise ValueError(f"{path.name} has no column {missing[0]!r}. Its first line is: {','.join(HEADS)}")
        for row in rows:
            where = f"{path.name}, line {rows.line_num}"
            student, exercise, reason = ((row[name] or "").strip() for name in ("student", "exercise", "reason"))
            if exercise not in EXERCISES:
                raise ValueError(f"{where}: there is no exercise {exercise!r}. The head of grades.csv has their names.")
            if (student, exercise) in given:
                raise ValueError(f"{where}: {student} has points for {exercise} already, in a line above.")
            given[student, exercise] = _number(row["points"], EXERCISES[exercise].points, where), reason
    return given


def _number(text: str | None, largest: float, where: str) -> float:
    try:
        points = float(text or "")
    except ValueError:
        points = math.nan
    if not 0 <= points <= largest:
        raise ValueError(f"{where}: the points are {text!r}, but should be a number from 0 to {largest:g}.")
    return points


def with_points(result: dict, given: Points) -> dict:
    """The result with what was given by hand; the verdicts stay, and the message says first what was given."""
    exercises = []
    for entry in result["exercises"]:
        points, reason = given.get((result["student"], entry["id"]), (None, ""))
        if points is not None:
            head = f"Points given by hand: {points:g}. {reason}".rstrip()
            entry = entry | {"points": points, "message": f"{head}\n{entry['message']}".rstrip()}
        exercises.append(entry)
    if exercises == result["exercises"]:
        return result
    return result | {"exercises": exercises} | summed_up(exercises, result["files"])
