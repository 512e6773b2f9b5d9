"""The network diagram: its numbers are those of cache and gradients, and every one of them can be read."""

import io

import numpy as np
import pytest
from PIL import Image

import bplib as bp
from bplib.figures import DARK, LIGHT, NetworkDiagram, network_diagram
from bplib.figures.numerals import short
from diagrams import SIZES, check_that_all_can_be_read, computed, dense, described

CNN = bp.Network(
    bp.Convolution2D((28, 28, 1), 8, (3, 3), bp.relu), bp.MaxPooling2D((26, 26, 8)),
    bp.Flatten((13, 13, 8)), bp.Dense(1352, 10),
)  # fmt: skip
RNN = bp.Network(bp.Recurrent(28, 28, 64), bp.LastStep((28, 64)), bp.Dense(64, 10))


def value_of(text):
    return float(text.split(" ")[-1].replace("−", "-"))


@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_every_number_is_that_of_parameters_cache_and_gradients(sizes):
    network = dense(*sizes)
    (parameters, cache, gradients), more = computed(network, batch=3)
    numbers = NetworkDiagram(network).describe(parameters, cache, gradients, **more, example=1).numbers
    for (kind, *index), mark in numbers.items():
        l, unit = (index[0], tuple(index[1:])) if len(index) > 1 else (None, tuple(index))
        value = {
            "input": lambda unit=unit: cache.input[1][unit],
            "weight": lambda l=l, unit=unit: parameters[l].weights[unit],
            "bias": lambda l=l, unit=unit: parameters[l].biases[unit],
            "pre_activation": lambda l=l, unit=unit: cache.pre_activations[l][1][unit],
            "activation": lambda l=l, unit=unit: cache.activations[l][1][unit],
            "delta": lambda l=l, unit=unit: cache.deltas[l][1][unit],
            "weight_gradient": lambda l=l, unit=unit: gradients[l].weights[unit],
            "bias_gradient": lambda l=l, unit=unit: gradients[l].biases[unit],
            "target": lambda unit=unit: more["target"][1][unit],
            "loss": lambda: more["loss"],
        }[kind]()
        assert value_of(mark.text) == pytest.approx(value, rel=0.5 if abs(value) < 1e-3 else 0.06, abs=5.1e-4), (
            kind,
            index,
        )
        assert mark.text.endswith(short(value, narrow=kind in ("input", "activation")))
        assert mark.known


@pytest.mark.parametrize("sizes", [(1, 1), (2, 2, 1), (2, 8, 1), (3, 3, 3, 1)], ids=str)
def test_small_networks_show_all_their_numbers(sizes):
    network = dense(*sizes)
    n_units = sum(sizes[1:])
    n_numbers = 2 * network.n_parameters + 3 * n_units + sizes[0] + sizes[-1] + 1
    assert len(described(*sizes).numbers) == n_numbers


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.5, "0.5"), (-0.59271, "−0.593"), (0.00877, "0.0088"), (-8.77e-5, "−8.8e−5"), (3.14159e-12, "3e−12"),
     (12.3456, "12.35"), (-123.456, "−123.5"), (1234.5678, "1235"), (1.25e7, "1.2e7"), (1, "1"), (100000, "1e5"),
     (float("nan"), "NaN"), (float("-inf"), "−∞"), (0.09999, "0.1"), (9.9999, "10")],
)  # fmt: skip
def test_numbers_are_short_and_rounded_right(value, text):
    assert short(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(-0.00877, "−0.009"), (-8.77e-5, "−9e−5"), (-0.59271, "−0.593"), (12, "12")]
)
def test_numbers_in_units_are_narrower(value, text):
    assert short(value, narrow=True) == text


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_signs_are_shown_by_color_and_dash(theme):
    network = dense(4, 4, 2)
    (parameters, *_), _ = computed(network)
    parameters[0].weights[0, 0] = 0
    marks = NetworkDiagram(network, theme).describe(parameters).changing
    for key, line in marks.items():
        if key[:2] == ("line", "weight"):
            l, i, j = key[2:]
            weight = parameters[l].weights[i, j]
            assert line.dashed == (weight < 0)
            assert line.role == ("positive" if weight > 0 else "negative" if weight < 0 else "muted")
    assert theme.positive != theme.negative


def test_a_larger_weight_has_a_thicker_line():
    marks = described(3, 3, 1).changing
    lines = {key: mark for key, mark in marks.items() if key[:2] == ("line", "weight")}
    by_size = sorted(lines, key=lambda key: abs(value_of(marks[key[1:]].text)))
    widths = [lines[key].width for key in by_size]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_what_is_not_known_yet_reads_as_a_question():
    known = {("input", 0), ("weight", 0, 0, 1), ("pre_activation", 0, 1)}
    diagram = described(2, 2, 1, known=known)
    assert {key for key, number in diagram.numbers.items() if number.known} == known
    assert diagram.numbers["delta", 1, 0].text == "δ ?"
    assert diagram.numbers["weight_gradient", 0, 0, 0].text == "?"
    assert diagram.changing["line", "weight", 0, 1, 1].role == "muted"
    assert diagram.changing["circle", "activation", 1, 0].dashed
    assert "Known are 3 of 31 numbers." in diagram.alt


def test_nothing_unknown_is_betrayed_by_the_alternative_text():
    full, hidden = described(2, 2, 1), described(2, 2, 1, known={("weight", 0, 0, 0)})
    output = full.numbers["activation", 1, 0].text
    assert f"a = {output}" in full.alt
    assert output not in hidden.alt
    assert not any(word in hidden.alt for word in ("δ", "∂", "Loss", "negative"))


def test_without_numbers_the_lines_still_show_their_weights():
    network = dense(2, 8, 1)
    (parameters, *_), _ = computed(network)
    diagram = NetworkDiagram(network, numbers=False)
    assert "w > 0" not in {text.text for text in diagram.describe().texts}
    described = diagram.describe(parameters)
    assert "w > 0" in {text.text for text in described.texts}
    assert not described.numbers
    assert described.changing["line", "weight", 0, 0, 0].role in ("positive", "negative")
    assert len([key for key in described.changing if key[0] == "circle"]) == 11
    diagram.picture()
    later, fresh = diagram.picture(parameters), NetworkDiagram(network, numbers=False).picture(parameters)
    np.testing.assert_array_equal(pixels(later), pixels(fresh))  # the fixed parts were drawn anew


def test_a_path_is_framed_and_nothing_else_is():
    path = {("input", 1), ("weight", 0, 1, 0), ("activation", 0, 0), ("delta", 0, 0), ("loss",)}
    marks = described(2, 2, 1, highlight=path).changing
    framed = {key for key, mark in marks.items() if mark.framed}
    assert framed == {
        ("circle", "input", 1), ("band", "weight", 0, 1, 0), ("weight", 0, 1, 0), ("circle", "activation", 0, 0),
        ("delta", 0, 0), ("box", "loss"),
    }  # fmt: skip


def test_a_large_network_says_what_is_not_drawn():
    diagram = described(64, 32, 10)
    texts = " ".join(text.text for text in diagram.texts)
    assert "60 more" in texts and "28 more" in texts and "6 more" in texts
    assert "Drawn: 4 of 64 inputs, 4 of 32 in layer 0, 4 of 10 in layer 1; 32 of 2,368 weights." in texts
    assert sum(key[:2] == ("line", "weight") for key in diagram.changing) == 32


def test_numbers_without_room_are_left_out_in_words():
    texts = " ".join(text.text for text in described(5, 5, 5, 3).texts)
    assert "There is no room here for the gradients of the 65 lines." in texts


def test_drawing_changes_nothing_that_was_computed():
    network = dense(2, 3, 1)
    (parameters, cache, gradients), more = computed(network)
    arrays = [
        parameters.vector,
        gradients.vector,
        cache.input,
        *cache.deltas,
        *cache.activations,
        *cache.pre_activations,
    ]
    before = [array.copy() for array in arrays]
    network_diagram(network, parameters, cache, gradients, **more)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


@pytest.mark.parametrize("sizes", [(2, 2, 1), (2, 8, 1), (5, 5, 5, 3), (64, 32, 10)], ids=str)
def test_stills_are_small_and_their_alternative_text_says_a_number(sizes):
    network = dense(*sizes)
    values, more = computed(network)
    for theme in (LIGHT, DARK):
        picture = network_diagram(network, *values, **more, theme=theme)
        assert len(picture.png) <= 60_000
        assert picture.alt.startswith(
            f"Network diagram, columns from input to output: {'-'.join(map(str, sizes))} units"
        )
        assert f"{network.n_parameters:,} weights and biases" in picture.alt


def test_the_live_picture_is_the_still_pixel_for_pixel_whatever_was_drawn_before():
    network = dense(2, 2, 1)
    diagram = NetworkDiagram(network)
    for seed in (1, 2, 0):
        values, more = computed(network, seed)
        live = diagram.picture(*values, **more, highlight=[("delta", 1, 0)])
    still = NetworkDiagram(network).picture(*values, **more, highlight=[("delta", 1, 0)])
    np.testing.assert_array_equal(pixels(live), pixels(still))
    assert live.alt == still.alt


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("RGB"))


def test_weights_that_are_no_longer_finite_are_written_so():
    network = dense(2, 2, 1)
    (parameters, *_), _ = computed(network)
    parameters[0].weights[0, 0], parameters[0].weights[1, 1] = np.nan, np.inf
    numbers = NetworkDiagram(network).describe(parameters).numbers
    assert numbers["weight", 0, 0, 0].text == "NaN"
    assert numbers["weight", 0, 1, 1].text == "∞"
    assert NetworkDiagram(network).picture(parameters).png


@pytest.mark.parametrize("network", [CNN, RNN, dense(*[4] * 16)], ids=["images", "sequences", "deep"])
def test_other_networks_are_boxes_with_shapes_counts_and_means(network):
    values, more = computed(network)
    for arguments in ((), values):
        diagram = NetworkDiagram(network).describe(*arguments, **more if arguments else {})
        check_that_all_can_be_read(diagram)
        assert 25 <= len(diagram.alt) <= 300
        texts = [text.text for text in diagram.texts]
        assert f"{network.layers[0].n_parameters:,}" in texts
        assert "[0] " + type(network.layers[0]).__name__ in texts
    mean = np.abs(values[1].deltas[0][0]).mean()
    assert diagram.numbers["delta", 0].text == short(mean)


def test_boxes_hide_what_is_not_known_yet_and_frame_a_layer():
    values, _ = computed(CNN)
    diagram = NetworkDiagram(CNN).describe(*values, known=[("activation", 0, 0)], highlight=[("delta", 3, 0)])
    assert diagram.numbers["activation", 0].known
    assert diagram.numbers["activation", 3].text == "?"
    assert [key for key, mark in diagram.changing.items() if mark.framed] == [("box", 3)]


def test_wrong_arguments_are_errors_that_say_what_to_do():
    network, other = dense(2, 2, 1), dense(3, 1)
    (parameters, cache, gradients), more = computed(network, batch=2)
    (wrong, wrong_cache, _), _ = computed(other)
    describe = NetworkDiagram(network).describe
    with pytest.raises(TypeError, match=r"expected a bp\.Network.*Write Network"):
        NetworkDiagram("2-2-1")
    with pytest.raises(ValueError, match=r"9 in 2.*Use initialize"):
        describe(wrong)
    with pytest.raises(ValueError, match=r"This cache is of .*Give the cache that forward"):
        describe(parameters, wrong_cache)
    with pytest.raises(ValueError, match="Use the gradients that backward gave"):
        describe(parameters, cache, wrong)
    with pytest.raises(ValueError, match=r"example is 2, the batch has 2 examples\. Choose one from 0 to 1"):
        describe(parameters, cache, example=2)
    with pytest.raises(ValueError, match=r"target has the shape \(2,\), expected \(2, 1\).*turn labels into rows"):
        describe(parameters, cache, target=more["target"][:, 0])
    with pytest.raises(TypeError, match=r"expected a number\. Give loss\.value"):
        describe(parameters, cache, loss=bp.half_mean_squared_error)
    for wrong_key in (("weights", 0, 0, 0), ("delta", 0), "delta"):
        with pytest.raises(ValueError, match=r"expected names of numbers as tuples.*\('delta', 1, 0\)"):
            describe(parameters, cache, gradients, known=[wrong_key])
