"""One prediction taken apart: its error, its loss, the slope of the loss, and whether it is right.

The losses and their slopes are those of the core, for one example. A probability p comes from its logit z as σ(z), the
probabilities of three classes from theirs as softmax(z).
"""

from dataclasses import dataclass

import numpy as np

from ..activations import sigmoid, softmax
from ..losses import binary_cross_entropy, mean_squared_error, softmax_cross_entropy

__all__ = ["LOSSES", "ClassPrediction", "Prediction", "predict_classes", "predict_one"]

LOSSES = {"mean squared error": mean_squared_error, "binary cross-entropy": binary_cross_entropy}


@dataclass(frozen=True)
class Prediction:
    """A probability p with its logit z for the target y; floats, or arrays of one shape."""

    z: float
    p: float
    y: int
    loss: float
    slope_z: float  # ∂L/∂z, which is δ
    slope_p: float  # ∂L/∂p

    @property
    def error(self):
        """p − y."""
        return self.p - self.y

    @property
    def is_right(self):
        """Whether p is on the target's side of ½; at ½ itself the answer is class 0."""
        return (self.p > 0.5) == (self.y == 1)


def predict_one(loss: str, z, y: int) -> Prediction:
    """What one of `LOSSES` makes of the logits z, of any shape, each an example by itself, for the target y, 0 or 1.

    The chain rule leads from one slope to the other: ∂L/∂z = ∂L/∂p · p (1 − p).
    """
    z = np.asarray(z, dtype=float)
    p = sigmoid(z)
    d_p, judge, output = sigmoid.derivative(z, p), LOSSES[loss], z if LOSSES[loss].takes_logits else p
    each = [(np.array([[value]]), np.array([[y]])) for value in output.ravel()]
    values = np.reshape([judge.value(*pair) for pair in each], z.shape)
    slopes = np.reshape([judge.gradient(*pair).item() for pair in each], z.shape)
    slope_z, slope_p = (slopes, slopes / d_p) if judge.takes_logits else (slopes * d_p, slopes)
    return Prediction(*(part[()] for part in (z, p)), y, *(part[()] for part in (values, slope_z, slope_p)))


@dataclass(frozen=True)
class ClassPrediction:
    """Probabilities p of the classes with their logits z, and `slopes` ∂L/∂z, all (n_classes,)."""

    z: np.ndarray
    p: np.ndarray
    label: int
    loss: float
    slopes: np.ndarray

    @property
    def is_right(self) -> bool:
        """Whether the largest logit is that of the label."""
        return int(self.z.argmax()) == self.label


def predict_classes(z, label: int) -> ClassPrediction:
    """What softmax cross-entropy makes of the logits z (n_classes,) of one example."""
    z = np.asarray(z, dtype=float)
    pair = z[np.newaxis], np.array([label])
    return ClassPrediction(
        z, softmax(z), label, softmax_cross_entropy.value(*pair), softmax_cross_entropy.gradient(*pair)[0]
    )
