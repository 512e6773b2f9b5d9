"""A layer's connections: left what one unit sees, right the weight matrix, in which a shared weight has one colour.

What stands where is computed in `demonstrations/connections.py`; the panel on the left is in `unit_view.py`.
"""

from collections.abc import Iterator

import numpy as np

from ..demonstrations.connections import Connections, connections
from ..layers import Convolution2D, Dense, Layer, Recurrent
from .canvas import PAGE_PIXEL, Canvas
from .fills import LETTERS, fills
from .marks import Diagram, Key, Line, Mark, Text
from .numerals import counted
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture
from .unit_view import cells, letter, outline, unit_view

__all__ = ["ConnectionPicture", "connection_picture"]

WIDTH, HEIGHT = 480, 226  # points
LEFT, TOP, ROOM = 222, 183, (140, 177)  # of the matrix: left edge, upper edge, and the most that it may take
WIDEST, LEAST = 18, 10.5  # of a cell; and the least side in which a letter can be read
COUNTS = (372, 472)  # where the names of the counts begin, and where their numbers end


def connection_picture(
    layer: Layer, unit: int = 1, image_shape: tuple[int, int, int] | None = None, theme: Theme = LIGHT
) -> Picture:
    """A still of `bp.demonstrations.connections(layer, image_shape)`, with one unit framed, counted from 1."""
    return ConnectionPicture(theme).picture(connections(layer, image_shape), unit)


class ConnectionPicture:
    """Draws the connections of one layer after the other."""

    def __init__(self, theme: Theme = LIGHT):
        self._canvas = Canvas(WIDTH, HEIGHT, theme)

    def picture(self, found: Connections, unit: int) -> Picture:
        """The picture of `describe_connections(found, unit)`."""
        return self._canvas.picture(describe_connections(found, unit))


def describe_connections(found: Connections, unit: int) -> Diagram:
    """The picture as plain data. Raises ValueError where there is no such unit, or too little room for the layer."""
    n_rows, n_units = found.numbers.shape
    if unit not in range(1, n_units + 1):
        raise ValueError(f"unit is {unit!r}, expected a whole number from 1 to {n_units}. Write unit=1.")
    cell = min(WIDEST, ROOM[0] / n_units), min(WIDEST, ROOM[1] / n_rows)
    if min(cell) < 2:
        raise ValueError(
            f"The matrix has {n_rows} rows and {n_units} columns, there is room for {ROOM[1] // 2} and {ROOM[0] // 2}. "
            f"Show a smaller layer of the same kind."
        )
    cell = tuple(side // PAGE_PIXEL * PAGE_PIXEL for side in cell)
    marks = dict(unit_view(found, unit)) | dict(_matrix(found, unit, cell)) | dict(_texts(found, unit, cell))
    return Diagram(WIDTH, HEIGHT, (), marks, _alt(found, unit))


def _matrix(found: Connections, unit: int, cell: tuple[float, float]) -> Iterator[tuple[Key, Mark]]:
    """The cells with the letters of the weights, where there are few, and a frame around the unit's column."""
    (n_rows, n_units), (width, height) = found.numbers.shape, cell
    fill = fills(found.n_weights, n_units)
    yield ("matrix",), cells(LEFT, TOP, width, height, found.numbers, fill)
    yield ("edge",), outline(LEFT, TOP, n_units * width, n_rows * height, "muted", 1.0)
    yield ("column",), outline(LEFT + (unit - 1) * width, TOP, width, n_rows * height, "ink", 2.4)
    if found.n_states:
        y = TOP - (n_rows - found.n_states) * height
        yield ("states",), Line(((LEFT - 14, y), (LEFT + n_units * width, y)), "ink", 1.0)
    if found.n_weights <= len(LETTERS) and min(cell) >= LEAST:
        for i, j in np.argwhere(found.numbers).tolist():
            at = LEFT + (j + 0.5) * width, TOP - (i + 0.5) * height
            yield ("letter", i, j), letter(*at, int(found.numbers[i, j]), fill)


def _texts(found: Connections, unit: int, cell: tuple[float, float]) -> Iterator[tuple[Key, Text]]:
    n_rows, n_units = found.numbers.shape
    yield ("title",), Text(10, HEIGHT - 13, layer_name(found), align="l", size=11, bold=True)
    rows = f"{n_rows} rows × {counted(n_units, 'column')}"
    yield ("sizes",), Text(LEFT, HEIGHT - 32, rows, "muted", "l", TEXT_SIZE)
    if found.n_states:
        middle = n_rows - found.n_states
        for name, at in (("x", middle / 2), ("h", (middle + n_rows) / 2)):
            yield ("rows", name), Text(LEFT - 6, TOP - at * cell[1], name, align="r", size=11)
    for k, (name, count) in enumerate(_counts(found)):
        y, is_free = TOP - 10 - 17 * k, name == "free weights"
        yield ("count", name), Text(COUNTS[0], y, name, align="l", size=10, bold=is_free)
        yield ("number", name), Text(COUNTS[1], y, f"{count:,}", align="r", size=10, bold=is_free)
    for k, text in enumerate(("each weight in", _places(found))):
        yield ("places", k), Text(COUNTS[0], TOP - 92 - 15 * k, text, "muted", "l", 10)


def _counts(found: Connections) -> tuple[tuple[str, int], ...]:
    return (("entries", found.numbers.size), ("not empty", found.n_joined), ("free weights", found.n_weights),
            ("biases", found.n_biases))  # fmt: skip


def _places(found: Connections) -> str:
    least, most = int(found.places.min()), int(found.places.max())
    return counted(most, "place") if least == most else f"{least} or {most} places"


def layer_name(found: Connections) -> str:
    """What kind of layer it is, and what goes in."""
    layer = found.layer
    if found.image_shape is None:
        steps, inputs = counted(layer.n_steps, "step"), "" if layer.n_inputs == 1 else f", {layer.n_inputs} inputs"
        return f"recurrent layer, {counted(layer.n_hidden, 'unit')}, {steps}{inputs}"
    height, width, n_channels = found.image_shape
    image = f"{height} × {width} image" + (f" with {n_channels} channels" if n_channels > 1 else "")
    if isinstance(layer, Dense):
        return f"dense layer, {image}" if width > 1 else f"dense layer, {counted(height, 'input')}"
    assert isinstance(layer, Convolution2D)
    kernels = f"{layer.n_channels} kernels " if layer.n_channels > 1 else "kernel "
    return f"convolution, {kernels}{layer.kernel_size[0]} × {layer.kernel_size[1]}, {image}"


def _alt(found: Connections, unit: int) -> str:
    (n_rows, n_units), seen = found.numbers.shape, int((found.numbers[:, unit - 1] > 0).sum())
    text = f"Weight matrix as a picture, {layer_name(found)}: {n_rows} rows for what goes in, "
    text += (
        f"{counted(n_units, 'column')} for the units; {found.numbers.size:,} entries, {found.n_joined:,} not empty, "
    )
    text += f"{counted(found.n_weights, 'free weight')} in {_places(found)}{' each' if found.n_weights > 1 else ''}, "
    who = f"Unit {unit}"
    if isinstance(found.layer, Recurrent):
        step, unit = divmod(unit - 1, found.layer.n_hidden)
        who = f"At step {step + 1} unit {unit + 1}"
    return text + f"{'1 bias' if found.n_biases == 1 else f'{found.n_biases} biases'}. {who} sees {seen}."
