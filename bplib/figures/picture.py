"""A picture together with its alternative text, shown in the one form that notebooks, HTML and slides all keep."""

import base64
import html
import io
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from .palette import LIGHT, PIXELS_PER_INCH, TEXT_SIZE, Theme

__all__ = [
    "Caption",
    "Picture",
    "axes_at",
    "image_over",
    "in_points",
    "new_figure",
    "picture_of",
    "redraw",
    "style_axes",
]

MAX_BYTES = 60_000  # of a still
# Colours and resolution of a still: the first that keeps to it.
STILLS = ((128, PIXELS_PER_INCH), (32, PIXELS_PER_INCH), (32, 144), (32, 120), (32, 96), (32, 84))
ALT_LENGTH = range(25, 301)
LEAST_WIDTH = 504  # CSS pixels: a picture that is made smaller can no longer be read, and is moved sideways instead
TEXTS = "padding: 0.5em 1em"  # around the texts of a caption
_drawn = WeakKeyDictionary()  # of a figure: its fixed parts as drawn, and its changing artists


@dataclass(frozen=True)
class Caption:
    """Texts above and below a picture, for what needs more than 300 characters: as HTML, escaped, and as read aloud."""

    above: tuple[str, ...]
    below: str
    spoken: str


class Picture:
    """An image with its alternative text of 25 to 300 characters; as the last value of a cell it is shown.

    JupyterLab and nbconvert drop an alternative text that is given as metadata of an image, so the picture is an HTML
    figure with everything in it. `pixels` are (height, width, 4) bytes, or a Pillow image; they are copied, and kept as
    one number for each pixel, in reading order. To pack them as PNG takes 15 to 30 ms: that is done for stills only,
    live figures send what `runs` gives.
    """

    def __init__(self, pixels, alt: str, caption: Caption | None = None):
        if len(alt) not in ALT_LENGTH:
            raise ValueError(f"The alternative text has {len(alt)} characters, expected 25 to 300: {alt!r}. Reword it.")
        self.alt, self.caption = alt, caption
        pixels = np.asarray(pixels.convert("RGBA") if isinstance(pixels, Image.Image) else pixels)
        self.size = pixels.shape[1::-1]  # width, height
        self.pixels = np.array(pixels, order="C").view(np.uint32).ravel()  # the bytes of red, green, blue, alpha as one

    def runs(self, before: "Picture | None" = None) -> np.ndarray:
        """The runs of equal pixels, in reading order, as three rows: where each begins, where it ends, its colour.

        With `before`, a picture of the same size, only of those pixels that differ from it: a few, where a line moves.
        """
        pixels = self.pixels
        if before is None:
            breaks = np.flatnonzero(pixels[1:] != pixels[:-1]) + 1
            begins, ends = np.append(0, breaks), np.append(breaks, len(pixels))
        else:
            where = np.flatnonzero(pixels != before.pixels)
            goes_on = (np.diff(where) == 1) & (pixels[where[1:]] == pixels[where[:-1]])
            breaks, n = np.flatnonzero(~goes_on), len(where)  # [:n] where nothing differs
            begins, ends = where[np.append(0, breaks + 1)[:n]], where[np.append(breaks, n - 1)[:n]] + 1
        return np.stack([begins, ends, pixels[begins]]).astype(np.uint32)

    @property
    def image(self) -> Image.Image:
        """The picture as a Pillow image."""
        width, height = self.size
        return Image.fromarray(self.pixels.view(np.uint8).reshape(height, width, 4))

    @cached_property
    def png(self) -> bytes:
        """The image as PNG with few colours, as calm pictures have: several times smaller.

        A crowded picture of more than 60 kB is stored with fewer colours, then with fewer pixels, as its dpi says.
        """
        image = self.image.convert("RGB")
        for n_colors, dpi in STILLS:
            size = image.width * dpi // PIXELS_PER_INCH, image.height * dpi // PIXELS_PER_INCH
            scaled = image if size == image.size else image.resize(size, Image.Resampling.BOX)
            buffer = io.BytesIO()
            colors = scaled.quantize(colors=n_colors, dither=Image.Dither.NONE)
            colors.save(buffer, "PNG", compress_level=9, dpi=(dpi, dpi))
            if buffer.tell() <= MAX_BYTES:
                break
        return buffer.getvalue()

    @property
    def source(self) -> str:
        """The PNG as the address of an HTML image."""
        return f"data:image/png;base64,{base64.b64encode(self.png).decode('ascii')}"

    @property
    def html(self) -> str:
        """The picture as one HTML figure on a light card."""
        style = f"display: block; max-width: max(100%, {LEAST_WIDTH}px); width: {self.width}px; height: auto"
        picture = f'<img alt="{html.escape(self.alt)}" style="{style}" src="{self.source}">'
        if self.caption:
            above = f'<figcaption style="{TEXTS}">{"".join(self.caption.above)}</figcaption>'
            picture = f'{above}{picture}<div style="{TEXTS}">{self.caption.below}</div>'
        card = f"color: {LIGHT.ink}; background: {LIGHT.card}; border-radius: 6px; overflow: auto hidden"
        return f'<figure style="margin: 0.5em 0; width: {self.width}px; max-width: 100%; {card}">{picture}</figure>'

    @property
    def width(self) -> int:
        """The width at which it is shown, in CSS pixels."""
        return self.size[0] * 96 // PIXELS_PER_INCH

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.alt}


def new_figure(width: float, height: float, theme: Theme = LIGHT, layout: str | None = "constrained") -> Figure:
    """An empty figure of this size in inches on the theme's card; no global state, so nothing has to be closed."""
    figure = Figure(figsize=(width, height), dpi=theme.pixels_per_inch, facecolor=theme.card, layout=layout)
    FigureCanvasAgg(figure)
    return figure


def axes_at(figure: Figure, left: float, bottom: float, width: float, height: float):
    """Axes of this size, so far from the left and lower edge of the figure: all in inches."""
    return figure.add_axes(np.divide((left, bottom, width, height), np.tile(figure.get_size_inches(), 2)))


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


def picture_of(figure: Figure, alt: str) -> Picture:
    """Draw the figure, as `redraw` does, and take a picture of it."""
    redraw(figure)
    return Picture(figure.canvas.buffer_rgba(), alt)


def redraw(figure: Figure) -> None:
    """Draw artists made with `animated=True` every time, and everything else only when it has changed.

    Matplotlib marks a figure as stale when one of its artists changes, but for animated ones: so the fixed parts (axes,
    labels, grid), which take ten times as long, are drawn once, and again of themselves when limits or labels change.
    """
    if figure.stale or figure not in _drawn:
        figure.canvas.draw()
        changing = figure.findobj(lambda artist: artist.get_animated(), include_self=False)
        changing.sort(key=lambda artist: artist.get_zorder())
        _drawn[figure] = figure.canvas.copy_from_bbox(figure.bbox), changing
    fixed, changing = _drawn[figure]
    figure.canvas.restore_region(fixed)
    for artist in changing:
        artist.axes.draw_artist(artist)


def in_points(figure: Figure, pixels):
    """Pixels of a figure as points, in which texts are placed."""
    return pixels * 72 / figure.dpi


def image_over(canvas) -> Image.Image:
    """What has been drawn on a canvas of Agg, or by its renderer, as a Pillow image to be drawn on: the same memory."""
    pixels = canvas.buffer_rgba()
    height, width = pixels.shape[:2]
    image = Image.frombuffer("RGBA", (width, height), pixels, "raw", "RGBA", 0, 1)
    image.readonly = 0  # else Pillow would draw on a copy
    return image
