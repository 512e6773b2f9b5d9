"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .activations import activation_curves
from .bars import LayerBars, delta_bars, gradient_bars
from .bumps import BumpsPicture, bumps_picture
from .computation_graph import ComputationGraph, computation_graph
from .confusion import ConfusionMatrix, confusion_matrix
from .connectivity import ConnectionPicture, connection_picture
from .curves import TrainingCurves, training_curves
from .decision import DecisionMap, decision_boundary
from .difference_curves import DifferenceCurves
from .digits import digit_grid
from .folding import FoldingPicture, folding_picture
from .histograms import activation_histograms
from .network import NetworkDiagram, network_diagram
from .neuron import NeuronPicture, neuron_picture
from .palette import DARK, LIGHT, Theme
from .picture import Caption, Picture
from .prediction import ClassLossChart, PredictionLossChart
from .rate_bench import RateBench
from .rate_sweep import rate_sweep
from .shapes import ShapeDiagram, shape_diagram
from .starting import StartPicture
from .step_diagram import StepDiagram
from .steps import LABELS, Step, Steps
from .stopping import StoppingCurves, stopping_curves
from .surface import LossSurface, descent_path
from .training_board import TrainingBoard

__all__ = [
    "DARK",
    "LABELS",
    "LIGHT",
    "BumpsPicture",
    "Caption",
    "ClassLossChart",
    "ComputationGraph",
    "ConfusionMatrix",
    "ConnectionPicture",
    "DecisionMap",
    "DifferenceCurves",
    "FoldingPicture",
    "LayerBars",
    "LossSurface",
    "NetworkDiagram",
    "NeuronPicture",
    "Picture",
    "PredictionLossChart",
    "RateBench",
    "ShapeDiagram",
    "StartPicture",
    "Step",
    "StepDiagram",
    "Steps",
    "StoppingCurves",
    "Theme",
    "TrainingBoard",
    "TrainingCurves",
    "activation_curves",
    "activation_histograms",
    "bumps_picture",
    "computation_graph",
    "confusion_matrix",
    "connection_picture",
    "decision_boundary",
    "delta_bars",
    "descent_path",
    "digit_grid",
    "folding_picture",
    "gradient_bars",
    "network_diagram",
    "neuron_picture",
    "rate_sweep",
    "shape_diagram",
    "stopping_curves",
    "training_curves",
]
