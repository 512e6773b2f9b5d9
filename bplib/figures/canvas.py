"""Draws a `Diagram`: shapes with matplotlib's Agg, texts with Pillow, the fixed parts only once.

Agg is called without matplotlib's artists, which take longer to be laid out than to be drawn, and a text is kept as it
was once written: together that is three times as quick, and with fifty marks it decides whether a picture can follow a
slider.
"""

from functools import lru_cache

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.patches import BoxStyle
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image, ImageDraw, ImageFont

from .marks import Box, Cells, Circle, Diagram, Fill, Line, Text
from .palette import PIXELS_PER_INCH, Theme
from .picture import Caption, Picture, image_over

__all__ = ["Canvas", "text_box", "write"]

SCALE = PIXELS_PER_INCH / 72  # pixels per point, of stills
PAGE_PIXEL = 0.75  # points; what is to end at whole pixels on every screen has a multiple of it as its size
DASHES = (3.0, 1.6)  # line and gap, in line widths
HALO = 1.5  # around a text, in points
FRAME = 2.5  # from what is highlighted to the border around it
ROUND = 3.5  # the radius of a box's corners
CIRCLE = Path.unit_circle()
KEPT = 4000  # texts, about 3 kB each


class Canvas:
    """A card of this size in points on which descriptions of the same size are drawn again and again."""

    def __init__(self, width: float, height: float, theme: Theme):
        self.theme, self.size, self._scale = theme, (width, height), theme.pixels_per_inch / 72
        self._agg = RendererAgg(int(width * self._scale), int(height * self._scale), theme.pixels_per_inch)
        self._to_pixels = Affine2D().scale(self._scale)
        self._pen = self._agg.new_gc()
        self._image = image_over(self._agg)
        self._fixed = self._background = None

    def picture(self, diagram: Diagram, caption: Caption | None = None) -> Picture:
        """The diagram as a picture."""
        if self._background is None or diagram.fixed != self._fixed:
            self._image.paste(self.theme.card, (0, 0, *self._image.size))
            self._draw(diagram.fixed)
            self._fixed, self._background = diagram.fixed, self._agg.copy_from_bbox(self._agg.bbox)
        self._agg.restore_region(self._background)
        self._draw(diagram.changing.values())
        return Picture(self._agg.buffer_rgba(), diagram.alt, caption)

    def _draw(self, marks) -> None:
        """Cells, then shapes with Agg, lines under circles under boxes, then texts with Pillow, in the same memory."""
        draw = {Cells: self._draw_cells, Line: self._draw_line, Circle: self._draw_circle, Box: self._draw_box}
        for kind, draw_one in (draw | {Text: self._draw_frame}).items():
            for mark in marks:
                if type(mark) is kind:
                    draw_one(mark)
        _write(self._image, [mark for mark in marks if type(mark) is Text], self.theme)

    def _draw_cells(self, mark: Cells) -> None:
        """A thousand cells take as long as ten: they are painted as one image, with a line of the grid around each."""
        numbers, height, width = (
            np.array(mark.numbers),
            round(mark.height * self._scale),
            round(mark.width * self._scale),
        )
        colors = _colors((Fill("grid"), Fill("card"), *mark.fills), self.theme)
        pixels = colors[1:][numbers].repeat(height, axis=0).repeat(width, axis=1)
        pixels[::height] = pixels[:, ::width] = colors[0]
        place = round(mark.x * self._scale), round(self._image.height - mark.y * self._scale)
        self._image.paste(Image.fromarray(pixels), place)

    def _draw_line(self, mark: Line) -> None:
        path = Path(mark.points)
        if mark.framed:  # a bordered band: told from other lines by its shape
            for role, margin in (("ink", FRAME + 1), ("highlight", FRAME)):
                self._stroke(path, self._to_pixels, role, mark.width + 2 * margin, join="round")
        self._stroke(path, self._to_pixels, mark.role, mark.width, mark.dashed, join="round")

    def _draw_circle(self, mark: Circle) -> None:
        """A ring: what is written in it stays."""
        at = lambda radius: Affine2D().scale(radius).translate(mark.x, mark.y).scale(self._scale)  # noqa: E731
        if mark.framed:  # from the middle of its line outward
            for role, width in (("ink", FRAME + 1), ("highlight", FRAME)):
                self._stroke(CIRCLE, at(mark.radius + mark.width / 2 + width / 2), role, width)
        self._stroke(CIRCLE, at(mark.radius), mark.role, mark.width, mark.dashed)

    def _draw_box(self, mark: Box) -> None:
        fill = "highlight" if mark.framed else "card"
        self._fill(mark.x, mark.y, mark.width, mark.height, fill, mark.role, mark.line_width)

    def _draw_frame(self, mark: Text) -> None:
        if mark.framed:
            left, bottom, right, top = text_box(mark)
            size = right - left + 2 * FRAME, top - bottom + FRAME
            self._fill((left + right) / 2, (bottom + top) / 2, *size, "highlight", "ink", 1.0)

    def _fill(self, x: float, y: float, width: float, height: float, fill: str, edge: str, line_width: float) -> None:
        """A box with round corners around (x, y)."""
        shape = BoxStyle.Round(pad=0, rounding_size=ROUND)(-width / 2, -height / 2, width, height, 1)
        self._stroke(shape, Affine2D().translate(x, y).scale(self._scale), edge, line_width, fill=fill)

    def _stroke(
        self, path, place, role: str, width: float, dashed=False, join="miter", fill: str | None = None
    ) -> None:
        self._pen.set_foreground(to_rgba(self.theme[role]), isRGBA=True)
        self._pen.set_linewidth(width)
        self._pen.set_joinstyle(join)
        self._pen.set_dashes(0, [width * part for part in DASHES] if dashed else None)
        self._agg.draw_path(self._pen, path, place, to_rgba(self.theme[fill]) if fill else None)


@lru_cache(200)
def _colors(fills: tuple[Fill, ...], theme: Theme) -> np.ndarray:
    """The colour of each fill, (n, 3) bytes."""
    roles, others = (np.array([to_rgb(theme[name]) for name in names]) for names in
                     ([fill.role for fill in fills], [fill.other for fill in fills]))  # fmt: skip
    shares, mixed = (np.array(values)[:, None] for values in
                     ([fill.share for fill in fills], [fill.mixed for fill in fills]))  # fmt: skip
    colors = shares * (roles + mixed * (others - roles)) + (1 - shares) * to_rgb(theme.card)
    return (255 * colors + 0.5).astype(np.uint8)


def write(figure: Figure, texts: list[Text], theme: Theme) -> None:
    """Write the texts onto the figure's canvas as it has been drawn."""
    _write(image_over(figure.canvas), texts, theme)


def _write(image: Image.Image, texts: list[Text], theme: Theme) -> None:
    scale = theme.pixels_per_inch / 72
    for text in texts:
        for role, stroke in ((("card", round(HALO * scale)),) if text.halo else ()) + ((text.role, 0),):
            (left, top), mask = _written(text.text, text.size * scale, text.bold, text.align, stroke)
            place = round(text.x * scale) + left, round(image.height - text.y * scale) + top
            image.paste(theme[role], place, mask)


@lru_cache(KEPT)
def _written(text: str, size: float, bold: bool, align: str, stroke: int) -> tuple[tuple[int, int], Image.Image]:
    """The text as a mask, and where its upper left corner stands, seen from the place of the text; size in pixels."""
    font, how = _font(size, bold), {"anchor": align + "m", "stroke_width": stroke}
    left, top, right, bottom = map(int, font.getbbox(text, **how))
    mask = Image.new("L", (max(right - left, 1), max(bottom - top, 1)))
    ImageDraw.Draw(mask).text((-left, -top), text, font=font, fill=255, **how)
    return (left, top), mask


def text_box(mark: Text) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what the text covers, in points."""
    left, top, right, bottom = _font(mark.size * SCALE, mark.bold).getbbox(mark.text, anchor=mark.align + "m")
    return mark.x + left / SCALE, mark.y - bottom / SCALE, mark.x + right / SCALE, mark.y - top / SCALE


@lru_cache
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with matplotlib and writes its axes, so that it is there on every system."""
    path = findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal"))
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
