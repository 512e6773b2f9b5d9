"""The mathematics behind the lessons' demonstrations and live figures that is not the core's.

NumPy and bplib's own four steps, nothing of Jupyter; figures draw what is computed here.
"""

from .many_seeds import ManyNetworks
from .plane import Plane
from .products import n_products
from .stopping import Stop, stopping_point
from .training_run import DATA_SETS, TrainingRun, classifier, confusion, train_and_validation

__all__ = [
    "DATA_SETS",
    "ManyNetworks",
    "Plane",
    "Stop",
    "TrainingRun",
    "classifier",
    "confusion",
    "n_products",
    "stopping_point",
    "train_and_validation",
]
