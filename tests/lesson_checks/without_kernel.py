"""A lesson as a file viewer shows it: every result is there, every picture has its text, nothing needs a kernel."""

import ast
import html
import re

from tools import notebooks
from tools.lessons import calls

IMAGE, MARKDOWN_IMAGE = re.compile(r"<img\b[^>]*>"), re.compile(r"!\[([^\]]*)\]\(")
PICTURES = ("image/png", "image/jpeg", "image/svg+xml", "image/gif")
OBJECT = re.compile(r"^<?[\w.]+( object)?[ (](at 0x|children=|value=|description=|layout=|state=)")


def data(cell):
    """What each output of a code cell shows, by its kind."""
    return [output.get("data", {"text/plain": output.get("text", "")}) for output in cell.get("outputs", ())]


def alternative_texts(lesson):
    """Every picture has a text that says what is to be seen, and a picture of data a number."""
    problems = []
    for cell in lesson.cells:
        shown = "".join("".join(one.get("text/html", "")) for one in data(cell))
        for image in IMAGE.findall(shown + (cell.source if cell.cell_type == "markdown" else "")):
            alt = html.unescape((re.findall(r'\balt="([^"]*)"', image) or [""])[0])
            problems += [f"{cell.id}: {what}: {alt!r}" for what in alt_problems(alt, cell.cell_type == "code")]
        if cell.cell_type == "markdown":
            problems += [f"{cell.id}: {w}" for alt in MARKDOWN_IMAGE.findall(cell.source) for w in alt_problems(alt)]
        if any(kind in one for one in data(cell) for kind in PICTURES):
            problems.append(f"{cell.id} shows a picture that cannot have an alternative text: use bplib's figures")
    return problems


def alt_problems(alt, of_data=False):
    """What is wrong with one alternative text, in words."""
    if not 25 <= len(alt) <= 300:
        yield f"an alternative text has {len(alt)} characters, not 25 to 300"
    if of_data and not re.search(r"\d", alt):
        yield "an alternative text has no number"


def readable_without_kernel(lesson):
    """What a cell shows is stored, as HTML or text; activities have their still form, live figures a picture."""
    problems = []
    for count, cell in enumerate([cell for cell in lesson.kind("code") if cell.source.strip()], 1):
        stored = data(cell)
        if cell.execution_count != count:
            problems.append(f"{cell.id} was not run in its turn")
        if shows_something(cell.source) and not stored:
            problems.append(f"{cell.id} shows something, but it is not stored")
        if any(not is_readable(one) for one in stored):
            problems.append(f"{cell.id} shows a widget without a still form")
        page = "".join("".join(one.get("text/html", "")) for one in stored)
        if {kind for kind, _ in calls(cell)} - {"task"} and "<section" not in page:  # a task stands above its picture
            problems.append(f"{cell.id} has an activity without its still form")
        if "bp.live." in cell.source and "<img" not in page:
            problems.append(f"{cell.id} has a live figure without a picture")
    return problems


def shows_something(source):
    """Whether the last line of the cell is a value, or it prints."""
    tree = ast.parse(source)
    printed = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "print"
    ]
    return bool(printed) or isinstance(tree.body[-1], ast.Expr)


def is_readable(shown):
    """Whether the output is something without a kernel: text, or HTML with text or a picture in it."""
    if notebooks.WIDGET_VIEW in shown:
        return False
    page = "".join(shown.get("text/html", ""))
    if "<img" in page or re.sub(r"<[^>]*>", "", page).strip():
        return True
    text = "".join(shown.get("text/plain", "")).strip()
    return bool(text) and not OBJECT.match(text)


def committable(lesson):
    """No error, nothing on stderr, no address, no picture or file that is too large."""
    failed = [cell.id for cell in lesson.cells for output in cell.get("outputs", ()) if output.output_type == "error"]
    return [f"{id} has failed" for id in failed] + list(notebooks.problems(lesson.notebook))
