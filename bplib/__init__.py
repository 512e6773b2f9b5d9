"""bplib: small neural networks and the four steps of their training, to be read.

Start with `algorithm.py`. The names below stand in the order of the algorithm; importing them brings NumPy and nothing
else. `bp.demonstrations`, `bp.figures`, `bp.live`, `bp.lesson`, `bp.checks`, `bp.check` and `bp.grading` are imported
when they are first used.
"""

from importlib import import_module

from . import datasets
from .activations import identity, relu, sigmoid, softmax, tanh
from .algorithm import backward, forward, initialize, update
from .cache import Cache
from .gradient_check import GradientCheck, gradient_check
from .initializers import constant, glorot, he, normal, orthogonal, zeros
from .layers import Convolution2D, Dense, Flatten, LastStep, Layer, MaxPooling2D, Recurrent
from .losses import binary_cross_entropy, half_mean_squared_error, mean_squared_error, softmax_cross_entropy
from .network import Network
from .optimizers import Adam, GradientDescent, Momentum, constant_rate, cosine_decay, step_decay, warmup
from .parameters import Parameters
from .storage import load, save
from .training import History, early_stopping, evaluate, train

__version__ = "0.1.0"

__all__ = [  # noqa: RUF022  in the order of the algorithm
    # the network
    "Network", "Layer", "Dense", "Convolution2D", "MaxPooling2D", "Flatten", "Recurrent", "LastStep",
    "identity", "sigmoid", "tanh", "relu", "softmax",
    # step 1: initialization
    "initialize", "Parameters", "zeros", "constant", "normal", "glorot", "he", "orthogonal",
    # step 2: forward propagation, and the loss
    "forward", "Cache",
    "mean_squared_error", "half_mean_squared_error", "binary_cross_entropy", "softmax_cross_entropy",
    # step 3: backpropagation
    "backward", "gradient_check", "GradientCheck",
    # step 4: weight update
    "update", "GradientDescent", "Momentum", "Adam", "constant_rate", "step_decay", "cosine_decay", "warmup",
    # all of it again and again
    "train", "evaluate", "History", "early_stopping", "save", "load", "datasets",
]  # fmt: skip

_ON_DEMAND = ("checks", "demonstrations", "figures", "grading", "lesson", "live")


def __getattr__(name: str):
    if name == "check":
        return import_module(".checks", __name__).check
    if name in _ON_DEMAND:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"bplib has no {name!r}. Its names are listed in bplib.__all__.")
