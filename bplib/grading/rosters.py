"""The names of a roster: read from a file, and found again in what learning platforms make of them."""

import csv
import re
import unicodedata
from pathlib import Path

from .submissions import Submission

__all__ = ["by_roster", "read_roster"]

HEADS = ("student", "student_id", "id", "username", "user", "login", "name")
# What Moodle, Canvas and browsers put behind a name: _123_assignsubmission_file_, _LATE_12_34_02_layers, " (1)"
BEHIND_NAME = re.compile(r"([_ -]late)?[_ -]\(?\d.*|[_ -]\(\d+\)", re.S)


def read_roster(path: Path) -> list[str]:
    """The students of a class: one a line, or a column of a CSV file with a head such as "student" or "id"."""
    with open(path, newline="", encoding="utf-8-sig") as file:
        rows = [row for row in csv.reader(file) if row and any(row) and not row[0].startswith("#")]
    heads = [head.strip().lower() for head in rows[0]] if rows else []
    column = next((heads.index(head) for head in HEADS if head in heads), None)
    students = [row[column or 0].strip() for row in rows[column is not None :] if len(row) > (column or 0)]
    return list(dict.fromkeys(student for student in students if student))


def by_roster(found: list[Submission], roster: list[str]) -> tuple[list[Submission], list[str]]:
    """The submissions under the roster's names, several of one student as one; and notes on what may be a mix-up."""
    folded: dict[str, list[str]] = {}
    for student in roster:
        folded.setdefault(_folded(student), []).append(student)
    sure = {name: students[0] for name, students in folded.items() if len(students) == 1}
    merged: dict[str, Submission] = {}
    names: dict[str, list[str]] = {}
    for submission in found:
        name = submission.student
        submission.student = name if name in roster else _roster_name(_folded(name), sure) or name
        names.setdefault(submission.student, []).append(name)
        known = merged.setdefault(submission.student, submission)
        if known is not submission:
            _merge(known, submission)
    mixed = {student: [n for n in own if n != student] for student, own in names.items() if student in own}
    notes = [f"{student}: {', '.join(others)} was put to it as well" for student, others in mixed.items() if others]
    return list(merged.values()), notes


def _folded(name: str) -> str:
    """A name without the differences that platforms and file systems make: case, and how accents are written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _roster_name(name: str, sure: dict[str, str]) -> str | None:
    """The student whose name this is, with nothing behind it or what a platform writes; the longest that fits."""
    fits = [s for s in sure if name == s or (name.startswith(s) and BEHIND_NAME.fullmatch(name[len(s) :]))]
    return sure[max(fits, key=len)] if fits else None


def _merge(known: Submission, other: Submission) -> None:
    """Add what else this student handed in; a name that is there already gets a number."""
    known.paths += other.paths
    known.others += other.others
    known.problems |= other.problems
    for name, data in other.contents.items():
        free = name if name not in known.contents else f"{len(known.contents)}/{name}"
        known.contents[free] = data
