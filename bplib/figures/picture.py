"""A picture together with its alternative text, shown in the one form that notebooks, HTML and slides all keep."""

import base64
import html
import io

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from . import palette

__all__ = ["Picture", "new_figure", "png_of", "style_axes"]

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
        style = f"max-width: 100%; width: {width}px; height: auto; background: {palette.CARD}; border-radius: 6px"
        image = f'<img alt="{html.escape(self.alt)}" style="{style}" src="data:image/png;base64,{source}">'
        return f'<figure style="margin: 0.5em 0">{image}</figure>'

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.alt}


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of this size in inches, on the light card; no global state, so nothing has to be closed."""
    figure = Figure(figsize=(width, height), dpi=PIXELS_PER_INCH, facecolor=palette.CARD, layout="constrained")
    FigureCanvasAgg(figure)
    return figure


def style_axes(axes, x_label: str, y_label: str) -> None:
    """The course's calm axes: labelled, two spines, a faint grid behind the data."""
    axes.set_xlabel(x_label, fontsize=palette.TEXT_SIZE)
    axes.set_ylabel(y_label, fontsize=palette.TEXT_SIZE)
    axes.tick_params(labelsize=palette.TEXT_SIZE, colors=palette.INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=palette.GRID, linewidth=0.8)
    axes.set_axisbelow(True)


def png_of(figure: Figure, quick: bool = False) -> bytes:
    """The canvas of the figure, as it has been drawn, as PNG; `quick` trades size for speed."""
    image = Image.fromarray(np.asarray(figure.canvas.buffer_rgba())).convert("RGB")
    if not quick:  # calm pictures have few colours: a palette makes them several times smaller
        image = image.quantize(colors=256, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1 if quick else 9)
    return buffer.getvalue()
