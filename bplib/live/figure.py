"""The live picture: an image in the page that the kernel draws, in the page's theme, whenever something has changed.

`LivePicture` is the one base of everything live; `figure.js` is its other half and explains how the two talk.
`following.py`, where a picture follows controls, is what to read next.
"""

import html
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import anywidget
import numpy as np
import traitlets

from ..figures.palette import DARK, LIGHT, Theme
from ..figures.picture import Picture
from .cells import belongs_to_running_cell

__all__ = ["LivePicture"]

THEMES = {"light": LIGHT, "dark": DARK}
CSS_PIXELS_PER_INCH, MOST_PIXELS = 96, 2  # pixels for one of the page's: a screen has one, or is fine enough with two
_SCRIPTS = ("pixels.js", "controls.js", "figure.js")  # the page's side, one after the other
# JupyterLab's messages come in a thread of their own where the kernel has subshells (ipykernel 7), so that figures
# move while a cell runs. One picture is drawn at a time.
_drawing = threading.RLock()


class LivePicture(anywidget.AnyWidget):
    """Shows `draw(theme)`, again after each `refresh()`. Where there is no kernel, its first picture stays, as a still.

    `draw` takes a `bp.figures.Theme` and returns a `bp.figures.Picture`. `still` is another picture of the same size,
    where the first one shows nothing yet.
    """

    _esm = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = Path(__file__).with_name("figure.css")

    controls = traitlets.List().tag(sync=True)
    task = traitlets.Unicode().tag(sync=True)
    size = traitlets.List().tag(sync=True)  # of the still, in pixels
    areas = traitlets.List().tag(sync=True)  # of the still, to be pointed at: [control, position, lines in pixels]
    room = traitlets.List().tag(sync=True)  # of each text of the captions the longest, for which room is kept

    is_reached_here = False  # whether a part of the task is met by how the controls stand now
    _last_look = ("light", MOST_PIXELS)  # of the page: theme and pixels, as far as any live picture has been told

    def __init__(self, draw: Callable[[Theme], Picture], *, still: Picture | None = None, **traits):
        self._draw = draw
        self._still = still or draw(LIGHT)
        self._number, self._sent = 0, None  # of the last picture sent, and itself
        self._passing = False  # whether the page's control is still on its way
        super().__init__(size=list(self._still.size), **traits)
        belongs_to_running_cell(self)

    def refresh(self) -> None:
        """Draw the picture again and send it to the page."""
        with _drawing:
            self._send_frame(None, has=self._number)

    def _handle_custom_msg(self, content: dict, buffers: list) -> None:
        """Answer the browser, which has told the page's theme and pixels, and the positions of the controls."""
        with _drawing:
            theme, pixels = content.get("theme"), content.get("pixels")
            LivePicture._last_look = theme if theme in THEMES else "light", 1 if pixels == 1 else MOST_PIXELS
            self._passing = bool(content.get("passing"))
            if content.get("reset"):
                self._begin_again()
            self._send_frame(content.get("ask"), content.get("positions"), content.get("has"))
            self._prepare()

    def _send_frame(self, ask, positions: list | None = None, has: int | None = None) -> None:
        """One message for each question, come what may: the browser waits for it before it asks again."""
        name, pixels = LivePicture._last_look
        frame, buffers = {"ask": ask, "theme": name, "pixels": pixels}, []
        try:
            self._move_to(positions)
            picture = self._draw(replace(THEMES[name], pixels_per_inch=pixels * CSS_PIXELS_PER_INCH))
            met = self._parts_met()
            frame |= {"alt": picture.alt, "size": picture.size}
            frame |= {"reached": bool(met) and all(met), "here": self.is_reached_here, "parts": met}
            frame["caption"] = picture.caption and asdict(picture.caption)
            frame["states"] = self._states()
            buffers = [self._changes(picture, has, frame)]
        except (Exception, KeyboardInterrupt) as error:  # shown where the picture would be
            frame["error"] = f"No picture for these values: {type(error).__name__}: {error}"
        self.send(frame | {"positions": self._positions(), "done": self._is_done()}, buffers)

    def _changes(self, picture: Picture, has: int | None, frame: dict) -> np.ndarray:
        """The picture's runs, and in the frame its number and that of the picture on which it rests, if on any.

        Only what differs from the last picture is sent where the page has that one; else all of it: to a page that
        has just been opened, or to one of two that has missed a picture.
        """
        is_known = self._sent is not None and has == self._number and self._sent.size == picture.size
        frame |= {"number": self._number + 1, "base": self._number if is_known else None}
        runs = picture.runs(self._sent if is_known else None)
        self._number, self._sent = self._number + 1, picture
        return runs

    def _prepare(self) -> None:
        """Make ready what may be asked for next: the answer is on its way."""

    def _move_to(self, positions: list | None) -> None:
        """Take over where the browser's controls stand."""

    def _begin_again(self) -> None:
        """Forget what was reached: the browser's Reset was pressed."""

    def _positions(self) -> list:
        return []

    def _states(self) -> list:
        """What each control is to show besides its position; empty where no control has anything to show."""
        return []

    def _is_done(self) -> bool:
        """Whether a `Run` control has nothing more to run."""
        return False

    def _parts_met(self) -> list[bool]:
        """Of each part of the task whether it has been met, now or before."""
        return []

    def _still_html(self) -> str:
        task = f"<p><strong>Task</strong> {html.escape(self.task)}</p>" if self.task else ""
        names = ", ".join(html.escape(control["name"]) for control in self.controls)
        hint = f"<p>Run this cell in JupyterLab to move: {names}.</p>" if names else ""
        return task + self._still.html + hint

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": self._still_html(), "text/plain": self._still.alt}, metadata
