"""What the stepper shows: its texts, the page's messages, the path of a weight, and what it refuses."""

import html
import re

import numpy as np
import pytest

import bplib as bp
from bplib.figures import DARK, LIGHT, StepDiagram
from bplib.figures.captions import n_lines
from diagrams import small


def plain(text):
    """What is read of HTML."""
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", "\n")))


def test_without_a_weight_the_path_says_how_to_choose_one():
    assert "PATH\N{EN SPACE}Choose a weight" in plain(StepDiagram(small()).picture(6).caption.above[1])


def test_at_the_update_the_path_says_that_its_weights_are_the_old_ones():
    drawing = StepDiagram(small(optimizer=bp.GradientDescent(0.5)))
    said = [
        "before the update" in plain(caption.above[1]) and "before the update" in caption.spoken
        for caption in (drawing.picture(number, "h₁ → o").caption for number in (10, 11))
    ]
    assert said == [False, True]


def test_room_is_kept_for_the_longest_text_of_each_place():
    drawing = StepDiagram(small(optimizer=bp.GradientDescent(0.5)))
    captions = [drawing.caption(number, weight) for number in range(1, 14) for weight in drawing.steps.weights]
    for texts, longest in zip(
        zip(*((*c.above, c.below) for c in captions), strict=True), drawing.longest(), strict=True
    ):
        for width in (30, 50, 70, 100):
            assert max(n_lines(text, width) for text in texts) == max(n_lines(text, width) for text in longest)
        assert {*longest} <= {*texts}
        assert len(longest) <= 6


def test_lines_of_a_caption_are_counted_as_they_are_broken():
    formula = StepDiagram(small()).caption(6).above[0].split("</p>")[1]  # its sides have 25, 37 and 9 characters
    assert [n_lines(formula, width) for width in (100, 60, 40, 30)] == [1, 2, 3, 4]
    assert n_lines("<p>one two</p><p>three<br>four</p>", 7) == 3
    assert n_lines(f"<p>{'x' * 21}</p>", 10) == 3


def test_the_caption_says_label_formula_numbers_value_and_code():
    caption = StepDiagram(small()).picture(6, "x₁ → h₁").caption
    step, path, code = map(plain, (*caption.above, caption.below))
    assert step.startswith("BACK A LAYER") and "(step 6 of 10)" in step
    assert "δh₁ = wh₁o·δo · ah₁·(1 − ah₁) = 1·(−0.104) · 0.924·(1 − 0.924) = −0.0073" in step
    assert "delta *= d_activation  # δ = φ'(z) ∂L/∂a, (n, n_outputs)" in code
    assert path.startswith("PATH") and "∂L/∂wx₁h₁ = x₁ · δh₁ = 1 · (−0.0073) = ?" in path
    assert "δ h1 = w h1 o·δ o" in caption.spoken


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_caption_has_only_colors_that_can_be_read_on_the_card(theme):
    captions = [StepDiagram(small(), theme).caption(k, "x₁ → h₁") for k in range(1, 11)]
    html_text = "".join("".join((*caption.above, caption.below)) for caption in captions)
    readable = {theme.ink, theme.muted, theme.activation, theme.positive, theme.negative, theme.delta, theme.loss}
    assert set(re.findall("color: (#[0-9A-F]+)", html_text)) <= readable


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"x": np.ones((2, 2)), "y": np.ones((2, 1))}, r"x has 2 examples, the steps follow one.*Write x\[:1\]"),
        ({"x": np.ones(2)}, r"write x\[np\.newaxis\]"),
        ({"y": np.ones((1, 3))}, "they must be equal"),
        (
            {"network": bp.Network(bp.Flatten((2, 1)), bp.Dense(2, 1))},
            "Layer 0 is .*expected|steps are known for Dense",
        ),
        ({"loss": "mse"}, "expected one of bplib's: half_mean_squared_error"),
        ({"step": 99}, "expected a number from 1 to 10"),
        ({"network": bp.Network(bp.Dense(2, 40), bp.Dense(40, 1))}, "2-40-1 units is too large"),
    ],
)
def test_what_cannot_be_stepped_through_is_refused(change, problem):
    given = {"network": bp.Network(bp.Dense(2, 2), bp.Dense(2, 1)), "loss": bp.mean_squared_error, "x": np.ones((1, 2))}
    given |= {"y": np.ones((1, 1))} | change
    parameters = bp.initialize(given["network"], np.random.default_rng(0))
    with pytest.raises(ValueError, match=f"(?s)(?i){problem}"):
        bp.live.stepper(parameters=parameters, **given)


def live(**options):
    steps = small()
    case = steps.network, steps.values.parameters, steps.loss, np.array([[1.0, 2.0]]), np.array([[1.0]])
    return bp.live.stepper(*case, **options)


def test_without_a_kernel_there_is_the_same_text():
    figure = live(step=5)
    data, _ = figure._repr_mimebundle_()
    caption = StepDiagram(small()).caption(5)
    assert "OUTPUT DELTA" in caption.above[0]
    above, _, below = data["text/html"].partition("<img")
    assert "".join(caption.above) in above and caption.below in below
    assert "to move: step, weight." in data["text/html"]
    assert data["text/plain"].startswith("Network diagram 2-2-1 after step 5 of 10, OUTPUT DELTA:")


def test_the_page_gets_the_caption_with_each_picture_and_learns_what_is_reached(monkeypatch):
    figure = live(optimizer=bp.GradientDescent(1.0), reached=lambda step, weight: step == 13 and weight == "x₂ → h₁")
    sent = []
    monkeypatch.setattr(type(figure), "send", lambda self, content, buffers: sent.append(content))
    for number, positions in enumerate(([12, 0], [12, 2])):
        figure._handle_custom_msg({"ask": [1, number], "positions": positions, "theme": "dark"}, [])
    assert [frame["reached"] for frame in sent] == [False, True]
    assert "∂L" not in sent[0]["caption"]["above"][1] and "∂L" in sent[1]["caption"]["above"][1]
    assert sent[1]["caption"]["spoken"].startswith("Weight x2 → h1, with the weights before the update. ")


def test_every_weight_can_be_pointed_at_where_it_is_drawn():
    figure = live()
    steps = small()
    assert [(k, position) for k, position, _ in figure.areas] == [(1, n) for n in range(1, 7)]
    marks = StepDiagram(steps).describe(1).changing
    for (_, _, lines), key in zip(figure.areas, steps.weights.values(), strict=True):
        assert len(lines) == 3  # the line, its weight and its gradient
        assert lines[0][0][0] == round(marks["line", *key].points[0][0] * 192 / 72)
        assert all(0 <= x <= figure.size[0] and 0 <= y <= figure.size[1] for line in lines for x, y in line)


def framed(number, weight=None):
    """The names of what is framed, lines with "band" and units with "circle" before theirs."""
    steps = StepDiagram(small(optimizer=bp.GradientDescent(0.5)))
    return {key for key, mark in steps.describe(number, weight).changing.items() if mark.framed}


LINES = {("band", "weight", 0, 1, 0), ("band", "weight", 1, 0, 0)}
FACTORS = {("circle", "input", 1), ("circle", "activation", 0, 0), ("delta", 0, 0), ("delta", 1, 0)}


def test_on_the_path_of_a_weight_its_lines_are_marked_and_the_numbers_of_the_product():
    assert framed(10, "x₂ → h₁") == LINES | FACTORS | {("weight", 1, 0, 0), ("weight_gradient", 0, 1, 0)}


def test_after_the_update_no_new_weight_is_shown_as_a_factor():
    assert framed(12, "x₂ → h₁") == framed(10, "x₂ → h₁")  # the weights into o are still the old ones
    assert framed(13, "x₂ → h₁") == LINES | FACTORS | {("weight_gradient", 0, 1, 0)}
    assert {("weight", 1, 0, 0), ("weight", 1, 1, 0), ("bias", 1, 0)} <= framed(13)  # without a path: what is new


def test_the_last_update_tells_the_loss_before_and_after_it():
    network, parameters, loss, x, y = (
        small().network, small().values.parameters.copy(), bp.half_mean_squared_error, np.array([[1.0, 2.0]]), [[1.0]],
    )  # fmt: skip
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, np.array(y)))
    bp.update(parameters, gradients, bp.GradientDescent(0.5))
    after = loss.value(bp.forward(network, parameters, x).output, np.array(y))
    drawing = StepDiagram(small(optimizer=bp.GradientDescent(0.5)))
    told = f"The loss was 0.0906, now it is {after:.4f}"
    assert [told in plain(drawing.caption(k).above[0]) for k in (11, 12, 13)] == [False, False, True]
    assert told in drawing.caption(13).spoken
