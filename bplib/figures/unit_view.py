"""What one unit of a layer sees: an image with the unit's weights on it, or the steps of a recurrent layer."""

from collections.abc import Iterator

import numpy as np

from ..demonstrations.connections import Connections
from .canvas import PAGE_PIXEL
from .fills import LETTERS, fills, letter_role
from .marks import Cells, Circle, Fill, Key, Line, Mark, Text
from .numerals import counted
from .palette import TEXT_SIZE

__all__ = ["cells", "letter", "outline", "unit_view"]

LEFT, RIGHT, TOP, BOTTOM = 10, 192, 183, 50
CELL, LEAST = 20, 11  # the widest cell, and the least in which a letter can be read
INPUT, UNITS = 100, 62  # the widths there are for the image and for the layer's units
CAPTION = (32, 17)  # the heights of the two lines below
RADIUS, GAP = 8, 24  # of a unit; between inputs and units
LETTER_AT, CHIP = 0.45, 12  # of the way; the side of the square in which a weight has the colour of the matrix

Marks = Iterator[tuple[Key, Mark]]


def unit_view(found: Connections, unit: int) -> Marks:
    """The marks of the panel for a unit that is counted from 1."""
    if found.image_shape is None:
        yield from _Steps(found, unit).marks()
        return
    seen = (found.numbers[:, unit - 1] > 0).sum()
    yield from _image(found, unit)
    yield from _units(found, unit)
    yield ("arrow",), Text((LEFT + INPUT + RIGHT - UNITS) / 2 - 1, (TOP + BOTTOM) / 2, "→", size=14)
    yield from _caption(f"unit {unit} of {found.n_units} sees {seen} of {found.numbers.shape[0]} inputs")


def _caption(text: str) -> Marks:
    for k, (line, role) in enumerate(((text, "ink"), ("its weights are the framed column", "muted"))):
        yield ("caption", k), Text(LEFT, CAPTION[k], line, role, "l", TEXT_SIZE)


def _image(found: Connections, unit: int) -> Marks:
    """The inputs, a grid for each channel one below the other, with the weights that the unit gives them."""
    height, width, n_channels = found.image_shape
    seen = found.numbers[:, unit - 1].reshape(found.image_shape)
    fill = fills(found.n_weights, found.n_units)
    side, tops = _fitted(height, width, n_channels, INPUT)
    x = LEFT + (INPUT - width * side) / 2
    for c, top in enumerate(tops):
        yield ("image", c), cells(x, top, side, side, seen[..., c], fill)
        yield ("around", c), outline(x, top, width * side, height * side, "muted", 1.0)
    if found.n_weights <= len(LETTERS) and side >= LEAST:
        for i, j, c in np.argwhere(seen).tolist():
            at = x + (j + 0.5) * side, tops[c] - (i + 0.5) * side
            yield ("seen", i, j, c), letter(*at, int(seen[i, j, c]), fill)


def _units(found: Connections, unit: int) -> Marks:
    """The layer's units as they lie, the one that is meant filled and framed."""
    shape = found.layer.output_shape if len(found.layer.output_shape) == 3 else (found.n_units, 1, 1)
    height, width, n_channels = shape
    i, j, chosen = map(int, np.unravel_index(unit - 1, shape))
    side, tops = _fitted(height, width, n_channels, UNITS)
    for c, top in enumerate(tops):
        x = RIGHT - UNITS + (UNITS - width * side) / 2
        numbers = np.zeros((height, width), int)
        numbers[i, j] = c == chosen
        yield ("units", c), cells(x, top, side, side, numbers, (Fill("muted", 0.4),))
        yield ("beside", c), outline(x, top, width * side, height * side, "muted", 1.0)
        if c == chosen:
            yield ("unit",), outline(x + j * side, top - i * side, side, side, "ink", 2.4)


def _fitted(height: int, width: int, n: int, room: float) -> tuple[float, list[float]]:
    """The side of a cell, in whole pixels, and the upper edges of n grids one below the other, centered."""
    gap = 6 * (n - 1)
    side = min(CELL, room / width, (TOP - BOTTOM - gap) / (height * n)) // PAGE_PIXEL * PAGE_PIXEL
    top = (TOP + BOTTOM + n * height * side + gap) / 2
    return side, [top - c * (height * side + 6) for c in range(n)]


def cells(x: float, y: float, width: float, height: float, numbers: np.ndarray, fill: tuple[Fill, ...]) -> Cells:
    """A table of cells from an array."""
    return Cells(x, y, width, height, tuple(map(tuple, numbers.tolist())), fill)


def letter(x: float, y: float, number: int, fill: tuple[Fill, ...]) -> Text:
    """The letter of a weight on a cell of its colour."""
    return Text(x, y, LETTERS[number - 1], letter_role(fill[number - 1]), size=10)


def outline(x: float, y: float, width: float, height: float, role: str, line: float) -> Line:
    """A rectangle whose upper left corner is (x, y)."""
    return Line(((x, y), (x + width, y), (x + width, y - height), (x, y - height), (x, y)), role, line)


class _Steps:
    """A recurrent layer unrolled: inputs below, states above, step by step from left to right."""

    def __init__(self, found: Connections, unit: int):
        layer = found.layer
        self.found, self.layer = found, layer
        self.step, self.unit = divmod(unit - 1, layer.n_hidden)
        self.apart = (RIGHT - LEFT - 40) / max(1, layer.n_steps - 1)
        self.up = (TOP - BOTTOM - 2 * RADIUS - GAP) / max(1, layer.n_inputs + layer.n_hidden - 1)
        self.radius = min(RADIUS, self.apart / 5, self.up / 3)
        self.fill = fills(found.n_weights, found.n_units)

    def _input(self, t: int, i: int) -> tuple[float, float]:
        return LEFT + 26 + t * self.apart, BOTTOM + RADIUS + i * self.up

    def _state(self, t: int, j: int) -> tuple[float, float]:
        """Units of one step stand side by side a little, so that no line to the one goes through the other."""
        aside = min(0.2 * self.apart, 12) * (2 * j / max(1, self.layer.n_hidden - 1) - 1) * (self.layer.n_hidden > 1)
        return LEFT + 26 + t * self.apart + aside, BOTTOM + RADIUS + GAP + (self.layer.n_inputs + j) * self.up

    def marks(self) -> Marks:
        layer = self.layer
        for t in range(layer.n_steps):
            for i in range(layer.n_inputs):
                yield ("input", t, i), Circle(*self._input(t, i), self.radius, "input")
            for j in range(layer.n_hidden):
                chosen = (t, j) == (self.step, self.unit)
                yield ("state", t, j), Circle(*self._state(t, j), self.radius, "ink", 2.6 if chosen else 1.6)
                yield from self._lines(t, j, chosen)
        for name, y in (("x", self._input(0, 0)[1]), ("h", self._state(0, layer.n_hidden - 1)[1])):
            yield ("name", name), Text(LEFT, y, name, align="l", size=11)
        n_seen = layer.n_hidden if self.step else 0
        what = f"{counted(layer.n_inputs, 'input')} and {counted(n_seen, 'state')}"
        yield from _caption(f"step {self.step + 1} of {layer.n_steps}: sees {what}")

    def _lines(self, t: int, j: int, chosen: bool) -> Marks:
        """All that leads into a unit; into the one that is meant, with its weights as they stand in the matrix."""
        layer, column = self.layer, t * self.layer.n_hidden + j
        begins = [(t * layer.n_inputs + i, self._input(t, i)) for i in range(layer.n_inputs)]
        if t:
            first = layer.n_steps * layer.n_inputs + (t - 1) * layer.n_hidden
            begins += [(first + k, self._state(t - 1, k)) for k in range(layer.n_hidden)]
        for row, begin in begins:
            number = int(self.found.numbers[row, column])
            yield from self._line((row, column), begin, self._state(t, j), number, chosen)

    def _line(self, key: tuple, begin, end, number: int, chosen: bool) -> Marks:
        (x_1, y_1), (x_2, y_2) = begin, end
        length = ((x_2 - x_1) ** 2 + (y_2 - y_1) ** 2) ** 0.5
        along = lambda share: (x_1 + share * (x_2 - x_1), y_1 + share * (y_2 - y_1))  # noqa: E731
        end = self.radius / length
        if not chosen:
            yield ("line", *key), Line((along(end), along(1 - end)), "muted", 0.8)
            return
        fill, gap = self.fill[number - 1], (CHIP / 2 + 1) / length
        for k, (share, other) in enumerate(((end, LETTER_AT - gap), (LETTER_AT + gap, 1 - end))):
            yield ("line", *key, k), Line((along(share), along(other)), fill.role, 2.4, dashed=fill.share < 1)
        x, y = along(LETTER_AT)
        yield ("chip", *key), cells(x - CHIP / 2, y + CHIP / 2, CHIP, CHIP, np.ones((1, 1), int), (fill,))
        if self.found.n_weights <= len(LETTERS):
            yield ("letter of", *key), letter(x, y, number, self.fill)
