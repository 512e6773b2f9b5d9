"""Random networks for the tests of their diagrams, and what it means that a diagram can be read."""

from itertools import combinations, pairwise

import numpy as np

import bplib as bp
from bplib.figures import NetworkDiagram, Steps
from bplib.figures.canvas import text_box
from bplib.figures.marks import Box, Circle, Line

SIZES = [(1, 1), (2, 2, 1), (2, 8, 1), (5, 5, 5, 3), (1, 5, 1), (3, 3, 3, 1), (64, 32, 10)]


def dense(*sizes, activation=bp.sigmoid):
    return bp.Network(*(bp.Dense(n, m, activation) for n, m in pairwise(sizes)))


def computed(network, seed=0, batch=1, scale=1.0):
    """Parameters, cache, gradients, and the options target and loss, of a random batch."""
    rng, loss = np.random.default_rng(seed), bp.half_mean_squared_error
    parameters = bp.initialize(network, rng)
    parameters.vector = rng.normal(0, scale, parameters.vector.shape)
    x, y = rng.normal(size=(batch, *network.input_shape)), rng.normal(size=(batch, *network.output_shape))
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    return (parameters, cache, gradients), {"target": y, "loss": loss.value(cache.output, y)}


def small(activation=bp.sigmoid, loss=bp.half_mean_squared_error, optimizer=None):
    """2-2-1 with numbers that are quick to calculate with."""
    network = bp.Network(bp.Dense(2, 2, activation), bp.Dense(2, 1, activation))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters.vector = [0.5, -1, 1, 0.5, 0, 0.25, 1, -2, 0.5]
    return Steps(network, parameters, loss, np.array([[1.0, 2.0]]), np.array([[1.0]]), optimizer)


def described(*sizes, seed=0, **options):
    network = dense(*sizes)
    values, more = computed(network, seed)
    return NetworkDiagram(network).describe(*values, **more | options)


def edges(box):
    return box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2


def overlap(one, other):
    """Whether two rectangles (left, bottom, right, top) have a point in common."""
    (a, b, c, d), (e, f, g, h) = one, other
    return a < g and e < c and b < h and f < d


def on_ring(text, circle):
    """Whether the text lies on the line of a circle; in the circle and outside is well."""
    left, bottom, right, top = text_box(text)
    corners = [np.hypot(x - circle.x, y - circle.y) for x in (left, right) for y in (bottom, top)]
    nearest = np.hypot(
        *(max(0, low - c, c - high) for low, high, c in ((left, right, circle.x), (bottom, top, circle.y)))
    )
    return nearest < circle.radius + 0.9 and max(corners) > circle.radius - 0.9


def clearances(texts, lines):
    """For each text, how far it is from the nearest edge of a line; below 0 where they touch."""
    if not lines:
        yield from (1 for _ in texts)
        return
    points = [np.linspace(p, q, 80) for line in lines for p, q in pairwise(line.points)]
    half = np.concatenate([np.full(80, line.width / 2) for line in lines for _ in pairwise(line.points)])
    x, y = np.concatenate(points).T
    for text in texts:
        left, bottom, right, top = text_box(text)
        across, along = np.maximum(left - x, x - right), np.maximum(bottom - y, y - top)
        yield float((np.hypot(np.maximum(0, across), np.maximum(0, along)) - half).min())


def check_that_all_can_be_read(diagram):
    """No text on another, on a line, on a ring or over the edge, none too small; no box on another."""
    marks = diagram.changing.values()
    rings = [mark for mark in marks if isinstance(mark, Circle)]
    boxes = [mark for mark in marks if isinstance(mark, Box)]
    lines = [mark for mark in marks if isinstance(mark, Line)]
    for one, other in combinations(map(text_box, diagram.texts), 2):
        assert not overlap(one, other), (one, other)
    for one, other in combinations(map(edges, boxes), 2):
        assert not overlap(one, other), (one, other)
    for text in diagram.texts:
        left, bottom, right, top = text_box(text)
        assert left >= 2 and bottom >= 2 and right <= diagram.width - 2 and top <= diagram.height - 2, text
        assert text.size >= 10
        assert not any(on_ring(text, ring) for ring in rings), text
    for text, gap in zip(diagram.texts, clearances(diagram.texts, lines), strict=True):
        assert gap > 0, text
