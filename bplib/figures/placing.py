"""Where the names of points in a picture go: beside the point, clear of each other, of points and of lines."""

import math

import numpy as np

from .canvas import text_box
from .marks import Text
from .palette import TEXT_SIZE

__all__ = ["names_beside"]

CLOSE = 12  # points: what is closer has one name for both
AWAY, FARTHER = 8, 17  # from a point to the edge of its name
ANGLES = 2 * math.pi * np.arange(8) / 8
DIRECTIONS = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
ON_TEXT, ON_POINT, ON_LINE, OUTSIDE, AT_ANOTHER = 40, 12, 6, 100, 30  # how bad each is; a turn of one radian counts 2
FARTHER_AWAY = 3


def names_beside(places: np.ndarray, names: list[str], lines: np.ndarray, room: tuple) -> list[Text]:
    """A text for each name, as near to its place as there is room; places that lie together have one text.

    `places` (n, 2) are in points; so are points (m, 2) of `lines` to be kept clear of, and the `room` (left, bottom,
    right, top).
    """
    texts, taken = [], np.empty((0, 4))
    for group in _together(places):
        name = " and ".join(names[k] for k in group)
        left, bottom, right, top = text_box(Text(0, 0, name, size=TEXT_SIZE))
        half = np.array([right - left, top - bottom]) / 2
        center, cost = _best_center(half, AWAY, group, places, (taken, lines, room))
        if cost >= ON_LINE:  # it is worth looking farther away
            farther = _best_center(half, FARTHER, group, places, (taken, lines, room))
            center = farther[0] if farther[1] + FARTHER_AWAY < cost else center
        taken = np.vstack([taken, [*(center - half), *(center + half)]])
        texts.append(Text(*center.tolist(), name, size=TEXT_SIZE, halo=True))
    return texts


def _best_center(half: np.ndarray, away: float, group: list[int], places: np.ndarray, obstacles: tuple):
    """The best of eight centers of a text of this half size at this distance from its place, and its cost."""
    taken, lines, room = obstacles
    at = places[group].mean(axis=0)
    centers = at + DIRECTIONS * (half + away)
    costs = _turned(at - places.mean(axis=0)) + AT_ANOTHER * _is_at_another(centers, half, places, group)
    costs += _covered(np.hstack([centers - half, centers + half]), taken, places, lines, room)
    best = int(np.argmin(costs))
    return centers[best], costs[best]


def _together(places: np.ndarray) -> list[list[int]]:
    """The indices of the places, those in one list that are close to each other."""
    groups: list[list[int]] = []
    for k, place in enumerate(places):
        near = [group for group in groups if np.hypot(*(places[group[0]] - place)) < CLOSE]
        near[0].append(k) if near else groups.append([k])
    return groups


def _turned(outward: np.ndarray) -> np.ndarray:
    """How far each direction is turned away from the one outward."""
    return 2 * np.abs((ANGLES - math.atan2(outward[1], outward[0]) + math.pi) % (2 * math.pi) - math.pi)


def _covered(boxes: np.ndarray, taken: np.ndarray, places: np.ndarray, lines: np.ndarray, room: tuple) -> np.ndarray:
    """What each box (left, bottom, right, top) would lie on."""
    low, high = boxes[:, None, :2], boxes[:, None, 2:]
    on_texts = np.all((low < taken[:, 2:] + 2) & (high > taken[:, :2] - 2), axis=2).sum(axis=1)
    on_points = np.all((places > low - 5) & (places < high + 5), axis=2).sum(axis=1)
    on_lines = np.all((lines > low - 1) & (lines < high + 1), axis=2).sum(axis=1)
    is_outside = np.any((boxes[:, :2] < room[:2]) | (boxes[:, 2:] > room[2:]), axis=1)
    return ON_TEXT * on_texts + ON_POINT * on_points + ON_LINE * on_lines + OUTSIDE * is_outside


def _is_at_another(centers: np.ndarray, half: np.ndarray, places: np.ndarray, group: list[int]) -> np.ndarray:
    """Whether another point is nearer to the text than its own, from edge to point."""
    apart = np.maximum(np.abs(centers[:, None] - places) - half, 0)
    distances = np.hypot(apart[..., 0], apart[..., 1])  # (n_centers, n_places)
    others = np.delete(distances, group, axis=1)
    own = distances[:, group].min(axis=1)
    return others.min(axis=1) < own + 3 if others.size else np.zeros(len(centers), bool)
