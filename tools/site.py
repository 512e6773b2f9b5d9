"""`course.py html` and `course.py slides`: the course as a static site, and a lesson as slides for a class.

What is committed is what is shown: nothing is executed. Both load nothing from another host: MathJax and reveal.js are
installed once by npm, into the environment, and copied beside the pages. Speaker notes are made of the instructor's
notes at the end of a lesson.
"""

import argparse
import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter, SlidesExporter
from nbformat.v4 import new_markdown_cell
from traitlets.config import Config

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = Path(__file__).with_name("templates")
FOLDERS = "notebooks", "exercises"
LIBRARIES = {"mathjax": "3.2.2", "reveal.js": "5.2.1"}
FILES = {  # what is copied of them
    "mathjax": ["es5/tex-svg.js"],
    "reveal.js": ["dist/reveal.js", "dist/reveal.css", "dist/theme/white.css", "plugin/notes/notes.js"],
}
LINK = re.compile(r'(href=")(?![a-z]+:|#|/)([^"#]+)')
NOTES = {"Minutes": "bp-title", "To cut": "bp-title", "Vote": "bp-predict", "Board": "bp-explanation"}
NOTES |= {"Typical wrong answers": "bp-faded"}
ASKS = re.compile(r"lesson\.\w+\(|bp\.live\.\w+\(")
WORDS_BESIDE_CODE = 60  # a text with more of them has a slide of its own


class SiteError(Exception):
    """Why nothing was made, in one sentence."""


def install_libraries(folder):
    """Have npm install the libraries into the folder, once; return where they are."""
    wanted = [f"{name}@{version}" for name, version in LIBRARIES.items()]
    modules, done = folder / "node_modules", folder / "installed.txt"
    if done.exists() and done.read_text() == "\n".join(wanted):
        return modules
    npm = shutil.which("npm")
    if npm is None:
        raise SiteError("slides and site need npm (of Node.js), which was not found: install it, then try again.")
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        npm,
        "install",
        "--no-save",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--prefix",
        str(folder),
        *wanted,
    ]
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        raise SiteError(
            f"npm could not install {', '.join(wanted)}: {(ended.stderr.strip() or 'no reason given')[-300:]}"
        )
    done.write_text("\n".join(wanted))
    return modules


def copy_libraries(modules, target):
    """Put what the pages load beside them."""
    for name, files in FILES.items():
        for file in files:
            place = target / name / file.removeprefix("es5/")
            text = (modules / name / file).read_text(encoding="utf-8")
            write(place, re.sub(r"^@import url\(.*\);$", "", text, flags=re.M) if place.suffix == ".css" else text)
    shutil.copyfile(TEMPLATES / "course.css", target / "course.css")


def exporter(kind, template):
    """An exporter that writes no prompts and knows the course's templates."""
    options = {"exclude_input_prompt": True, "exclude_output_prompt": True, "exclude_anchor_links": True}
    options |= {"extra_template_basedirs": [str(TEMPLATES / "nbconvert")], "template_name": template}
    options["extra_template_paths"] = [str(TEMPLATES / "nbconvert_shared")]
    return kind(config=Config({kind.__name__: options}))


def page(path, links):
    """A notebook as a page; links to other notebooks lead to their pages."""
    course = {"libraries": "../libraries", "links": links}
    body, _ = exporter(HTMLExporter, "course_page").from_notebook_node(
        read(path), resources={"metadata": {"name": path.stem}, "course": course}
    )
    return LINK.sub(lambda found: found[1] + found[2].replace(".ipynb", ".html"), body)


def slides(path):
    """A lesson as slides: a column for each section, a slide for each of its cells, notes for the speaker."""
    notebook = with_slides(read(path))
    resources = {"metadata": {"name": path.stem}, "course": {"libraries": "libraries"}}
    making = exporter(SlidesExporter, "course_slides")
    making.reveal_url_prefix, making.reveal_theme = "libraries/reveal.js", "white"
    body, _ = making.from_notebook_node(notebook, resources=resources)
    return body


def with_slides(notebook):
    """The notebook with the place of each cell among the slides, and without code that only asks a question."""
    cells, notes = [], instructor_notes(notebook)
    shown = [cell for cell in notebook.cells if not {"bp-instructor", "bp-setup"} & set(tags(cell))]
    for before, cell in zip([None, *shown], shown, strict=False):
        cell.metadata["slideshow"] = {"slide_type": slide_type(cell, before)}
        if cell.cell_type == "code":
            prepare_code(cell)
        cells.append(cell)
        for name in [name for name, part in NOTES.items() if part in tags(cell) and name in notes]:
            cells.append(new_markdown_cell(notes.pop(name), metadata={"slideshow": {"slide_type": "notes"}}))
    notebook.cells = cells
    return notebook


def slide_type(cell, before):
    """A heading begins a column; code stands beside a short text before it; all else begins a slide."""
    if cell.cell_type == "markdown":
        return "slide" if re.match(r"##? ", cell.source) else "subslide"
    is_beside = before.cell_type == "markdown" and len(before.source.split()) <= WORDS_BESIDE_CODE
    return "-" if is_beside else "subslide"


def prepare_code(cell):
    """Leave out code that only asks something; reveal.js would take a section of an output for a slide of its own."""
    if ASKS.search(cell.source):
        cell.metadata["transient"] = {"remove_source": True}
    for data in [output.data for output in cell.outputs if "text/html" in output.get("data", {})]:
        data["text/html"] = re.sub(r"(</?)section\b", r"\1div", data["text/html"])


def tags(cell):
    return cell.metadata.get("tags", [])


def instructor_notes(notebook):
    """The paragraphs of the instructor's notes by their names, such as Minutes or Vote."""
    found = {}
    for cell in notebook.cells:
        if "bp-instructor" in tags(cell):
            for paragraph in re.findall(r"^\*\*.*(?:\n(?!\n).*)*", cell.source, re.M):
                found |= {name: paragraph for name in NOTES if paragraph.startswith(f"**{name}")}
    return found


def read(path):
    return nbformat.read(path, as_version=4)


def described(path):
    """Title, first sentence and minutes of a notebook."""
    first = next(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    title = re.search(r"^# (.*)", first, re.M)[1]
    sentence = next((line for line in first.splitlines()[1:] if line.strip()), "")
    minutes = re.search(r"(\d+) minutes", first)
    return title, re.sub(r"\[([^]]+)\]\([^)]*\)|[*`$]", r"\1", sentence), minutes[1] if minutes else ""


def index(lessons, exercises):
    """The first page: every lesson with what it is about, its minutes and its exercises."""
    items = []
    for path in lessons:
        title, sentence, minutes = map(html.escape, described(path))
        number = path.stem.split("_")[0]
        more = f' <span class="course-minutes">{minutes} minutes</span>' if minutes else ""
        if any(exercise.name == path.name for exercise in exercises):
            more += f' · <a href="exercises/{path.stem}.html">Exercises of lesson {number}</a>'
        items.append(f'<li><a href="notebooks/{path.stem}.html">{number} {title}</a>{more}<p>{sentence}</p></li>')
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1"><title>Backpropagation, step by step</title>'
        '<link rel="stylesheet" href="libraries/course.css"></head><body><main class="course-index">'
        "<h1>Backpropagation, step by step</h1><p>To move the figures and answer the questions, open the course in "
        f"JupyterLab. Here every picture stands still.</p><ul>{''.join(items)}</ul></main></body></html>\n"
    )


def make_site(target, modules, root=ROOT):
    """Write the whole site into the folder, which is new or was written by this command."""
    mark = target / "libraries" / "course.css"
    if target.exists() and any(target.iterdir()) and not mark.exists():
        raise SiteError(f"{target} holds other files: name a new or an empty folder with --out.")
    copy_libraries(modules, target / "libraries")
    lessons, exercises = (sorted((root / folder).glob("*.ipynb")) for folder in FOLDERS)
    for paths in (lessons, exercises):
        for before, path, after in zip([None, *paths], paths, [*paths[1:], None], strict=False):
            links = [(described(one)[0], f"{one.stem}.html") for one in (before, after) if one]
            body = page(path, links)
            write(target / path.parent.name / f"{path.stem}.html", body)
            copy_linked(body, path, target, root)
    write(target / "index.html", index(lessons, exercises))
    return target / "index.html"


def copy_linked(body, path, target, root):
    """Files of the course that the page leads to, such as a module of bplib."""
    for _, link in LINK.findall(body):
        file = (path.parent / html.unescape(link)).resolve()
        if file.is_file() and file.is_relative_to(root) and file.suffix not in (".html", ".css", ".js"):
            place = target / file.relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)


def make_slides(number, target, modules, root=ROOT):
    """Write the slides of a lesson into the folder."""
    paths = sorted((root / "notebooks").glob(f"{number}_*.ipynb"))
    if len(paths) != 1:
        there = ", ".join(path.stem[:2] for path in sorted((root / "notebooks").glob("*.ipynb")))
        raise SiteError(f"there is no lesson {number}; there are {there}.")
    copy_libraries(modules, target / "libraries")
    place = target / f"{paths[0].stem}.slides.html"
    write(place, slides(paths[0]))
    return place


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(argv):
    """Make the site, or the slides of a lesson, and say where; 1 when it cannot be made."""
    parser = argparse.ArgumentParser(prog="course.py")
    kinds = parser.add_subparsers(dest="kind", required=True)
    of_site, of_slides = kinds.add_parser("html"), kinds.add_parser("slides")
    of_slides.add_argument("number", metavar="NN")
    for kind, folder in ((of_site, "site"), (of_slides, "slides")):
        kind.add_argument("--out", type=Path, default=ROOT / folder, metavar="FOLDER")
    options = parser.parse_args(argv)
    try:
        modules = install_libraries(Path(sys.prefix) / "share" / "course-libraries")
        if options.kind == "html":
            made = make_site(options.out, modules)
        else:
            made = make_slides(options.number, options.out, modules)
    except SiteError as problem:
        print(f"course.py {options.kind}: {problem}", file=sys.stderr)
        return 1
    print(f"Written: {made}. Open it in a browser; it needs no internet.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
