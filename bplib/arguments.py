"""Checks of what people pass in. Each error says what happened, what was expected and what to do.

They run where a network is built and in the public functions, never inside a layer's arithmetic.
"""

import math

import numpy as np

from .activations import Activation
from .parameters import Parameters


def float_type(dtype: type) -> np.dtype:
    """float64 or float32 as a dtype."""
    try:
        result = np.dtype(dtype)
    except TypeError:
        result = None
    if result not in (np.float64, np.float32):
        raise TypeError(f"dtype is {dtype!r}, expected numpy.float64 or numpy.float32. Give one of the two.")
    return result


def as_floats(name: str, values, dtype: np.dtype) -> np.ndarray:
    """Real numbers as an array of this dtype; the same array where nothing has to change."""
    try:
        array = np.asarray(values)
    except ValueError as error:  # NumPy's own words for rows of different lengths
        raise ValueError(f"{name} is no array: {error} Give rows of the same length.") from error
    if array.dtype == dtype:
        return array
    if array.dtype.kind not in "fiub":
        raise TypeError(
            f"{name} has the dtype {array.dtype}, expected real numbers. Give an array of floats or integers; "
            f"text, objects and complex numbers cannot be used."
        )
    with np.errstate(over="ignore"):  # what is too large for float32 becomes infinite, and is found as such
        return array.astype(dtype)


def check_finite(name: str, array: np.ndarray) -> None:
    """Raise ValueError if a number is NaN or infinite."""
    if not math.isfinite(np.vdot(array, array)):  # one quick product; it can overflow, so look again before complaining
        bad = ~np.isfinite(array)
        if bad.any():
            place = ", ".join(str(i) for i in np.argwhere(bad)[0])
            raise ValueError(
                f"{name} has {bad.sum()} numbers that are NaN or infinite, the first at [{place}]; all must be finite. "
                f"Look for missing values or a division by 0 where {name} is made."
            )


def as_batch(x, input_shape: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """x as a batch (n, *input_shape) of finite numbers, n ≥ 1, in this dtype."""
    x = as_floats("x", x, dtype)
    if x.shape[1:] != input_shape or x.ndim == 0:
        expected = f"(n, {', '.join(str(size) for size in input_shape)})"
        if x.shape == input_shape:
            advice = "For a single example write x[np.newaxis]."
        elif x.ndim > 1 and math.prod(x.shape[1:]) == math.prod(input_shape):
            advice = f"The numbers fit: write x.reshape(len(x), {', '.join(str(size) for size in input_shape)})."
        else:
            advice = "Give one example per row, or change the network's first layer."
        raise ValueError(f"x has the shape {x.shape}, this network expects {expected}. {advice}")
    if len(x) == 0:
        raise ValueError(f"x is an empty batch: its shape is {x.shape}. Give at least one example.")
    check_finite("x", x)
    return x


def as_output_gradient(d_output, output: np.ndarray) -> np.ndarray:
    """∂L/∂output in the shape and dtype of the output."""
    d_output = as_floats("d_output", d_output, output.dtype)
    if d_output.shape != output.shape:
        raise ValueError(
            f"d_output has the shape {d_output.shape}, the output {output.shape}; they must be equal. "
            f"Use loss.gradient(cache.output, y) of the same batch."
        )
    return d_output


def check_fits(network, parameters, cache=None) -> None:
    """Raise if the parameters, or the cache, are not of this network."""
    if not isinstance(parameters, Parameters):
        raise TypeError(f"The parameters are of type {type(parameters).__name__}. Use what initialize(…) returns.")
    if parameters.shapes is not network.parameter_shapes and parameters.shapes != network.parameter_shapes:
        raise ValueError(
            f"These parameters have {parameters.vector.size:,} numbers in {len(parameters)} layers, {network.summary} "
            f"needs {network.n_parameters:,} in {len(network.layers)}. Use initialize(network, rng) of this network."
        )
    if cache is not None and (cache.network is not network and cache.network != network):
        raise ValueError(
            f"This cache is of {cache.network.summary}, not of {network.summary}. Call forward(network, parameters, x) "
            f"first and give backward the cache that it returns."
        )
    if cache is not None and cache.dtype != parameters.dtype:
        raise ValueError(f"The cache is {cache.dtype}, the parameters are {parameters.dtype}. Call forward again.")


def check_matches(gradients, parameters):
    """The gradients, if they have the structure and dtype of the parameters; else an error."""
    if type(gradients) is not type(parameters):
        raise TypeError(f"The gradients are of type {type(gradients).__name__}. Use what backward(…) returns.")
    same_shapes = gradients.shapes is parameters.shapes or gradients.shapes == parameters.shapes
    if not same_shapes or gradients.dtype != parameters.dtype:
        raise ValueError(
            f"The gradients have {gradients.vector.size:,} numbers of {gradients.dtype}, the parameters "
            f"{parameters.vector.size:,} of {parameters.dtype}. Use the gradients that backward gave for them."
        )
    return gradients


def as_output_and_target(output, target, probabilities: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Output and target as arrays of one float type and one shape; with `probabilities`, targets from 0 to 1."""
    output = _as_output(output)
    target = as_floats("target", target, output.dtype)
    if output.shape != target.shape:
        lacks_axis = output.shape == (*target.shape, 1)
        advice = "Write target.reshape(-1, 1)." if lacks_axis else "Give one target per output."
        raise ValueError(
            f"The output has the shape {output.shape}, the target {target.shape}; they must be equal. {advice}"
        )
    if not probabilities:
        check_finite("target", target)
    elif not (np.minimum.reduce(target, axis=None) >= 0 and np.maximum.reduce(target, axis=None) <= 1):
        raise ValueError(
            f"The targets go from {target.min():g} to {target.max():g}, binary_cross_entropy expects 0 or 1 (or a "
            f"probability between them). Rename the two classes to 0 and 1."
        )
    return output, target


def as_logits_and_one_hot(output, target) -> tuple[np.ndarray, np.ndarray]:
    """Logits (n, n_classes) and the target, labels or one-hot, as one-hot rows of the same shape."""
    output, target = _as_output(output), np.asarray(target)
    if output.ndim != 2 or output.shape[1] < 2:
        raise ValueError(
            f"The output has the shape {output.shape}, softmax_cross_entropy expects logits (n, n_classes) of at least "
            f"2 classes. For one output per example use binary_cross_entropy."
        )
    if target.shape == output.shape:
        one_hot = as_floats("target", target, output.dtype)
        if not (one_hot.min() >= 0 and abs(one_hot.sum(axis=1) - 1).max() < 1e-5):
            raise ValueError(
                "The rows of a one-hot target must add up to 1, and this one has other rows. Give labels (n,) instead."
            )
        return output, one_hot
    check_labels(target, *output.shape)
    one_hot = np.zeros(output.shape, output.dtype)
    one_hot[np.arange(len(output)), target] = 1
    return output, one_hot


def check_labels(labels: np.ndarray, n_examples: int, n_classes: int) -> None:
    """Labels are integers (n_examples,) from 0 to n_classes − 1."""
    if labels.shape != (n_examples,):
        raise ValueError(
            f"The output has the shape {(n_examples, n_classes)}, the target {labels.shape}; expected labels of shape "
            f"({n_examples},) or one-hot rows. Write target.ravel() if it is a column of labels."
        )
    if labels.dtype.kind not in "iu":
        raise TypeError(f"The labels have the dtype {labels.dtype}, expected integers. Write labels.astype(int).")
    if not (np.minimum.reduce(labels) >= 0 and np.maximum.reduce(labels) < n_classes):
        raise ValueError(
            f"The labels go from {labels.min()} to {labels.max()}, with {n_classes} outputs they must be from 0 to "
            f"{n_classes - 1}. Renumber the labels, or give the last layer more outputs."
        )


def check_activation(activation) -> None:
    if not isinstance(activation, Activation):
        raise TypeError(
            f"The activation is {activation!r}, expected one of bplib's. Write bp.identity, bp.sigmoid, bp.tanh or "
            f"bp.relu, without quotes or brackets."
        )


def check_initializer(initializer) -> None:
    if initializer is not None and (not callable(initializer) or isinstance(initializer, type)):
        raise TypeError(
            f"The initializer is {initializer!r}, expected None or a function of (rng, shape). Write for example "
            f"bp.he, bp.glorot, bp.zeros, bp.constant(0.5) or bp.normal(0.1)."
        )


def check_sizes(owner: str, **sizes) -> None:
    """Each size is a whole number ≥ 1."""
    for name, size in sizes.items():
        if not _is_whole(size) or size < 1:
            raise ValueError(f"{owner} got {name}={size!r}, expected a whole number of at least 1. Change {name}.")


def check_shape(owner: str, name: str, shape, meaning: str | None = None) -> None:
    """The shape is a tuple of whole numbers ≥ 1, as many as the meaning has names."""
    n_axes = len(meaning.split(",")) if meaning else None
    is_shape = isinstance(shape, tuple) and shape and all(_is_whole(size) and size >= 1 for size in shape)
    if not is_shape or (n_axes and len(shape) != n_axes):
        expected = f"a tuple {meaning}" if meaning else "a tuple of sizes"
        raise ValueError(f"{owner} got {name}={shape!r}, expected {expected} of whole numbers of at least 1.")


def check_window(owner: str, name: str, window, image_shape: tuple[int, int, int]) -> None:
    """The window is (height, width) and fits into the image."""
    check_shape(owner, name, window, "(height, width)")
    if window[0] > image_shape[0] or window[1] > image_shape[1]:
        raise ValueError(
            f"{owner} got {name}={window}, larger than its images of {image_shape[0]} by {image_shape[1]}. "
            f"Choose a smaller one, or put this layer earlier."
        )


def check_generator(rng) -> None:
    """A random generator, not a seed."""
    if not isinstance(rng, np.random.Generator):
        raise TypeError(f"rng is {rng!r}, expected a random generator. Write rng=np.random.default_rng(0).")


def check_positive(name: str, value: float) -> None:
    """A finite number > 0."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)) or not 0 < value < math.inf:
        raise ValueError(f"{name} is {value!r}, expected a finite number above 0. Write for example {name}=0.1.")


def check_fraction(name: str, value: float) -> None:
    """A number from 0 to 1, without 1."""
    if not isinstance(value, (int, float, np.number)) or not 0 <= value < 1:
        raise ValueError(f"{name} is {value!r}, expected a number from 0 up to, but not including, 1.")


def _is_whole(value) -> bool:
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def _as_output(output) -> np.ndarray:
    output = np.asarray(output)
    output = output if output.dtype.kind == "f" else as_floats("output", output, np.dtype(np.float64))
    if output.size == 0:
        raise ValueError(f"The output is empty: its shape is {output.shape}. A loss needs at least one example.")
    return output
