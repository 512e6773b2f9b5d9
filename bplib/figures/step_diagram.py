"""The picture of a step: the network with what is known so far, and with it the formulas and the code as text."""

from dataclasses import replace

from .canvas import text_box
from .captions import caption_of, n_lines
from .marks import Diagram, Key
from .names import as_spoken
from .network import NetworkDiagram
from .palette import LIGHT, PIXELS_PER_INCH, Theme
from .picture import ALT_LENGTH, Caption, Picture
from .sources import KINDS
from .steps import Step, Steps

__all__ = ["StepDiagram"]

WIDTHS = range(20, 125, 5)  # characters of a line in narrow and wide windows


class StepDiagram:
    """Draws any of the steps, and the path of any weight, as often as asked."""

    def __init__(self, steps: Steps, theme: Theme = LIGHT):
        self.steps, self.theme = steps, theme
        self.diagram = NetworkDiagram(steps.network, theme, low=True)
        if self.describe(1).numbers.keys().isdisjoint(steps.weights.values()):
            sizes = "-".join(map(str, steps.sizes))
            raise ValueError(
                f"A network of {sizes} units is too large to be drawn with all its numbers. Take a smaller one, at "
                f"most about five units in each of three layers, such as 4-5-3-2."
            )

    def picture(self, number: int = 1, weight: str | None = None) -> Picture:
        """The picture of step `number`, counted from 1; with a weight, such as "x₁ → h₁", also of its path."""
        diagram = replace(self.describe(number, weight), alt=self._alt(number, weight))
        return self.diagram.draw(diagram, self.caption(number, weight))

    def caption(self, number: int, weight: str | None = None) -> Caption:
        """The texts of a step: itself and the path of the weight, and its code."""
        path = self.steps.path(self.steps.weights[weight]) if weight else None if self.steps.loss is None else ()
        return caption_of(self.steps[number - 1], self._count(number), path, weight, self.theme)

    def describe(self, number: int, weight: str | None = None) -> Diagram:
        """The diagram of a step as plain data."""
        step, source = self.steps[number - 1], self.steps.values.source
        framed, along = self._on_path(step, self.steps.weights[weight]) if weight else (step.highlight, ())
        return self.diagram.describe(
            self.steps.values.moved_up_to(step.known), source.cache, source.gradients, target=source.target,
            loss=source.loss, known=_drawn(step.known), highlight=_drawn(framed), along=along,
        )  # fmt: skip

    def _on_path(self, step: Step, weight: Key) -> tuple[set[Key], set[Key]]:
        """What is framed: the numbers whose product the gradient is, as they were used; and the lines on the path."""
        factors = self.steps.factors(weight)
        weights = {key for key in factors if key[0] == "weight"}
        moved = {key for key in weights if ("new_weight", *key[1:]) in step.known}
        return factors - moved, {weight, *weights}

    def areas(self) -> list[list[list[tuple[int, int]]]]:
        """Of each weight, in the order of `steps.weights`, the lines in the still, in pixels, at which it is met."""
        diagram, scale, areas = self.describe(len(self.steps)), PIXELS_PER_INCH / 72, []
        for key in self.steps.weights.values():
            lines = [diagram.changing["line", *key].points]
            for text in filter(None, (diagram.numbers.get(name) for name in (key, ("weight_gradient", *key[1:])))):
                left, _, right, _ = text_box(text)
                lines.append(((left, text.y), (right, text.y)))
            areas.append([[(round(scale * x), round(scale * (diagram.height - y))) for x, y in line] for line in lines])
        return areas

    def longest(self) -> list[list[str]]:
        """Of each text of the captions those that need most room, so that it can be kept free and nothing jumps."""
        steps = [self.caption(number) for number in range(1, len(self.steps) + 1)]
        weights = self.steps.weights if self.steps.loss is not None else ()
        paths = [self.caption(len(self.steps), weight) for weight in weights]
        above = [[c.above[0] for c in steps]] + ([[c.above[1] for c in paths]] if paths else [])
        texts = *above, [c.below for c in steps]
        return [list({max(same, key=lambda text: n_lines(text, width)) for width in WIDTHS}) for same in texts]

    def _count(self, number: int) -> str:
        return f"step {number} of {len(self.steps)}"

    def _alt(self, number: int, weight: str | None) -> str:
        """Kind, step, and the numbers that it gave, as many as there is room for."""
        step, sizes = self.steps[number - 1], "-".join(map(str, self.steps.sizes))
        text = f"Network diagram {sizes} after {self._count(number)}, {step.label}:"
        text += f" {len(_drawn(step.known))} of {len(_drawn(self.steps[-1].known))} numbers are known."
        path = [f" The path of the weight {weight} is marked."] if weight else []
        for sentence in (*path, *(f" {formula.result.letter} = {formula.value_text()}." for formula in step.formulas)):
            if len(text) + len(as_spoken(sentence)) < ALT_LENGTH.stop:
                text += as_spoken(sentence)
        return text


def _drawn(keys) -> set[Key]:
    """Those that the diagram shows; new weights stand in the place of the old ones."""
    names = {(key[0].removeprefix("new_"), *key[1:]) for key in keys}
    return {name for name in names if name[0] in KINDS}
