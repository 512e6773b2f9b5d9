"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .bars import LayerBars, delta_bars, gradient_bars
from .computation_graph import ComputationGraph, computation_graph
from .confusion import ConfusionMatrix, confusion_matrix
from .curves import TrainingCurves, training_curves
from .decision import DecisionMap, decision_boundary
from .difference_curves import DifferenceCurves
from .digits import digit_grid
from .histograms import activation_histograms
from .network import NetworkDiagram, network_diagram
from .palette import DARK, LIGHT, Theme
from .picture import Caption, Picture
from .prediction import ClassLossChart, PredictionLossChart
from .rate_bench import RateBench
from .step_diagram import StepDiagram
from .steps import LABELS, Step, Steps
from .stopping import StoppingCurves, stopping_curves
from .surface import LossSurface, descent_path
from .training_board import TrainingBoard

__all__ = [
    "DARK",
    "LABELS",
    "LIGHT",
    "Caption",
    "ClassLossChart",
    "ComputationGraph",
    "ConfusionMatrix",
    "DecisionMap",
    "DifferenceCurves",
    "LayerBars",
    "LossSurface",
    "NetworkDiagram",
    "Picture",
    "PredictionLossChart",
    "RateBench",
    "Step",
    "StepDiagram",
    "Steps",
    "StoppingCurves",
    "Theme",
    "TrainingBoard",
    "TrainingCurves",
    "activation_histograms",
    "computation_graph",
    "confusion_matrix",
    "decision_boundary",
    "delta_bars",
    "descent_path",
    "digit_grid",
    "gradient_bars",
    "network_diagram",
    "stopping_curves",
    "training_curves",
]
