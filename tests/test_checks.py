"""The checker: each kind of answer gets its verdict and a sentence that helps; hostile ones are met calmly."""

import threading
import time

import numpy as np
import pytest

import bplib as bp
from bplib.checks import Limits, checking


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
        print("still here " * 20)


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


def asleep(d_a, a):
    time.sleep(3600)


def printing_without_an_end(d_a, a):
    print("on and on", end="")
    return printing_without_an_end(d_a, a)


def handing_on_what_it_patched(d_a, a):
    np.ndarray.__eq__ = lambda *_: True  # numpy refuses


def stopping_the_check(d_a, a):
    raise KeyboardInterrupt


def patching_the_checker(d_a, a):
    from bplib.checks import values

    values.error_between("", "")
    return d_a


def in_a_thread_of_its_own(d_a, a):
    threading.Thread(target=lambda: time.sleep(0.2), daemon=True).start()
    return right(d_a, a)


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
        (asleep, "TIMEOUT", "still runs"),
        (printing_without_an_end, "RAISED", "calls itself without an end"),
        (handing_on_what_it_patched, "RAISED", "immutable type"),
        (stopping_the_check, "RAISED", "KeyboardInterrupt"),
        (patching_the_checker, "POLICY", "bplib's own code"),
        (in_a_thread_of_its_own, "CORRECT", "Right."),
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
