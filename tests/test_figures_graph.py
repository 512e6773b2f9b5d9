"""The picture of a computation graph: everything is where it belongs and can be read, whatever the expression."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import ExpressionError, read_graph
from bplib.figures import DARK, LIGHT, ComputationGraph
from bplib.figures.graph_layout import lay_out
from bplib.figures.marks import Box, Line
from bplib.figures.numerals import short
from diagrams import check_that_all_can_be_read, edges
from expressions import random_expression

SHARED = "c = a*b; d = c + a; L = d**2 + c"  # a is 2, b is 3
NEURON = "z = w*x + b; p = sigmoid(z); L = (p - y)**2/2"
TWELVE = "q = a*b; r = q + c; s = tanh(r)*a; t = exp(-q); L = s*t + r*r"


def shared(**options):
    return ComputationGraph(read_graph(SHARED, a=2, b=3), **options)


def random_pictures(n=60, **options):
    """Pictures of random graphs that have room in one."""
    seed = 0
    while n:
        seed += 1
        try:
            yield ComputationGraph(read_graph(random_expression(seed, most_lines=3)), **options)
        except (ExpressionError, ValueError):
            continue
        n -= 1


def check_that_it_can_be_read(picture, **options):
    """With the fixed marks looked at like the changing ones; a band under a line is no line of its own."""
    diagram = picture.describe(**options)
    marks = dict(enumerate((*diagram.fixed, *diagram.changing.values())))
    check_that_all_can_be_read(replace(diagram, fixed=(), changing=marks))


@pytest.mark.parametrize("slopes", [False, True])
def test_all_texts_of_random_graphs_can_be_read(slopes):
    for picture in random_pictures(slopes=slopes):
        check_that_it_can_be_read(picture)
        check_that_it_can_be_read(picture, known=[])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (SHARED, {"a": 2, "b": 3}),
        (NEURON, {"w": 0.5, "x": 2, "b": -1, "y": 1}),
        (TWELVE, {"a": 0.5, "b": 2, "c": -1}),
        ("L = a*a", {"a": -12345.678}),
        ("L = a*1e-9 + b*1e4", {"a": 3, "b": -7}),
    ],
)
def test_graphs_of_lessons_have_room_and_can_be_read(text, values):
    check_that_it_can_be_read(ComputationGraph(read_graph(text, **values)))


def test_no_line_goes_through_a_box_that_it_does_not_join():
    for picture in random_pictures(80):
        boxes = {node.index: picture._solid["box", node.name] for node in picture.graph.named}
        for (source, target, _), points in picture._lines():
            xs, ys = np.concatenate([np.linspace(p, q, 60) for p, q in pairwise(points)]).T
            for index, box in boxes.items():
                left, bottom, right, top = edges(box)
                inside = (xs > left) & (xs < right) & (ys > bottom) & (ys < top)
                assert index in (source, target) or not inside.any(), (picture.graph.text, source, target)


def test_each_node_is_drawn_once_to_the_right_of_its_inputs():
    for picture in random_pictures():
        diagram = picture.describe()
        boxes = [mark for mark in diagram.fixed if isinstance(mark, Box)]
        assert len(boxes) == len(picture.graph.named)
        for node in picture.graph.named:
            for i in node.inputs:
                if not picture.graph[i].is_constant:
                    assert picture.centers[i][0] + picture.widths[i] / 2 < picture.centers[node.index][0]


def test_of_two_lines_the_one_from_above_arrives_above():
    for picture in random_pictures():
        for node in picture.graph.named:
            arriving = [points for (_, target, _), points in picture._lines() if target == node.index]
            if len(arriving) == 2:
                (*_, before, _, end), (*_, other_before, _, other_end) = arriving
                assert (before[1] >= other_before[1]) == (end[1] > other_end[1]) or before[1] == other_before[1]


def test_values_stand_above_and_gradients_below():
    picture, texts = shared(), {}
    diagram = picture.describe(known=["d", "a"])
    for node in picture.graph.named:
        x, y = picture.centers[node.index]
        at_node = [text for text in diagram.texts if text.x == x and abs(text.y - y) < 31]
        texts[node.name] = [text.text for text in sorted(at_node, key=lambda text: -text.y)]
    assert texts == {
        "a": ["2", "a", "67"], "b": ["3", "b", "?"], "c": ["6", "c = a·b", "?"], "d": ["8", "d = c + a", "16"],
        "v1": ["64", "v₁ = d²", "?"], "L": ["70", "L = v₁ + c", "1"],
    }  # fmt: skip
    assert {key[1] for key, text in diagram.numbers.items() if key[0] == "gradient" and text.known} == {"a", "d", "L"}


def test_each_line_has_its_slope_where_it_arrives():
    picture = shared(slopes=True)
    diagram = picture.describe()
    for (source, target, place), points in picture._lines():
        wanted = short(picture.graph[target].slopes[place])
        (left, y), (right, _) = points[-2:]
        near = [text for text in diagram.texts if left < text.x < right and abs(text.y - y) < 11]
        assert [text.text for text in near] == [wanted], (source, target)


def test_what_is_marked_is_framed():
    diagram = shared().describe(highlight=["a", "c"])
    framed = {key for key, mark in diagram.changing.items() if getattr(mark, "framed", False)}
    assert {key[:2] for key in framed if key[0] == "box"} == {("box", "a"), ("box", "c")}
    assert len([key for key in framed if key[0] == "line"]) == 1
    assert all(isinstance(diagram.changing[key], Line | Box) for key in framed)


def test_the_alternative_text_says_the_calculation_and_the_known_gradients():
    alt = shared().picture(["d"]).alt
    assert alt.startswith("Computation graph from left to right, 6 boxes: c = a·b; d = c + a; v₁ = d²; L = v₁ + c.")
    assert "L = 70." in alt and "∂L/∂d = 16" in alt and "∂L/∂a" not in alt and "4 still unknown" in alt
    for picture in random_pictures():
        assert 25 <= len(picture.describe().alt) <= 300


def test_the_function_takes_text_and_values_or_a_graph():
    one = bp.figures.computation_graph(SHARED, a=2, b=3, known=["c"], highlight=["c"], slopes=True)
    other = bp.figures.computation_graph(read_graph(SHARED, a=2, b=3), known=["c"], highlight=["c"], slopes=True)
    assert one.alt == other.alt
    np.testing.assert_array_equal(np.asarray(one.image), np.asarray(other.image))
    assert len(one.png) <= 60_000


def test_it_is_drawn_in_both_themes_and_redrawing_changes_nothing_else():
    light, dark = shared(), shared(theme=DARK)
    assert light.theme is LIGHT
    first = np.asarray(light.picture([]).image)
    light.picture(["a", "c"], highlight=["a", "c"])
    np.testing.assert_array_equal(first, np.asarray(light.picture([]).image))
    assert dark.picture().image.getpixel((0, 0))[:3] == (0x1B, 0x1B, 0x1B)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a=1; L=" + "+".join(f"a*{k}" for k in range(12)), "24 nodes, and a picture has room for 16"),
        ("a=1; L=" + "tanh(" * 12 + "a" + ")" * 12, "too wide for a picture. Take fewer steps"),
    ],
)
def test_what_has_no_room_is_said_so(text, says):
    with pytest.raises(ValueError, match=says):
        ComputationGraph(read_graph(text))


def test_unknown_nodes_to_mark_are_an_error():
    with pytest.raises(ValueError, match="no node 'z'"):
        shared().describe(highlight=["z"])


def test_a_chain_is_laid_out_in_one_row_and_inputs_stand_just_before_their_first_use():
    layout = lay_out([[], [0], [1], [], [2, 3]], 60)
    assert layout.columns == (0, 1, 2, 2, 3)
    chain = [layout.heights[k] for k in (0, 1)]
    assert chain[0] == pytest.approx(chain[1], abs=8)
    assert layout.height == 120  # two boxes over each other, and no more


def test_lines_do_not_cross_where_they_need_not():
    layout = lay_out([[], [], [], [], [0, 2], [1, 3], [4, 5]], 60)
    upper, lower = sorted(([0, 2, 4], [1, 3, 5]), key=lambda nodes: -layout.heights[nodes[-1]])
    assert min(layout.heights[k] for k in upper[:2]) > max(layout.heights[k] for k in lower[:2])


def test_numbers_are_written_as_everywhere():
    picture = ComputationGraph(read_graph("L = a*b", a=0.123456, b=-1e-7))
    texts = [text.text for text in picture.describe().texts]
    assert short(0.123456) in texts and "−1e−7" in texts
