"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .bars import LayerBars, delta_bars, gradient_bars
from .computation_graph import ComputationGraph, computation_graph
from .curves import TrainingCurves, training_curves
from .digits import digit_grid
from .network import NetworkDiagram, network_diagram
from .palette import DARK, LIGHT, Theme
from .picture import Caption, Picture
from .step_diagram import StepDiagram
from .steps import LABELS, Step, Steps

__all__ = [
    "DARK",
    "LABELS",
    "LIGHT",
    "Caption",
    "ComputationGraph",
    "LayerBars",
    "NetworkDiagram",
    "Picture",
    "Step",
    "StepDiagram",
    "Steps",
    "Theme",
    "TrainingCurves",
    "computation_graph",
    "delta_bars",
    "digit_grid",
    "gradient_bars",
    "network_diagram",
    "training_curves",
]
