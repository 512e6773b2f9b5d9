"""The command that executes notebooks in place: what it writes, what it refuses, and when it leaves a file alone."""

import base64

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tools import notebooks

PICTURE = base64.b64encode(b"picture").decode()


def write(folder, *sources, name="00_test.ipynb"):
    """A notebook that was never run, with these code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [new_markdown_cell("# Title", id="title")]
    cells += [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    path = folder / name
    path.write_text(nbformat.writes(new_notebook(cells=cells, metadata={"kernelspec": kernel})), encoding="utf-8")
    return path


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """A notebook after one run of the command, with a file that its kernel has to find beside it."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "data.txt").write_text("from beside the notebook")
    image = f'from IPython.display import HTML\nHTML(\'<img alt="a" src="data:image/png;base64,{PICTURE}">\')'
    view = "{'application/vnd.jupyter.widget-view+json': {}}"
    slider = (
        f"import ipywidgets\nfrom IPython.display import display\ndisplay({view}, raw=True)\nipywidgets.IntSlider()"
    )
    path = write(folder, "print(open('data.txt').read())", "", "for i in range(3):\n    print(i)\n1 + 1", image, slider)
    assert notebooks.refresh(path)
    return path


def test_outputs_and_counts_are_those_of_a_fresh_run(refreshed):
    cells = code_cells(refreshed)
    assert [cell.execution_count for cell in cells] == [1, None, 2, 3, 4]
    assert cells[0].outputs[0].text == "from beside the notebook\n"
    assert [output.get("text", output.get("data")) for output in cells[2].outputs] == ["0\n1\n2\n", {"text/plain": "2"}]


def test_widgets_leave_neither_state_nor_view(refreshed):
    notebook = nbformat.read(refreshed, as_version=4)
    assert "widgets" not in notebook.metadata
    assert [set(output.data) for output in notebook.cells[-1].outputs] == [{"text/plain"}]


def test_no_metadata_differs_from_run_to_run(refreshed):
    text = refreshed.read_text(encoding="utf-8")
    assert 'execution":' not in text
    assert '"version"' not in text.replace('"version": 3', "")  # that of CodeMirror's mode is part of its name
    assert text.endswith("}\n")
    assert [cell.id for cell in code_cells(refreshed)] == [f"cell-{i}" for i in range(5)]


def test_a_second_run_changes_nothing(refreshed):
    before = refreshed.stat().st_mtime_ns
    assert not notebooks.refresh(refreshed)
    assert refreshed.stat().st_mtime_ns == before


def test_a_picture_that_differs_in_bytes_is_kept_unless_asked_for(refreshed):
    other = base64.b64encode(b"another").decode()
    fresh = refreshed.read_text(encoding="utf-8")
    refreshed.write_text(fresh.replace(f"base64,{PICTURE}\\\">'", f"base64,{other}\\\">'"), encoding="utf-8")
    try:
        edited = refreshed.read_text(encoding="utf-8")
        assert not notebooks.refresh(refreshed)
        assert refreshed.read_text(encoding="utf-8") == edited
        assert notebooks.refresh(refreshed, check=True, images=True)
        assert refreshed.read_text(encoding="utf-8") == edited
    finally:
        refreshed.write_text(fresh, encoding="utf-8")


def test_a_failing_cell_is_named_and_the_file_stays(tmp_path):
    path = write(tmp_path, "1 + 1", "1 / 0")
    before = path.read_bytes()
    with pytest.raises(notebooks.NotebookError, match=r"00_test.ipynb: cell 3 \(id cell-1\) failed with ZeroDivision"):
        notebooks.refresh(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def with_output(output):
    return new_notebook(cells=[new_code_cell("x", id="the-cell", outputs=[output])])


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        (new_output("stream", name="stderr", text="careful"), "writes to stderr: careful"),
        (new_output("stream", text="<object at 0x7f3a5c0d1e20>"), "memory address: 0x7f3a5c0d1e20"),
        (new_output("display_data", {"text/plain": "<A at 0x104f3b2e0>"}), "memory address"),
        (new_output("display_data", {"image/png": "A" * 90_000}), "picture of 67,500 bytes"),
        (new_output("display_data", {"text/html": f"data:image/png;base64,{'A' * 90_000}"}), "picture of 67,500 bytes"),
        (new_output("display_data", {"image/svg+xml": "<svg>" + " " * 60_000}), "picture of 60,005 bytes"),
        (new_output("stream", text="long " * 400_000), "bytes, more than 1,500,000"),
    ],
)
def test_an_output_that_cannot_be_committed_is_named(output, problem):
    found = list(notebooks.problems(with_output(output)))
    assert len(found) == 1
    assert problem in found[0]


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", text="0x7f is 127, 0xff is 255"),
        new_output("display_data", {"text/html": f"<img src='data:image/png;base64,{'0x7f3a5c0d' * 6000}'>"}),
    ],
)
def test_an_output_that_only_looks_like_trouble_is_let_through(output):
    assert not list(notebooks.problems(with_output(output)))


def test_numbers_choose_notebooks(tmp_path, monkeypatch, capsys):
    first, second = write(tmp_path, name="00_a.ipynb"), write(tmp_path, name="01_b.ipynb")
    assert notebooks.chosen([], [tmp_path]) == [first, second]
    assert notebooks.chosen(["01"], [tmp_path]) == [second]
    monkeypatch.setattr(notebooks, "FOLDERS", [tmp_path])
    assert notebooks.main(["07"]) == 1
    assert "there is no notebook 07_*.ipynb" in capsys.readouterr().err


def test_check_says_what_would_change(tmp_path, monkeypatch, capsys):
    path = write(tmp_path, "print(1)")
    before = path.read_bytes()
    monkeypatch.setattr(notebooks, "FOLDERS", [tmp_path])
    assert notebooks.main(["--check"]) == 1
    assert "00_test.ipynb: would change" in capsys.readouterr().out
    assert path.read_bytes() == before
    assert notebooks.main([]) == 0
    assert notebooks.main(["--check"]) == 0
