"""The checker: each kind of answer gets its verdict and a sentence that helps; hostile ones are met calmly."""

import time

import numpy as np
import pytest

import bplib as bp
from bplib.checks import CheckFailedError, Limits, checking


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Endless calls are stopped after half a second, so that the tests are quick."""
    monkeypatch.setattr(checking, "Limits", lambda: Limits(call_seconds=0.5, all_seconds=2.0))


def right(d_a, a):
    return d_a * a * (1 - a)


def endless(d_a, a):
    while True:
        pass


def endless_and_stubborn(d_a, a):
    while True:
        try:
            while True:
                pass
        except:  # noqa: E722
            pass


def deep(d_a, a):
    return deep(d_a, a)


def talkative(d_a, a):
    while True:
        print("still here")


def changing(d_a, a):
    d_a *= a * (1 - a)
    return d_a


def borrowed(d_a, a):
    return d_a * bp.sigmoid.derivative(a, a)


def from_the_solution(d_a, a):
    from bplib.checks.lesson_08 import sigmoid_backward

    return sigmoid_backward(d_a, a)


def exiting(d_a, a):
    raise SystemExit(0)


def remembering(d_a, a, calls=[]):  # noqa: B006
    calls.append(1)
    return right(d_a, a) + len(calls)


class Liar:
    def __eq__(self, other):
        return True

    def __array__(self, *arguments, **options):
        raise RuntimeError

    __hash__ = None


class LyingArray(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __sub__(self, other):
        return np.zeros(self.shape)

    __hash__ = None


@pytest.mark.parametrize(
    ("function", "verdict", "says"),
    [
        (right, "CORRECT", "Right."),
        (lambda d_a, a: right(d_a, a).tolist(), "CORRECT", "Right."),
        (lambda d_a, a: np.asarray(right(d_a, a), np.float32), "CORRECT", "float32"),
        (lambda d_a, a: print("hello") or right(d_a, a), "CORRECT", "Right."),
        (endless, "TIMEOUT", "loop that never ends"),
        (endless_and_stubborn, "TIMEOUT", "loop that never ends"),
        (deep, "RAISED", "RecursionError"),
        (talkative, "OUTPUT_FLOOD", "printed without end"),
        (changing, "MUTATED_INPUT", "changes its argument d_a"),
        (borrowed, "POLICY", "bplib's own code"),
        (from_the_solution, "POLICY", "bplib's own code"),
        (bp.sigmoid, "POLICY", "bplib's own code"),
        (exiting, "RAISED", "SystemExit"),
        (remembering, "NONDETERMINISTIC", "different values"),
        (lambda d_a, a: np.random.default_rng().normal(size=np.shape(a)), "NONDETERMINISTIC", "different values"),
        (lambda d_a, a: None, "BAD_TYPE", "returned None"),
        (lambda d_a, a: "x", "BAD_TYPE", "a str"),
        (lambda d_a, a: {"d_z": 1}, "BAD_TYPE", "a dict"),
        (lambda d_a, a: Liar(), "BAD_TYPE", "a Liar"),
        (lambda d_a, a: np.array(d_a).view(LyingArray), "WRONG", "handed on unchanged"),
        (lambda d_a, a: np.full(np.shape(a), np.nan), "WRONG", "NaN or infinite"),
        (lambda d_a, a: 1 / 0, "RAISED", "ZeroDivisionError"),
        (lambda a: a, "RAISED", "the exercise calls sigmoid_backward(d_a, a)"),
        (right(1.0, 0.5), "BAD_TYPE", "without brackets"),
    ],
)
def test_each_kind_of_submission_gets_its_verdict_and_a_sentence(function, verdict, says):
    report = bp.check("sigmoid_backward", function, seed=0)
    assert report.verdict == verdict
    assert says in report.message
    assert report.passed == (verdict == "CORRECT")


def test_a_stub_is_not_attempted():
    def sigmoid_backward(d_a, a):
        raise NotImplementedError("Write d_z.")

    report = bp.check("sigmoid_backward", sigmoid_backward)
    assert report.verdict == "NOT_ATTEMPTED"
    assert report.diagnoses == ()


def test_replacing_the_comparison_functions_of_numpy_changes_nothing(monkeypatch):
    def wrong(d_a, a):
        np.allclose = lambda *a, **k: True
        return d_a

    monkeypatch.setattr(np, "allclose", np.allclose)
    assert bp.check("sigmoid_backward", wrong).verdict == "WRONG"


def test_nothing_is_printed_and_nothing_goes_to_stderr(capfd):
    bp.check("sigmoid_backward", lambda d_a, a: print("x") or np.log(a * 0 - 1))
    assert capfd.readouterr() == ("", "")


def test_a_constant_factor_that_no_mistake_explains_is_said():
    report = bp.check("sigmoid_backward", lambda d_a, a: 2 * right(d_a, a))
    assert report.verdict == "WRONG"
    assert report.diagnoses == ()
    assert "is the right value times 2." in report.message


def test_what_cannot_be_explained_is_not_guessed():
    report = bp.check("sigmoid_backward", lambda d_a, a: d_a * np.cos(a) + 0.3)
    assert report.diagnoses == ()
    assert "should be" in report.message


def test_the_message_has_an_example_in_small_numbers():
    message = bp.check("sigmoid_backward", lambda d_a, a: d_a * a, seed=1).message
    assert "For example, sigmoid_backward([1], [0.5]) is [0.5] but should be [0.25]." in message


def test_an_error_says_with_which_shapes_it_came_and_with_which_it_did_not():
    message = bp.check("relu_backward", lambda d_a, z: d_a * (z > 0) / z.shape[1]).message
    assert "called with d_a and z of shape (6,). With d_a and z of shape (7, 5) it ran." in message
    message = bp.check("relu_backward", lambda d_a, z: d_a if z > 0 else 0).message
    assert "np.where does that" in message


def test_hints_come_one_after_the_other_and_end_with_the_solution():
    report = bp.check("sigmoid_backward", lambda d_a, a: d_a * a, seed=1)
    hints = [report.hint() for _ in range(4)]
    assert "Lesson 08" in hints[0]
    assert "a (1 − a)" in hints[1]
    assert 'bp.check("sigmoid_backward", sigmoid_backward).solution()' in hints[2]
    assert hints[2] == hints[3]
    assert "return d_a * a * (1 - a)" in repr(report.solution()).splitlines()[1]


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
    with pytest.raises(ValueError, match="There are: sigmoid_backward, tanh_backward, relu_backward"):
        bp.check("zzz", right)


def test_an_equal_seed_gives_an_equal_report():
    wrong = lambda d_a, a: d_a * np.cos(a)  # noqa: E731
    assert bp.check("sigmoid_backward", wrong, seed=3).message == bp.check("sigmoid_backward", wrong, seed=3).message


def endless_and_asleep(d_a, a):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            continue


@pytest.mark.parametrize("function", [endless, endless_and_stubborn, endless_and_asleep])
def test_a_stopped_call_takes_no_more_time(function):
    report = bp.check("sigmoid_backward", function)
    assert report.verdict == "TIMEOUT"
    assert "still runs" not in report.message
    used = time.process_time()
    time.sleep(0.3)
    assert time.process_time() - used < 0.1


def test_a_call_that_cannot_be_stopped_is_said_to_run_on():
    report = bp.check("sigmoid_backward", lambda d_a, a: time.sleep(2.5))  # one long call into C
    assert report.verdict == "TIMEOUT"
    assert "still runs" in report.message
    assert bp.check("sigmoid_backward", right).passed  # while it still runs
