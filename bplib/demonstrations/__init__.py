"""The mathematics behind the lessons' live figures and demonstrations, as far as it is not the core's. NumPy only.

`expression.py` makes a computation graph of a text and finds all of its gradients, `typed_gradients.py` judges the
"""

from .expression import Graph, Node
from .reading import ExpressionError, read_graph
from .secants import CURVES, Curve, Secant
from .typed_gradients import Attempt

__all__ = ["CURVES", "Attempt", "Curve", "ExpressionError", "Graph", "Node", "Secant", "read_graph"]
