"""The text of a lesson: its title, headings and limits, and where its links lead."""

import re
from itertools import pairwise
from statistics import median

from tools.lessons import tag, text_of

LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)[^)]*\)|<a\b[^>]*href=[\"']([^\"']*)[\"'][^>]*>(.*?)</a>", re.S)
SAYS_NOTHING = {"", "here", "this", "link", "click here", "this link", "this page", "more", "read more", "see"}


def title(lesson):
    """The first cell says what is needed, how long it takes and where things come from."""
    wanted = ("You need", " minutes", "Where things come from")
    return [f"the title does not say: {words.strip()}" for words in wanted if words not in lesson.cells[0].source]


def headings(lesson):
    """One title, no level skipped, sections numbered from 1 on."""
    text = re.sub(r"^```.*?^```", "", text_of(lesson.cells), flags=re.M | re.S)
    levels = [len(hashes) for hashes in re.findall(r"^(#+) ", text, re.M)]
    sections = re.findall(r"^## (.*)", text, re.M)
    numbers = [int(found[0]) if (found := re.findall(r"^\d+(?= )", section)) else None for section in sections]
    problems = [] if levels[:1] == [1] and levels.count(1) == 1 else ["there is not just one #, at the beginning"]
    problems += ["a level of headings is skipped"] if any(b - a > 1 for a, b in pairwise(levels)) else []
    expected = list(range(1, len(sections) + 1))
    return problems if numbers == expected else [*problems, f"the ## are numbered {numbers}, not {expected}"]


def ids(lesson):
    """Every cell has an id of its own that can be read."""
    found = [cell.id for cell in lesson.cells]
    problems = [f"the id {id} is there twice" for id in sorted(set(found)) if found.count(id) > 1]
    return problems + [f"the id {id} cannot be read" for id in found if not re.fullmatch(r"[a-z0-9-]{3,}", id)]


def limits(lesson):
    """Enough cells and not too many, all of them short."""
    problems = [] if 28 <= len(lesson.cells) <= 45 else [f"there are {len(lesson.cells)} cells, not 28 to 45"]
    for cell in lesson.kind("markdown"):
        words, most = len(cell.source.split()), 300 if tag(cell) == "bp-instructor" else 120
        problems += [f"{cell.id} has {words} words, more than {most}"] if words > most else []
    lines = {cell.id: sum(map(bool, map(str.strip, cell.source.splitlines()))) for cell in lesson.kind("code")}
    problems += [f"{id} has {number} lines, more than 20" for id, number in lines.items() if number > 20]
    middle = median(lines.values())
    return problems if middle <= 8 else [*problems, f"half of the code cells have more than {middle} lines"]


def links(lesson):
    """Links lead to files that are there, to sections of this lesson, or to https; their texts say where."""
    problems = []
    for cell in lesson.kind("markdown"):
        for text, target, other_target, other_text in LINK.findall(cell.source):
            text, target = (text or other_text).strip(), target or other_target
            if text.lower().rstrip(".…") in SAYS_NOTHING:
                problems.append(f"{cell.id}: the text of the link to {target} does not say where it leads")
            if not leads_somewhere(lesson, target):
                advice = "; `course.py new exercise` makes exercises" if "/exercises/" in target else ""
                problems.append(f"{cell.id}: the link to {target} leads nowhere{advice}")
    return problems


def leads_somewhere(lesson, target):
    if ":" in target.split("/")[0]:
        return bool(re.fullmatch(r"https://[\w-]+(\.[\w-]+)+(/\S*)?", target))
    file, _, anchor = target.partition("#")
    if not file:
        sections = re.findall(r"^#+ (.*)", text_of(lesson.cells), re.M)
        return anchor in [section.strip().replace(" ", "-") for section in sections]
    path = lesson.path.parent / file
    return path.exists() or (path.parent / "solutions" / path.name).exists()  # exercises are made from their solutions
