"""Live figures: views that follow what happens in the kernel. They show; the mathematics is in the core.

`follow` makes a picture that follows controls, `stepper` goes through forward and backward with it, `TrainingCurves`
watches a training, `type_the_gradient` asks for the gradients of a graph, `secant_to_tangent` measures slopes; all
stand on `LivePicture`.
"""

from importlib import import_module

__all__ = [
    "Button",
    "Choice",
    "Fields",
    "LiveFigure",
    "LivePicture",
    "Number",
    "Run",
    "Slider",
    "Text",
    "TrainingCurves",
    "bumps",
    "connectivity",
    "early_stopping",
    "folding_xor",
    "follow",
    "forward_stepper",
    "gradient_check_curve",
    "initialization_explorer",
    "learning_rate_bench",
    "loss_explorer",
    "neuron",
    "secant_to_tangent",
    "shape_inspector",
    "stepper",
    "training_ground",
    "type_the_gradient",
]

_MODULES = {
    "Button": "controls",
    "Choice": "controls",
    "Fields": "controls",
    "LiveFigure": "following",
    "LivePicture": "figure",
    "Number": "controls",
    "Run": "controls",
    "Slider": "controls",
    "Text": "controls",
    "TrainingCurves": "training",
    "bumps": "bump_curve",
    "connectivity": "connecting",
    "early_stopping": "stopping",
    "folding_xor": "folding",
    "follow": "following",
    "forward_stepper": "stepping",
    "gradient_check_curve": "gradient_checking",
    "initialization_explorer": "starting",
    "learning_rate_bench": "rates",
    "loss_explorer": "losses",
    "neuron": "one_neuron",
    "secant_to_tangent": "secants",
    "shape_inspector": "shapes",
    "stepper": "stepping",
    "training_ground": "ground",
    "type_the_gradient": "gradient_typing",
}


def __getattr__(name: str):
    if name in _MODULES:  # only now, because the Jupyter server imports this package for its extension alone
        return getattr(import_module(f".{_MODULES[name]}", __name__), name)
    raise AttributeError(f"bplib.live has no {name!r}. Its names are: {', '.join(__all__)}.")
