"""`course.py new`: the beginning of a lesson, an exercise or a live figure, which already runs and passes its checks.

The words in it say what belongs there. Nothing that exists is written over. The templates are in `templates/`; in those
of notebooks a comment begins each cell.
"""

import argparse
import json
import os
import re
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).with_name("templates")
CELL = re.compile(r"<!-- (text|code) (\S+)(?: (bp-\S+))? (\{.*\}) -->\n")
KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
KERNEL |= {"language_info": {"name": "python"}}


class SkeletonError(Exception):
    """Why nothing was made, in words."""


def lesson(name, root=ROOT):
    """Make the lesson NN_topic, notebook and words; return what to do next."""
    number, topic = parted(name)
    template = template_text("lesson.md")
    words = {"name": name, "title": topic.capitalize()}
    notebook = notebook_of(filled(template, words), {"bplib": {"minutes": 45, "known": {}, "exceptions": {}}, **KERNEL})
    path = root / "notebooks" / f"{name}.ipynb"
    write_new({path: text_of(notebook), path.with_suffix(".toml"): template_text("lesson.toml")})
    return (
        f"notebooks/{name}.ipynb and its words, notebooks/{name}.toml, are made.\n"
        f"1. Write what they say.  2. python3 course.py notebooks {number}  "
        f"3. python3 course.py test tests/test_lessons.py -k {number}\n"
        "4. Its lines in README.md and docs/coverage.toml.\n"
        f"It links to its exercises, which may come next: python3 course.py new exercise NAME {name}"
    )


def exercise(id, name, root=ROOT):
    """Make the exercise `id` of lesson NN_topic: its data, and its cells in the solutions; return what to do next."""
    number, topic = parted(name)
    if not id.isidentifier() or id != id.lower():
        raise SkeletonError(f"an exercise is a function such as dense_forward, not {id!r}.")
    path = root / "exercises" / "solutions" / f"{name}.ipynb"
    words = {"id": id, "number": number, "lesson": str(int(number)), "constant": id.upper(), "spoken": spoken(id)}
    notebook = nbformat.read(path, as_version=4) if path.exists() else new_notebook(metadata=KERNEL)
    has_lesson = (root / "notebooks" / path.name).exists()
    words["link"] = f"[lesson {number}](../notebooks/{path.name})" if has_lesson else f"lesson {number}"
    words |= {"title": topic, "count": str(sum("### BEGIN SOLUTION" in cell.source for cell in notebook.cells) + 1)}
    cells = notebook_of(filled(template_text("exercise.md"), words), {}).cells
    cells = cells[2:] if notebook.cells else cells
    for cell, place in zip(cells[-3:], ("about_", "", "check_"), strict=True):
        cell.id = f"{place}{id}"
    notebook.cells += cells
    checks = root / "bplib" / "checks"
    module, of_lesson = checks / f"lesson_{number}_{id}.py", checks / f"lesson_{number}.py"
    write_new({module: filled(template_text("exercise.py.txt"), words)})
    replace(path, text_of(notebook))
    if of_lesson.exists():
        adding = f"{id!r} to LESSONS[{int(number)}] in bplib/checks/catalog.py, and in bplib/checks/{of_lesson.name}\n"
        adding += f"   `from .{module.stem} import {id.upper()}`, with {id.upper()} in EXERCISES."
    else:
        replace(of_lesson, filled(template_text("exercises.py.txt"), words))
        adding = f"`{int(number)}: ({id!r},),` to LESSONS in bplib/checks/catalog.py."
    return (
        f"bplib/checks/{module.name} has the exercise as data, exercises/solutions/{name}.ipynb its cells.\n"
        f"1. Add {adding}\n"
        f"2. Write what they say.  3. python3 course.py notebooks {number}\n"
        f"4. python3 course.py test tests/test_exercises.py tests/test_checks_proof.py -k '{id} or {number}_'\n"
        "5. .venv/bin/python -m tools.proof_table --stale"
    )


def widget(name, root=ROOT):
    """Make the live figure `name` in bplib/live; return what to do next."""
    if not name.isidentifier() or name != name.lower():
        raise SkeletonError(f"a live figure is a function such as loss_explorer, not {name!r}.")
    path = root / "bplib" / "live" / f"{name}_figure.py"  # a module with the function's own name would hide it
    words = {"name": name, "spoken": spoken(name)}
    write_new({path: filled(template_text("widget.py.txt"), words)})
    return (
        f"bplib/live/{path.name} is made; a lesson calls it by `bp.live.{name}(**lesson.task(…))`.\n"
        f'1. Add "{name}": "{path.stem}" to _MODULES, and the name to __all__, in bplib/live/__init__.py,\n'
        f'   and "{name}": "bp.live.{name}()" to GALLERY in tests/browser/gallery.py.\n'
        "2. Draw what is to be seen.  3. python3 course.py test tests/test_live.py tests/test_live_pixels.py\n"
        "4. In the browser: python3 course.py test tests/browser/test_notebooks.py -k gallery"
    )


def parted(name):
    """Number and topic of a name such as 05_forward_propagation."""
    found = re.fullmatch(r"(\d\d)_([a-z0-9_]+)", name)
    if not found:
        raise SkeletonError(f"a lesson is called by number and topic, such as 05_forward_propagation, not {name!r}.")
    return found[1], spoken(found[2])


def spoken(name):
    return name.replace("_", " ").strip()


def template_text(name):
    return (TEMPLATES / name).read_text(encoding="utf-8")


def filled(template, words):
    """The template with {word} replaced; every other brace stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), template)


def notebook_of(text, metadata):
    """A notebook of the cells that comments begin in the text."""
    _, *pieces = CELL.split(text)
    cells = []
    for kind, id, tag, notes, source in zip(*(pieces[i::5] for i in range(5)), strict=True):
        make = new_markdown_cell if kind == "text" else new_code_cell
        told = {"tags": [tag]} if tag else {}
        told |= {"bplib": json.loads(notes)} if json.loads(notes) else {}
        cells.append(make(source.strip(), id=id, metadata=told))
    return new_notebook(cells=cells, metadata=metadata)


def text_of(notebook):
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def write_new(files):
    """Write files that are not there yet; if one is, none is written."""
    for path in files:
        if path.exists():
            raise SkeletonError(f"{path.relative_to(path.parents[2])} is there already, and stays as it is.")
    for path, text in files.items():
        replace(path, text)


def replace(path, text):
    """Put the text in place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    os.replace(temporary, path)


def main(argv):
    """Make what is asked for and print what to do next; 1 when it cannot be made."""
    parser = argparse.ArgumentParser(prog="course.py new", description=__doc__.splitlines()[0])
    kinds = parser.add_subparsers(dest="kind", required=True)
    kinds.add_parser("lesson", help="new lesson NN_topic").add_argument("name")
    of_exercise = kinds.add_parser("exercise", help="new exercise NAME NN_topic")
    of_exercise.add_argument("id")
    of_exercise.add_argument("name")
    kinds.add_parser("widget", help="new widget NAME").add_argument("name")
    options = vars(parser.parse_args(argv))
    make = {"lesson": lesson, "exercise": exercise, "widget": widget}[options.pop("kind")]
    try:
        print(make(**options))
    except SkeletonError as problem:
        print(f"course.py new: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
