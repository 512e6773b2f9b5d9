"""Live figures: views that follow what happens in the kernel. They show; the mathematics is in the core.

`follow` makes a picture that follows controls, `stepper` goes through forward and backward with it, `training_ground`
and `early_stopping` show trainings, `TrainingCurves` watches one; all stand on `LivePicture`.
"""

from importlib import import_module

__all__ = [
    "Button",
    "Choice",
    "LiveFigure",
    "LivePicture",
    "Number",
    "Run",
    "Slider",
    "TrainingCurves",
    "early_stopping",
    "follow",
    "stepper",
    "training_ground",
]

_MODULES = {
    "Button": "controls",
    "Choice": "controls",
    "LiveFigure": "following",
    "LivePicture": "figure",
    "Number": "controls",
    "Run": "controls",
    "Slider": "controls",
    "TrainingCurves": "training",
    "early_stopping": "stopping",
    "follow": "following",
    "stepper": "stepping",
    "training_ground": "ground",
}


def __getattr__(name: str):
    if name in _MODULES:  # only now, because the Jupyter server imports this package for its extension alone
        return getattr(import_module(f".{_MODULES[name]}", __name__), name)
    raise AttributeError(f"bplib.live has no {name!r}. Its names are: {', '.join(__all__)}.")
