"""Where everything stands in the diagram of a dense network: units in columns, and before each unit rows of numbers.

Every line ends in a row of its own before the unit to which it leads, and its numbers stand in that row, where no
other line goes: so no number can lie on a line or on another number, however many lines cross. Positions only; what is
written there is said in `dense.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from .marks import Key

__all__ = ["Columns", "Form", "arrange"]

WIDTH, MAX_WIDTH, MAX_HEIGHT = 540, 660, 510  # the least width, and what a page has room for
HEAD, KEY, CAPTION = 34, 36, 18  # above and under the columns
MARGIN = 48  # from the outermost centers to the edge, half the widest name of a column
MIN_FAN, FAN, MAX_FAN = 36, 90, 150  # the widths between columns, where the lines cross: least, wanted and most
LOW_FAN, LOW_KEY = 50, 26  # wanted between columns, and the height of the key, where the picture is low
STUB, BRACKET = 18, 14  # of a row: before its numbers, and behind them
CELL = 48  # the widest number, such as −8.8e−5
TARGET, LOSS_HEIGHT, LOSS_DROP = 66, 28, 42  # the width of a box, its height, and from the target's box to the loss's
DOTS = 34  # the height of what stands for units that are not drawn
TEXT, ABOVE = 13, 17  # the height of a line of text, and of one that keeps clear of a framed unit

Place = tuple[float, float, str]  # x, y and alignment of a number


@dataclass(frozen=True)
class Form:
    """How the numbers stand: on a line `over` and under it, `beside` each other at its end, or `none`."""

    rows: str
    compact: bool = False  # z and δ in one line under the unit, instead of above and below it
    gradients: bool = True
    low: bool = False  # less between columns and for the key, more around a unit, which is framed as it is gone through


FORMS = (
    Form("over"), Form("over", compact=True), Form("beside"), Form("beside", compact=True),
    Form("over", gradients=False), Form("beside", gradients=False), Form("none"),
)  # fmt: skip
LOW_FORMS = Form("beside", compact=True, low=True), *FORMS


def arrange(sizes: tuple[int, ...], kinds: frozenset[str], low: bool = False) -> "Columns | None":
    """The first form in which everything has room; else only some units of the large columns are drawn.

    With `low`, a form of little height is tried first. None where there are too many layers even for that.
    """
    has_rows = not kinds.isdisjoint({"weight", "weight_gradient"})
    forms = LOW_FORMS if low else FORMS
    for form in forms if has_rows else FORMS[-1:]:
        columns = Columns(sizes, kinds, form)
        if columns.fits:
            return columns
    columns = Columns(sizes, kinds, FORMS[-1], n_shown=4)
    return columns if columns.fits else None


class Columns:
    """The places in a network with `sizes` (inputs, then the units of each layer) for these kinds of numbers.

    Column 0 is the input, column l + 1 is layer l. `units[c]` are the indices of the units that are drawn.
    """

    def __init__(self, sizes: tuple[int, ...], kinds: frozenset[str], form: Form, n_shown: int | None = None):
        self.sizes, self.form, self.wanted = sizes, form, kinds
        self.kinds = _written(kinds, form)
        self.slots = [_slots(size, n_shown or size) for size in sizes]
        self.units = [[j for j in slots if j is not None] for slots in self.slots]
        self.has_values = not kinds.isdisjoint({"input", "activation"})
        self.radius = (23 if form.compact else 24) if self.has_values else 11
        self.row_pitch = self._row_pitch()
        self.pitches = self._set_pitches()
        self.body = max(self._span(c) for c in range(len(sizes)))
        if "loss" in kinds:  # it hangs under the last target
            self.body = max(
                self.body, self._span(len(sizes) - 1) - self.pitches[-1] + 2 * (LOSS_DROP + LOSS_HEIGHT / 2)
            )
        self.is_folded = any(None in slots for slots in self.slots)
        self.caption_height = CAPTION if self.is_folded or self.kinds != kinds else 0
        self.key_height = LOW_KEY if self.form.low else KEY
        self.height = HEAD + self.body + self.key_height + self.caption_height
        self.middle = self.height - HEAD - self.body / 2
        self._set_x()

    @property
    def fits(self) -> bool:
        return self.width <= MAX_WIDTH and self.body <= MAX_HEIGHT

    def _set_x(self) -> None:
        after = TARGET + self.radius + 18 - MARGIN + 12 if "target" in self.kinds or "loss" in self.kinds else 0
        n_gaps, unit = len(self.sizes) - 1, 2 * self.radius
        needed = 2 * MARGIN + n_gaps * (self.strip + unit) + after
        wanted = (
            WIDTH if self.form.rows == "over" else min(needed + n_gaps * (LOW_FAN if self.form.low else FAN), MAX_WIDTH)
        )
        self.width = max(WIDTH, wanted, needed + n_gaps * MIN_FAN)
        self.fan = min((self.width - needed) / n_gaps, MAX_FAN)
        indent = (self.width - needed - n_gaps * self.fan) / 2  # narrow diagrams stand in the middle
        self.x = [MARGIN + indent + c * (self.fan + self.strip + unit) for c in range(n_gaps + 1)]

    @property
    def strip(self) -> float:
        """The width of the rows before a unit."""
        if self.form.rows == "none":
            return 24
        n_cells = 2 if self.form.rows == "beside" and len(self.kinds & {"weight", "weight_gradient"}) == 2 else 1
        return STUB + n_cells * CELL + BRACKET

    def _row_pitch(self) -> float:
        if self.form.rows == "over":
            return 34 if len(self.kinds & {"weight", "weight_gradient"}) == 2 else 17
        return 14 if self.form.rows == "beside" else 0

    def _set_pitches(self) -> list[float]:
        """From unit to unit in each column: what it needs, or what others need if there is room."""
        needed = [self._needed_pitch(c) for c in range(len(self.sizes))]
        counts = [len(units) for units in self.units]
        tallest = max(pitch * count for pitch, count in zip(needed, counts, strict=True))
        wanted = max((pitch for pitch, count in zip(needed, counts, strict=True) if count > 1), default=0)
        return [max(pitch, min(wanted, tallest / count)) for pitch, count in zip(needed, counts, strict=True)]

    def _needed_pitch(self, c: int) -> float:
        texts = len(self.kinds & {"pre_activation", "delta"}) if c else 0
        around, rows = 2 * self.radius, self.n_rows(c) * self.row_pitch if c else 0
        if self.form.compact:
            return max(around, rows) + min(texts, 1) * TEXT + (8 if self.form.low else 4)
        gap = 16 if max(map(len, self.units)) <= 3 else 10
        return max(around + 2 * min(texts, 1) * ABOVE, rows) + gap

    def _span(self, c: int) -> float:
        return len(self.units[c]) * self.pitches[c] + (DOTS if None in self.slots[c] else 0)

    def n_rows(self, c: int) -> int:
        """The rows before each unit of column c: one for each line that is drawn, and the bias."""
        return len(self.units[c - 1]) + 1

    def y(self, c: int, j: int | None) -> float:
        """The height of a unit's center, or of the dots (None)."""
        y = self.middle + self._span(c) / 2
        for slot in self.slots[c]:
            step = DOTS if slot is None else self.pitches[c]
            if slot == j:
                return y - step / 2 + (TEXT / 2 if self.form.compact else 0)
            y -= step
        raise ValueError(f"Unit {j} of column {c} is not drawn; drawn are {self.units[c]}.")

    def row_y(self, c: int, i: int | None, j: int) -> float:
        """The height at which the line from unit i of the column before ends; None is the bias."""
        k = self.n_rows(c) - 1 if i is None else self.units[c - 1].index(i)
        return self.y(c, j) + ((self.n_rows(c) - 1) / 2 - k) * self.row_pitch

    def row_x(self, c: int) -> tuple[float, float, float]:
        """Where the rows of a column begin, where their numbers do, and where their bracket stands."""
        edge = self.x[c] - self.radius
        return edge - self.strip, edge - self.strip + STUB, edge - BRACKET + 4

    def places(self) -> Iterator[tuple[Key, Place]]:
        """The name and the place of every number."""
        for c, units in enumerate(self.units):
            for j in units:
                yield from self._unit_places(c, j)
        for c, (before, units) in enumerate(pairwise(self.units), 1):
            for j in units:
                for i in (*before, None):
                    yield from self._row_places(c, i, j)
        yield from self._target_places()

    def _unit_places(self, c: int, j: int) -> Iterator[tuple[Key, Place]]:
        x, y, r = self.x[c], self.y(c, j), self.radius
        inside = (x, y - 5, "m")
        if c == 0:
            yield ("input", j), inside
            return
        yield ("activation", c - 1, j), inside
        if self.form.compact:  # under the unit and its rows, where no line goes
            under = y - max(r, self.n_rows(c) * self.row_pitch / 2) - TEXT / 2 - (3 if self.form.low else 0)
            yield ("pre_activation", c - 1, j), (x - r - 16, under, "r")
            yield ("delta", c - 1, j), (x - r - 8, under, "l")
        else:
            yield ("pre_activation", c - 1, j), (x, y + r + ABOVE - TEXT / 2, "m")
            yield ("delta", c - 1, j), (x, y - r - ABOVE + TEXT / 2, "m")

    def _row_places(self, c: int, i: int | None, j: int) -> Iterator[tuple[Key, Place]]:
        if self.form.rows == "none":
            return
        weight, end = ("bias", (c - 1, j)) if i is None else ("weight", (c - 1, i, j))
        x, y = self.row_x(c)[1], self.row_y(c, i, j)
        if self.form.rows == "over":
            yield (weight, *end), (x, y + 8.5, "l")
            yield (f"{weight}_gradient", *end), (x, y - 8.5, "l")
        else:
            yield (weight, *end), (x, y, "l")
            yield (f"{weight}_gradient", *end), (x + (CELL if "weight" in self.kinds else 0), y, "l")

    def _target_places(self) -> Iterator[tuple[Key, Place]]:
        last, x = len(self.sizes) - 1, self.target_x
        for j in self.units[last]:
            yield ("target", j), (x, self.y(last, j), "m")
        yield ("loss",), (x, self.loss_y, "m")

    @property
    def target_x(self) -> float:
        return self.x[-1] + self.radius + 18 + TARGET / 2

    @property
    def loss_y(self) -> float:
        """Under the lowest target."""
        last = len(self.sizes) - 1
        return self.y(last, self.units[last][-1]) - LOSS_DROP


def _written(kinds: frozenset[str], form: Form) -> frozenset[str]:
    """The kinds of numbers for which this form has places."""
    lines = {"weight", "bias", "weight_gradient", "bias_gradient"}
    left_out = lines if form.rows == "none" else set() if form.gradients else {"weight_gradient", "bias_gradient"}
    return kinds - left_out


def _slots(size: int, n_shown: int) -> list[int | None]:
    """The units of a column from top to bottom; None stands for those that are not drawn."""
    if size <= n_shown:
        return list(range(size))
    n_last = n_shown // 2
    return [*range(n_shown - n_last), None, *range(size - n_last, size)]
