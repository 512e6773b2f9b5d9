"""A picture together with its alternative text, shown in the one form that notebooks, HTML and slides all keep."""

import base64
import html
import io
from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from .palette import LIGHT, TEXT_SIZE, Theme

__all__ = ["Picture", "agg_image", "encode", "new_figure", "png_of", "style_axes"]

PIXELS_PER_INCH = 192  # twice the size at which it is shown, so that it stays sharp
ALT_LENGTH = range(25, 301)


class Picture:
    """A PNG with its alternative text of 25 to 300 characters; as the last value of a cell it is shown.

    JupyterLab and nbconvert drop an alternative text that is given as metadata of an image, so the picture is an HTML
    figure with everything in it.
    """

    def __init__(self, png: bytes, alt: str):
        if len(alt) not in ALT_LENGTH:
            raise ValueError(f"The alternative text has {len(alt)} characters, expected 25 to 300: {alt!r}. Reword it.")
        self.png, self.alt = png, alt

    @property
    def html(self) -> str:
        """The picture as one HTML figure on a light card."""
        width = Image.open(io.BytesIO(self.png)).width * 96 // PIXELS_PER_INCH
        source = base64.b64encode(self.png).decode("ascii")
        style = f"max-width: 100%; width: {width}px; height: auto; background: {LIGHT.card}; border-radius: 6px"
        image = f'<img alt="{html.escape(self.alt)}" style="{style}" src="data:image/png;base64,{source}">'
        return f'<figure style="margin: 0.5em 0">{image}</figure>'

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.alt}


def new_figure(width: float, height: float, theme: Theme = LIGHT, layout: str | None = "constrained") -> Figure:
    """An empty figure of this size in inches on the theme's card; no global state, so nothing has to be closed."""
    figure = Figure(figsize=(width, height), dpi=PIXELS_PER_INCH, facecolor=theme.card, layout=layout)
    FigureCanvasAgg(figure)
    return figure


def style_axes(axes, x_label: str, y_label: str, theme: Theme = LIGHT) -> None:
    """The course's calm axes: labelled, two spines, a faint grid behind the data."""
    axes.set_facecolor(theme.card)
    axes.set_xlabel(x_label, fontsize=TEXT_SIZE, color=theme.ink)
    axes.set_ylabel(y_label, fontsize=TEXT_SIZE, color=theme.ink)
    axes.tick_params(labelsize=TEXT_SIZE, colors=theme.ink)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(theme.ink)
    axes.grid(color=theme.grid, linewidth=0.8)
    axes.set_axisbelow(True)


def png_of(figure: Figure, theme: Theme = LIGHT, quick: bool = False) -> bytes:
    """The canvas of the figure, as it has been drawn, as PNG; `quick` trades size for speed."""
    return encode(agg_image(figure), theme, quick)


def agg_image(figure: Figure) -> Image.Image:
    """A copy of the figure's canvas as it has been drawn."""
    return Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("RGB")


def encode(image: Image.Image, theme: Theme = LIGHT, quick: bool = False) -> bytes:
    """The image as PNG with at most 256 colours, which calm pictures do not exceed: smaller, and much quicker to pack.

    A still gets the colours that suit it best, a quick picture those that the theme's colours and their edges need.
    """
    colors = {"palette": _colors(theme)} if quick else {"colors": 256}
    image = image.quantize(dither=Image.Dither.NONE, **colors)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1 if quick else 9)
    return buffer.getvalue()


@lru_cache
def _colors(theme: Theme) -> Image.Image:
    """The theme's colours, each in equal steps from the card and from the highlight, as Pillow wants a palette."""
    colors = np.array([tuple(bytes.fromhex(color[1:])) for color in sorted(set(vars(theme).values()))])
    surfaces = np.array([tuple(bytes.fromhex(color[1:])) for color in (theme.card, theme.highlight)])
    steps = np.linspace(0, 1, 256 // (len(surfaces) * len(colors)))[:, np.newaxis]
    ramps = [(1 - steps) * surface + steps * color for surface in surfaces for color in colors]
    table = Image.new("P", (1, 1))
    table.putpalette(np.vstack(ramps).round().astype(np.uint8).tobytes())
    return table
