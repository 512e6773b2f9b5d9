"""The mathematics behind the lessons' live figures and demonstrations, as far as it is not the core's. NumPy only.

`descent.py` goes down surfaces of one or two weights, `differences.py` measures the error of numerical gradients,
`predictions.py` takes the loss of one prediction apart, `sweeps.py` trains many small networks in one batched array.
"""

from .descent import Bowl, Descent, TwoBasins, descend, hold_then_decay
from .differences import DifferenceError, DifferenceQuotients, relative_error
from .predictions import ClassPrediction, Prediction, predict_classes, predict_one
from .sweeps import Sweep, train_on_xor

__all__ = [
    "Bowl",
    "ClassPrediction",
    "Descent",
    "DifferenceError",
    "DifferenceQuotients",
    "Prediction",
    "Sweep",
    "TwoBasins",
    "descend",
    "hold_then_decay",
    "predict_classes",
    "predict_one",
    "relative_error",
    "train_on_xor",
]
