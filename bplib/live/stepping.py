"""`stepper`: forward and backward through a small network, one step at a time.

What each step says is in `figures/steps.py`, how it looks in `figures/step_diagram.py`.
"""

from collections.abc import Callable

from ..figures.step_diagram import StepDiagram
from ..figures.steps import Steps
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["forward_stepper", "stepper"]

SECONDS = 3  # for each step while it plays
NO_WEIGHT = "none"


def stepper(
    network, parameters, loss, x, y, *, optimizer=None, step: int = 1, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure that goes through one training step on one example; nothing that is given is changed.

    `x` is (1, n_inputs) and `y` the target of this one example; the network has Dense layers and a few units in each,
    at most about 4-5-3-2. With an optimizer the last steps are the first update that it makes. It begins with `step`,
    counted from 1. `reached` may ask for `step` and for `weight`, a name from the menu such as "x₁ → h₁", or "none".
    """
    if loss is None:
        raise TypeError("The loss is None, expected one of bplib's. Write forward_stepper for the forward pass alone.")
    steps = Steps(network, parameters, loss, x, y, optimizer)
    controls = _step_slider(steps, step), Choice("weight", [NO_WEIGHT, *steps.weights])

    class Diagram(StepDiagram):
        def __init__(self, theme):
            super().__init__(steps, theme)

        def picture(self, step, weight):
            return super().picture(step, None if weight == NO_WEIGHT else weight)

    diagram = StepDiagram(steps)
    areas = [(1, k, lines) for k, lines in enumerate(diagram.areas(), 1)]
    return LiveFigure(Diagram, controls, task, reached, areas=areas, room=diagram.longest())


def forward_stepper(
    network, parameters, x, *, step: int = 1, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure that goes through the forward pass of one example, unit by unit; `stepper` says the rest."""
    steps = Steps(network, parameters, None, x)

    class Diagram(StepDiagram):
        def __init__(self, theme):
            super().__init__(steps, theme)

        def picture(self, step):
            return super().picture(step)

    return LiveFigure(Diagram, (_step_slider(steps, step),), task, reached, room=StepDiagram(steps).longest())


def _step_slider(steps: Steps, step: int) -> Slider:
    numbers = range(1, len(steps) + 1)
    if step not in numbers:
        raise ValueError(f"step is {step!r}, expected a number from 1 to {len(steps)}. Leave it away to begin with 1.")
    return Slider("step", values=numbers, value=step, play=SECONDS)
