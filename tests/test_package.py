"""The package: its public names, their docstrings, and what importing it brings."""

import importlib
import inspect
import json
import pkgutil
import statistics
import subprocess
import sys

import pytest

import bplib as bp

CONTRACT = [
    "Network",
    "Dense",
    "Convolution2D",
    "MaxPooling2D",
    "Flatten",
    "Recurrent",
    "LastStep",
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "softmax",
    "initialize",
    "zeros",
    "constant",
    "normal",
    "glorot",
    "he",
    "orthogonal",
    "forward",
    "backward",
    "update",
    "mean_squared_error",
    "half_mean_squared_error",
    "binary_cross_entropy",
    "softmax_cross_entropy",
    "GradientDescent",
    "Momentum",
    "Adam",
    "constant_rate",
    "step_decay",
    "cosine_decay",
    "warmup",
    "train",
    "early_stopping",
    "gradient_check",
    "datasets",
    "save",
    "load",
]  # DESIGN, section 2
BESIDE_IT = ["Layer", "Parameters", "Cache", "GradientCheck", "History", "evaluate"]
CORE = [
    "activations",
    "algorithm",
    "arguments",
    "cache",
    "datasets",
    "gradient_check",
    "initializers",
    "losses",
    "mnist",
    "network",
    "optimizers",
    "parameters",
    "storage",
    "training",
    "layers",
    "layers.convolution",
    "layers.dense",
    "layers.layer",
    "layers.pooling",
    "layers.recurrent",
    "layers.reshaping",
]


def fresh(code):
    """What this code prints in a new interpreter, as JSON."""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def test_all_is_exact():
    assert sorted(bp.__all__) == sorted([*CONTRACT, *BESIDE_IT])
    public = {name for name in vars(bp) if not name.startswith("_") and not inspect.ismodule(getattr(bp, name))}
    assert public - {"annotations", "import_module"} == set(bp.__all__) - {"datasets", "gradient_check"} | {
        "gradient_check"
    }


def test_every_name_is_there_and_documented():
    for name in bp.__all__:
        value = getattr(bp, name)
        documented = value if inspect.ismodule(value) or callable(value) else type(value)
        text = documented.__doc__ or type(value).__doc__
        assert text, name
        assert text.strip().splitlines()[0].rstrip(), name


def test_functions_win_over_modules_of_the_same_name():
    assert inspect.isfunction(bp.gradient_check)
    assert inspect.ismodule(bp.datasets)


@pytest.mark.parametrize("name", CORE)
def test_every_module_says_what_is_in_it_and_lists_only_names_it_has(name):
    module = importlib.import_module(f"bplib.{name}")
    assert len(module.__doc__.strip().splitlines()[0]) > 20
    for public in getattr(module, "__all__", ()):
        assert hasattr(module, public)


@pytest.mark.parametrize("name", CORE)
def test_every_public_function_class_and_method_is_documented(name):
    module = importlib.import_module(f"bplib.{name}")
    for public in getattr(module, "__all__", ()):
        value = getattr(module, public)
        if not (inspect.isclass(value) or inspect.isfunction(value)) or value.__module__ != module.__name__:
            continue
        assert value.__doc__, public
        for method, function in vars(value).items() if inspect.isclass(value) else ():
            if inspect.isfunction(function) and not method.startswith("_"):
                assert inspect.getdoc(getattr(value, method)), f"{public}.{method}"


def test_the_core_is_all_there_is_besides_figures_live_and_the_lessons():
    found = {module.name for module in pkgutil.walk_packages(bp.__path__)}
    assert {name for name in CORE if "." not in name} <= found


def test_what_bplib_does_not_have_is_an_attribute_error_that_says_where_to_look():
    assert not hasattr(bp, "Sigmoid")
    with pytest.raises(AttributeError, match=r"bplib has no 'Sigmoid'\. Its names are listed in bplib\.__all__"):
        _ = bp.Sigmoid
    with pytest.raises(ImportError):
        exec("from bplib import nothing_of_the_kind")


def test_star_brings_exactly_the_public_names():
    names = {}
    exec("from bplib import *", names)
    assert set(names) - {"__builtins__"} == set(bp.__all__)


def test_importing_bplib_brings_numpy_and_nothing_else_that_is_not_of_python():
    code = """
import sys, json, numpy, numpy.random
before = set(sys.modules)
import bplib
print(json.dumps(sorted({name.split(".")[0] for name in set(sys.modules) - before})))
"""
    new = set(fresh(code)) - set(sys.stdlib_module_names)
    assert new == {"bplib"}


def test_importing_bplib_brings_none_of_its_own_parts_that_draw_and_no_network():
    modules = set(fresh("import sys, json, bplib; print(json.dumps(sorted(sys.modules)))"))
    heavy = "IPython ipywidgets ipykernel traitlets jupyter_client matplotlib tqdm scipy torch jax sklearn pandas PIL"
    assert not modules & {
        *heavy.split(),
        "bplib.figures",
        "bplib.live",
        "urllib.request",
        "http.client",
        "ssl",
        "asyncio",
    }


def test_importing_bplib_takes_little_longer_than_importing_numpy():
    code = """
import json, time, numpy, numpy.random
start = time.perf_counter()
import bplib
print(json.dumps(time.perf_counter() - start))
"""
    assert statistics.median(fresh(code) for _ in range(5)) < 0.5  # the benchmark measures the goal of 0.15 s


def test_importing_bplib_changes_no_setting_of_numpy_and_no_random_state():
    code = """
import json, warnings, numpy as np
np.random.seed(0)
before = np.geterr(), np.get_printoptions(), len(warnings.filters), np.random.get_state()[1].tolist()
import bplib
after = np.geterr(), np.get_printoptions(), len(warnings.filters), np.random.get_state()[1].tolist()
print(json.dumps(repr(before) == repr(after)))
"""
    assert fresh(code) is True


def test_the_version_is_the_one_of_the_package():
    assert bp.__version__.count(".") == 2
