"""The diagram of a dense network as plain data: what stands at the places of `columns.py`, and what is known of it."""

import math
from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import pairwise

import numpy as np

from .columns import CAPTION, HEAD, LOSS_HEIGHT, TARGET, Columns
from .marks import Box, Circle, Key, Line, Mark, Text
from .names import unit_name
from .numerals import short
from .sources import Source

__all__ = ["changing_marks", "fixed_marks"]

ROLES = {
    "input": "input", "pre_activation": "ink", "activation": "activation", "delta": "delta", "target": "target",
    "loss": "loss", "weight_gradient": "gradient", "bias_gradient": "gradient",
}  # fmt: skip
IN_UNITS = ("input", "activation")  # their numbers stand in the circles
LETTERS = {"pre_activation": "z ", "delta": "δ ", "target": "y ", "loss": "L "}  # written beside the numbers
LEAST, MOST = 0.9, 3.2  # widths of lines, in points
BIAS = 6.5  # the radius of a bias unit
OUT = 6  # the common beginning of all lines from a unit
KEY_INDENT = 14
WRITTEN = (("weight", "w"), ("weight_gradient", "∂L/∂w"))


def fixed_marks(columns: Columns, source: Source) -> tuple[Mark, ...]:
    """What stays the same while the numbers change: names of columns, brackets, letters, key and caption."""
    marks = _heads(columns, source)
    for c, units in enumerate(columns.units):
        for j in units:
            marks += _around_unit(columns, c, j)
        if None in columns.slots[c]:
            x, y = columns.x[c], columns.y(c, None)
            marks += [Text(x, y + 7, "⋮", size=14, bold=True), Text(x, y - 8, f"{columns.sizes[c] - len(units)} more")]
    return (*marks, *_key(columns, source), *_caption(columns))


def changing_marks(
    columns: Columns, source: Source, known: Set[Key] | None, highlight: Set[Key], along: Set[Key] = frozenset()
) -> dict[Key, Mark]:
    """Lines, units and numbers, each under its name; `known` None means all, `along` has lines without numbers."""
    marks: dict[Key, Mark] = {}
    banded = highlight | along
    for key, points in _lines(columns):
        line = _line(columns, source, key, points, known)
        if key in banded and (key[0] == "weight" or columns.form.rows == "none"):  # a bias has no room for a band
            marks["band", *key] = replace(line, points=_before_numbers(columns, key, points), framed=True)
        marks["line", *key] = line
    for c, units in enumerate(columns.units):
        for j in units:
            key = ("activation", c - 1, j) if c else ("input", j)
            hollow = columns.has_values and known is not None and key not in known
            role = "muted" if hollow else key[0]
            marks["circle", *key] = Circle(
                columns.x[c], columns.y(c, j), columns.radius, role, 1.2 if hollow else 1.8, hollow, key in highlight
            )
    for key, place in columns.places():
        if key[0] in columns.kinds:
            marks |= _number(source, key, place, known is None or key in known, key in highlight)
    return marks


def _number(source: Source, key: Key, place: tuple, is_known: bool, framed: bool) -> dict[Key, Mark]:
    """A number, or ? where it is not known yet; target and loss stand in boxes of their own."""
    x, y, align = place
    text = LETTERS.get(key[0], "") + (short(source[key], narrow=key[0] in IN_UNITS) if is_known else "?")
    role = (ROLES.get(key[0]) or _sign(source[key])) if is_known else "muted"
    if key[0] in ("target", "loss"):
        box = Box(x, y, TARGET, LOSS_HEIGHT, role, 1.8 if is_known else 1.2, framed)
        return {("box", *key): box, key: Text(x, y, text, role, align, known=is_known)}
    framed = framed and key[0] not in IN_UNITS  # there the unit itself is framed
    return {key: Text(x, y, text, role, align, framed=framed, known=is_known)}


def _sign(weight: float) -> str:
    return "positive" if weight > 0 else "negative" if weight < 0 else "muted"


def _line(columns: Columns, source: Source, key: Key, points: tuple, known: Set[Key] | None) -> Line:
    """Colour and dash for the sign of the weight, width for its size; a plain thin line where it is not known."""
    if "weight" not in source.kinds or (known is not None and key not in known):
        return Line(points, "muted", LEAST)
    weight, largest = source[key], _largest_weight(source)
    share = min(abs(weight) / largest, 1) if math.isfinite(weight) and largest else 0
    width = (LEAST + share * (MOST - LEAST)) * (0.6 if columns.is_folded else 1)
    return Line(points, _sign(weight), width, weight < 0)


def _largest_weight(source: Source) -> float:
    sizes = [np.abs(layer.weights).max() for layer in source.parameters]
    return max((float(size) for size in sizes if np.isfinite(size)), default=0.0)


def _lines(columns: Columns) -> Iterator[tuple[Key, tuple]]:
    """The name of every drawn weight and bias, and the points of its line."""
    for c in range(1, len(columns.sizes)):
        for j in columns.units[c]:
            for i in columns.units[c - 1]:
                start = (columns.x[c - 1] + columns.radius + OUT, columns.y(c - 1, i))
                yield ("weight", c - 1, i, j), (start, *_row(columns, c, i, j))
            yield ("bias", c - 1, j), _bias_line(columns, c, j)


def _row(columns: Columns, c: int, i: int | None, j: int) -> tuple:
    """The level end of a line: under its numbers, or up to them."""
    start, numbers, bracket = columns.row_x(c)
    ends = {"over": bracket, "beside": numbers - 3, "none": start}
    y = columns.row_y(c, i, j)
    return ((start, y), (ends[columns.form.rows], y))[: 1 if columns.form.rows == "none" else 2]


def _before_numbers(columns: Columns, key: Key, points: tuple) -> tuple:
    """The part of a line on which no numbers stand."""
    if columns.form.rows != "over":
        return points
    return (*points[:-1], (columns.row_x(key[1] + 1)[1] - 3, points[-1][1]))


def _bias_line(columns: Columns, c: int, j: int) -> tuple:
    x, y, radius = _bias_unit(columns, c, j)
    if columns.form.rows != "none":
        return (x + radius, y), _row(columns, c, None, j)[-1]
    return (x + radius, y), (columns.x[c] - 0.8 * columns.radius, columns.y(c, j) - 0.6 * columns.radius)


def _bias_unit(columns: Columns, c: int, j: int) -> tuple[float, float, float]:
    """Center and radius of the small unit that always gives 1."""
    if columns.form.rows != "none":
        return columns.row_x(c)[0] + BIAS, columns.row_y(c, None, j), BIAS
    return columns.x[c] - columns.radius - 7, columns.y(c, j) - 0.75 * columns.radius, 3.5


def _heads(columns: Columns, source: Source) -> list[Mark]:
    """The name of each column and what is in it."""
    y, sizes = columns.height - 12, columns.sizes
    heads = [(columns.x[0], "input", f"{sizes[0]} number{'s' if sizes[0] > 1 else ''}")]
    for l, layer in enumerate(source.network.layers):
        heads.append((columns.x[l + 1], f"layer {l}", f"{sizes[l + 1]} × {layer.activation!r}"))
    if "target" in columns.kinds:
        heads.append((columns.target_x, "target", ""))
    marks = [Text(x, y, name, bold=True) for x, name, _ in heads]
    return marks + [Text(x, y - 14, content, "muted") for x, _, content in heads if content]


def _around_unit(columns: Columns, c: int, j: int) -> list[Mark]:
    """The name in the unit; before it, its bias unit and the bracket that gathers the rows."""
    x, y, r = columns.x[c], columns.y(c, j), columns.radius
    marks: list[Mark] = []
    if columns.has_values or not columns.is_folded:  # x₁₂₈ is too wide for a small unit
        place = (y + 11, 12) if columns.has_values else (y, 10)
        marks.append(Text(x, place[0], unit_name(columns.sizes, c, j), "muted", size=place[1]))
    if c:
        bias = _bias_unit(columns, c, j)
        marks.append(Circle(*bias, "muted", 1.0))
        if columns.form.rows != "none":
            bracket, rows = columns.row_x(c)[2], [columns.row_y(c, i, j) for i in (columns.units[c - 1][0], None)]
            marks += [Line(tuple((bracket, row) for row in rows)), Line(((bracket, y), (x - r, y)))]
            marks.append(Text(bias[0], bias[1], "b", "muted"))
        else:
            marks.append(Line(((columns.row_x(c)[0], y), (x - r, y))))
    if c < len(columns.sizes) - 1:
        marks.append(Line(((x + r, y), (x + r + OUT, y))))
    elif "target" in columns.kinds:
        marks.append(Line(((x + r + 3, y), (columns.target_x - TARGET / 2, y)), "grid"))
    return marks


def _key(columns: Columns, source: Source) -> list[Mark]:
    """What the lines, and the numbers at them, mean."""
    x, y = KEY_INDENT, columns.height - HEAD - columns.body - columns.key_height / 2
    marks: list[Mark] = []
    if "weight" in source.kinds:
        for role, text in (("positive", "w > 0"), ("negative", "w < 0")):
            marks += [Line(((x, y), (x + 30, y)), role, 2.2, role == "negative"), Text(x + 35, y, text, align="l")]
            x += 88
    letters = [(kind, text) for kind, text in WRITTEN if kind in columns.kinds]
    if columns.form.rows != "none" and "weight_gradient" in columns.kinds:  # weights alone say what they are
        marks += [Line(((x, y), (x + 22, y)))]
        for k, (kind, text) in enumerate(letters):
            if columns.form.rows == "over":
                place = (x + 2, y + (8 if kind == "weight" else -8))
            else:
                place = (x + 27 + 22 * k, y)
            marks.append(Text(*place, text, "gradient" if kind == "weight_gradient" else "ink", "l"))
        x += 64 if columns.form.rows == "over" else 106
    marks += [
        Circle(x + 4, y, BIAS if columns.form.rows != "none" else 3.5, "muted", 1.0),
        Text(x + 16, y, "bias", align="l"),
    ]
    if columns.form.rows != "none":
        marks.append(Text(x + 4, y, "b", "muted"))
    if columns.has_values:
        marks.append(Text(x + 72, y, "in a unit: name, a", align="l"))
    return marks


def _caption(columns: Columns) -> list[Mark]:
    """What is left out, with the true counts; nothing where everything is drawn."""
    sizes, units = columns.sizes, columns.units
    n_lines, n_weights = (sum(a * b for a, b in pairwise(counts)) for counts in (list(map(len, units)), sizes))
    names = ["inputs", *(f"in layer {l}" for l in range(len(sizes) - 1))]
    drawn = [f"{len(u)} of {size} {name}" for u, size, name in zip(units, sizes, names, strict=True) if len(u) < size]
    drawn = drawn if len(drawn) <= 3 else ["4 of the units of each large column"]
    text = ""
    if columns.is_folded:
        text = f"Drawn: {', '.join(drawn)}; {n_lines:,} of {n_weights:,} weights."
    elif columns.kinds != columns.wanted:
        missing = "numbers" if "weight" in columns.wanted - columns.kinds else "gradients"
        text = f"There is no room here for the {missing} of the {n_weights:,} lines."
    return [Text(KEY_INDENT, CAPTION / 2 + 4, text, "muted", "l")] if text else []
