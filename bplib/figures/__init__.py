"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .activations import activation_curves
from .bars import LayerBars, delta_bars, gradient_bars
from .bumps import BumpsPicture, bumps_picture
from .curves import TrainingCurves, training_curves
from .digits import digit_grid
from .folding import FoldingPicture, folding_picture
from .network import NetworkDiagram, network_diagram
from .neuron import NeuronPicture, neuron_picture
from .palette import DARK, LIGHT, Theme
from .picture import Caption, Picture
from .step_diagram import StepDiagram
from .steps import LABELS, Step, Steps

__all__ = [
    "DARK",
    "LABELS",
    "LIGHT",
    "BumpsPicture",
    "Caption",
    "FoldingPicture",
    "LayerBars",
    "NetworkDiagram",
    "NeuronPicture",
    "Picture",
    "Step",
    "StepDiagram",
    "Steps",
    "Theme",
    "TrainingCurves",
    "activation_curves",
    "bumps_picture",
    "delta_bars",
    "digit_grid",
    "folding_picture",
    "gradient_bars",
    "network_diagram",
    "neuron_picture",
    "training_curves",
]
