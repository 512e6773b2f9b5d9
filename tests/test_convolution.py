"""The convolution layer: values by hand, identities with the dense layer, and what its construction refuses."""

import numpy as np
import pytest

import bplib as bp
from oracles.examples import ACTIVATIONS, through

X = np.arange(1.0, 10).reshape(1, 3, 3, 1)  # the pixels 1 to 9 in reading order
W = np.array([[1.0, 2], [3, 4]]).reshape(2, 2, 1, 1)


def random(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape)


def test_convolution_forward_agrees_with_hand_computed_values():
    result = through(bp.Convolution2D((3, 3, 1), 1, (2, 2)), X, weights=W, biases=[0.5])
    assert result.z[0, :, :, 0].tolist() == [[37.5, 47.5], [67.5, 77.5]]  # 1·1 + 2·2 + 4·3 + 5·4 = 37, …


def test_convolution_backward_agrees_with_hand_computed_values():
    d_output = np.array([[1.0, 10], [100, 1000]]).reshape(1, 2, 2, 1)
    result = through(bp.Convolution2D((3, 3, 1), 1, (2, 2)), X, d_output, weights=W, biases=[0.5])
    assert result.gradients.weights[:, :, 0, 0].tolist() == [[5421, 6532], [8754, 9865]]
    assert result.gradients.biases.tolist() == [1111]
    assert result.d_x[0, :, :, 0].tolist() == [[1, 12, 20], [103, 1234, 2040], [300, 3400, 4000]]


def test_convolution_adds_up_the_channels_of_its_input_and_gives_each_output_channel_its_own_kernel():
    x = np.stack([np.full((2, 2), 1.0), np.full((2, 2), 10.0)], axis=-1)[np.newaxis]
    W = np.array([[1.0, 2, 3], [4, 5, 6]]).reshape(1, 1, 2, 3)
    result = through(bp.Convolution2D((2, 2, 2), 3, (1, 1)), x, weights=W, biases=[0, 0, 100])
    assert result.output[0, 1, 0].tolist() == [41, 52, 163]


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
@pytest.mark.parametrize("n_channels_in", [1, 3, 4, 7])
def test_a_convolution_of_one_pixel_is_a_dense_layer_at_each_pixel(n_channels_in, activation):
    x, d_output = random(0, 2, 4, 3, n_channels_in), random(1, 2, 4, 3, 5)
    W, b = random(2, n_channels_in, 5), random(3, 5)
    layer = bp.Convolution2D((4, 3, n_channels_in), 5, (1, 1), activation)
    result = through(layer, x, d_output, weights=W[np.newaxis, np.newaxis], biases=b)
    pixels = x.reshape(-1, n_channels_in), d_output.reshape(-1, 5)
    expected = through(bp.Dense(n_channels_in, 5, activation), *pixels, weights=W, biases=b)
    np.testing.assert_allclose(result.output.reshape(-1, 5), expected.output, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.gradients.weights[0, 0], expected.gradients.weights, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.gradients.biases, expected.gradients.biases, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.d_x.reshape(-1, n_channels_in), expected.d_x, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("shape", [(3, 4, 2), (4, 3, 5)])
def test_a_convolution_with_a_kernel_as_large_as_the_image_is_a_dense_layer_on_the_flattened_image(shape):
    x, d_output, W, b = random(0, 3, *shape), random(1, 3, 6), random(2, *shape, 6), random(3, 6)
    layer = bp.Convolution2D(shape, 6, shape[:2], bp.tanh)
    result = through(layer, x, d_output.reshape(3, 1, 1, 6), weights=W, biases=b)
    n = int(np.prod(shape))
    expected = through(bp.Dense(n, 6, bp.tanh), x.reshape(3, n), d_output, weights=W.reshape(n, 6), biases=b)
    np.testing.assert_allclose(result.output.reshape(3, 6), expected.output, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(
        result.gradients.weights.reshape(n, 6), expected.gradients.weights, rtol=1e-12, atol=1e-13
    )
    np.testing.assert_allclose(result.gradients.biases, expected.gradients.biases, rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(result.d_x.reshape(3, n), expected.d_x, rtol=1e-12, atol=1e-13)


def test_a_convolution_of_a_shifted_image_is_the_shifted_result():
    x, W = random(0, 1, 6, 7, 2), random(1, 3, 2, 2, 4)
    layer = bp.Convolution2D((6, 7, 2), 4, (3, 2))
    shifted = through(layer, np.roll(x, (1, 2), axis=(1, 2)), weights=W).output
    np.testing.assert_allclose(
        shifted[:, 1:, 2:], through(layer, x, weights=W).output[:, :-1, :-2], rtol=1e-12, atol=1e-13
    )


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (lambda: bp.Convolution2D((8, 8), 4), r"input_shape=\(8, 8\), expected a tuple \(height, width, n_channels\)"),
        (lambda: bp.Convolution2D([8, 8, 1], 4), r"input_shape=\[8, 8, 1\], expected a tuple"),
        (lambda: bp.Convolution2D((8, 0, 1), 4), r"input_shape=\(8, 0, 1\), .* of at least 1"),
        (lambda: bp.Convolution2D((8, 8.0, 1), 4), r"input_shape=\(8, 8.0, 1\), .* whole numbers"),
        (lambda: bp.Convolution2D((8, 8, 1), 0), r"n_channels=0, expected a whole number of at least 1\. Change n_ch"),
        (lambda: bp.Convolution2D((8, 8, 1), 4, 3), r"kernel_size=3, expected a tuple \(height, width\)"),
        (lambda: bp.Convolution2D((8, 8, 1), 4, (3, 3, 1)), r"kernel_size=\(3, 3, 1\), expected a tuple \(height, w"),
        (
            lambda: bp.Convolution2D((4, 2, 1), 4),
            r"kernel_size=\(3, 3\), larger than its images of 4 by 2\. Choose a sm",
        ),
        (
            lambda: bp.Convolution2D((2, 4, 1), 4),
            r"kernel_size=\(3, 3\), larger than its images of 2 by 4\. Choose a sm",
        ),
    ],
)
def test_convolution_refuses_shapes_that_cannot_be(make, text):
    with pytest.raises(ValueError, match=f"^Convolution2D got {text}"):
        make()


def test_convolution_refuses_what_is_no_activation_and_no_initializer():
    with pytest.raises(TypeError, match="The activation is 'relu'"):
        bp.Convolution2D((8, 8, 1), 4, activation="relu")
    with pytest.raises(TypeError, match="The initializer is 'he'"):
        bp.Convolution2D((8, 8, 1), 4, initializer="he")
