"""Answers that break things, to exercises of every kind: each gets its verdict, and the kernel lives.

One exercise works entry by entry, one has several outputs, one gives a whole number, one takes a function, one draws
random numbers, one returns a list of batches, one trains a network.
"""

import concurrent.futures
import functools
import importlib
import itertools
import sys
import threading
import time

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES, Limits, checking

KINDS = (
    "relu", "dense_backward", "parameter_count", "numerical_gradient", "he_initialization", "mini_batches",
    "train_classifier",
)  # fmt: skip


class OwnError(BaseException):
    pass


class RudeError(Exception):
    def __str__(self):
        raise OwnError


class LyingNumbers:
    """Says that it equals everything, and gives other numbers each time it is asked."""

    n_times = 0

    def __array__(self, dtype=None, copy=None):
        self.n_times += 1
        return np.full((7, 5), self.n_times)

    def __eq__(self, other):
        return True

    __hash__ = None


class LyingArray(np.ndarray):
    """Says that everything that is done with it is as it should be."""

    def __array_ufunc__(self, *arguments, **options):
        return np.ones(self.shape, bool)

    def __array_function__(self, *arguments, **options):
        return True

    def __eq__(self, other):
        return True

    __hash__ = None


class LyingFloat(float):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = None


def raising(error):
    def function(*arguments):
        raise error

    return function


def forever(*arguments):
    while True:
        yield 1.0


def slowly_forever(*arguments):
    while True:
        time.sleep(0.001)
        yield 1.0


def in_itself(*arguments):
    result = []
    result.append(result)
    return result


def recursive(*arguments):
    return recursive(*arguments)


def noisy(*arguments):
    while True:
        print("and on " * 50)


ODD = {  # what is returned or done, and the verdicts that it may get, with a word of the sentence
    "a string": (lambda *a: "abc", "BAD_TYPE", "return"),
    "bytes": (lambda *a: b"abc", "BAD_TYPE", "return"),
    "nothing": (lambda *a: None, "BAD_TYPE", "return"),
    "words": (lambda *a: ["a", "b"], "BAD_TYPE", ""),
    "an array of text": (lambda *a: np.array(["a"]), "BAD_TYPE", "return"),
    "complex numbers": (lambda *a: np.array([1j]), "BAD_TYPE", "return"),
    "a function": (lambda *a: lambda: 1, "BAD_TYPE", "return"),
    "a list in itself": (in_itself, "BAD_TYPE", ""),
    "a huge array": (lambda *a: np.broadcast_to(0.0, (10**6, 10**6)), "BAD_TYPE", "return"),
    "endless values": (forever, "BAD_TYPE", ""),
    "values without end": (lambda *a: itertools.count(), "BAD_TYPE", ""),
    "slow values without end": (slowly_forever, "TIMEOUT", "loop that never ends"),
    "lying numbers": (lambda *a: LyingNumbers(), "WRONG BAD_TYPE NONDETERMINISTIC", ""),
    "lying arrays": (lambda *a: np.full((7, 5), 0.5).view(LyingArray), "WRONG BAD_TYPE", ""),
    "lying floats": (lambda *a: [LyingFloat(2.0)] * 3, "WRONG BAD_TYPE", ""),
    "an argument": (lambda *a: a[0], "WRONG BAD_TYPE", ""),
    "a view of an argument": (lambda *a: np.asarray(a[-1])[...], "WRONG BAD_TYPE", ""),
    "an exit": (lambda *a: sys.exit(1), "RAISED", "what ends a function is return"),
    "an error of its own": (raising(OwnError("x")), "RAISED", "OwnError"),
    "an error that fails": (raising(RudeError()), "RAISED", "RudeError"),
    "an interrupt": (raising(KeyboardInterrupt()), "RAISED", "KeyboardInterrupt"),
    "too much memory": (raising(MemoryError()), "RAISED", "larger than the computer's memory"),
    "no end of calls": (recursive, "RAISED", "calls itself without an end"),
    "no end of words": (noisy, "OUTPUT_FLOOD", "printed without end"),
}


@pytest.mark.parametrize("id", KINDS)
@pytest.mark.parametrize("what", ODD)
def test_odd_results_get_their_verdict_and_a_sentence(id, what, capfd, monkeypatch):
    function, verdicts, says = ODD[what]
    if "TIMEOUT" in verdicts:
        monkeypatch.setattr(checking, "Limits", lambda: Limits(call_seconds=0.5, all_seconds=2.0))
    if id == "numerical_gradient" and "argument" in what:
        verdicts += " TIMEOUT RAISED"  # its arguments are a function and numbers
    report = bp.check(id, function, seed=0)
    assert report.verdict in verdicts.split(), report.message
    assert says in report.message
    assert len(report.message.splitlines()) > 1
    assert not report.passed and report.points == 0
    assert capfd.readouterr() == ("", "")


def found_by_name(id):
    """The solution, as `getattr` finds it in the library."""
    module = importlib.import_module(f"bplib.checks.lesson_{EXERCISES[id].lesson:02}")
    return next(e.reference for e in getattr(module, "EXERCI" + "SES") if e.id == id)


def in_a_thread(solution):
    def function(*arguments):
        results = []
        thread = threading.Thread(target=lambda: results.append(solution(*arguments)))
        thread.start()
        thread.join()
        return results[0] if results else None

    return function


def in_a_pool(solution):
    def function(*arguments):
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            return pool.submit(solution, *arguments).result()

    return function


def tried_twice(solution):
    def function(*arguments):
        try:
            return solution(*arguments)
        except BaseException:
            return solution(*arguments)

    return function


def unwatched(solution):
    def function(*arguments):
        sys.setprofile(None)
        return solution(*arguments)

    return function


WAYS_TO_THE_SOLUTION = [
    lambda solution: solution,
    lambda solution: lambda *arguments: solution(*arguments),
    lambda solution: functools.partial(solution),
    lambda solution: lambda *arguments: next(itertools.starmap(solution, [arguments])),
    in_a_thread,
    in_a_pool,
    tried_twice,
    unwatched,
]


@pytest.mark.parametrize("id", KINDS)
@pytest.mark.parametrize("way", range(len(WAYS_TO_THE_SOLUTION)))
def test_the_library_s_own_solution_is_not_an_answer_however_it_is_called(id, way):
    report = bp.check(id, WAYS_TO_THE_SOLUTION[way](found_by_name(id)), seed=0)
    assert report.verdict == "POLICY"
    assert "Here you write the function yourself" in report.message or "sys.setprofile" in report.message


def threads_of_ones_own(d_z, x, weights):
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        products = list(pool.map(np.matmul, (d_z, x.T), (weights.T, d_z)))
    return *products, d_z.sum(axis=0)


def test_threads_that_do_their_own_work_are_right():
    assert bp.check("dense_backward", threads_of_ones_own).passed


def test_numbers_kept_between_the_calls_are_noticed():
    kept = []

    def relu(z):
        kept.append(z)
        return np.maximum(z, 0) + len(kept)

    def last(z):
        kept.append(z)
        return np.maximum(kept[-2] if len(kept) > 1 else z, 0)

    assert bp.check("relu", relu).verdict == "NONDETERMINISTIC"
    assert not bp.check("relu", last).passed
