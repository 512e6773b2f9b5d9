"""No right answer loses a point, whatever it prints, warns and imports, and however its cells are arranged."""

import re

import pytest

from bplib import grading
from bplib.checks.catalog import LESSONS
from submissions import honest
from submissions.making import RIGHT, filled, hand_in, result_of, solved


def student_of(case):
    return re.sub(r"\W+", "-", case).strip("-")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for case, files in honest.CASES.items():
        for name, content in files(filled(RIGHT)).items():
            hand_in(folder / "submissions", student_of(case), content, name)
    limits = grading.Limits(call_seconds=2)
    grading.grade_class(
        folder / "submissions", folder / "out", secret=b"a secret of the test", lessons=[2], limits=limits
    )
    return folder / "out"


@pytest.mark.parametrize("case", honest.CASES)
def test_it_gets_all_points(graded, case):
    result, entries = result_of(graded, student_of(case))
    assert {name: entry["verdict"] for name, entry in entries.items()} == dict.fromkeys(entries, "CORRECT"), entries
    assert result["score"] == result["max_score"]


def test_all_solutions_get_all_points_and_what_is_handed_out_none(tmp_path):
    for lesson in LESSONS:
        hand_in(tmp_path / "in", "solved", solved(lesson), f"{lesson:02}_x.ipynb")
    grading.grade_class(tmp_path / "in", tmp_path / "out", secret=b"a secret of the test")
    result, entries = result_of(tmp_path / "out", "solved")
    assert {entry["verdict"] for entry in entries.values()} == {"CORRECT"}, entries
    assert len(entries) == sum(map(len, LESSONS.values()))
    assert result["score"] == result["max_score"]
