"""Draws a `Diagram`: shapes with matplotlib's Agg, texts with Pillow, the fixed parts only once.

Matplotlib lays out and draws a text in 0.7 ms, Pillow in 0.04 ms with the same font; with thirty numbers that decides
whether a picture can follow a slider. Shapes go through one line, one circle and one box that are moved about.
"""

from functools import lru_cache

from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.lines import Line2D
from matplotlib.patches import Circle as CirclePatch
from matplotlib.patches import FancyBboxPatch
from PIL import ImageDraw, ImageFont

from .marks import Box, Circle, Diagram, Line, Text
from .palette import Theme
from .picture import PIXELS_PER_INCH, Caption, Picture, agg_image, new_figure

__all__ = ["Canvas", "text_box", "write"]

SCALE = PIXELS_PER_INCH / 72  # pixels per point
DASH = (0, (3.0, 1.6))  # in line widths
HALO = 4  # pixels around a text
FRAME = 2.5  # from what is highlighted to the border around it


class Canvas:
    """A card of this size in points on which descriptions of the same size are drawn again and again."""

    def __init__(self, width: float, height: float, theme: Theme):
        self.theme, self.size = theme, (width, height)
        self.figure = new_figure(width / 72, height / 72, theme, layout=None)
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(0, height))
        self.axes.set_axis_off()
        self.line = self.axes.add_line(Line2D([], [], animated=True, dash_capstyle="butt", solid_capstyle="butt"))
        self.circle = self.axes.add_patch(CirclePatch((0, 0), 1, animated=True))
        corners = "round,pad=0,rounding_size=3.5"
        self.box = self.axes.add_patch(FancyBboxPatch((0, 0), 1, 1, boxstyle=corners, animated=True))
        self._fixed = self._background = None

    def picture(self, diagram: Diagram, caption: Caption | None = None) -> Picture:
        """The diagram as a picture."""
        canvas = self.figure.canvas
        if self._background is None or diagram.fixed != self._fixed:
            canvas.draw()
            self._draw(diagram.fixed)
            self._fixed, self._background = diagram.fixed, canvas.copy_from_bbox(self.figure.bbox)
        canvas.restore_region(self._background)
        self._draw(diagram.changing.values())
        return Picture(canvas.buffer_rgba(), diagram.alt, caption)

    def _draw(self, marks) -> None:
        """Shapes with Agg, lines under circles under boxes, then texts with Pillow, all into the same memory."""
        draw = {Line: self._draw_line, Circle: self._draw_circle, Box: self._draw_box, Text: self._draw_frame}
        for kind in (Line, Circle, Box, Text):
            for mark in marks:
                if type(mark) is kind:
                    draw[kind](mark)
        write(self.figure, [mark for mark in marks if type(mark) is Text], self.theme)

    def _draw_line(self, mark: Line) -> None:
        self.line.set_data(*zip(*mark.points, strict=True))
        self.line.set_linestyle("-")
        if mark.framed:  # a bordered band: told from other lines by its shape
            for role, margin in (("ink", FRAME + 1), ("highlight", FRAME)):
                self._stroke(role, mark.width + 2 * margin)
        self.line.set_linestyle(DASH if mark.dashed else "-")
        self._stroke(mark.role, mark.width)

    def _stroke(self, role: str, width: float) -> None:
        self.line.set_color(self.theme[role])
        self.line.set_linewidth(width)
        self.axes.draw_artist(self.line)

    def _draw_circle(self, mark: Circle) -> None:
        """A ring: what is written in it stays."""
        self.circle.set_center((mark.x, mark.y))
        if mark.framed:  # from the middle of its line outward
            for role, width in (("ink", FRAME + 1), ("highlight", FRAME)):
                self.circle.set_radius(mark.radius + mark.width / 2 + width / 2)
                self._fill(self.circle, None, role, width)
        self.circle.set_radius(mark.radius)
        self._fill(self.circle, None, mark.role, mark.width, mark.dashed)

    def _draw_box(self, mark: Box) -> None:
        self.box.set_bounds(mark.x - mark.width / 2, mark.y - mark.height / 2, mark.width, mark.height)
        self._fill(self.box, "highlight" if mark.framed else "card", mark.role, mark.line_width)

    def _draw_frame(self, mark: Text) -> None:
        if mark.framed:
            left, bottom, right, top = text_box(mark)
            self.box.set_bounds(left - FRAME, bottom - FRAME / 2, right - left + 2 * FRAME, top - bottom + FRAME)
            self._fill(self.box, "highlight", "ink")

    def _fill(self, patch, fill: str | None, edge: str, width: float = 1.0, dashed: bool = False) -> None:
        patch.set(facecolor=self.theme[fill] if fill else "none", edgecolor=self.theme[edge], linewidth=width)
        patch.set_linestyle(DASH if dashed else "-")
        self.axes.draw_artist(patch)


def write(figure: Figure, texts: list[Text], theme: Theme) -> None:
    """Write the texts onto the figure's canvas as it has been drawn."""
    image = agg_image(figure)
    pen = ImageDraw.Draw(image)
    for text in texts:
        place, anchor = (text.x * SCALE, image.height - text.y * SCALE), text.align + "m"
        halo = {"stroke_width": HALO, "stroke_fill": theme.card} if text.halo else {}
        pen.text(place, text.text, font=_font(text.size, text.bold), fill=theme[text.role], anchor=anchor, **halo)


def text_box(mark: Text) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what the text covers, in points."""
    left, top, right, bottom = _font(mark.size, mark.bold).getbbox(mark.text, anchor=mark.align + "m")
    return mark.x + left / SCALE, mark.y - bottom / SCALE, mark.x + right / SCALE, mark.y - top / SCALE


@lru_cache
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    """DejaVu Sans, which comes with matplotlib and writes its axes, so that it is there on every system."""
    path = findfont(FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal"))
    return ImageFont.truetype(path, size * SCALE, layout_engine=ImageFont.Layout.BASIC)
