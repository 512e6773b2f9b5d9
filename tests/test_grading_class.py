"""A class is graded whole: everybody gets a row, nobody touches another, and a run that was killed goes on."""

import csv
import json
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import nbformat
import pytest

from bplib import grading
from bplib.grading import a_class, command, judging, results, students
from submissions.making import RIGHT, WRONG, filled, hand_in, handed_out, result_of

FULL = bool(os.environ.get("BPLIB_TEST_FULL"))
SECRET = b"a secret of the test"
HALF = RIGHT["collapse_linear_layers"].replace("+ biases_2", "")


@pytest.fixture
def a_small_class(tmp_path):
    folder = tmp_path / "in"
    hand_in(folder, "mia", filled(RIGHT))
    hand_in(folder, "ben", filled({**RIGHT, "relu": WRONG, "collapse_linear_layers": HALF}))
    hand_in(folder, "eve", "{")
    hand_in(folder, "tom", handed_out(2))
    hand_in(folder, "pia", "nothing that is graded", "notes.txt")
    return folder


def files_in(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "secret.key"
    }


def grades(out):
    with open(out / "grades.csv", newline="", encoding="utf-8") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def run_command(*arguments):
    return command.main([str(argument) for argument in arguments])


def test_everybody_gets_a_row_and_a_grade_that_could_not_be_made_is_empty(a_small_class, tmp_path, capsys):
    (tmp_path / "roster.csv").write_text("student\nmia\nben\nada\n")
    out = tmp_path / "out"
    assert run_command(a_small_class, "--out", out, "--roster", tmp_path / "roster.csv", "--jobs", 2) == 0
    rows = grades(out)
    assert list(rows) == ["mia", "ben", "ada", "eve", "pia", "tom"]
    status_and_score = {name: (row["status"], row["score"], row["max_score"]) for name, row in rows.items()}
    assert status_and_score == {
        "mia": ("GRADED", "4.0", "4"),
        "ben": ("GRADED", "2.0", "4"),
        "tom": ("GRADED", "0.0", "4"),
        "eve": ("MALFORMED_FILE", "", "4"),
        "pia": ("NOT_SUBMITTED", "", "4"),
        "ada": ("NOT_SUBMITTED", "", "4"),
    }
    assert rows["eve"]["relu"] == ""
    said = capsys.readouterr().out
    assert "6 students, lessons 02" in said
    assert "Not in the roster: eve, pia, tom." in said
    assert "2 NOT_SUBMITTED" in said


def test_right_outputs_are_credited_and_mistakes_are_named(a_small_class, tmp_path):
    grading.grade_class(a_small_class, tmp_path / "out", secret=SECRET)
    result, entries = result_of(tmp_path / "out", "ben")
    half = entries["collapse_linear_layers"]
    assert (half["verdict"], half["points"], half["max_points"]) == ("WRONG", 1.0, 2)
    assert half["outputs"] == {"weights": True, "biases": False}
    assert "Right already: weights." in half["message"]
    assert half["diagnoses"]
    assert "positive" in entries["relu"]["message"] or entries["relu"]["diagnoses"]
    assert grading.validate(result) == result
    _, entries = result_of(tmp_path / "out", "tom")
    assert {entry["verdict"] for entry in entries.values()} == {"NOT_ATTEMPTED"}


def test_the_lessons_are_those_that_anybody_handed_in_unless_they_are_named(a_small_class, tmp_path):
    hand_in(a_small_class, "tom", handed_out(8), "08_backpropagation_by_hand.ipynb")
    assert grading.grade_class(a_small_class, tmp_path / "a", secret=SECRET).lessons == [2, 8]
    _, entries = result_of(tmp_path / "a", "mia")
    assert entries["tanh_backward"]["verdict"] == "NOT_ATTEMPTED"
    assert "not handed in" in entries["tanh_backward"]["message"]
    assert grading.grade_class(a_small_class, tmp_path / "b", secret=SECRET, lessons=[8]).lessons == [8]


def test_a_second_run_changes_nothing_and_only_what_is_new_is_graded(a_small_class, tmp_path, monkeypatch):
    out = tmp_path / "out"
    assert run_command(a_small_class, "--out", out) == 0
    before = files_in(out)
    (out / "mia" / "result.json").write_text(before["mia/result.json"].decode()[:-50])  # as if cut off
    hand_in(a_small_class, "ben", filled(RIGHT))
    graded = []
    original = a_class.grade_submission
    monkeypatch.setattr(a_class, "grade_submission", lambda task: graded.append(task["student"]) or original(task))
    assert run_command(a_small_class, "--out", out) == 0
    assert sorted(graded) == ["ben", "mia"]
    after = files_in(out)
    assert after["mia/result.json"] == before["mia/result.json"]
    assert grades(out)["ben"]["score"] == "4.0"


def test_another_secret_or_another_file_gives_another_result(a_small_class, tmp_path):
    digests = set()
    for secret in (SECRET, SECRET + b"!"):
        grading.grade_class(a_small_class, tmp_path / "out", secret=secret)
        digests.add(result_of(tmp_path / "out", "mia")[0]["input"])
    assert len(digests) == 2
    keys = {results.private_key(secret, student) for secret in (b"a", b"b") for student in ("mia", "ben")}
    assert len({results.private_seed(key, lesson, "relu") for key in keys for lesson in (2, 3)}) == 8


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same(a_small_class, tmp_path, kind):
    grading.grade_class(a_small_class, tmp_path / "a", secret=SECRET, jobs=1)
    options = {"mp_context": multiprocessing.get_context("spawn")} if kind is ProcessPoolExecutor else {}
    with kind(2, **options) as executor:
        grading.grade_class(a_small_class, tmp_path / "b", secret=SECRET, executor=executor)
    students.close_graders()
    a, b = files_in(tmp_path / "a"), files_in(tmp_path / "b")
    assert a == b
    assert len(a) == 5


def test_a_failure_of_the_grader_is_no_zero_and_not_the_learners(a_small_class, tmp_path, monkeypatch, capsys):
    original = judging.assess

    def assess(exercise, *rest):
        if exercise.id == "relu":
            raise ZeroDivisionError("a mistake of ours")
        return original(exercise, *rest)

    monkeypatch.setattr(judging, "assess", assess)
    assert run_command(a_small_class, "--out", tmp_path / "out") == 1
    row = grades(tmp_path / "out")["mia"]
    assert (row["status"], row["score"], row["relu"], row["parameter_count"]) == ("GRADER_ERROR", "", "", "1.0")
    assert "grader failed" in capsys.readouterr().err
    assert "a mistake of ours" in result_of(tmp_path / "out", "mia")[0]["notes"][0]
    monkeypatch.setattr(judging, "assess", original)
    assert run_command(a_small_class, "--out", tmp_path / "out") == 0
    assert grades(tmp_path / "out")["mia"]["score"] == "4.0"


def test_a_task_that_fails_as_a_whole_costs_nobody_else(a_small_class, tmp_path, monkeypatch):
    original = a_class.grade_submission

    def grade(task):
        if task["student"] == "ben":
            raise OSError("the disk is gone")
        return original(task)

    monkeypatch.setattr(a_class, "grade_submission", grade)
    run = grading.grade_class(a_small_class, tmp_path / "out", secret=SECRET)
    assert run.n_failures == 1
    assert result_of(tmp_path / "out", "ben")[0]["status"] == "GRADER_ERROR"
    assert result_of(tmp_path / "out", "mia")[0]["score"] == 4


def test_a_sandbox_that_dies_is_replaced(tmp_path):
    task = {"student": "mia", "files": [], "lessons": [2], "key": b"k", "hidden": [], "without": []}
    task |= {"limits": vars(grading.Limits()), "files": [{"name": "02_layers.ipynb", "data": b""}]}
    task["files"][0]["data"] = nbformat.writes(filled(RIGHT)).encode()
    students.grader_for(task).sandbox.process.kill()
    assert students.grade_submission(task)["score"] == 4
    students.close_graders()


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["{in}/nowhere", "--out", "{out}"], "no folder or zip file"),
        (["{in}", "--out", "{out}", "--roster", "{in}/nowhere"], "nowhere"),
        (["{in}", "--out", "{out}", "--secret-file", "{in}/tom/short"], "16 characters"),
    ],
)
def test_a_run_that_cannot_begin_says_why(a_small_class, tmp_path, capsys, arguments, reason):
    (a_small_class / "tom" / "short").write_text("short")
    places = {"{in}": str(a_small_class), "{out}": str(tmp_path / "out")}
    for key, place in places.items():
        arguments = [argument.replace(key, place) for argument in arguments]
    assert run_command(*arguments) == 2
    assert reason in capsys.readouterr().err


def test_where_code_cannot_be_confined_a_flag_is_needed(a_small_class, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(command, "level_of", lambda measures: "other")
    assert run_command(a_small_class, "--out", tmp_path / "out") == 2
    assert "--students-are-trusted" in capsys.readouterr().err
    assert not (tmp_path / "out" / "grades.csv").exists()
    assert run_command(a_small_class, "--out", tmp_path / "out", "--students-are-trusted") == 0


def test_the_secret_is_made_once_and_is_its_owners_only(tmp_path):
    secret = a_class.own_secret(tmp_path / "out")
    assert len(secret) == 64
    assert a_class.own_secret(tmp_path / "out") == secret
    assert (tmp_path / "out" / "secret.key").stat().st_mode & 0o777 == 0o600


def test_killed_at_random_moments_it_goes_on_and_ends_with_the_same(tmp_path):
    n_students, n_kills = (200, 12) if FULL else (10, 3)
    notebooks = [filled(RIGHT), filled({**RIGHT, "relu": WRONG}), handed_out(2), "{"]
    for i in range(n_students):
        hand_in(tmp_path / "in", f"student {i:03}", notebooks[i % 4])
    (tmp_path / "secret").write_bytes(SECRET)
    line = [sys.executable, "-P", "-m", "bplib.grading.command", str(tmp_path / "in")]
    line += ["--secret-file", str(tmp_path / "secret"), "--out"]
    subprocess.run([*line, str(tmp_path / "a")], check=True, capture_output=True)
    rng = random.Random(int(os.environ.get("PYTEST_SEED", 1)))
    for _ in range(n_kills):
        process = subprocess.Popen([*line, str(tmp_path / "b")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.6, 0.6 + 0.15 * n_students))
        process.send_signal(signal.SIGKILL)
        process.wait()
    subprocess.run([*line, str(tmp_path / "b")], check=True, capture_output=True)
    a, b = files_in(tmp_path / "a"), files_in(tmp_path / "b")
    assert {name: b[name] for name in a} == a
    assert all(name.endswith(".tmp") for name in set(b) - set(a))


def test_a_result_that_does_not_fit_together_is_none(a_small_class, tmp_path):
    grading.grade_class(a_small_class, tmp_path / "out", secret=SECRET)
    path = tmp_path / "out" / "ben" / "result.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    changes = [{"score": 4}, {"status": "FINE"}, {"extra": 1}, {"exercises": [{"id": "relu"}]}, {"max_score": "4"}]
    for change in changes:
        path.write_text(json.dumps(whole | change))
        assert grading.read_result(path) is None
        with pytest.raises(ValueError, match="no result"):
            grading.validate(whole | change)
    shutil.rmtree(tmp_path / "out" / "ben")
    assert grading.read_result(path) is None


def test_points_by_hand_are_in_the_tables_and_the_page_but_not_in_the_result(a_small_class, tmp_path, capsys):
    out, points = tmp_path / "out", tmp_path / "points.csv"
    points.write_text("student,exercise,points,reason\nben,relu,1,said it right at the board\n")
    assert run_command(a_small_class, "--out", out, "--points", points) == 0
    assert grades(out)["ben"]["relu"] == "1.0"
    assert "said it right at the board" in (out / "ben" / "feedback.html").read_text(encoding="utf-8")
    report = (out / "report.html").read_text(encoding="utf-8")
    assert "pia: no notebook or Python file, only notes.txt" in report
    before = files_in(out)
    for line, said in [("nobody,relu,1,", "not in this class"), ("ben,softmax,1,", "none of the lessons")]:
        points.write_text(f"student,exercise,points,reason\n{line}\n")
        assert run_command(a_small_class, "--out", out, "--points", points) == 2
        assert said in capsys.readouterr().err
    assert files_in(out) == before
    assert run_command(a_small_class, "--out", out) == 0
    assert grades(out)["ben"]["relu"] == "0.0"
