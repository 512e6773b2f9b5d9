"""What a check says: an example in small numbers, errors with their shapes, hints one after the other, HTML."""

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES, CheckFailedError, report
from tools.environment import ROOT


def right(d_a, a):
    return d_a * a * (1 - a)


def test_the_message_has_an_example_in_small_numbers():
    message = bp.check("sigmoid_backward", lambda d_a, a: d_a * a, seed=1).message
    assert "For example, sigmoid_backward([1], [0.5]) is [0.5] but should be [0.25]." in message


def test_an_answer_that_is_true_or_false_is_shown_as_such():
    message = bp.check("should_stop", lambda losses, patience: len(losses) > patience).message
    assert "is True but should be False." in message


def test_an_error_says_with_which_shapes_it_came_and_with_which_it_did_not():
    message = bp.check("relu_backward", lambda d_a, z: d_a * (z > 0) / z.shape[1]).message
    assert "called with d_a and z of shape (6,). With d_a and z of shape (7, 5) it ran." in message
    message = bp.check("relu_backward", lambda d_a, z: d_a if z > 0 else 0).message
    assert "np.where and np.maximum do that" in message


def test_hints_come_one_after_the_other_and_end_with_the_solution():
    report = bp.check("sigmoid_backward", lambda d_a, a: d_a * a, seed=1)
    hints = [report.hint() for _ in range(4)]
    assert "Lesson 08" in hints[0]
    assert "a (1 − a)" in hints[1]
    assert 'bp.check("sigmoid_backward", sigmoid_backward).solution()' in hints[2]
    assert hints[2] == hints[3]
    assert "return d_a * a * (1 - a)" in repr(report.solution()).splitlines()[1]


@pytest.mark.parametrize("id", EXERCISES)
def test_a_hint_sends_nobody_to_a_lesson_that_is_not_there(id):
    hint = bp.check(id, lambda *arguments: None).hint()
    lesson = EXERCISES[id].lesson
    if any((ROOT / "notebooks").glob(f"{lesson:02}_*.ipynb")):
        assert f"Lesson {lesson:02}, " in hint
    else:
        assert "Lesson" not in hint and "text above the exercise" in hint


def test_a_hint_names_the_lesson_once_it_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "LESSONS", tmp_path)
    wrong = bp.check("dense_backward", lambda d_z, x, weights: None)
    assert "Lesson" not in wrong.hint() + wrong._repr_html_()
    (tmp_path / "09_backpropagation_in_matrices.ipynb").touch()
    wrong = bp.check("dense_backward", lambda d_z, x, weights: None)
    assert "Lesson 09, " in wrong.hint() and "Lesson 09, " in wrong._repr_html_()


def test_in_a_notebook_the_hints_unfold_one_after_the_other_and_do_not_hold_the_solution():
    report = bp.check("sigmoid_backward", lambda d_a, a: d_a * a)
    html = report._repr_html_()
    status, hints = html.split("<details>", 1)
    assert 'role="status"' in status and status.count("</div>") == 1
    titles = [hints.index(title) for title in ("Where to look", "The formula", "A right solution")]
    assert titles == sorted(titles)
    assert hints.count("<details>") == 2 and hints.endswith("</details></details></details></div>")
    assert "d_a * a * (1 - a)" not in html
    assert "<details>" not in bp.check("sigmoid_backward", right)._repr_html_()


def test_the_html_is_escaped_and_announced():
    def failing(d_a, a):
        raise ValueError("<script>alert(1)</script>")

    html = bp.check("sigmoid_backward", failing)._repr_html_()
    assert "<script>" not in html
    assert 'role="status"' in html


def test_under_nbgrader_a_failed_check_raises(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert bp.check("sigmoid_backward", right).passed
    with pytest.raises(CheckFailedError, match="Not yet"):
        bp.check("sigmoid_backward", lambda d_a, a: d_a)


def test_an_unknown_exercise_is_an_error_that_helps():
    with pytest.raises(ValueError, match="Did you mean 'sigmoid_backward'"):
        bp.check("sigmoid_bakward", right)
    with pytest.raises(ValueError, match=r"There are: .*sigmoid_backward, tanh_backward, relu_backward"):
        bp.check("zzz", right)


def test_an_equal_seed_gives_an_equal_report():
    wrong = lambda d_a, a: d_a * np.cos(a)  # noqa: E731
    assert bp.check("sigmoid_backward", wrong, seed=3).message == bp.check("sigmoid_backward", wrong, seed=3).message
