"""The exercise of lesson 07 in which two values are used more than once, so that their paths add up."""

import numpy as np

from .exercise import Exercise, Mistake, Output, Probe

__all__ = ["GRAPH_GRADIENTS"]


def graph_gradients(a, b):
    c = a * b
    d = c + a
    d_d = 2 * d  # L = d² + c
    d_c = d_d + 1
    return d_c * b + d_d, d_c * a


def _probes(rng):
    """Numbers of each sign, none near 0 or 1, and no slope near 0, where its terms would cancel."""
    probes = []
    while len(probes) < 6:
        a = float(rng.uniform(1.3, 2.9)) * (1, 1, -1, -1, 1, -1)[len(probes)]
        b = float(rng.uniform(0.4, 0.9)) * (1, -1, 1, -1, 1, -1)[len(probes)]
        if min(map(abs, graph_gradients(a, b))) > 0.5:
            probes.append(Probe((a, b)))
    return [*probes, Probe((0.0, 1.7), "a is 0"), Probe((1.6, 0.0), "b is 0"), Probe((2.3, -1.0), "b is −1")]


def _expanded(a, b):
    return 2 * a * b**2 + 4 * a * b + 2 * a + b, 2 * a**2 * b + 2 * a**2 + a


def _by_differences(a, b, h=1e-5):
    def loss(a, b):
        return (a * b + a) ** 2 + a * b

    return (loss(a + h, b) - loss(a - h, b)) / (2 * h), (loss(a, b + h) - loss(a, b - h)) / (2 * h)


class _Node:
    """A number that remembers its slopes along a and b."""

    def __init__(self, value, slopes):
        self.value, self.slopes = value, np.array(slopes)

    def __add__(self, other):
        return _Node(self.value + other.value, self.slopes + other.slopes)

    def __mul__(self, other):
        return _Node(self.value * other.value, self.slopes * other.value + other.slopes * self.value)


def _forward_mode(a, b):
    a, b = _Node(a, [1.0, 0.0]), _Node(b, [0.0, 1.0])
    d = a * b + a
    return list((d * d + a * b).slopes)


ONE_PATH = "{0} misses a path: {1}. Where a value is used several times, the gradients that come back are added up."
INNER = (
    "Both miss the slope of the inner part. The square hands 2 (ab + a) on, and this is multiplied by the slope of "
    "ab + a, with respect to a or to b."
)


def _mistake(id, why, d_a=None, d_b=None):
    """A mistake in the outputs that are given; the others are right."""

    def function(a, b):
        right = graph_gradients(a, b)
        return (d_a(a, b) if d_a else right[0], d_b(a, b) if d_b else right[1])

    return Mistake(id, function, why)


MISTAKES = (
    _mistake(
        "a_without_the_last_term",
        ONE_PATH.format("d_a", "ab is also added to the square, and a reaches L through it"),
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1),
    ),
    _mistake(
        "a_without_the_sum_in_the_square",
        ONE_PATH.format("d_a", "inside the square a stands twice, in ab and by itself"),
        d_a=lambda a, b: 2 * (a * b + a) * b + b,
    ),
    _mistake(
        "a_without_the_product_in_the_square",
        ONE_PATH.format("d_a", "inside the square a stands twice, by itself and in ab"),
        d_a=lambda a, b: 2 * (a * b + a) + b,
    ),
    _mistake(
        "a_by_the_product_in_the_square_alone",
        ONE_PATH.format("d_a", "a reaches L on three ways, and only the one through ab in the square is here"),
        d_a=lambda a, b: 2 * (a * b + a) * b,
    ),
    _mistake(
        "a_by_the_sum_in_the_square_alone",
        ONE_PATH.format("d_a", "a reaches L on three ways, and only the one by itself in the square is here"),
        d_a=lambda a, b: 2 * (a * b + a),
    ),
    _mistake(
        "a_by_the_last_term_alone",
        ONE_PATH.format("d_a", "a reaches L through the square, too"),
        d_a=lambda a, b: b,
    ),
    _mistake(
        "a_without_the_factor_two",
        "In d_a the slope of the square has no factor 2. The slope of d² is 2d.",
        d_a=lambda a, b: (a * b + a) * (b + 1) + b,
    ),
    _mistake(
        "a_with_an_inner_slope_without_one",
        "In d_a the paths inside the square are multiplied. They run side by side, so their slopes b and 1 are added.",
        d_a=lambda a, b: 2 * (a * b + a) * (b * 1) * b + b,
    ),
    _mistake(
        "a_plus_one_too_many",
        "d_a has 1 where b belongs: the slope of the last term, ab, with respect to a is b.",
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1) + 1,
    ),
    _mistake(
        "a_with_a_for_b",
        "In d_a the slope of ab is taken as a. With respect to a it is the other factor, b.",
        d_a=lambda a, b: 2 * (a * b + a) * (a + 1) + a,
    ),
    _mistake(
        "b_without_the_last_term",
        ONE_PATH.format("d_b", "ab is also added to the square, and b reaches L through it"),
        d_b=lambda a, b: 2 * (a * b + a) * a,
    ),
    _mistake(
        "b_by_the_last_term_alone",
        ONE_PATH.format("d_b", "b reaches L through the square, too"),
        d_b=lambda a, b: a,
    ),
    _mistake(
        "b_without_the_factor_two",
        "In d_b the slope of the square has no factor 2. The slope of d² is 2d.",
        d_b=lambda a, b: (a * b + a) * a + a,
    ),
    _mistake(
        "b_with_the_sum_of_a",
        "In d_b the inner slope is a + 1. The second a inside the square does not depend on b: its slope is 0.",
        d_b=lambda a, b: 2 * (a * b + a) * (a + 1) + a,
    ),
    _mistake(
        "b_plus_one_too_many",
        "d_b has 1 where a belongs: the slope of the last term, ab, with respect to b is a.",
        d_b=lambda a, b: 2 * (a * b + a) * a + 1,
    ),
    _mistake(
        "b_with_b_for_a",
        "In d_b the slope of ab is taken as b. With respect to b it is the other factor, a.",
        d_b=lambda a, b: 2 * (a * b + a) * b + b,
    ),
    _mistake(
        "both_without_the_last_term",
        ONE_PATH.format("Each of the two", "ab is also added to the square"),
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1),
        d_b=lambda a, b: 2 * (a * b + a) * a,
    ),
    _mistake(
        "both_by_the_last_term_alone",
        ONE_PATH.format("Each of the two", "a and b reach L through the square, too"),
        d_a=lambda a, b: b,
        d_b=lambda a, b: a,
    ),
    _mistake(
        "both_without_the_factor_two",
        "The slope of the square has no factor 2. The slope of d² is 2d.",
        d_a=lambda a, b: (a * b + a) * (b + 1) + b,
        d_b=lambda a, b: (a * b + a) * a + a,
    ),
    _mistake(
        "both_without_the_inner_slope",
        INNER,
        d_a=lambda a, b: 2 * (a * b + a) + b,
        d_b=lambda a, b: 2 * (a * b + a) + a,
    ),
    _mistake(
        "both_with_the_other_factor",
        "In both the slope of ab is taken as the variable itself. It is the other factor: b for a, and a for b.",
        d_a=lambda a, b: 2 * (a * b + a) * (a + 1) + a,
        d_b=lambda a, b: 2 * (a * b + a) * b + b,
    ),
    _mistake(
        "square_kept",
        "The square is still there. The slope of d² is 2d: the exponent comes down and leaves the first power.",
        d_a=lambda a, b: 2 * (a * b + a) ** 2 * (b + 1) + b,
        d_b=lambda a, b: 2 * (a * b + a) ** 2 * a + a,
    ),
    _mistake(
        "both_by_the_outer_slope_alone",
        "This is the slope of the square alone, 2 (ab + a). It is multiplied by the slope of ab + a, and the "
        "last term adds a path of its own.",
        d_a=lambda a, b: 2 * (a * b + a),
        d_b=lambda a, b: 2 * (a * b + a),
    ),
    _mistake(
        "b_without_the_inner_slope",
        "d_b misses the slope of the inner part: 2 (ab + a) is multiplied by the slope of ab + a with respect to b.",
        d_b=lambda a, b: 2 * (a * b + a) + a,
    ),
    _mistake(
        "paths_multiplied",
        "The gradient of the square and that of the last term are multiplied. They come on different paths, and where "
        "paths meet the gradients are added up.",
        d_a=lambda a, b: 2 * (a * b + a) * (b + 1) * b,
        d_b=lambda a, b: 2 * (a * b + a) * a * a,
    ),
    _mistake(
        "a_with_brackets_missing",
        "In d_a the 1 is added at the end. The inner slope b + 1 as a whole is multiplied by 2 (ab + a): brackets.",
        d_a=lambda a, b: 2 * (a * b + a) * b + 1 + b,
    ),
    _mistake(
        "inner_slopes_alone",
        "The slope of the square itself is missing, 2 (ab + a). The inner slope is multiplied by it.",
        d_a=lambda a, b: b + 1 + b,
        d_b=lambda a, b: a + a,
    ),
    Mistake(
        "order_turned_round",
        lambda a, b: graph_gradients(a, b)[::-1],
        "Both are right, but they come in the other order. The exercise asks for d_a first, then d_b.",
    ),
    Mistake(
        "wrong_sign",
        lambda a, b: tuple(-d for d in graph_gradients(a, b)),
        "The sign of both is turned. A gradient says where L grows; only an update goes against it.",
    ),
    Mistake(
        "value_instead",
        lambda a, b: ((a * b + a) ** 2 + a * b,) * 2,
        "This is the value of L. Its slopes are asked for: how much L grows along a, and along b.",
    ),
)

GRAPH_GRADIENTS = Exercise(
    id="graph_gradients",
    lesson=7,
    parameters=("a", "b"),
    outputs=(Output("d_a", "a number"), Output("d_b", "a number")),
    reference=graph_gradients,
    probes=_probes,
    small_probes=tuple(Probe(pair) for pair in ((2.0, 1.0), (1.0, 2.0), (3.0, -2.0), (1.0, 0.0))),
    mistakes=MISTAKES,
    variants=(_expanded, _by_differences, _forward_mode, lambda a, b: graph_gradients(np.float32(a), np.float32(b))),
    points=2,
    formula="d_a = 2 (ab + a) (b + 1) + b, d_b = 2 (ab + a) a + a",
    where="Lesson 07, where paths meet and their gradients are added up",
)
