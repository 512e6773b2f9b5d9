"""The mathematics behind the lessons' live figures and demonstrations, as far as it is not the core's.

NumPy and bplib's own four steps, nothing of Jupyter; figures draw what is computed here. Each module says in its
first line what it computes.
"""

from .bumps import Bumps, bump_network
from .connections import Connections, connections
from .descent import Bowl, Descent, TwoBasins, descend, hold_then_decay
from .differences import DifferenceError, DifferenceQuotients, relative_error
from .expression import Graph, Node
from .folding import Folding, fold_xor, share_separated
from .matrix_steps import MatrixStep, matrix_steps
from .neuron import Neuron
from .plane import Plane
from .planted_bugs import BUGS, BugHunt, GradientComparison
from .predictions import ClassPrediction, Prediction, predict_classes, predict_one
from .products import n_products
from .reading import ExpressionError, read_graph
from .secants import Curve, Secant
from .starts import SCHEMES, DeepStart, n_different_units, scheme
from .stopping import Stop, stopping_point
from .sweeps import Sweep, train_on_xor
from .training_run import DATA_SETS, TrainingRun, classifier, confusion, train_and_validation
from .two_digits import zeros_and_ones
from .typed_gradients import Attempt

__all__ = [
    "BUGS",
    "DATA_SETS",
    "SCHEMES",
    "Attempt",
    "Bowl",
    "BugHunt",
    "Bumps",
    "ClassPrediction",
    "Connections",
    "Curve",
    "DeepStart",
    "Descent",
    "DifferenceError",
    "DifferenceQuotients",
    "ExpressionError",
    "Folding",
    "GradientComparison",
    "Graph",
    "MatrixStep",
    "Neuron",
    "Node",
    "Plane",
    "Prediction",
    "Secant",
    "Stop",
    "Sweep",
    "TrainingRun",
    "TwoBasins",
    "bump_network",
    "classifier",
    "confusion",
    "connections",
    "descend",
    "fold_xor",
    "hold_then_decay",
    "matrix_steps",
    "n_different_units",
    "n_products",
    "predict_classes",
    "predict_one",
    "read_graph",
    "relative_error",
    "scheme",
    "share_separated",
    "stopping_point",
    "train_and_validation",
    "train_on_xor",
    "zeros_and_ones",
]
