"""Losses: one number for how wrong a batch is, and the gradient with which backpropagation begins.

Every loss is a mean over the batch; the 1/n stands here and nowhere else.
"""

import warnings

import numpy as np

from .activations import sigmoid, softmax
from .arguments import as_logits_and_one_hot, as_output_and_target

__all__ = [
    "Loss",
    "binary_cross_entropy",
    "half_mean_squared_error",
    "mean_squared_error",
    "softmax_cross_entropy",
]


class Loss:
    """A loss has `value(output, target)`, a float, and `gradient(output, target)`, ∂L/∂output in the output's shape.

    Both raise ValueError where output and target do not fit together: nothing is ever broadcast.
    """

    takes_logits = False

    def value(self, output: np.ndarray, target: np.ndarray) -> float:
        """The loss of the batch."""
        raise NotImplementedError(f"{type(self).__name__} needs a value.")

    def gradient(self, output: np.ndarray, target: np.ndarray) -> np.ndarray:
        """∂L/∂output."""
        raise NotImplementedError(f"{type(self).__name__} needs a gradient.")

    def accuracy(self, output: np.ndarray, target: np.ndarray) -> float:
        """The share of right decisions, from 0 to 1; NaN where the target is no decision."""
        return float("nan")

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> str:  # copies and pickles are the one object of this module
        return self.name


class MeanSquaredError(Loss):
    """L = factor · mean of (ŷ − y)² over all entries. Source: Deep Learning, section 5.1.4."""

    def __init__(self, name: str, factor: float):
        self.name, self.factor = name, factor

    def value(self, output, target):
        output, target = as_output_and_target(output, target)
        error = output - target
        return self.factor * float(np.vdot(error, error)) / error.size

    def gradient(self, output, target):
        output, target = as_output_and_target(output, target)
        return (output - target) * (2 * self.factor / output.size)

    def accuracy(self, output, target):
        """The share of outputs on the right side of 1/2, if all targets are 0 or 1."""
        output, target = as_output_and_target(output, target)
        decides = ((target == 0) | (target == 1)).all()
        return float(np.mean((output > 0.5) == (target > 0.5))) if decides else float("nan")


class BinaryCrossEntropy(Loss):
    """L = mean of −y ln p − (1 − y) ln(1 − p) with p = σ(z), from the logits z; its gradient is (p − y) / size.

    Computed as max(z, 0) − y z + ln(1 + exp(−|z|)), which stays finite. Source: Deep Learning, section 6.2.2.2.
    """

    name, takes_logits = "binary_cross_entropy", True

    def value(self, output, target):
        z, y = as_output_and_target(output, target, probabilities=True)
        return float(np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))))

    def gradient(self, output, target):
        z, y = as_output_and_target(output, target, probabilities=True)
        delta = sigmoid(z)
        delta -= y
        delta /= z.size
        return delta

    def accuracy(self, output, target):
        z, y = as_output_and_target(output, target, probabilities=True)
        return float(np.mean((z > 0) == (y > 0.5)))


class SoftmaxCrossEntropy(Loss):
    """L = mean of −ln p[label] with p = softmax(z), from the logits z (n, n_classes); its gradient is (p − y) / n.

    The target is integer labels (n,), or their one-hot rows y (n, n_classes). Source: Deep Learning, section 6.2.2.3.
    """

    name, takes_logits = "softmax_cross_entropy", True

    def value(self, output, target):
        z, y = as_logits_and_one_hot(output, target)
        z = z - np.maximum.reduce(z, axis=1, keepdims=True)
        log_p = z - np.log(np.add.reduce(np.exp(z), axis=1, keepdims=True))
        return -float(np.vdot(y, log_p)) / len(z)

    def gradient(self, output, target):
        z, y = as_logits_and_one_hot(output, target)
        delta = softmax(z)
        delta -= y
        delta /= len(z)
        return delta

    def accuracy(self, output, target):
        z, y = as_logits_and_one_hot(output, target)
        return float(np.mean(z.argmax(axis=1) == y.argmax(axis=1)))


mean_squared_error = MeanSquaredError("mean_squared_error", 1.0)
half_mean_squared_error = MeanSquaredError("half_mean_squared_error", 0.5)
binary_cross_entropy = BinaryCrossEntropy()
softmax_cross_entropy = SoftmaxCrossEntropy()


def warn_about_double_activation(network, loss: Loss) -> None:
    """Warn where the last layer already applies the sigmoid that the loss applies to its logits."""
    if loss.takes_logits and network.layers[-1].activation is sigmoid:
        warnings.warn(
            f"The last layer ends in sigmoid, but {loss} takes logits and applies it itself: applied twice, it learns "
            f"slowly and predicts wrongly. Use bp.identity in the last layer.",
            UserWarning,
            stacklevel=3,
        )
