"""How the two classes look in every picture: class 0 as circles, class 1 as squares, each in its colour."""

import numpy as np
from matplotlib.colors import to_hex, to_rgb

from .palette import TEXT_SIZE, Theme

__all__ = ["CLASSES", "class_key", "class_points", "tinted"]

PITCH = 0.92  # inches from one entry of the key to the next
CLASSES = (("negative", "o", "●"), ("positive", "s", "■"))  # of class 0 and 1: role, marker, and the marker in a text


def class_points(axes, theme: Theme, k: int, size: float = 7.0, **style):
    """An empty, moving line of points of class k."""
    role, marker, _ = CLASSES[k]
    edges = {"markeredgecolor": theme.card, "markeredgewidth": 0.8, "markersize": size}
    return axes.plot([], [], linestyle="", marker=marker, color=theme[role], animated=True, **edges, **style)[0]


def class_key(figure, left: float, height: float, theme: Theme, more: tuple[str, ...] = ()) -> None:
    """What the two classes look like, in a line that begins here, in inches; `more` entries follow in ink."""
    entries = [(f"{mark} class {k}", theme[role]) for k, (role, _, mark) in enumerate(CLASSES)]
    width, up = figure.get_size_inches()
    for k, (text, color) in enumerate([*entries, *((text, theme.ink) for text in more)]):
        figure.text((left + PITCH * k) / width, height / up, text, color=color, fontsize=TEXT_SIZE, va="center")


def tinted(color: str, ground: str, share: float) -> str:
    """The ground with this share of a colour in it."""
    return to_hex(share * np.array(to_rgb(color)) + (1 - share) * np.array(to_rgb(ground)))
