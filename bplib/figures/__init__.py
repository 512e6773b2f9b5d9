"""Still pictures: each has an alternative text that says what is to be seen, with numbers from what is drawn.

Figures show what the core computed and do no mathematics of their own. The colours are in `palette.py`.
"""

from .bars import LayerBars, delta_bars, gradient_bars
from .curves import TrainingCurves, training_curves
from .difference_curves import DifferenceCurves
from .digits import digit_grid
from .network import NetworkDiagram, network_diagram
from .palette import DARK, LIGHT, Theme
from .picture import Caption, Picture
from .prediction import ClassLossChart, PredictionLossChart
from .rate_bench import RateBench
from .rate_sweep import rate_sweep
from .step_diagram import StepDiagram
from .steps import LABELS, Step, Steps
from .surface import LossSurface, descent_path

__all__ = [
    "DARK",
    "LABELS",
    "LIGHT",
    "Caption",
    "ClassLossChart",
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
    "Theme",
    "TrainingCurves",
    "delta_bars",
    "descent_path",
    "digit_grid",
    "gradient_bars",
    "network_diagram",
    "rate_sweep",
    "training_curves",
]
