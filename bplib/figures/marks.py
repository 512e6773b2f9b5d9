"""What a diagram is made of, as plain data: lines, circles, boxes, texts and tables of cells, with roles for colours.

A `Diagram` is the whole description of a picture: its still and its live form are drawn from it by `canvas.py`. It can
be tested without a pixel. Lengths are points (1/72 inch) from the lower left, at the size at which it is shown.
"""

from dataclasses import dataclass

__all__ = ["Box", "Cells", "Circle", "Diagram", "Fill", "Key", "Line", "Mark", "Text"]

Key = tuple  # the name of what is drawn, such as ("weight", l, i, j) or ("line", "weight", l, i, j)


@dataclass(frozen=True, slots=True)
class Line:
    """A line through two or more points; `framed` lines lie in a bordered band of the highlight's colour."""

    points: tuple[tuple[float, float], ...]
    role: str = "muted"
    width: float = 1.0
    dashed: bool = False
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle without filling; dashed where what it stands for is not known yet."""

    x: float
    y: float
    radius: float
    role: str = "ink"
    width: float = 1.6
    dashed: bool = False
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle with rounded corners around its center."""

    x: float
    y: float
    width: float
    height: float
    role: str = "ink"
    line_width: float = 1.2
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `align` is l, m or r. `known` is False for a number that is not known yet and reads ?.

    With a `halo` in the card's colour it can be read where it lies over a line.
    """

    x: float
    y: float
    text: str
    role: str = "ink"
    align: str = "m"
    size: float = 10.0
    bold: bool = False
    framed: bool = False
    known: bool = True
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """The colour of a cell: a role, with this much of another one in it, and as strong on the card as `share` says."""

    role: str
    share: float = 1.0
    other: str = "card"
    mixed: float = 0.0


@dataclass(frozen=True, slots=True)
class Cells:
    """A table of equal cells, (x, y) its upper left corner: numbers[i][j] counts fills from 1, 0 is empty."""

    x: float
    y: float
    width: float
    height: float
    numbers: tuple[tuple[int, ...], ...]
    fills: tuple[Fill, ...]


Mark = Line | Circle | Box | Text | Cells


@dataclass(frozen=True)
class Diagram:
    """The description of a picture: `fixed` marks stay from one redrawing to the next, `changing` ones have names."""

    width: float
    height: float
    fixed: tuple[Mark, ...]
    changing: dict[Key, Mark]
    alt: str

    @property
    def numbers(self) -> dict[Key, Text]:
        """The numbers by name, such as ("delta", 1, 0), each with its text and whether it is known."""
        return {key: mark for key, mark in self.changing.items() if isinstance(mark, Text)}

    @property
    def texts(self) -> list[Text]:
        """All texts, labels and numbers."""
        return [mark for mark in (*self.fixed, *self.changing.values()) if isinstance(mark, Text)]
