"""Every text of a network diagram can be read, whatever the network and the numbers."""

import numpy as np
import pytest
from matplotlib.textpath import TextPath

import bplib as bp
from bplib.figures import NetworkDiagram
from bplib.figures.canvas import text_box
from diagrams import SIZES, check_that_all_can_be_read, computed, dense, described

N_RANDOM = 30


def random_sizes(seed):
    rng = np.random.default_rng(seed)
    return (*(int(n) for n in rng.integers(1, 6, size=rng.integers(1, 4))), int(rng.integers(1, 4)))


def check_in_all_forms(network, scale):
    (parameters, cache, gradients), more = computed(network, seed=1, scale=scale)
    diagram = NetworkDiagram(network)
    everything = (parameters, cache, gradients)
    for values, options in [((), {}), ((parameters,), {}), ((None, cache), more), (everything, {}), (everything, more)]:
        check_that_all_can_be_read(diagram.describe(*values, **options))


@pytest.mark.parametrize("seed", range(N_RANDOM))
@pytest.mark.parametrize("scale", [1.0, 0.02])
def test_no_two_texts_overlap_and_none_is_cut_off_or_on_a_line(seed, scale):
    network = dense(*random_sizes(seed))
    check_in_all_forms(network, scale)


@pytest.mark.parametrize("sizes", [*SIZES, (784, 128, 64, 10), (7, 9, 6, 9), (30, 1), (1, 30)], ids=str)
def test_large_networks_can_be_read_too(sizes):
    check_in_all_forms(dense(*sizes, activation=bp.relu), 1.0)


def test_texts_are_measured_as_they_are_drawn():
    diagram = described(2, 2, 1)
    widths = [right - left for left, _, right, _ in map(text_box, diagram.texts)]
    for text, width in zip(diagram.texts, widths, strict=True):
        extents = TextPath((0, 0), text.text, size=text.size, prop={"weight": "bold"} if text.bold else None)
        ink = extents.get_extents().width
        assert ink - 0.5 <= width <= 1.06 * ink + 2.5  # with the room beside the ink, and hinting
