"""`follow`: a picture that follows up to three controls, in one call.

    bp.live.follow(draw, bp.live.Slider("learning rate", 0.1, 3, step=0.1, value=1))

calls `draw(learning_rate=1.0)`, shows its picture, and does so again whenever the slider is moved. Read `figure.py`
first; `controls.py` has the controls.
"""

import inspect
from collections.abc import Callable

from ..figures.palette import Theme
from ..figures.picture import Picture
from .controls import Control
from .figure import LivePicture

__all__ = ["LiveFigure", "follow"]

MOST_CONTROLS = 3  # more than that and nobody finds out what each does


def follow(draw: Callable, *controls: Control, task: str = "", reached: Callable | None = None) -> "LiveFigure":
    """A live figure that shows what `draw` draws for the values of up to three controls.

    `draw` is a function that returns a `bp.figures.Picture`, or a class that is made once for each theme and whose
    `picture(…)` returns one, for figures with parts that stay. Each is given the values it names: of the controls, with
    `_` for spaces, and `theme`. `task` says what to reach, and `reached`, given values in the same way, whether it is:
    true or false, or a list of these, one for each part of the task.
    """
    return LiveFigure(draw, controls, task, reached)


class LiveFigure(LivePicture):
    """What `follow` returns; `values` are those of its controls, `was_reached` tells of the task, until Reset.

    `measures`, given the values of the controls by name, returns more numbers or words by name for which a task may
    ask, such as how many points are right. `unused`, given them too, names the sliders and choices that change nothing
    just now. `traits` are `areas`, `room` and `still` of the picture, where it has them.
    """

    most_controls = MOST_CONTROLS

    def __init__(
        self, draw: Callable, controls: tuple[Control, ...], task="", reached: Callable | None = None,
        measures: Callable[..., dict] = lambda **values: {}, unused: Callable[..., list[str]] | None = None, **traits,
    ):  # fmt: skip
        self._controls = _checked(controls, self.most_controls)
        self._at = [control.start for control in controls]
        self.values = {control.key: control.value_of(control.start) for control in controls}
        self._met = []  # of each part of the task whether it has been met, until Reset
        self._painter = _Painter(draw, self.values)
        self._measures, self._reached, self._unused = measures, reached, unused
        self._judged = names_taken(reached, [*self._known()], "reached") if reached else []
        described = [{"name": c.name, "start": c.start, "hidden": c.hidden, **c.description()} for c in controls]
        draw_values = lambda theme: self._painter.picture(theme, self.values)  # noqa: E731
        super().__init__(draw_values, controls=described, task=task, **traits)

    def _move_to(self, positions):
        if positions is None:
            return
        self._at = list(positions)  # even where a value is refused: this is where the controls stand
        pairs = zip(self._controls, positions, strict=True)
        self.values = {control.key: control.value_of(position) for control, position in pairs}

    def _positions(self):
        return self._at

    def _states(self):
        unused = self._unused(**self.values) if self._unused else []
        return ["unused" if control.key in unused else None for control in self._controls]

    def _begin_again(self):
        self._met = []

    @property
    def was_reached(self) -> bool:
        """Whether all parts of the task have been met."""
        return bool(self._met) and all(self._met)

    def _known(self) -> dict:
        """All that a task may ask for."""
        return {**self.values, **self._measures(**self.values)}

    def _parts_met(self):
        if self._reached and (self.was_reached or not self._passing):
            known = self._known()
            met = self._reached(**{name: known[name] for name in self._judged})
            here = [bool(part) for part in (met if isinstance(met, list | tuple) else [met])]
            self.is_reached_here = any(here)
            self._met = [now or before for now, before in zip(here, self._met or [False] * len(here), strict=True)]
        return self._met


class _Painter:
    """Draws with a function, or with an object of a class that is made once for each theme."""

    def __init__(self, draw: Callable, values: dict):
        self._draw, self._objects = draw, {}
        function = draw.picture if inspect.isclass(draw) else draw
        self._names = names_taken(function, ["self", *values, "theme"], "draw")

    def picture(self, theme: Theme, values: dict) -> Picture:
        available = {**values, "theme": theme}
        if inspect.isclass(self._draw):
            if theme not in self._objects:
                self._objects[theme] = self._draw(theme=theme)
            available["self"] = self._objects[theme]
        function = self._draw.picture if inspect.isclass(self._draw) else self._draw
        picture = function(**{name: available[name] for name in self._names})
        if not isinstance(picture, Picture):
            raise TypeError(f"draw returned {picture!r}, expected a bp.figures.Picture. Return one, with its alt text.")
        return picture


def names_taken(function: Callable, available: list[str], role: str) -> list[str]:
    """Which of the available values the function takes."""
    parameters = inspect.signature(function).parameters.values()
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    unknown = [p.name for p in named if p.default is p.empty and p.name not in available]
    if unknown:
        given = ", ".join(name for name in available if name != "self")
        raise ValueError(f"{role} asks for {', '.join(unknown)}, and there is {given}. Name it so, with _ for spaces.")
    return [name for name in available if name in {p.name for p in named}]


def _checked(controls: tuple[Control, ...], most: int) -> tuple[Control, ...]:
    if not all(isinstance(control, Control) for control in controls):
        raise TypeError(
            f"The controls are {controls}, expected sliders and the like. Write bp.live.Slider('weight', -2, 2)."
        )
    keys = [control.key for control in controls]
    if not 1 <= len(keys) <= most or len(set(keys)) < len(keys) or "theme" in keys:
        raise ValueError(
            f"The controls are {keys}, expected one to three different names other than theme. Leave some out."
        )
    return controls
