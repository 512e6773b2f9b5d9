"""One palette for the whole course: the same thing has the same colour everywhere, on a light and on a dark card.

Figures ask for roles, never for colours: `theme.delta`, not purple. Four colours, ink and gray serve all roles, so no
two things are told apart by colour alone: negative weights are dashed, letters and signs are written with the numbers.
Read next: `picture.py`.
"""

from dataclasses import dataclass

__all__ = ["DARK", "LIGHT", "PIXELS_PER_INCH", "TEXT_SIZE", "Theme"]

TEXT_SIZE = 10.5  # points, at the size at which pictures are shown
PIXELS_PER_INCH = 192  # twice the size at which a picture is shown, so that it stays sharp


@dataclass(frozen=True)
class Theme:
    """A colour for each role, as #RRGGBB, and how finely pictures are drawn.

    Every role but `grid` and `highlight` has a contrast of at least 4.5:1 with the card and with `highlight`, the
    background of what is pointed at; different colours stay apart in the common kinds of colour blindness.
    """

    card: str  # the background
    ink: str  # text, outlines
    muted: str  # helping lines, what is not known yet
    grid: str
    highlight: str
    activation: str
    input: str
    positive: str  # weights above 0, solid
    negative: str  # weights below 0, dashed
    delta: str
    gradient: str
    loss: str
    target: str
    accuracy: str
    right: str
    wrong: str
    estimate: str  # what was measured by nudging, dashed
    tone_1: str  # what is the same in several places, told apart by letters too
    tone_2: str
    tone_3: str
    tone_4: str
    pixels_per_inch: int = PIXELS_PER_INCH  # not a colour, but it goes the same way, from the page to every drawing

    def __getitem__(self, role: str) -> str:
        return getattr(self, role)


def _theme(blue: str, orange: str, green: str, purple: str, ink: str, gray: str, **surfaces: str) -> Theme:
    """The roles, given to six colours; the same in both themes."""
    return Theme(
        ink=ink, muted=gray, activation=green, input=green, positive=blue, negative=orange, delta=purple, gradient=ink,
        loss=orange, target=ink, accuracy=blue, right=green, wrong=purple, estimate=blue,
        tone_1=blue, tone_2=orange, tone_3=green, tone_4=purple, **surfaces,
    )  # fmt: skip


LIGHT = _theme(
    "#0072B2",
    "#C04F00",
    "#00795A",
    "#9C3C77",
    "#000000",
    "#5E5E5E",
    card="#FFFFFF",
    grid="#DDDDDD",
    highlight="#FFF8DB",
)
DARK = _theme(
    "#4FA8EE",
    "#FF9A3D",
    "#1FC998",
    "#E27FBE",
    "#F5F5F5",
    "#A6A6A6",
    card="#1B1B1B",
    grid="#3D3D3D",
    highlight="#3D3413",
)
