"""Put the lines in order: each line gets its place, and in code its indentation, from a dropdown."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .activity import Activity, Judgement, require

__all__ = ["Order"]

INDENTATION = 4  # spaces


@dataclass(frozen=True, kw_only=True)
class Order(Activity):
    """Lines that are shown in a mixed order.

    `also` holds other right orders of the same lines; `distractors` are lines that belong nowhere, each with its
    reason; indented lines are code whose indentation is asked for.
    """

    lines: tuple[str, ...] = ()
    because: str = ""
    also: tuple[tuple[str, ...], ...] = ()
    distractors: Mapping[str, str] = field(default_factory=dict)
    kind: ClassVar[str] = "order"
    label: ClassVar[str] = "Put the lines in order"

    def __post_init__(self):
        super().__post_init__()
        object.__setattr__(self, "lines", split_lines(self.lines))
        object.__setattr__(self, "also", tuple(split_lines(lines) for lines in self.also))
        object.__setattr__(self, "distractors", dict(self.distractors))
        every = [line.strip() for line in (*self.lines, *self.distractors)]
        require(len(self.lines) >= 2, self.id, "has fewer than two lines", "Give them in lines=, in the right order")
        require(len(set(every)) == len(every), self.id, "has the same line twice", "Make the lines different")
        require(all(sorted(lines) == sorted(self.lines) for lines in self.also), self.id,
                "has other lines in also= than in lines=", "Repeat the same lines, in another order")  # fmt: skip
        require(all(indentation(line) is not None for line in self.lines), self.id,
                f"has a line whose indentation is no multiple of {INDENTATION} spaces", "Correct it")  # fmt: skip
        require(self.because, self.id, "does not explain the order", "Say in because= why the order is the right one")

    @property
    def asks_indentation(self) -> bool:
        return any(indentation(line) for line in self.lines)

    def mixed(self) -> list[str]:
        """The lines in a mixed order, always the same and never a right one."""
        rng, lines = random.Random(self.id), [line.strip() for line in (*self.lines, *self.distractors)]
        right = [[line.strip() for line in order] for order in (self.lines, *self.also)]
        for _ in range(100):
            rng.shuffle(lines)
            if [line for line in lines if line not in self.distractors] not in right:
                break
        return lines

    def inputs(self):
        levels = 1 + max(indentation(line) for line in self.lines)
        levels = min(levels + 1, 4) if self.asks_indentation else 0  # one more than needed, to be a question at all
        return [
            {"name": "order", "type": "order", "options": self.mixed(), "places": len(self.lines), "levels": levels}
        ]

    def missing(self, values):
        rows = values.get("order")
        if not is_rows(rows, self.mixed(), len(self.lines)):
            return "Give each line its place first."
        given = [place for _, place, _ in rows]
        twice = next((place for place in given if given.count(place) > 1), None)
        if twice is not None:
            return f"Place {twice} is given to {given.count(twice)} lines."
        n_open = len(self.lines) - len(rows)
        return f"{n_open} of the places 1 to {len(self.lines)} {'is' if n_open == 1 else 'are'} open." if n_open else ""

    def judge(self, values):
        rows = sorted(values["order"], key=lambda row: row[1])
        rows = [(line, level if self.asks_indentation else None) for line, _, level in rows]
        orders = [[(line.strip(), self.level(line)) for line in order] for order in (self.lines, *self.also)]
        if rows in orders:
            return Judgement(True, ("right", f"Right. {self.because}"), {})
        foreign = [line for line, _ in rows if line in self.distractors]
        if foreign:
            return wrong(f"`{foreign[0]}` does not belong here. {self.distractors[foreign[0]]}")
        best = max(orders, key=lambda order: n_alike(order, rows))
        place = n_alike(best, rows)
        before = "" if place == 0 else "Line 1 is right. " if place == 1 else f"Lines 1 to {place} are right. "
        if rows[place][0] == best[place][0]:
            return wrong(f"{before}Line {place + 1} is the right one; its indentation is not.")
        return wrong(
            f"{before}Line {place + 1} is the first that does not fit there. Does it need something that comes later,"
            " or change something that a later line still needs?"
        )

    def level(self, line: str) -> int | None:
        return indentation(line) if self.asks_indentation else None

    def solution(self):
        return {"order": [[line.strip(), i, indentation(line)] for i, line in enumerate(self.lines, 1)]}

    def still_questions(self):
        return [("", [f"`{line}`" for line in self.mixed()])]

    def still_answers(self):
        lines = [f"`{i}. {line}`" for i, line in enumerate(self.lines, 1)]
        return ["\n".join(lines), self.because, *(f"`{line}`: {why}" for line, why in self.distractors.items())]


def split_lines(lines) -> tuple[str, ...]:
    """The lines of a text or of a sequence, without empty ones."""
    lines = lines.split("\n") if isinstance(lines, str) else lines
    return tuple(line.rstrip() for line in lines if line.strip())


def indentation(line: str) -> int | None:
    """How many steps a line is indented; None if it stands between two."""
    level, rest = divmod(len(line) - len(line.lstrip(" ")), INDENTATION)
    return None if rest else level


def is_rows(rows, lines, n_places: int) -> bool:
    """Whether these are rows of a line, a place and an indentation, none of the lines unknown or there twice."""
    if not (isinstance(rows, list) and all(isinstance(row, list) for row in rows)):
        return False
    if any([type(part) for part in row] != [str, int, int] or not 1 <= row[1] <= n_places for row in rows):
        return False
    return {row[0] for row in rows} <= set(lines) and len({row[0] for row in rows}) == len(rows)


def n_alike(order, rows) -> int:
    """How many lines are alike from the beginning."""
    pairs = zip(order, rows, strict=False)
    return next((i for i, (one, other) in enumerate(pairs) if one != other), min(len(order), len(rows)))


def wrong(text: str) -> Judgement:
    return Judgement(False, ("wrong", f"Not yet. {text}"), {}, final=False)
