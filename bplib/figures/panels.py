"""What figures of several panels share: artists that move, and a line of text above a panel that changes with them."""

from .marks import Text
from .palette import TEXT_SIZE
from .picture import in_points

__all__ = ["leave_room_for_title", "moving", "title_above"]


def moving(axes, form: str, **style):
    """A line, or markers, to be moved about: drawn anew each time; wherever it is, the layout stays."""
    (line,) = axes.plot([], [], form, animated=True, **style)
    line.set_in_layout(False)
    return line


def leave_room_for_title(axes) -> None:
    """Keep a line above the axes free for `title_above`."""
    axes.set_title("room", fontsize=TEXT_SIZE, color="none", loc="left", pad=9)


def title_above(axes, text: str, role: str = "ink") -> Text:
    """A line of text above the axes, at their left end; to be written once the figure has been drawn."""
    x, y = in_points(axes.figure, axes.transAxes.transform((0, 1)))
    return Text(x, y + 1.15 * TEXT_SIZE, text, role, align="l", size=TEXT_SIZE)
