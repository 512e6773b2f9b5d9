"""Live figures: views that follow what happens in the kernel. They show; the mathematics is in the core.

`follow` makes a picture that follows controls, `stepper` goes through forward and backward with it, `TrainingCurves`
watches a training; all stand on `LivePicture`. The widgets of the lessons are one call each: `neuron`, `folding_xor`,
`bumps`.
"""

from importlib import import_module

__all__ = [
    "Button", "Choice", "LiveFigure", "LivePicture", "Number", "Slider", "TrainingCurves",
    "bumps", "folding_xor", "follow", "neuron", "stepper",
]  # fmt: skip

_MODULES = {
    "Button": "controls",
    "Choice": "controls",
    "LiveFigure": "following",
    "LivePicture": "figure",
    "Number": "controls",
    "Slider": "controls",
    "TrainingCurves": "training",
    "bumps": "bump_curve",
    "folding_xor": "folding",
    "follow": "following",
    "neuron": "one_neuron",
    "stepper": "stepping",
}


def __getattr__(name: str):
    if name in _MODULES:  # only now, because the Jupyter server imports this package for its extension alone
        return getattr(import_module(f".{_MODULES[name]}", __name__), name)
    raise AttributeError(f"bplib.live has no {name!r}. Its names are: {', '.join(__all__)}.")
