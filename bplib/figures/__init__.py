"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .bars import LayerBars, delta_bars, gradient_bars
from .confusion import ConfusionMatrix, confusion_matrix
from .curves import TrainingCurves, training_curves
from .decision import DecisionMap, decision_boundary
from .digits import digit_grid
from .histograms import activation_histograms
from .network import NetworkDiagram, network_diagram
from .palette import DARK, LIGHT, Theme
from .picture import Caption, Picture
from .step_diagram import StepDiagram
from .steps import LABELS, Step, Steps
from .stopping import StoppingCurves, stopping_curves
from .training_board import TrainingBoard

__all__ = [
    "DARK",
    "LABELS",
    "LIGHT",
    "Caption",
    "ConfusionMatrix",
    "DecisionMap",
    "LayerBars",
    "NetworkDiagram",
    "Picture",
    "Step",
    "StepDiagram",
    "Steps",
    "StoppingCurves",
    "Theme",
    "TrainingBoard",
    "TrainingCurves",
    "activation_histograms",
    "confusion_matrix",
    "decision_boundary",
    "delta_bars",
    "digit_grid",
    "gradient_bars",
    "network_diagram",
    "stopping_curves",
    "training_curves",
]
