"""Results as pages: feedback for each student, and a report on the class. Each is one HTML file that needs no other."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ..checks import EXERCISES
from .results import NO_GRADE, NOT_HANDED_IN, write_text

__all__ = ["ClassSummary", "feedback", "write_report"]

SIGNS = {"CORRECT": "✓", "NOT_ATTEMPTED": "○", "MALFORMED_FILE": "?", "GRADER_ERROR": "?"}  # for all others ✗
N_BARS = 10


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(Path(__file__).with_name("templates"))
    environment = Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["points"] = lambda value: "–" if value is None else f"{value:g}"
    environment.filters["breakable"] = lambda name: escape(name).replace("_", Markup("_<wbr>"))
    return environment


def feedback(result: dict) -> str:
    """The page for one student: each exercise with its verdict, its points and what the checker says."""
    exercises = [entry | _help(entry) | {"sign": SIGNS.get(entry["verdict"], "✗")} for entry in result["exercises"]]
    return _templates().get_template("feedback.html").render(result=result, exercises=exercises)


def _help(entry: dict) -> dict:
    """The checker's words as lines, and where to look; what is right needs no help."""
    exercise = EXERCISES[entry["id"]]
    lines = [line for line in entry["message"].splitlines() if not line.startswith("For more help write ")]
    lines = [line.removeprefix(f"{entry['id']}: ") for line in lines]
    no_help = entry["verdict"] in ("CORRECT", *NO_GRADE) or entry["message"].endswith(NOT_HANDED_IN)
    where = "" if no_help else exercise.where
    return {"lines": lines, "where": where, "signature": exercise.signature}


@dataclass
class ClassSummary:
    """What is counted over a class, one result at a time."""

    n_students: int = 0
    statuses: Counter = field(default_factory=Counter)
    shares: list[float] = field(default_factory=list)
    exercises: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    mistakes: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    codes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)

    def add(self, result: dict) -> None:
        self.n_students += 1
        self.statuses[result["status"]] += 1
        if result["score"] is not None and result["max_score"]:
            self.shares.append(result["score"] / result["max_score"])
        for entry in result["exercises"]:
            self.exercises[entry["id"]][entry["verdict"]] += 1
            self.mistakes[entry["id"]].update(entry["diagnoses"])
        if result["status"] == "NOT_SUBMITTED":
            self.absent.append(result["student"])
        if result["code"]:
            self.codes[result["code"]].append(result["student"])
        self.notes += [f"{result['student']}: {note}" for note in result["notes"]]
        self.notes += [f"{result['student']}: {f['name']}: {f['problem']}" for f in result["files"] if f["problem"]]

    def distribution(self) -> list[tuple[str, int]]:
        """How many students have how much of the points, in steps of a tenth; all points are in the last step."""
        counts = Counter(min(int(share * N_BARS + 1e-9), N_BARS - 1) for share in self.shares)
        return [(f"{100 * i // N_BARS}–{100 * (i + 1) // N_BARS} %", counts[i]) for i in range(N_BARS)]

    def difficulty(self) -> list[dict]:
        """For each exercise how many attempted it, and how many of those are right; and the other verdicts."""
        rows = []
        for exercise_id, verdicts in self.exercises.items():
            n = verdicts.total() - verdicts["NOT_ATTEMPTED"] - verdicts["MALFORMED_FILE"] - verdicts["GRADER_ERROR"]
            share = verdicts["CORRECT"] / n if n else None
            others = [(v, c) for v, c in verdicts.most_common() if v not in ("CORRECT", "NOT_ATTEMPTED")]
            rows.append({"id": exercise_id, "n": n, "n_right": verdicts["CORRECT"], "share": share, "others": others})
        return rows

    def histogram(self) -> list[dict]:
        """The named mistakes, the most frequent first, with their share of those who attempted the exercise."""
        n_attempted = {row["id"]: row["n"] for row in self.difficulty()}
        rows = []
        for exercise_id, mistakes in self.mistakes.items():
            reasons = {mistake.id: mistake.why for mistake in EXERCISES[exercise_id].mistakes}
            for mistake, n in mistakes.items():
                share = n / max(n_attempted[exercise_id], 1)
                row = {"exercise": exercise_id, "mistake": mistake, "why": reasons.get(mistake, "")}
                rows.append(row | {"n": n, "share": share})
        return sorted(rows, key=lambda row: (-row["n"], row["exercise"], row["mistake"]))

    def identical(self) -> list[list[str]]:
        """Students whose code is the same but for spaces and comments."""
        return [students for students in self.codes.values() if len(students) > 1]


def write_report(
    out: Path, results: Iterable[dict], folders: Iterable[Path], notes: Iterable[str] = ()
) -> ClassSummary:
    """Write `report.html`, with these notes for the instructor, and `feedback.html` into each student's folder."""
    summary = ClassSummary(notes=list(notes))
    for result, folder in zip(results, folders, strict=True):
        summary.add(result)
        page = feedback(result)
        path = folder / "feedback.html"
        if not path.exists() or path.read_text(encoding="utf-8") != page:
            write_text(path, page)
    page = (
        _templates()
        .get_template("report.html")
        .render(summary=summary, largest=max(n for _, n in summary.distribution()))
    )
    write_text(out / "report.html", page)
    return summary
