"""Executes the course's notebooks in place and normalises them, so that what is committed is what anyone gets.

A notebook is written only when its content changed, and never when a cell failed or an output breaks a rule: nothing
on stderr, no memory address, no picture over 60 kB, no notebook over 1.5 MB. Two runs that differ in nothing but the
bytes of their pictures count as equal (those depend on the versions of matplotlib and its fonts) unless new pictures
are asked for. Solutions of exercises are notebooks like any other, from which the notebooks that learners fill in are
made (see exercises.py); one with somebody's work in it is never written over. `course.py notebooks` runs this module in
the environment's Python.
"""

import argparse
import copy
import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from tools.exercises import is_untouched, mark, release

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ROOT / "notebooks", ROOT / "exercises" / "solutions"
SECONDS_PER_CELL = 120
LARGEST_PICTURE = 60_000  # bytes
LARGEST_NOTEBOOK = 1_500_000  # bytes
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
ENCODED_PICTURE = re.compile(r"data:image/[a-z+.-]+;base64,([A-Za-z0-9+/=\s]+)")
ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")
VOLATILE_IN_CELLS = {"ExecuteTime", "collapsed", "execution", "id", "scrolled", "trusted", "vscode"}
VOLATILE_IN_NOTEBOOKS = {"signature", "toc-autonumbering", "toc-showcode", "vscode", "widgets"}


class NotebookError(Exception):
    """A notebook that cannot be committed as it is; the text says which one, where and why."""


def execute(notebook, folder, name):
    """Return a copy of the notebook with the outputs of a fresh run; the kernel's working directory is `folder`."""
    fresh, failed = copy.deepcopy(notebook), []
    try:
        with TemporaryDirectory(prefix="kernel") as sockets:
            NotebookClient(
                fresh,
                timeout=SECONDS_PER_CELL,
                kernel_name="python3",
                config=connection(sockets),
                store_widget_state=False,
                coalesce_streams=True,
                on_cell_error=lambda cell, **_: failed.append(cell),
                resources={"metadata": {"path": str(folder)}},
            ).execute()
    except CellTimeoutError:
        raise NotebookError(f"{name}: a cell took longer than {SECONDS_PER_CELL} s.") from None
    except CellExecutionError as error:
        raise NotebookError(f"{name}: {where(fresh, failed[-1])} failed with {error.ename}: {error.evalue}") from None
    except DeadKernelError:
        raise NotebookError(f"{name}: the kernel died.") from None
    return fresh


def connection(folder):
    """How to reach the kernel: by files in the folder, because a port found free may be another's a moment later."""
    return Config() if os.name == "nt" else Config(KernelManager={"transport": "ipc", "ip": f"{folder}/socket"})


def where(notebook, cell):
    return f"cell {notebook.cells.index(cell) + 1} (id {cell.id})"


def normalise(notebook):
    """Take out of the notebook whatever differs from run to run or from machine to machine."""
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = without(notebook.metadata, VOLATILE_IN_NOTEBOOKS)
    if "language_info" in notebook.metadata:
        notebook.metadata.language_info.pop("version", None)
    count = 0
    for cell in notebook.cells:
        cell.metadata = without(cell.metadata, VOLATILE_IN_CELLS)
        if cell.cell_type == "code":
            count += bool(cell.source.strip())
            cell.execution_count = count if cell.source.strip() else None
            for output in cell.outputs:
                normalise_output(output, cell.execution_count)
            cell.outputs = [
                output for output in cell.outputs if output.get("data", True)
            ]  # a view alone leaves nothing
    return notebook


def normalise_output(output, count):
    """A widget leaves its HTML twin and its plain text; its view would be of a model that no longer exists."""
    if "data" in output:
        output.data.pop(WIDGET_VIEW, None)
        output.metadata.pop(WIDGET_VIEW, None)
    if output.output_type == "execute_result":
        output.execution_count = count


def without(metadata, names):
    return nbformat.from_dict({name: value for name, value in metadata.items() if name not in names})


def problems(notebook):
    """Yield what keeps the notebook from being committed, in words."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for problem in output_problems(output):
                yield f"{where(notebook, cell)} {problem}"
    size = len(text_of(notebook).encode())
    if size > LARGEST_NOTEBOOK:
        yield f"has {size:,} bytes, more than {LARGEST_NOTEBOOK:,}"


def output_problems(output):
    """Yield what is wrong with one output, as the end of a sentence that begins with its cell."""
    if output.output_type == "stream":
        if output.name == "stderr":
            yield f"writes to stderr: {output.text.strip()[:200]}"
        texts, pictures = [output.text], []
    else:
        data = output.get("data", {})
        texts = [str(data[kind]) for kind in data if not kind.startswith("image/")]
        pictures = [str(data[kind]) for kind in data if kind.startswith("image/")]
    for text in texts:
        pictures += ENCODED_PICTURE.findall(text)
        if address := ADDRESS.search(ENCODED_PICTURE.sub("", text)):
            yield f"shows a memory address: {address[0]}"
    for picture in pictures:
        size = len(picture) if picture.lstrip().startswith("<") else len("".join(picture.split())) * 3 // 4
        if size > LARGEST_PICTURE:
            yield f"shows a picture of {size:,} bytes, more than {LARGEST_PICTURE:,}"


def text_of(notebook):
    """The notebook as it is written: keys in order, one space of indentation, a newline at the end."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def masked(notebook):
    """The notebook's text with the bytes of every picture left out."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            for kind in output.get("data", {}):
                if kind.startswith("image/"):
                    output.data[kind] = ""
    return ENCODED_PICTURE.sub("", text_of(notebook))


def refresh(path, check=False, images=False):
    """Execute one notebook; return whether its file has to change, and change it unless `check`."""
    committed = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(committed, as_version=4)
    if path.parent.name == "solutions":
        mark(notebook)
    fresh = normalise(execute(notebook, path.parent, path.name))
    found = list(problems(fresh))
    if found:
        raise NotebookError("\n".join(f"{path.name}: {problem}" for problem in found))
    nbformat.validate(fresh)
    text = text_of(fresh)
    # The file itself is compared, not what was read from it: reading repairs what the file lacks, such as cell ids.
    if text == committed or (not images and text_of(notebook) == committed and masked(fresh) == masked(notebook)):
        return False
    if not check:
        write(path, text)
    return True


def refresh_exercise(solution, check=False):
    """Make the exercise notebook of a solution; return whether its file has to change, and change it unless `check`."""
    path = solution.parent.parent / solution.name
    text = text_of(release(mark(nbformat.read(solution, as_version=4))))
    committed = path.read_text(encoding="utf-8") if path.exists() else ""
    if text == committed:
        return False
    if committed and not is_untouched(committed):
        raise NotebookError(
            f"{path.parent.name}/{path.name} holds work of its own, so it stays as it is. Move it to another folder,"
            " or put the committed file back, then run this again. (What is to change belongs into solutions/.)"
        )
    if not check:
        write(path, text)
    return True


def write(path, text):
    """Put the text in place in one step."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    os.replace(temporary, path)


def chosen(numbers, folders):
    """The notebooks with these numbers, or all of them, in the order of the course, a lesson before its solutions."""
    paths = sorted((path for folder in folders for path in folder.glob("*.ipynb")), key=lambda path: path.name)
    if not numbers:
        return paths
    for number in numbers:
        if not any(path.name.startswith(f"{number}_") for path in paths):
            raise NotebookError(f"there is no notebook {number}_*.ipynb in {folders[0]}.")
    return [path for path in paths if path.name.split("_")[0] in numbers]


def refresh_and_say(path, options):
    """Refresh a notebook and, if it holds solutions, its exercise; print what was done; whether all is well."""
    jobs = [(path.name, lambda: refresh(path, options.check, options.images))]
    if path.parent.name == "solutions":
        jobs = [
            (f"solutions/{path.name}", jobs[0][1]),
            (f"exercises/{path.name}", lambda: refresh_exercise(path, options.check)),
        ]
    good = True
    for name, job in jobs:
        try:
            changed = job()
        except NotebookError as error:
            print(error, file=sys.stderr)
            return False
        good = good and not (changed and options.check)
        print(f"{name}: {('would change' if options.check else 'written') if changed else 'unchanged'}")
    return good


def main(argv):
    """Refresh the chosen notebooks; 0 when all went well, 1 when one failed or, with --check, would change."""
    parser = argparse.ArgumentParser(prog="course.py notebooks")
    parser.add_argument("numbers", nargs="*", metavar="NN")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--images", action="store_true")
    options = parser.parse_args(argv)
    try:
        paths = chosen(options.numbers, FOLDERS)
    except NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    bad = sum(not refresh_and_say(path, options) for path in paths)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
