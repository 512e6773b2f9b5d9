"""Answers to graph_gradients(a, b), of L = (ab + a)² + ab; the name of a wrong one says what is wrong with it."""

from types import SimpleNamespace

import numpy as np


def _overwrites(a, b):
    c = a * b
    d = c + a
    d_d = 2 * d
    d_c = 1
    d_c = d_d
    d_a = d_d
    d_a += d_c * b
    return d_a, d_c * a


def _overwrites_d_a(a, b):
    c = a * b
    d_d = 2 * (c + a)
    d_c = d_d + 1
    d_a = d_d
    d_a = d_c * b
    return d_a, d_c * a


def _one_way(a, b):
    d_d = 2 * (a * b + a)
    return d_d + d_d * b, d_d * a


def _prints(a, b):
    d_d = 2 * (a * b + a)
    print(d_d * (b + 1) + b, d_d * a + a)


def _with(d_d, end=1):
    return lambda a, b: (d_d(a, b) * (b + 1) + end * b, d_d(a, b) * a + end * a)


WRONG = {
    "the path by + ab is forgotten": _with(lambda a, b: 2 * (a * b + a), end=0),
    "the path by (…)² is forgotten": lambda a, b: (b, a),
    "the direct path of a is forgotten": lambda a, b: (2 * (a * b + a) * b + b, 2 * (a * b + a) * a + a),
    "d_c is overwritten by its second path": _overwrites,
    "d_a is overwritten by its second path": _overwrites_d_a,
    "two paths, the third is forgotten": _one_way,
    "the 2 of the square's slope is forgotten": _with(lambda a, b: a * b + a),
    "the square stays": _with(lambda a, b: (a * b + a) ** 2),
    "the slope of the square is 2": _with(lambda a, b: 2.0),
    "the outer slope is forgotten": lambda a, b: (b + 1 + b, a + a),
    "the inner slope is forgotten": lambda a, b: (2 * (a * b + a) + b, 2 * (a * b + a) + a),
    "a and b are swapped in the product rule": lambda a, b: (
        2 * (a * b + a) * (a + 1) + a,
        2 * (a * b + a) * b + b,
    ),
    "the pair in the wrong order": lambda a, b: _with(lambda a, b: 2 * (a * b + a))(a, b)[::-1],
    "only d_a": lambda a, b: 2 * (a * b + a) * (b + 1) + b,
    "the value of L": lambda a, b: (a * b + a) ** 2 + a * b,
    "b also has a direct path": lambda a, b: (
        2 * (a * b + a) * (b + 1) + b,
        2 * (a * b + a) * (a + 1) + a,
    ),
    "the paths are multiplied": lambda a, b: (2 * (a * b + a) * b * b, 2 * (a * b + a) * a * a),
    "of the wrong function: (ab + b)²": lambda a, b: (
        2 * (a * b + b) * b + b,
        2 * (a * b + b) * (a + 1) + a,
    ),
    "the square of ab only": lambda a, b: (2 * a * b * b + 1 + b, 2 * a * b * a + a),
    "a minus for the plus": _with(lambda a, b: 2 * (a * b - a)),
    "the end counts twice": _with(lambda a, b: 2 * (a * b + a), end=2),
    "ab for the inside": _with(lambda a, b: 2 * a * b),
    "the end's slopes are 1": lambda a, b: (2 * (a * b + a) * (b + 1) + 1, 2 * (a * b + a) * a + 1),
    "a forward difference of step 0.1": lambda a, b: tuple(
        (((a + s) * (b + t) + a + s) ** 2 + (a + s) * (b + t) - (a * b + a) ** 2 - a * b) / 0.1
        for s, t in ((0.1, 0), (0, 0.1))
    ),
    "prints and returns nothing": _prints,
    "both with a minus": lambda a, b: (-(2 * (a * b + a) * (b + 1) + b), -(2 * (a * b + a) * a + a)),
    "no 2 and no end": _with(lambda a, b: a * b + a, end=0),
}

DOUBLE = {"no 2 and no end", "the outer slope is forgotten"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the path by + ab is forgotten": "both_without_the_last_term",
    "the path by (…)² is forgotten": "both_by_the_last_term_alone",
    "the direct path of a is forgotten": "a_without_the_sum_in_the_square",
    "d_c is overwritten by its second path": "both_without_the_last_term",
    "d_a is overwritten by its second path": "a_without_the_sum_in_the_square",
    "two paths, the third is forgotten": "both_without_the_last_term",
    "the 2 of the square's slope is forgotten": "both_without_the_factor_two",
    "the square stays": "square_kept_without_the_two",
    "the slope of the square is 2": "slope_of_the_square_is_two",
    "the outer slope is forgotten": "inner_slopes_alone",
    "the inner slope is forgotten": "both_without_the_inner_slope",
    "a and b are swapped in the product rule": "both_with_the_other_factor",
    "the pair in the wrong order": "order_turned_round",
    "b also has a direct path": "b_with_the_sum_of_a",
    "the paths are multiplied": "paths_multiplied",
    "of the wrong function: (ab + b)²": "b_added_in_the_square",
    "the square of ab only": "a_added_outside_of_the_square",
    "a minus for the plus": "subtracted_in_the_square",
    "the end counts twice": "last_term_twice",
    "ab for the inside": "square_of_the_product_alone",
    "the end's slopes are 1": ("a_plus_one_too_many", "b_plus_one_too_many"),
    "both with a minus": "wrong_sign",
    "no 2 and no end": "no_factor_two_and_no_last_term",
}


def _tape(a, b):
    nodes = {"a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0}
    values = SimpleNamespace(a=a, b=b, c=a * b, d=a * b + a)
    for name, parts in {"d": [("c", 1), ("a", 1)], "c": [("a", values.b), ("b", values.a)]}.items():
        arrived = 2 * values.d if name == "d" else nodes["c"] + 1
        for parent, slope in parts:
            nodes[parent] += arrived * slope
    return [nodes["a"], nodes["b"]]


def _complex(a, b):
    def loss(a, b):
        return (a * b + a) ** 2 + a * b

    return loss(a + 1e-30j, b).imag / 1e-30, loss(a, b + 1e-30j).imag / 1e-30


RIGHT = {
    "step by step": _with(lambda a, b: 2 * (a * b + a)),
    "a tape": _tape,
    "complex step": _complex,
    "multiplied out": lambda a, b: (2 * a * (b + 1) ** 2 + b, 2 * a**2 * (b + 1) + a),
    "a matrix of slopes": lambda a, b: np.array([[b, b + 1], [a, a]]) @ np.array([1, 2 * (a * b + a)]),
    "exact central differences": lambda a, b: tuple(
        (((a + s) * (b + t + 1)) ** 2 - ((a - s) * (b - t + 1)) ** 2) / 2 + (b if s else a)
        for s, t in ((1.0, 0.0), (0.0, 1.0))
    ),
}
