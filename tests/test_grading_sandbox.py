"""The sandbox itself: what comes out is read as values only, the words are the notebook's, and weaker levels say so."""

import linecache
import os
import random
import subprocess
import sys
import time

import numpy as np
import pytest

import bplib as bp
from bplib import grading
from bplib.checks.arguments import Function, Rng
from bplib.checks.values import Other
from bplib.grading import isolation, sandbox, wire
from submissions import hostile
from submissions.making import RIGHT, filled

PLAIN = [None, True, -3, 2**63, 0.5, "text", [1, [2.0]], (1, (2,)), Other("a dict"), np.arange(6.0).reshape(2, 3)]
PLAIN += [
    np.array(1.5),
    np.zeros((0, 3)),
    np.array([True]),
    np.arange(3, dtype=np.uint8),
    np.float16([1, 2]),
    {"a": (1,)},
]


def there_and_back(value, **options):
    text, blob, _ = wire.read_frame(wire.pack(value))
    return wire.unpack(text, blob, **options)


def same(a, b):
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and bool((a == b).all()) and b.flags.writeable
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_a_value_comes_back_as_it_was(value):
    assert same(value, there_and_back(value))


def test_numbers_that_are_none_and_too_large_ones_come_back_too():
    assert np.isnan(there_and_back(float("nan")))
    assert there_and_back([np.inf, -np.inf]) == [np.inf, -np.inf]
    assert there_and_back(np.longdouble([1, 2])).dtype == np.float64
    assert there_and_back(np.arange(3, dtype=">f8")).tolist() == [0, 1, 2]
    assert isinstance(there_and_back(10**400), Other)


def test_generators_and_functions_are_arguments_only():
    value = (Rng(3), Function("wave", (1.0, np.ones(2)), "sin"))
    back = there_and_back(value, arguments=True)
    assert back[0] == value[0]
    assert (back[1].name, back[1].text) == ("wave", "sin")
    with pytest.raises(wire.WireError):
        there_and_back(value)


NO_MESSAGES = ['{"a":["<f8",[10],0]}', '{"a":["|O8",[1],0]}', '{"a":["<f8",[-1],0]}', '{"a":["<f8",[1],-8]}']
NO_MESSAGES += [
    '{"a":["<f8",["1"],0]}',
    '{"a":[]}',
    '{"x":1}',
    '{"l":1}',
    '{"r":1}',
    '{"f":["x",[],""]}',
    "[1]",
    "{",
    "",
]
NO_MESSAGES += ["9" * 5000, "[" * 5000, '{"a":["<f8",[0,999999999],0]}', '{"a":["<f8",' + str([1] * 40) + ",0]}"]
NO_MESSAGES += ['"' + "x" * 3000 + '"', '{"l":[' * 20 + "1" + "]}" * 20]


@pytest.mark.parametrize("body", NO_MESSAGES, ids=range(len(NO_MESSAGES)))
def test_what_is_no_message_is_refused(body):
    with pytest.raises(wire.WireError):
        wire.unpack(body.encode(), b"\0" * 8)


def test_random_bytes_never_do_more_than_be_refused():
    rng, whole = random.Random(1), bytearray(wire.pack({"step": "call", "value": np.arange(4.0)}) * 2)
    for _ in range(2000):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 5)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        assert isinstance(sandbox._messages(bytes(data)), list)


WRONG_ANSWERS = {
    "relu": "def relu(z):\n    return z * (z < 0)",
    "collapse_linear_layers": "def collapse_linear_layers(weights_1, biases_1, weights_2, biases_2):\n"
    "    return weights_1 @ weights_2, biases_2",
    "parameter_count": "def parameter_count(layer_sizes):\n    return sum(layer_sizes)",
    "softmax": "def softmax(logits):\n    e = np.exp(logits)\n    return e / e.sum(axis=1, keepdims=True)",
    "tanh_backward": "def tanh_backward(d_a, a):\n    return d_a * (1 - a)",
    "dense_backward": "def dense_backward(d_z, x, weights):\n    return d_z @ weights, x.T @ d_z, d_z",
    "mini_batches": "def mini_batches(x, y, batch_size, rng):\n"
    "    return [(x[i : i + batch_size], y[i : i + batch_size]) for i in range(0, len(x), batch_size)]",
    "mean_squared_error_backward": "def mean_squared_error(y_hat, y):\n    return ((y_hat - y) ** 2).mean() / 2\n"
    "def mean_squared_error_backward(y_hat, y):\n    return (y_hat - y) / y.size",
    "numerical_derivative": "def numerical_derivative(f, x, h=1e-5):\n    return (f(x + h) - f(x)) / h",
    "predict_labels": "def predict_labels(logits):\n    return None",
    "graph_gradients": "def graph_gradients(a):\n    return a",
    "should_stop": "def should_stop(validation_losses, patience):\n    raise NotImplementedError",
}


@pytest.fixture(scope="module")
def grader():
    with grading.Grader() as one:
        yield one


def cells(source, exercise):
    setup = {"name": "<cell 1>", "source": "import numpy as np", "ids": [], "code": True}
    return [setup, {"name": "<cell 2>", "source": source, "ids": [exercise], "code": True}]


@pytest.mark.parametrize("exercise", WRONG_ANSWERS)
def test_the_words_and_points_are_those_of_the_notebook(grader, exercise, monkeypatch):
    names, source = {"np": np}, WRONG_ANSWERS[exercise]
    monkeypatch.setitem(linecache.cache, "<cell 2>", (len(source), None, source.splitlines(True), "<cell 2>"))
    exec(compile(source, "<cell 2>", "exec"), names)
    in_the_notebook = bp.check(exercise, names[exercise], seed=11)
    graded = grader.grade_exercise(exercise, cells(source, exercise), 11)
    assert not graded.passed
    assert (graded.verdict, graded.points, graded.diagnoses) == (
        in_the_notebook.verdict,
        in_the_notebook.points,
        in_the_notebook.diagnoses,
    )
    assert graded.message == in_the_notebook.message


def test_a_limit_holds_for_a_call_and_for_all(grader):
    slow = "import time\ndef relu(z):\n    time.sleep(0.4)\n    return np.maximum(z, 0)"
    with grading.Grader(limits=grading.Limits(call_seconds=5, all_seconds=1.5)) as quick:
        started = time.monotonic()
        assert quick.grade_exercise("relu", cells(slow, "relu"), 1).verdict == "TIMEOUT"
        assert time.monotonic() - started < 10
    assert grader.grade_exercise("relu", cells(slow.replace("0.4", "0.01"), "relu"), 1).passed


WEAKER = {"other": ("namespaces", "landlock", "user"), "linux or container": ("namespaces",)}
ALWAYS = (
    "loop",
    "sum in C",
    "os._exit",
    "kills itself",
    "daemon",
    "writes to descriptor 1",
    "no function",
    "bplib's own",
)


@pytest.mark.skipif(sys.platform != "linux", reason="Protections are taken away from Linux.")
@pytest.mark.parametrize("level", WEAKER)
def test_on_weaker_systems_limits_hold_and_nothing_is_left_behind(level):
    cases = hostile.CASES if os.environ.get("BPLIB_TEST_FULL") and level != "other" else ALWAYS
    harmless = [c for c in cases if "{canary" not in hostile.CASES[c][0] and c not in ("memory of its parent",)]
    with grading.Grader(limits=grading.Limits(1, 4), without=WEAKER[level]) as grader:
        assert grader.isolation in level
        for case in harmless:
            source, verdicts = hostile.CASES[case]
            if case in hostile.LOOKS_OUTSIDE or case in hostile.BORROWS:
                continue
            report = grader.grade_exercise("relu", cells(source, "relu"), 1)
            assert report.points == 0, case
            if case in ALWAYS:
                assert report.verdict in verdicts, (case, report.message)
        children = subprocess.run(
            ["ps", "-A", "-o", "ppid="], capture_output=True, text=True, check=True
        ).stdout.split()
        assert children.count(str(grader.sandbox.process.pid)) == 0


@pytest.mark.parametrize(
    ("measures", "level"),
    [
        ({"landlock": 7, "namespaces": ["network", "processes"], "own_user": False}, "linux"),
        ({"landlock": 1, "namespaces": ["network", "processes"], "own_user": False}, "linux"),
        ({"landlock": 6, "namespaces": [], "own_user": False}, "linux"),
        ({"landlock": 4, "namespaces": [], "own_user": True}, "linux"),
        ({"landlock": 4, "namespaces": [], "own_user": False}, "other"),
        ({"landlock": 3, "namespaces": ["processes"], "own_user": True}, "other"),
        ({"landlock": 0, "namespaces": ["network", "processes"], "own_user": True}, "other"),
    ],
)
def test_the_level_is_the_weakest_of_what_is_there(monkeypatch, measures, level):
    monkeypatch.setattr(sandbox, "in_container", lambda: False)
    assert grading.level_of(measures) == level
    monkeypatch.setattr(sandbox, "in_container", lambda: True)
    assert grading.level_of(measures) == ("container" if level == "linux" else "other")


def test_the_doctor_says_the_level():
    assert isolation.in_words().startswith("isolation level ")


def test_the_worker_has_none_of_the_solutions(grader):
    source = (
        "import gc, sys\n"
        "FOUND = [m for m in sys.modules if 'lesson_' in m or m.endswith(('judge', 'catalog', 'results', 'judging'))]\n"
        "def relu(z):\n    return FOUND"
    )
    report = grader.grade_exercise("relu", cells(source, "relu"), 1)
    assert "has the shape (0,)" in report.message


def test_a_grader_that_is_killed_leaves_no_process_and_no_folder(tmp_path):
    script = (
        "import time\nfrom bplib.grading import Sandbox\ns = Sandbox()\nprint(s.scratch, flush=True)\ntime.sleep(60)"
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    scratch = process.stdout.readline().strip()
    assert os.path.isdir(scratch)
    process.kill()
    process.wait()
    process.stdout.close()
    end = time.monotonic() + 10
    while os.path.exists(scratch) and time.monotonic() < end:
        time.sleep(0.05)
    assert not os.path.exists(scratch)


def test_a_notebook_with_a_thousand_brackets_harms_only_itself(grader):
    notebook = filled({**RIGHT, "relu": "def relu(z):\n    return " + "(" * 5000 + "z" + ")" * 5000})
    code = [
        {"name": f"<{c.id}>", "source": c.source, "ids": [c.id], "code": c.cell_type == "code"} for c in notebook.cells
    ]
    assert grader.grade_exercise("relu", code, 1).verdict == "RAISED"
    assert grader.grade_exercise("parameter_count", code, 1).passed
