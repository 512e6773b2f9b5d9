"""The palette: in both themes every role can be seen, and different colours told apart by everybody."""

from dataclasses import fields
from itertools import combinations

import numpy as np
import pytest

from bplib.figures.palette import DARK, LIGHT, Theme

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
SURFACES = {"card", "grid", "highlight"}
ROLES = [field.name for field in fields(Theme) if field.name not in {*SURFACES, "pixels_per_inch"}]
JUPYTERLAB_DARK = "#111111"  # --jp-layout-color0 of its dark theme

# How colours look to people without one of the three kinds of cones, as matrices on linear RGB.
# Source: Machado, Oliveira & Fernandes 2009, "A Physiologically-based Model …", matrices for severity 1.0.
COLOR_BLINDNESS = {
    "none": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ.sum(axis=1)


def linear(color):
    channels = np.array([int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(color, other):
    """The contrast of WCAG 2.2, from 1 to 21."""
    dark, light = sorted(float(XYZ[1] @ linear(c)) for c in (color, other))
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    """Linear RGB as CIE L*a*b*, in which a distance of 2.3 can just be seen."""
    t = XYZ @ np.clip(rgb, 0, 1) / WHITE
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_contrast_is_computed_as_wcag_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)  # the best known value


@THEMES
@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_legible_as_text_on_the_card_and_where_it_is_highlighted(theme, role):
    assert contrast(theme[role], theme.card) >= 4.5
    assert contrast(theme[role], theme.highlight) >= 4.5


@pytest.mark.parametrize("role", ROLES)
def test_the_dark_theme_also_fits_on_the_dark_page_of_jupyterlab(role):
    assert contrast(DARK[role], JUPYTERLAB_DARK) >= 4.5


@THEMES
@pytest.mark.parametrize("kind", COLOR_BLINDNESS)
def test_different_colors_stay_apart_in_color_blindness(theme, kind):
    seen = {color: lab(np.array(COLOR_BLINDNESS[kind]) @ linear(color)) for color in {theme[role] for role in ROLES}}
    for one, other in combinations(sorted(seen), 2):
        # gray is for what stands back, never for data that is to be told from other data
        least = 6 if theme.muted in (one, other) else 10
        assert np.linalg.norm(seen[one] - seen[other]) >= least, (one, other)


@THEMES
def test_what_stands_side_by_side_in_a_network_diagram_has_colors_of_its_own(theme):
    roles = ("positive", "negative", "activation", "delta", "gradient")
    assert len({theme[role] for role in roles}) == len(roles)


def test_both_themes_give_the_same_roles_the_same_hue():
    for one, other in combinations(ROLES, 2):
        assert (LIGHT[one] == LIGHT[other]) == (DARK[one] == DARK[other]), (one, other)
