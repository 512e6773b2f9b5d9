"""The mathematics behind the lessons' live figures and demonstrations, as far as it is not the core's. NumPy only.

`descent.py` goes down surfaces of one or two weights, `differences.py` measures the error of numerical gradients,
`expression.py` makes a computation graph of a text and finds all of its gradients, `predictions.py` takes the loss of
one prediction apart, `sweeps.py` trains many small networks in one batched array, `typed_gradients.py` judges gradients that somebody has typed.
"""

from .descent import Bowl, Descent, TwoBasins, descend, hold_then_decay
from .differences import DifferenceError, DifferenceQuotients, relative_error
from .expression import Graph, Node
from .predictions import ClassPrediction, Prediction, predict_classes, predict_one
from .reading import ExpressionError, read_graph
from .secants import CURVES, Curve, Secant
from .sweeps import Sweep, train_on_xor
from .typed_gradients import Attempt

__all__ = [
    "Attempt",
    "Bowl",
    "CURVES",
    "ClassPrediction",
    "Curve",
    "Descent",
    "DifferenceError",
    "DifferenceQuotients",
    "ExpressionError",
    "Graph",
    "Node",
    "Prediction",
    "Secant",
    "Sweep",
    "TwoBasins",
    "descend",
    "hold_then_decay",
    "predict_classes",
    "predict_one",
    "read_graph",
    "relative_error",
    "train_on_xor",
]
