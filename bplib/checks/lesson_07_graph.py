"""The exercise of lesson 07 in which two values are used more than once, so that their paths add up."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .lesson_07_graph_mistakes import GRAPH_MISTAKES, graph_gradients

__all__ = ["GRAPH_GRADIENTS"]


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


GRAPH_GRADIENTS = Exercise(
    id="graph_gradients",
    lesson=7,
    parameters=("a", "b"),
    outputs=(Output("d_a", "a number"), Output("d_b", "a number")),
    reference=graph_gradients,
    probes=_probes,
    small_probes=tuple(Probe(pair) for pair in ((2.0, 1.0), (1.0, 2.0), (3.0, -2.0), (1.0, 0.0))),
    mistakes=GRAPH_MISTAKES,
    variants=(_expanded, _by_differences, _forward_mode, lambda a, b: graph_gradients(np.float32(a), np.float32(b))),
    points=2,
    formula="d_a = 2 (ab + a) (b + 1) + b, d_b = 2 (ab + a) a + a",
    where="Lesson 07, where paths meet and their gradients are added up",
)
