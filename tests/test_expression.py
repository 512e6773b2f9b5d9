"""Computation graphs: their gradients are those of central differences, and a text that is none is told what to do."""

import math
import os

import pytest

from bplib.demonstrations import ExpressionError, read_graph
from bplib.demonstrations.reading import read_value
from expressions import evaluate, random_expression, slope

N_RANDOM = 2000 if os.environ.get("BPLIB_TEST_FULL") else 200
TAME = 50.0  # largest value and gradient of a random expression that differences still measure well


def random_graphs():
    """Random expressions with a value and a slope, each with its graph; wild ones are passed over."""
    found, seed = 0, 0
    while found < N_RANDOM:
        seed += 1
        text = random_expression(seed)
        try:
            graph = read_graph(text)
        except ExpressionError:
            continue
        if max(map(abs, (*graph.values.values(), *graph.gradients.values()))) < TAME:
            found += 1
            yield text, graph


def is_smooth(text, name):
    """Whether two measured slopes agree: at a kink or close to a pole they do not."""
    try:
        wide, narrow = slope(text, name, 1e-3), slope(text, name, 5e-4)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return False
    return abs(wide - narrow) < 1e-6 * max(1, abs(wide))


def test_gradients_of_random_expressions_agree_with_central_differences():
    n_compared = n_shared = 0
    for text, graph in random_graphs():
        for name in evaluate(text):
            if name == "L" or not is_smooth(text, name):
                continue
            assert graph.gradients[name] == pytest.approx(slope(text, name), rel=1e-5, abs=1e-6), (text, name)
            n_compared, n_shared = n_compared + 1, n_shared + (len(graph.uses(name)) > 1)
    assert n_compared > 3 * N_RANDOM and n_shared > N_RANDOM  # most were measured, and many nodes are shared


def test_values_of_random_expressions_are_pythons_own():
    for text, graph in random_graphs():
        for name, value in evaluate(text).items():
            assert graph.values[name] == pytest.approx(value, rel=1e-12), (text, name)


@pytest.mark.parametrize(
    "line",
    ["a + b", "a - b", "a*b", "a/b", "a**b", "a**3", "a**-2", "a**0.5", "2**b", "-a*b", "exp(a)*b", "log(a)*b",
     "sigmoid(a)*b", "tanh(a)*b", "relu(a)*b", "relu(-a)*b + a", "a*a*b", "(a + b)*(a - b)/b", "b/a/a"],
)  # fmt: skip
@pytest.mark.parametrize(("a", "b"), [(0.7, 1.9), (2.5, -0.4), (1.0, 3.0)])
def test_each_operation_has_the_slopes_of_central_differences(line, a, b):
    text = f"a = {a}; b = {b}; q = {line}; L = q*q + a + b"
    graph = read_graph(text)
    for name in ("a", "b", "q"):
        assert graph.gradients[name] == pytest.approx(slope(text, name), rel=1e-7, abs=1e-8), name


def test_the_numbers_of_the_exercise():
    graph = read_graph("c = a*b; d = c + a; L = d**2 + c", a=2, b=3)
    assert graph.values == {"a": 2, "b": 3, "c": 6, "d": 8, "v1": 64, "L": 70}
    assert graph.gradients == {"a": 67, "b": 34, "c": 17, "d": 16, "v1": 1, "L": 1}


def test_the_shares_of_all_paths_add_up_to_the_gradient():
    graph = read_graph("c = a*b; d = c + a; L = d**2 + c", a=2, b=3)
    assert sorted(graph.share(path) for path in graph.paths("a")) == [3, 16, 48]
    for _, graph in zip(range(50), (graph for _, graph in random_graphs()), strict=False):
        for name, gradient in graph.gradients.items():
            shares = [graph.share(path) for path in graph.paths(name)]
            assert math.fsum(shares) == pytest.approx(gradient, abs=1e-9 * max(1, *map(abs, shares)))


def test_a_name_is_one_node_and_what_is_written_twice_is_computed_twice():
    assert len(read_graph("q = a*b; L = q + q", a=2, b=3).named) == 4
    assert len(read_graph("L = a*b + a*b", a=2, b=3).named) == 5


def test_inputs_stand_before_what_uses_them_and_the_result_is_the_last():
    for _, graph in random_graphs():
        assert all(i < node.index for node in graph for i in node.inputs)
        assert graph.result.name == "L" and not graph.uses("L")


def test_numbers_are_no_nodes_to_ask_for_and_are_put_together():
    graph = read_graph("L = a**2 * (2*3 - 1) - 0.5", a=3)
    assert [graph.formula(node) for node in graph.named] == ["a", "a²", "v₁·5", "v₂ − 0.5"]


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("x1=2; w_1=3; L = w_1*x1 - -2", ["x₁", "w₁", "w₁·x₁", "v₁ − (−2)"]),
        ("a=2; L = -(a**-2)", ["a", "a⁻²", "−v₁"]),
        ("a=2; L = -3*σ(a) ÷ 4²", ["a", "σ(a)", "−3·v₁", "v₂/16"]),
        ("a=2; b=3; L = a**b", ["a", "b", "a^b"]),
        ("a=2; L = exp(-1*a)", ["a", "−1·a", "exp(v₁)"]),
        ("L=1; v1 = 2; L + v1 + 1", ["L", "v1".replace("1", "₁"), "L + v₁", "v₂ + 1"]),
    ],
)
def test_formulas_are_written_as_one_reads_them(text, formulas):
    graph = read_graph(text)
    assert [graph.formula(node) for node in graph.named] == formulas


def test_a_formula_can_have_numbers_for_its_names():
    graph = read_graph("c = a - b; L = c*b", a=2, b=-3)
    assert [graph.formula(node, numbers=True) for node in graph.named[2:]] == ["2 − (−3)", "5·(−3)"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "There is no expression yet. Write one"),
        ("a = 2", "Nothing is computed"),
        ("a=2; L=a*", "ends too early, after “a=2;L=a[*]”"),
        ("a=2; L=(a+1", r"There are 1 \( and 0 \).*Add a \)"),
        ("a=2; L=a+1)", r"There are 0 \( and 1 \).*take a \) away"),
        ("a=2; L=sin(a)", "no function sin in “sin.a.”. There are exp, log, sigmoid, tanh, relu"),
        ("a=2; L=2a", r"Write products with \*"),
        ("a=2; L=2(a+1)", r"a \* is missing"),
        ("a=2; L=a(3)", r"a is a number. Write a\*"),
        ("a=2; L=a 3", "need one of"),
        ("a=2; L=a^2", r"Write \*\* for it"),
        ("L=b*2", "b has no value. Set it before"),
        ("a=0; L=1/a", "“1/a” has no value at 1 and 0: a division by 0"),
        ("a=0; L=a**-1", "a division by 0"),
        ("a=-1; L=log(a)", "the logarithm of a negative number"),
        ("a=0; L=log(a)", "the logarithm of 0"),
        ("a=-1; L=a**0.5", "a broken power of a negative number"),
        ("a=0; L=a**0.5", "has no slope at 0 and 0.5"),
        ("a=-2; b=2; L=a**b", "no slope along its exponent where its base is -2"),
        ("a=1000; L=exp(a)", "too large. Take smaller numbers"),
        ("a=1e200; L=a*a", "too large"),
        ("a=1e999; L=a*2", "The number 1e999 is too large"),
        ("a=1e-200; L=1/a/1e-200*0.0000001", "too large"),
        ("a=1; a=2; L=a*2", "a is set twice"),
        ("a=2; b=3; L=a*2", "b does not reach the result"),
        ("a=2; b=a; L=b*2", "b is only another name of a"),
        ("exp=3; L=exp*2", "exp is a function"),
        ("a=2; L=exp", "has nothing to work on"),
        ("a=2; L=exp(a, a)", "takes one number"),
        ("a=0,5; L=a*2", "Write numbers with a point"),
        ("a=2; L == a*3", "write one ="),
        ("a=2; 3*a; L=a*2", "Write name = expression"),
        ("import os", "no line that can be read"),
        ("a=2; L=a if a else 3", "cannot be read here"),
        ("a=2; L='x'", "cannot be read here"),
        ("a=2; L=True*a", "cannot be read here"),
        ("a=2\x00; L=a", "cannot be read"),
        ("a=2; L=" + "(" * 240 + "a" + ")" * 240, "cannot be read|too many"),
        ("a=2; L=" + "a+" * 300 + "a", "at most 500 are read. Shorten it"),
        ("a=2; L=" + "a+" * 220 + "a", "more than 200 nodes"),
    ],
)
def test_a_malformed_expression_is_told_what_where_and_what_to_do(text, says):
    with pytest.raises(ExpressionError, match=says):
        read_graph(text)


def test_nothing_in_the_text_is_ever_run(tmp_path):
    target = tmp_path / "touched"
    for text in (f"L = open({str(target)!r}, 'w')", "L = __import__('os').getcwd()", "L = (lambda: 3)()", "L = [1][0]"):
        with pytest.raises(ExpressionError):
            read_graph(text)
    assert not target.exists()


def test_an_unknown_node_is_an_error_that_says_which_there_are():
    with pytest.raises(ValueError, match="There are: a, L"):
        read_graph("L = a*2", a=1).node("b")


@pytest.mark.parametrize(("text", "value"), [("2*8 + 1", 17), ("-(3)", -3), ("2²", 4), ("a", None), ("L = 2", None),
                                             ("1/0", None), ("2; 3", None), ("", None), ("2*", None)])  # fmt: skip
def test_a_calculation_with_numbers_has_a_value(text, value):
    assert read_value(text) == value
