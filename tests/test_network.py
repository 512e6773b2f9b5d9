"""The network: layers that fit together, and words for those that do not."""

import copy
import pickle
import re

import numpy as np
import pytest

import bplib as bp


def misfit(*layers):
    with pytest.raises(ValueError) as caught:
        bp.Network(*layers)
    return str(caught.value)


def test_network_knows_its_layers_shapes_and_count():
    layers = bp.Dense(2, 8, bp.tanh), bp.Dense(8, 1)
    network = bp.Network(*layers)
    assert network.layers == layers
    assert network.input_shape == (2,)
    assert network.output_shape == (1,)
    assert network.n_parameters == 2 * 8 + 8 + 8 * 1 + 1
    assert network.parameter_shapes == tuple(layer.parameter_shapes for layer in layers)


def test_network_prints_as_a_table_of_layers_shapes_and_counts():
    network = bp.Network(bp.Convolution2D((8, 8, 1), 1000), bp.Flatten((6, 6, 1000)), bp.Dense(36000, 1, bp.sigmoid))
    head, *rows = repr(network).splitlines()
    assert head == "Network: (8, 8, 1) to (1,), 46,001 parameters"
    assert [row.split() for row in rows] == [
        [*["[0]", "Convolution2D((8,", "8,", "1),", "1000)", "gives", "(6,", "6,", "1000)", "10,000", "parameters"]],
        [*["[1]", "Flatten((6,", "6,", "1000))", "gives", "(36000,)", "0", "parameters"]],
        [*["[2]", "Dense(36000,", "1,", "sigmoid)", "gives", "(1,)", "36,001", "parameters"]],
    ]
    assert len({row.index("gives") for row in rows}) == 1  # the columns are aligned
    assert len({len(row) for row in rows}) == 1


def test_layers_that_do_not_fit_are_named_with_what_each_gives_and_expects_and_the_change_to_make():
    assert misfit(bp.Dense(2, 8), bp.Dense(7, 1)) == (
        "Layers 0 and 1 do not fit together: layer 0 gives (8,), layer 1 expects (7,). "
        "Change Dense(7, 1) to Dense(8, 1)."
    )


def test_the_first_pair_that_does_not_fit_is_named():
    assert "Layers 1 and 2 do not" in misfit(bp.Dense(2, 3), bp.Dense(3, 4), bp.Dense(5, 6), bp.Dense(7, 8))


MISFITS = [
    ((bp.Dense(2, 8, bp.tanh), bp.Dense(7, 1, bp.sigmoid)), "Change Dense(7, 1, sigmoid) to Dense(8, 1, sigmoid)."),
    ((bp.Convolution2D((4, 4, 1), 2), bp.Dense(8, 1)), "Put Flatten((2, 2, 2)) between them."),
    ((bp.Recurrent(3, 1, 2), bp.Dense(6, 1)), "Put Flatten((3, 2)) between them."),
    ((bp.Convolution2D((8, 8, 1), 4), bp.Dense(100, 1)), None),
    ((bp.Recurrent(10, 1, 8), bp.Dense(8, 1)), None),
    (
        (bp.Convolution2D((4, 4, 1), 2), bp.MaxPooling2D((4, 4, 1))),
        "Change MaxPooling2D((4, 4, 1)) to MaxPooling2D((2, 2, 2)).",
    ),
    (
        (bp.Convolution2D((6, 6, 1), 2), bp.Convolution2D((4, 4, 3), 5, activation=bp.relu)),
        "Change Convolution2D((4, 4, 3), 5, activation=relu) to Convolution2D((4, 4, 2), 5, activation=relu).",
    ),
    ((bp.Recurrent(3, 1, 2), bp.Recurrent(3, 4, 2)), "Change Recurrent(3, 4, 2) to Recurrent(3, 2, 2)."),
    ((bp.Recurrent(3, 1, 2), bp.LastStep((4, 2))), "Change LastStep((4, 2)) to LastStep((3, 2))."),
]


@pytest.mark.parametrize(("layers", "advice"), MISFITS, ids=repr)
def test_the_advice_for_a_misfit_makes_a_network(layers, advice):
    text = misfit(*layers)
    gives, expects = layers[0].output_shape, layers[1].input_shape
    start = f"Layers 0 and 1 do not fit together: layer 0 gives {gives}, layer 1 expects {expects}. "
    assert text.startswith(start)
    assert advice is None or text == start + advice
    put, change = re.search(r"Put (.*) between them", text), re.search(r"[Cc]hange .* to (.*)\.$", text)
    between, after = ([eval(found[1], vars(bp))] if found else [] for found in (put, change))
    assert between or after
    assert bp.Network(layers[0], *between, *(after or layers[1:])).input_shape == layers[0].input_shape


@pytest.mark.parametrize("after", [bp.Recurrent(2, 2, 3), bp.Convolution2D((4, 4, 1), 2)], ids=repr)
def test_a_layer_that_needs_more_axes_than_it_is_given_is_named_with_how_many(after):
    text = misfit(bp.Dense(8, 4), after)
    assert text.startswith(
        f"Layers 0 and 1 do not fit together: layer 0 gives (4,), layer 1 expects {after.input_shape}. "
    )
    assert f"A {type(after).__name__} layer needs inputs with {len(after.input_shape)} axes" in text


def test_a_network_without_layers_is_an_error():
    with pytest.raises(ValueError, match=r"needs at least one layer\. Write for example Network\(Dense\(2, 1\)\)"):
        bp.Network()


@pytest.mark.parametrize("layer", [[bp.Dense(2, 1)], bp.Dense, bp.tanh, "Dense", None])
def test_what_is_not_a_layer_is_named_with_its_place(layer):
    with pytest.raises(TypeError, match=r"Layer 1 is .*expected a layer such as Dense\(2, 8, tanh\)") as caught:
        bp.Network(bp.Dense(2, 2), layer)
    assert repr(layer) in str(caught.value)


def test_networks_with_equal_layers_are_equal():
    network = bp.Network(bp.Dense(2, 3, bp.tanh))
    assert network == bp.Network(bp.Dense(2, 3, bp.tanh))
    assert hash(network) == hash(bp.Network(bp.Dense(2, 3, bp.tanh)))
    assert network != bp.Network(bp.Dense(2, 3, bp.relu))
    assert network != network.layers


def test_a_network_survives_copy_and_pickle():
    network = bp.Network(bp.Convolution2D((4, 4, 1), 2, activation=bp.relu), bp.Flatten((2, 2, 2)), bp.Dense(8, 1))
    for again in (copy.deepcopy(network), pickle.loads(pickle.dumps(network))):
        assert again == network
        parameters, x = bp.initialize(network, np.random.default_rng(0)), np.ones((1, 4, 4, 1))
        assert bp.forward(again, parameters, x).output == bp.forward(network, parameters, x).output


def test_a_network_holds_no_numbers_that_learn():
    assert not any(isinstance(value, np.ndarray) for layer in NETWORK.layers for value in vars(layer).values())
    with pytest.raises(AttributeError):
        NETWORK.weights = np.zeros(3)


NETWORK = bp.Network(bp.Dense(2, 3, bp.tanh), bp.Dense(3, 1))
