"""One step of a pass as boxes drawn to their shapes: what is multiplied with what, and which edges have to agree.

What the steps are is in `demonstrations/matrix_steps.py`. A `ShapeDiagram` draws any step of networks up to a size;
all of them to one scale, so that a batch that doubles is twice as high.
"""

from collections.abc import Iterator, Sequence

from ..demonstrations.matrix_steps import Matrix, MatrixStep, matrix_steps
from .canvas import Canvas
from .marks import Diagram, Key, Line, Mark, Text
from .palette import LIGHT, Theme
from .picture import Picture

__all__ = ["ShapeDiagram", "shape_diagram"]

WIDTH, HEIGHT, MARGIN = 470, 226, 10
LONGEST, THINNEST = 88, 3.5  # points: of the longest side there can be, of the shortest
CENTERS, MIDDLE = {1: (235,), 2: (145, 325), 3: (80, 235, 390)}, 134  # of the boxes, by their number
NAMES, SHAPES = 76, 61  # heights of the lines below the boxes
OUTLINE, EDGE = 1.6, 3.5  # the widths of a box's edges, and of the one that has to agree
FITS, DOES_NOT_FIT = "the shapes would fit", "the shapes would not fit"


def shape_diagram(sizes: Sequence[int], batch_size: int, step: int, theme: Theme = LIGHT) -> Picture:
    """A still of one step, counted from 1, of a batch through dense layers of these `sizes`."""
    steps = matrix_steps(sizes, batch_size)
    return ShapeDiagram(max(*sizes, batch_size), theme).picture(steps, step)


class ShapeDiagram:
    """Draws steps of passes whose arrays have at most `longest` rows or columns."""

    def __init__(self, longest: int, theme: Theme = LIGHT):
        self.scale = LONGEST / longest
        self._canvas = Canvas(WIDTH, HEIGHT, theme)

    def picture(self, steps: Sequence[MatrixStep], number: int) -> Picture:
        """The picture of `describe(steps, number)`."""
        return self._canvas.picture(self.describe(steps, number))

    def describe(self, steps: Sequence[MatrixStep], number: int) -> Diagram:
        """Step `number`, counted from 1, as plain data. Raises ValueError where there is no such step."""
        if number not in range(1, len(steps) + 1):
            raise ValueError(f"step is {number!r}, expected a whole number from 1 to {len(steps)}. Write step=1.")
        step = steps[number - 1]
        marks = dict(self._boxes(step))
        marks |= {("line", k): text for k, text in enumerate(_lines(steps, number))}
        return Diagram(WIDTH, HEIGHT, (), marks, _alt(steps, number))

    def _boxes(self, step: MatrixStep) -> Iterator[tuple[Key, Mark]]:
        """Boxes with names and shapes; in a product the edges that have to agree are thick."""
        arrays = (*step.factors, step.result)
        centers, signs = CENTERS[len(arrays)], (*[step.by] * (len(arrays) - 2), "=" if step.by else "→")
        for k, (array, x) in enumerate(zip(arrays, centers, strict=True)):
            points = self._corners(array, x)
            yield ("box", k), Line((*points, points[0]), array.role, OUTLINE)
            if step.by == "·" and k < 2:
                yield ("edge", k), Line(self._beside(points, k), "ink", EDGE)
            yield ("name", k), Text(x, NAMES, array.name, array.role, bold=True, size=11)
            yield ("shape", k), Text(x, SHAPES, _written(array.shape))
        for k, sign in enumerate(signs):
            yield (
                ("sign", k),
                Text((centers[k] + centers[k + 1]) / 2, MIDDLE, sign, size=20 if sign == "·" else 14, bold=sign == "·"),
            )

    def _corners(self, array: Matrix, x: float) -> tuple[tuple[float, float], ...]:
        """From the lower left up, so that side 0 is the left one and side 1 the upper one."""
        rows, columns = (1, *array.shape)[-2:]
        w, h = (max(THINNEST, size * self.scale) / 2 for size in (columns, rows))
        return (x - w, MIDDLE - h), (x - w, MIDDLE + h), (x + w, MIDDLE + h), (x + w, MIDDLE - h)

    def _beside(self, corners, k: int) -> tuple[tuple[float, float], ...]:
        """The side that has to agree, just outside of the box: above the left factor, at the left of the right one."""
        side, aside = corners[1:3] if k == 0 else corners[0:2], (EDGE + OUTLINE) / 2
        return tuple((x, y + aside) if k == 0 else (x - aside, y) for x, y in side)


def _lines(steps: Sequence[MatrixStep], number: int) -> Iterator[Text]:
    """Which step it is, its code, over what it sums, what a forgotten transpose would do, and what all steps cost."""
    step = steps[number - 1]
    yield Text(MARGIN, HEIGHT - 13, f"step {number} of {len(steps)} · {step.label}", "ink", "l", 11, bold=True)
    yield Text(MARGIN, HEIGHT - 30, step.code, "ink", "l", 11)
    yield Text(MARGIN, 41, _sum(step), "ink", "l")
    yield Text(MARGIN, 26, _forgotten(step), "muted", "l")
    yield Text(MARGIN, 11, f"all steps: {_costs(steps)}", "muted", "l")


def _sum(step: MatrixStep) -> str:
    if step.by == "−":
        return f"entry by entry, then divided by the number of examples, {step.result.shape[0]}, in this step only"
    if not step.summed:
        return "entry by entry: all shapes are the same, nothing is summed"
    name, n = step.summed
    text = f"sums over {n} {name if n > 1 else name.removesuffix('s')}"
    return f"{text} (thick edges): {step.n_products:,} multiplications" if step.by else text


def _forgotten(step: MatrixStep) -> str:
    if not step.has_transposed:
        return "nothing is transposed"
    left, right = step.factors
    text = f"without .T: {_written(left.as_stored)} · {_written(right.as_stored)}"
    return f"{text}, {FITS if step.fits_untransposed else DOES_NOT_FIT}"


def _costs(steps: Sequence[MatrixStep]) -> str:
    forward, backward = (sum(s.n_products for s in steps if s.backward == back) for back in (False, True))
    return f"forward {forward:,}, backward {backward:,} multiplications"


def _written(shape: tuple[int, ...]) -> str:
    return f"({shape[0]},)" if len(shape) == 1 else "({}, {})".format(*shape)


def _alt(steps: Sequence[MatrixStep], number: int) -> str:
    step = steps[number - 1]
    factors = f" {step.by} ".join(f"{one.name} {_written(one.shape)}" for one in step.factors)
    text = f"Boxes drawn to shape, step {number} of {len(steps)}, {step.label}: {factors} gives {step.result.name} "
    text += f"{_written(step.result.shape)}; {_sum(step).replace(' (thick edges)', '')}. "
    if step.has_transposed:
        text += f"Without .T {FITS if step.fits_untransposed else DOES_NOT_FIT}. "
    return text + f"All: {_costs(steps)}."
