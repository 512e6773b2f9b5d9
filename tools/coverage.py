"""Writes `docs/coverage.md`: which lesson teaches, tries and asks what, and what is recalled later.

    .venv/bin/python -m tools.coverage

What the slide deck says and what people believe stands in `docs/coverage.toml`, with the cells and activities where the
course takes it up. Which activity serves which objective, and which earlier one it recalls, is read from the lessons.
`problems` says what does not fit together; `tests/test_coverage.py` asks for none, and for a page that is up to date.
"""

import html
import re
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass

from .environment import ROOT
from .lessons import Lesson, calls, note, text_of

__all__ = ["DATA", "PAGE", "Course", "problems", "render"]

DATA, PAGE = ROOT / "docs" / "coverage.toml", ROOT / "docs" / "coverage.md"
NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?(?:e[-+]\d+)?")
HEAD = """# What the course covers

Read this page in either direction: from what is said about neural networks to the cell that answers it, from a section
of a lesson to what it answers, and from an objective to what a learner does for it, then and in a later lesson. The
course grew out of a slide deck, “Backpropagation in Artificial Neural Networks” by Simranjeet Kaur; what it says stands
here in other words. Words in `code` are the ids of cells and of activities.

`.venv/bin/python -m tools.coverage` makes this page from `docs/coverage.toml` and the lessons; a test fails when it no
longer fits them.
"""


@dataclass
class Course:
    """The lessons that there are, by their numbers, and what `docs/coverage.toml` says."""

    lessons: dict[str, Lesson]
    statements: dict[str, dict]
    misconceptions: dict[str, dict]

    @classmethod
    def read(cls):
        found = [Lesson.read(path) for path in sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))]
        data = tomllib.loads(DATA.read_text(encoding="utf-8"))
        return cls({lesson.number: lesson for lesson in found}, data["statements"], data["misconceptions"])

    def entries(self):
        """All entries, each with what it is and its name."""
        for name, entry in self.statements.items():
            yield f"the statement {name}", entry
        for name, entry in self.misconceptions.items():
            yield f"the misconception {name}", entry

    def cell(self, place):
        """The cell of a place such as "11 card-2"; None where there is none."""
        number, _, id = place.partition(" ")
        lesson = self.lessons.get(number)
        return next((cell for cell in lesson.cells if cell.id == id), None) if lesson else None

    def section(self, place):
        """The number and the title of the section that a place lies in; ("", "") before the first one."""
        number, _, id = place.partition(" ")
        cells = self.lessons[number].cells
        before = cells[: [cell.id for cell in cells].index(id) + 1]
        return (re.findall(r"^## (\d+) (.*)", text_of(before), re.M) or [("", "")])[-1]

    def cell_asking(self, activity):
        """The place of the cell that asks for an activity such as "11 accurate"; "" where there is none."""
        number, _, id = activity.partition(" ")
        for cell in self.lessons[number].cells if number in self.lessons else ():
            if any(asked == id and kind != "reveal" for kind, asked in calls(cell)):
                return f"{number} {cell.id}"
        return ""

    def serving(self, number):
        """Of each objective of a lesson: the activities and exercises that serve it."""
        lesson, found = self.lessons[number], defaultdict(list)
        for id, words in lesson.activities().items():
            for objective in words.get("objective", "").split():
                found[objective].append(id)
        for id, objective in exercises(lesson).items():
            found[objective].append(f"exercise {id}")
        return {objective: found[objective] for objective in lesson.words.get("objectives", {})}

    def recalled(self):
        """Of each recalled objective, such as ("08", "O3"): the activities that recall it, such as "11 remember"."""
        found = defaultdict(list)
        for number, lesson in self.lessons.items():
            for id, objectives in lesson.recalls().items():
                for objective in objectives:
                    found[objective].append(f"{number} {id}")
        return found


def exercises(lesson):
    """The exercises that a lesson points to, each with the objective that it serves."""
    return {id: o for cell in lesson.part("bp-exercises") for id, o in note(cell, "exercises", {}).items()}


def problems(course):
    """What does not fit together, in words."""
    found = []
    for name, entry in course.entries():
        planned = entry.get("planned")
        if planned in course.lessons:
            found.append(f"{name} is planned for lesson {planned}, which is there now: name its cells")
        elif not planned:
            found += [f"{name}: {problem}" for problem in entry_problems(course, name, entry)]
    return [*found, *card_problems(course), *objective_problems(course), *opinion_problems(course)]


def entry_problems(course, name, entry):
    """What an entry lacks, and which of its places are gone."""
    is_statement = name.startswith("the statement")
    if is_statement and entry.get("holds"):
        needed = ["taught"]
    else:
        needed = ["taught", "correction", "source", "tried"] if is_statement else ["shown", "demonstration", "asked"]
    yield from (f"has no {word}" for word in ["says", *needed] if not entry.get(word))
    for place in places(entry):
        if course.cell(place) is None:
            yield f"there is no cell {place}"
    for activity in entry.get("asked", []):
        if not course.cell_asking(activity):
            yield f"there is no activity {activity}"
    outputs = " ".join(output_text(cell) for place in entry.get("demonstration", []) if (cell := course.cell(place)))
    shown = numbers(outputs)
    yield from (f"the demonstration does not show {number:g}" for number in numbers(entry.get("shown", "")) - shown)


def numbers(text):
    return {float(number.replace(",", "")) for number in NUMBER.findall(text)}


def places(entry):
    return [place for word in ("taught", "tried", "demonstration") for place in entry.get(word, [])]


def output_text(cell):
    """What a cell shows, as text, with the alternative texts of its pictures."""
    texts = []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        texts += [output.get("text", ""), data.get("text/plain", "")]
        texts += [html.unescape(alt) for alt in re.findall(r'alt="([^"]*)"', data.get("text/html", ""))]
    return " ".join(texts)


def card_problems(course):
    """Each card answers something that is in the table."""
    asked = {activity for _, entry in course.entries() for activity in entry.get("asked", [])}
    for number, lesson in course.lessons.items():
        for cell in lesson.cells:
            for kind, id in calls(cell):
                if kind == "card" and f"{number} {id}" not in asked:
                    yield f"the card {number} {id} answers no statement and no misconception of the table"


def objective_problems(course):
    """Each objective is served in its lesson, and recalled in a later one where there is one."""
    recalled, found = course.recalled(), []
    for number in course.lessons:
        for objective, serving in course.serving(number).items():
            if not serving:
                found.append(f"{number} {objective} has no activity")
            if number < max(course.lessons) and not recalled[number, objective]:
                found.append(f"{number} {objective} is never recalled")
    return found


def opinion_problems(course):
    """What is asked before the course and after it is a misconception of the table."""
    for number, lesson in course.lessons.items():
        for id, words in lesson.activities().items():
            for name in words.get("statements", {}):
                if name not in course.misconceptions:
                    yield f"{number} {id} asks for {name}, which is no misconception of the table"


def render(course):
    """The page."""
    parts = [HEAD.strip()]
    parts.append("## What the deck says")
    parts.append(table(["the deck says", "taught in", "what holds", "source", "tried in"],
                       [statement_row(course, *one) for one in course.statements.items()]))  # fmt: skip
    parts.append("## What people believe")
    parts.append(table(["people say", "what is shown", "demonstration", "card or question", "first and last day"],
                       [misconception_row(course, *one) for one in course.misconceptions.items()]))  # fmt: skip
    parts.append("## Objectives\n\nWhat a learner does for each objective, and where a later lesson asks for it again.")
    parts += [objective_table(course, number) for number in course.lessons]
    parts.append("## Section by section\n\nThe way back: what each section of a lesson takes up.")
    parts.append(table(["lesson, section", "of the deck", "of what people believe"], section_rows(course)))
    return "\n\n".join(parts) + "\n"


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def links(course, found):
    """Places, or pairs of a place and what is named there, as links to sections, each with what stands in it."""
    sections = defaultdict(list)
    for one in found:
        place, named = one if isinstance(one, tuple) else (one, one.partition(" ")[2])
        sections[place[:2], course.section(place)[0]].append(f"`{named}`")
    return "; ".join(f"{link(course, *key)} {', '.join(names)}" for key, names in sections.items())


def link(course, number, section):
    """A section as a link to its notebook."""
    where = f"{number}, section {section}" if section else number
    return f"[{where}](../notebooks/{course.lessons[number].path.name})"


def asked_links(course, entry):
    """The activities of an entry, by their own ids."""
    return links(course, [(course.cell_asking(one), one.partition(" ")[2]) for one in entry["asked"]])


def statement_row(course, name, entry):
    says = f"{entry['says']} (`{name}`)"
    if "planned" in entry:
        return [says, f"lesson {entry['planned']}, to come", "", "", ""]
    asked = asked_links(course, entry) if "asked" in entry else ""
    tried = "; ".join(filter(None, [links(course, entry.get("tried", [])), asked]))
    return [
        says,
        links(course, entry["taught"]),
        entry.get("correction", "This holds."),
        entry.get("source", ""),
        tried,
    ]


def misconception_row(course, name, entry):
    says = f"{entry['says']} (`{name}`)"
    if "planned" in entry:
        return [says, f"lesson {entry['planned']}, to come", "", "", ""]
    twice = any(name in words.get("statements", {}) for one in course.lessons.values() for words in one.words.values())
    demonstration = links(course, entry["demonstration"])
    return [says, entry["shown"], demonstration, asked_links(course, entry), "yes" if twice else ""]


def objective_table(course, number):
    lesson, recalled = course.lessons[number], course.recalled()
    rows = []
    for objective, serving in course.serving(number).items():
        done = ", ".join(f"`{id}`" if " " not in id else id.replace(" ", " `") + "`" for id in serving)
        again = dict.fromkeys(recalled[number, objective])
        told = ", ".join(f"{one[:2]} `{one[3:]}`" for one in again)
        rows.append([f"**{objective}** {lesson.words['objectives'][objective]}", done, told])
    title = re.search(r"^# (.*)", lesson.cells[0].source, re.M)[1]
    return f"### {number} {title}\n\n" + table(["afterwards learners can", "by doing", "recalled in"], rows)


def section_rows(course):
    """A row for each section of a lesson that takes something up."""
    rows = {}
    for kind, entries in enumerate((course.statements, course.misconceptions)):
        for name, entry in entries.items():
            asking = [course.cell_asking(activity) for activity in entry.get("asked", [])]
            for place in dict.fromkeys([*places(entry), *asking]):
                key = place[:2], *course.section(place)
                names = rows.setdefault(key, ([], []))[kind]
                names += [] if name in names else [name]
    for (number, section, title), found in sorted(rows.items()):
        names = [", ".join(f"`{name}`" for name in some) for some in found]
        yield [f"{link(course, number, section)} {title}", *names]


def main():
    """Write the page; 1 where something does not fit."""
    course = Course.read()
    found = problems(course)
    for problem in found:
        print(problem, file=sys.stderr)
    if found:
        return 1
    PAGE.write_text(render(course), encoding="utf-8", newline="\n")
    print(
        f"{PAGE.relative_to(ROOT)}: {len(course.statements)} statements, {len(course.misconceptions)} misconceptions."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
