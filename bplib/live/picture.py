"""A picture in the page that the kernel can replace while a cell is running."""

from pathlib import Path

import anywidget
import traitlets

from ..figures.picture import Picture

__all__ = ["LivePicture"]


class LivePicture(anywidget.AnyWidget):
    """Shows the latest `Picture` it was given. Where there is no kernel, its first picture stays, as a still."""

    _esm = Path(__file__).with_name("picture.js")

    png = traitlets.Bytes().tag(sync=True)
    alt = traitlets.Unicode().tag(sync=True)

    def __init__(self, first: Picture):
        super().__init__(png=first.png, alt=first.alt)
        self._still = first

    def show(self, picture: Picture) -> None:
        """Replace the picture and its alternative text in one message."""
        with self.hold_sync():
            self.png, self.alt = picture.png, picture.alt

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/html": self._still.html, "text/plain": self._still.alt}, metadata
