"""Max pooling: values by hand, ties, edges that are dropped, and what its construction refuses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bplib as bp
from oracles.examples import through


def image(rows):
    return np.array(rows, float)[np.newaxis, :, :, np.newaxis]


X = image([[1, 5, 2, 0, 9], [3, 4, 8, 7, 9], [-1, -2, 0, 0, 9], [-4, -3, 6, 1, 9], [9, 9, 9, 9, 9]])
LAYER = bp.MaxPooling2D((5, 5, 1))


def test_pooling_forward_takes_the_largest_of_each_window_and_drops_odd_edges():
    assert through(LAYER, X).output[0, :, :, 0].tolist() == [[5, 8], [-1, 6]]


def test_pooling_backward_gives_each_gradient_to_the_winner_alone():
    result = through(LAYER, X, image([[1, 2], [3, 4]]))
    expected = [[0, 1, 0, 0, 0], [0, 0, 2, 0, 0], [3, 0, 0, 0, 0], [0, 0, 4, 0, 0], [0, 0, 0, 0, 0]]
    assert result.d_x[0, :, :, 0].tolist() == expected
    assert result.delta[0, :, :, 0].tolist() == [[1, 2], [3, 4]]
    assert result.z is result.output


@pytest.mark.parametrize(
    ("window", "winner"),
    [
        ([[0, 0], [0, 0]], (0, 0)),
        ([[1, 2], [2, 2]], (0, 1)),
        ([[1, 0], [2, 2]], (1, 0)),
        ([[-3, -5], [-4, -3]], (0, 0)),
    ],
)
def test_pooling_sends_the_gradient_of_a_tie_to_the_first_of_the_largest(window, winner):
    expected = np.zeros((1, 2, 2, 1))
    expected[0, winner[0], winner[1], 0] = 7
    result = through(bp.MaxPooling2D((2, 2, 1)), image(window), image([[7]]))
    np.testing.assert_array_equal(result.d_x, expected)


def test_pooling_takes_each_channel_and_each_example_by_itself():
    x = np.zeros((2, 2, 2, 2))
    x[0, 0, 1, 0], x[0, 1, 0, 1], x[1, 1, 1, 0], x[1, 0, 0, 1] = 1, 2, 3, 4
    result = through(bp.MaxPooling2D((2, 2, 2)), x, np.array([10.0, 20, 30, 40]).reshape(2, 1, 1, 2))
    assert result.output.ravel().tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(result.d_x, 10 * x)


def test_pooling_with_a_window_of_one_pixel_changes_nothing():
    x, d_output = np.random.default_rng(0).normal(size=(2, 3, 4, 4, 2))
    result = through(bp.MaxPooling2D((3, 4, 2), (1, 1)), x[:, :3], d_output[:, :3])
    np.testing.assert_array_equal(result.output, x[:, :3])
    np.testing.assert_array_equal(result.d_x, d_output[:, :3])


def test_pooling_with_a_window_as_large_as_the_image_takes_its_maximum():
    x = np.random.default_rng(0).normal(size=(3, 4, 5, 2))
    np.testing.assert_array_equal(through(bp.MaxPooling2D((4, 5, 2), (4, 5)), x).output[:, 0, 0], x.max(axis=(1, 2)))


@settings(deadline=None, derandomize=True, database=None, max_examples=100)
@given(st.data(), st.integers(1, 7), st.integers(1, 7), st.integers(1, 3), st.integers(1, 3), st.integers(0, 99))
def test_pooling_loses_and_invents_no_gradient_even_among_many_ties(data, height, width, n_channels, n, seed):
    layer = bp.MaxPooling2D(
        (height, width, n_channels), (data.draw(st.integers(1, height)), data.draw(st.integers(1, width)))
    )
    rng = np.random.default_rng(seed)
    x = rng.integers(0, 3, (n, height, width, n_channels))
    d_output = rng.integers(1, 100, (n, *layer.output_shape)).astype(float)
    d_x = through(layer, x, d_output).d_x
    np.testing.assert_array_equal(d_x.sum(axis=(1, 2)), d_output.sum(axis=(1, 2)))
    assert np.count_nonzero(d_x) == d_output.size  # one winner for each window


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: bp.MaxPooling2D((4, 4)), r"input_shape=\(4, 4\), expected a tuple \(height, width, n_channels\)"),
        (lambda: bp.MaxPooling2D((4, 4, 1), 2), r"window=2, expected a tuple \(height, width\) of whole numbers"),
        (lambda: bp.MaxPooling2D((4, 4, 1), (0, 2)), r"window=\(0, 2\), expected .* of at least 1"),
        (lambda: bp.MaxPooling2D((1, 4, 1)), r"window=\(2, 2\), larger than its images of 1 by 4\. Choose a smaller"),
    ],
)
def test_pooling_refuses_shapes_that_cannot_be(make, text):
    with pytest.raises(ValueError, match=f"^MaxPooling2D got {text}"):
        make()
