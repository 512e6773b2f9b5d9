"""The static site and the slides, as files; `tests/browser/test_site.py` opens them."""

import re
from pathlib import Path

import nbformat
import pytest

from good_lesson import good_lesson
from tools import site

ROOT = Path(__file__).parents[1]
LOADED = re.compile(r"<(?:script|img|link|iframe)\b[^>]*(?:src|href)=\"(?!data:)([^\"]+)\"|@import")


@pytest.fixture
def lesson(tmp_path):
    """A good lesson as a file in a course folder."""
    path = tmp_path / "notebooks" / "05_line.ipynb"
    path.parent.mkdir()
    nbformat.write(good_lesson(path.parent).notebook, path)
    return path


def types(notebook):
    return [cell.metadata.slideshow.slide_type for cell in notebook.cells]


def test_a_heading_begins_a_column_and_code_stands_beside_a_short_text(lesson):
    shown = site.with_slides(site.read(lesson))
    by_id = {cell.id: cell.metadata.slideshow.slide_type for cell in shown.cells}
    assert by_id["bp-title-0"] == by_id["bp-hook-4"] == "slide"
    assert by_id["bp-hook-5"] == "-"
    assert by_id["bp-predict-6"] == "subslide"
    assert not {"bp-setup-2", "bp-instructor-27"} & set(by_id)


def test_the_instructors_notes_are_the_speakers_each_once_at_its_part(lesson):
    notebook = site.read(lesson)
    notes = (
        "**Minutes.** 0–9\n\n**Vote** half.\n\n**Typical wrong answers.** 5\n\n**Board.** A line.\n\n**To cut** all."
    )
    notebook.cells[-1].source = f"<details><summary>For instructors</summary>\n\n{notes}\n\n</details>"
    cells = site.with_slides(notebook).cells
    told = [(cells[i - 1].id, cell.source) for i, cell in enumerate(cells) if types_of(cell) == "notes"]
    assert [text.split("**")[1].rstrip(".") for _, text in told] == [
        "Minutes", "To cut", "Vote", "Board", "Typical wrong answers",
    ]  # fmt: skip
    assert told[0][0] == "bp-title-0"
    assert dict(told)["bp-predict-6"] == "**Vote** half."


def types_of(cell):
    return cell.metadata.slideshow.slide_type


def test_slides_have_no_code_that_only_asks_and_no_section_inside_a_slide(lesson):
    body = site.slides(lesson)
    assert "recall(" not in re.sub(r"<[^>]+>", "", body)
    assert "What is asked." in body
    inside = re.findall(r"<section style", body)
    assert inside == []


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_pages_and_slides_load_nothing_from_another_host_and_keep_alternative_texts(path):
    alts = re.findall(r'<img alt="([^"]+)"', "".join(outputs(path)))
    for body in (site.page(path, []), site.slides(path)):
        assert [found for found in LOADED.findall(body) if ":" in found.split("/")[0]] == []
        assert re.findall(r'<img alt="([^"]+)"', body) == alts
        assert not re.search(r"jp-InputPrompt|jp-OutputPrompt", re.sub(r"<style.*?</style>", "", body, flags=re.S))


def outputs(path):
    for cell in site.read(path).cells:
        for output in cell.get("outputs", []):
            yield str(output.get("data", {}).get("text/html", ""))


def test_links_to_notebooks_lead_to_pages_and_files_come_along(lesson, tmp_path):
    (tmp_path / "bplib").mkdir()
    (tmp_path / "bplib" / "algorithm.py").write_text("x = 1\n")
    text = "[source](../bplib/algorithm.py), [next](06_next.ipynb#one), [book](https://example.org/a.ipynb)"
    notebook = site.read(lesson)
    notebook.cells[4].source += f"\n\n{text}"
    nbformat.write(notebook, lesson)
    body = site.page(lesson, [("Before", "04_before.html")])
    for wanted in ("06_next.html#one", "https://example.org/a.ipynb", '<a href="04_before.html">Before</a>'):
        assert wanted in body
    site.copy_linked(body, lesson, tmp_path / "out", tmp_path)
    assert (tmp_path / "out" / "bplib" / "algorithm.py").read_text() == "x = 1\n"


def test_the_first_page_lists_every_lesson_with_minutes_and_exercises(lesson):
    text = site.index([lesson], [lesson])
    assert '<a href="notebooks/05_line.html">05 Lines</a> <span class="course-minutes">20 minutes</span>' in text
    assert "exercises/05_line.html" in text


def test_a_folder_with_other_files_is_left_alone(tmp_path, lesson):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(site.SiteError, match="holds other files"):
        site.make_site(tmp_path, tmp_path, tmp_path)


def test_what_is_missing_is_said_in_a_sentence(tmp_path, lesson, monkeypatch):
    with pytest.raises(site.SiteError, match="there is no lesson 07; there are 05"):
        site.make_slides("07", tmp_path, tmp_path, tmp_path)
    monkeypatch.setattr(site.shutil, "which", lambda name: None)
    with pytest.raises(site.SiteError, match="need npm"):
        site.install_libraries(tmp_path / "libraries")
