"""Live figures on a screen with one pixel for each of the page's: the same picture, with a quarter of the pixels."""

import numpy as np
import pytest
from PIL import Image

import bplib as bp  # noqa: F401  what the gallery's cells import
from browser import gallery
from live_frames import pixels

NAMES = [name for name in gallery.GALLERY if name != "watched"]


def picture(live, sent, theme, n_pixels):
    question = {"ask": [7, len(sent)], "positions": None, "theme": theme, "pixels": n_pixels, "has": None}
    live._handle_custom_msg(question, [])
    frame, buffers = sent[-1]
    assert "error" not in frame, frame["error"]
    return frame, pixels(frame, buffers)[:, :, :3].astype(float)


@pytest.mark.parametrize("name", NAMES)
def test_with_half_as_many_pixels_a_side_a_figure_shows_the_same(name, sent):
    live = eval(gallery.GALLERY[name])
    for theme in ("light", "dark"):
        (fine, large), (coarse, small) = (picture(live, sent, theme, n_pixels) for n_pixels in (2, 1))
        assert coarse["alt"] == fine["alt"]
        assert [frame["pixels"] for frame in (fine, coarse)] == [2, 1]
        assert np.abs(np.array(fine["size"]) / 2 - coarse["size"]).max() <= 1
        reduced = Image.fromarray(large.astype(np.uint8)).resize(coarse["size"], Image.Resampling.BOX)
        blurred = [
            np.asarray(Image.fromarray(p.astype(np.uint8)).reduce(6), float) for p in (np.asarray(reduced), small)
        ]
        assert np.abs(blurred[0] - blurred[1]).mean() < 4
        assert np.abs(blurred[0] - blurred[1]).max() < 140


def test_a_page_that_says_nothing_of_its_pixels_gets_fine_pictures(sent):
    live = eval(gallery.GALLERY["sine"])
    for n_pixels in (None, 3, "1"):
        frame, _ = picture(live, sent, "light", n_pixels)
        assert frame["size"] == tuple(live.size)
