"""The weight matrix of a layer: it computes what the layer computes; the picture shows and counts what stands in it."""

import itertools

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import connections
from bplib.figures import DARK, LIGHT, ConnectionPicture
from bplib.figures.canvas import text_box
from bplib.figures.connectivity import HEIGHT, WIDTH, describe_connections
from bplib.figures.fills import LETTERS, fills
from bplib.figures.marks import Cells, Line
from bplib.live.connecting import LAYERS, SIZES, connected

OF_ALL_KINDS = [
    bp.Dense(5, 3, bp.tanh),
    bp.Convolution2D((4, 4, 1), 1, (2, 2), bp.tanh),
    bp.Convolution2D((5, 4, 3), 2, (3, 2), bp.relu),
    bp.Convolution2D((3, 3, 1), 1, (3, 3)),
    bp.Recurrent(4, 1, 1),
    bp.Recurrent(5, 3, 2),
    bp.Recurrent(1, 3, 2),
]
KINDS = pytest.mark.parametrize("layer", OF_ALL_KINDS, ids=repr)
SHOWN = pytest.mark.parametrize(("name", "size"), [*itertools.product(LAYERS, SIZES)])


def in_use(layer, seed=0):
    """The layer as a network with random weights and biases, and six random inputs."""
    rng, network = np.random.default_rng(seed), bp.Network(layer)
    parameters = bp.initialize(network, rng)
    parameters.vector = rng.normal(size=network.n_parameters)
    return network, parameters, rng.normal(size=(6, *layer.input_shape))


def weights_in_a_row(parameters):
    return np.concatenate([array.ravel() for name, array in vars(parameters[0]).items() if name != "biases"])


@KINDS
def test_the_matrix_gives_the_sums_that_the_layer_gives(layer):
    network, parameters, x = in_use(layer)
    cache, found = bp.forward(network, parameters, x), connections(layer)
    matrix = found.matrix(weights_in_a_row(parameters))
    z = found.going_in(x, cache.activations[0]) @ matrix
    z += np.tile(parameters[0].biases, found.n_units // len(parameters[0].biases))
    assert z == pytest.approx(cache.pre_activations[0].reshape(6, -1))


@KINDS
def test_the_gradients_of_all_places_add_up_to_that_of_the_shared_weight(layer):
    network, parameters, x = in_use(layer)
    cache, found = bp.forward(network, parameters, x), connections(layer)
    d_output = np.random.default_rng(1).normal(size=cache.output.shape)
    gradients = bp.backward(network, parameters, cache, d_output)
    rows, delta = found.going_in(x, cache.activations[0]), cache.deltas[0].reshape(6, -1)
    assert found.summed(rows.T @ delta) == pytest.approx(weights_in_a_row(gradients))


@KINDS
def test_every_weight_is_counted_and_each_place_with_it(layer):
    found = connections(layer)
    assert found.n_biases == len(in_use(layer)[1][0].biases)
    assert found.n_weights == len(weights_in_a_row(in_use(layer)[1]))
    unused = layer.n_hidden**2 if layer == bp.Recurrent(1, 3, 2) else 0  # there is no state yet
    assert set(found.numbers.ravel()) - {0} == set(range(1, found.n_weights + 1 - unused))
    assert found.places.sum() == found.n_joined == (found.numbers > 0).sum()


def test_a_small_convolution_by_hand():
    found = connections(bp.Convolution2D((3, 3, 1), 1, (2, 2)))
    upper_left, lower_right = [1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 0, 0, 0, 1, 2, 0, 3, 4]
    assert found.numbers[:, 0].tolist() == upper_left
    assert found.numbers[:, 3].tolist() == lower_right
    assert found.places.tolist() == [4, 4, 4, 4]


def test_a_recurrent_layer_by_hand():
    found = connections(bp.Recurrent(3, 1, 1))
    assert found.numbers.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 2, 0], [0, 0, 2]]
    assert (found.n_states, found.n_biases, found.places.tolist()) == (2, 1, [3, 2])


def test_the_unit_in_the_middle_lies_in_the_middle_of_the_image():
    found = connections(bp.Convolution2D((6, 6, 1), 1, (2, 2)))
    assert found.numbers[:, found.middle - 1].reshape(6, 6)[2:4, 2:4].tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(("make", "text"), [
    (lambda: connections(bp.MaxPooling2D((4, 4, 1))), r"MaxPooling2D.*Give a Dense"),
    (lambda: connections(bp.Dense(9, 2), (4, 2, 1)), r"\(4, 2, 1\), the layer has 9 inputs.*whose product is 9"),
    (lambda: connections(bp.Dense(2, 2)).matrix([1, 2, 3]), r"shape \(3,\), expected \(4,\)"),
    (lambda: bp.figures.connection_picture(bp.Dense(2, 2), 3), r"unit is 3, expected a whole number from 1 to 2"),
    (lambda: bp.figures.connection_picture(bp.Dense(200, 2)), r"200 rows.*Show a smaller layer"),
])  # fmt: skip
def test_what_cannot_be_is_said(make, text):
    with pytest.raises((TypeError, ValueError), match=text):
        make()


def check_that_it_can_be_read(diagram):
    boxes = [text_box(text) for text in diagram.texts]
    for left, bottom, right, top in boxes:
        assert left >= 0 and bottom >= 0 and right <= WIDTH and top <= HEIGHT
    for (l_1, b_1, r_1, t_1), (l_2, b_2, r_2, t_2) in itertools.combinations(boxes, 2):
        assert r_1 <= l_2 or r_2 <= l_1 or t_1 <= b_2 or t_2 <= b_1
    assert all(text.size >= 10 for text in diagram.texts)


@SHOWN
def test_the_picture_shows_the_matrix_and_all_of_it_can_be_read(name, size):
    found = connected(name, size)
    for unit in (1, found.middle, found.n_units):
        diagram = describe_connections(found, unit)
        check_that_it_can_be_read(diagram)
        assert np.array_equal(diagram.changing["matrix",].numbers, found.numbers)
        assert 25 <= len(diagram.alt) <= 300
        numbers = {name: diagram.changing["number", name].text for name in ("entries", "free weights", "biases")}
        assert [int(text.replace(",", "")) for text in numbers.values()] == [
            found.numbers.size, found.n_weights, found.layer.n_parameters - found.n_weights]  # fmt: skip


@KINDS
def test_other_layers_of_the_three_kinds_can_be_shown_too(layer):
    found = connections(layer)
    check_that_it_can_be_read(describe_connections(found, found.n_units))
    assert ConnectionPicture(DARK).picture(found, 1).alt == bp.figures.connection_picture(layer).alt


def test_letters_on_the_cells_are_those_of_the_weights():
    found = connected("convolution 2 × 2", 4)
    letters = {key[1:]: mark.text for key, mark in describe_connections(found, 5).changing.items()
               if key[0] == "letter"}  # fmt: skip
    assert letters == {(i, j): LETTERS[found.numbers[i, j] - 1] for i, j in np.argwhere(found.numbers).tolist()}


def test_the_image_shows_what_the_unit_sees_and_the_lines_where_its_weights_stand():
    found = connected("convolution 2 × 2", 4)
    seen = np.array(describe_connections(found, 5).changing["image", 0].numbers)
    assert seen.tolist() == found.numbers[:, 4].reshape(4, 4).tolist()
    found = connected("recurrent, 2 units", 4)
    for unit in (1, 4):
        lines = {key[1:3]: mark for key, mark in describe_connections(found, unit).changing.items() if key[0] == "line"}
        assert set(lines) == {(int(i), int(j)) for i, j in np.argwhere(found.numbers)}
        strong = {place for place, mark in lines.items() if mark.role != "muted"}
        assert strong == {(int(i), unit - 1) for i in np.flatnonzero(found.numbers[:, unit - 1])}


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_few_weights_have_fills_of_their_own_and_so_have_many(theme):
    for n, columns in ((9, 4), (36, 4), (900, 25)):
        assert len(set(fills(n, columns))) == n
    cells = Cells(10, 200, 9, 9, ((1, 0), (2, 1)), fills(9, 4)[:2])
    assert isinstance(describe_connections(connected("dense", 3), 1).changing["column",], Line)
    picture = ConnectionPicture(theme)._canvas.picture(
        bp.figures.marks.Diagram(480, 226, (), {("c",): cells}, "x" * 25)
    )
    pixels = np.asarray(picture.image)[:, :, :3]
    at = lambda i, j: "#{:02X}{:02X}{:02X}".format(*pixels[pixels.shape[0] - 533 + 24 * i + 12, 27 + 24 * j + 12])  # noqa: E731
    assert [[at(0, 0), at(0, 1)], [at(1, 0), at(1, 1)]] == [[theme.tone_1, theme.card], [theme.tone_2, theme.tone_1]]


def test_the_task_can_be_reached_only_by_a_kernel_as_large_as_the_image():
    found = {(name, size) for name, size in itertools.product(LAYERS, SIZES)
             if connected(name, size).n_joined == connected(name, size).n_weights}  # fmt: skip
    assert found == {("dense", size) for size in SIZES} | {("convolution 3 × 3", 3)}


def test_the_live_figure_knows_what_a_task_may_ask_for():
    sought = (LAYERS[2], "no", 9)
    live = bp.live.connectivity(reached=lambda layer, shared, free_weights: (layer, shared, free_weights) == sought)
    for positions, reached in (([1, 0, 1], False), ([2, 1, 0], False), ([2, 0, 0], True)):
        live._handle_custom_msg({"ask": [7, 1], "positions": positions, "theme": "light"}, [])
        assert live.was_reached == reached
        assert live._states() == [None, None, "unused" if positions[:2] == [2, 0] else None]  # it has one unit
