"""Makes notebooks, folders and classes out of the exercises that are handed out."""

import json

import nbformat

from tools.environment import ROOT

RIGHT = {
    "relu": "def relu(z):\n    return np.maximum(z, 0)",
    "parameter_count": "def parameter_count(layer_sizes):\n"
    "    return sum((m + 1) * n for m, n in zip(layer_sizes, layer_sizes[1:]))",
    "collapse_linear_layers": "def collapse_linear_layers(weights_1, biases_1, weights_2, biases_2):\n"
    "    return weights_1 @ weights_2, biases_1 @ weights_2 + biases_2",
}
WRONG = "def relu(z):\n    return np.minimum(z, 0)"


def handed_out(lesson):
    """The notebook of a lesson as learners get it."""
    (path,) = (ROOT / "exercises").glob(f"{lesson:02}_*.ipynb")
    return nbformat.read(path, as_version=4)


def solved(lesson):
    (path,) = (ROOT / "exercises" / "solutions").glob(f"{lesson:02}_*.ipynb")
    return nbformat.read(path, as_version=4)


def filled(sources, lesson=2):
    """The notebook of a lesson with these sources in the cells of these ids."""
    notebook = handed_out(lesson)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id, cell.source)
    return notebook


def cell_of(notebook, cell_id):
    return next(cell for cell in notebook.cells if cell.id == cell_id)


def hand_in(folder, student, notebook, name="02_layers.ipynb"):
    """Write a notebook, or any text or bytes, where the student's submission belongs."""
    path = folder / student / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = notebook if isinstance(notebook, (str, bytes)) else nbformat.writes(notebook)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def result_of(out, student):
    """The result, and its exercises by their ids."""
    result = json.loads((out / student / "result.json").read_text(encoding="utf-8"))
    return result, {entry["id"]: entry for entry in result["exercises"]}
