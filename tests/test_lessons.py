"""Every lesson as a file: it must read well without a kernel, for everybody."""

import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)


def cells(lesson, kind):
    return [cell for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == kind]


def outputs(lesson):
    return [output for cell in cells(lesson, "code") for output in cell.outputs]


def test_the_lesson_has_one_title_and_skips_no_level(lesson):
    levels = [len(hashes) for cell in cells(lesson, "markdown") for hashes in re.findall(r"^(#+) ", cell.source, re.M)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_are_numbered_in_order(lesson):
    numbers = [int(n) for cell in cells(lesson, "markdown") for n in re.findall(r"^## (\d+) ", cell.source, re.M)]
    sections = [line for cell in cells(lesson, "markdown") for line in re.findall(r"^## .*", cell.source, re.M)]
    assert numbers == list(range(1, len(sections) + 1))


def test_cells_are_short(lesson):
    for cell in cells(lesson, "markdown"):
        assert len(cell.source.split()) <= 120, cell.id
    lengths = [len([line for line in cell.source.splitlines() if line.strip()]) for cell in cells(lesson, "code")]
    assert max(lengths) <= 20
    assert sorted(lengths)[len(lengths) // 2] <= 8


def test_every_cell_has_a_readable_id_and_a_tag(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    for cell in notebook.cells:
        assert re.fullmatch(r"[a-z0-9-]{3,}", cell.id)
        assert cell.metadata.tags[0].startswith("bp-"), cell.id


def test_the_title_says_what_is_needed_and_how_long_it_takes(lesson):
    title = cells(lesson, "markdown")[0].source
    assert re.search(r"You need", title)
    assert re.search(r"\d+ minutes", title)


def test_objectives_come_back_in_the_summary(lesson):
    sources = {cell.metadata.tags[0]: cell.source for cell in cells(lesson, "markdown")}
    objectives = re.findall(r"\*\*(O\d)\*\*", sources["bp-objectives"])
    assert 3 <= len(objectives) <= 5
    assert re.findall(r"\*\*(O\d)\*\*", sources["bp-summary"]) == objectives


def test_all_outputs_are_committed_and_none_is_an_error(lesson):
    counts = [cell.execution_count for cell in cells(lesson, "code")]
    assert counts == list(range(1, len(counts) + 1))
    for output in outputs(lesson):
        assert output.output_type != "error"
        assert output.get("name") != "stderr"
        assert "application/vnd.jupyter.widget-view+json" not in output.get("data", {})


def test_every_picture_has_an_alternative_text(lesson):
    html = "".join(output.get("data", {}).get("text/html", "") for output in outputs(lesson))
    images = re.findall(r"<img [^>]*>", html)
    assert images
    for image in images:
        alt = re.search(r'alt="([^"]*)"', image).group(1)
        assert 25 <= len(alt) <= 300
        assert re.search(r"\d", alt)
    assert not any("image/png" in output.get("data", {}) for output in outputs(lesson))


def test_links_lead_somewhere(lesson):
    for cell in cells(lesson, "markdown"):
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", cell.source):
            if not target.startswith("https://"):
                assert (lesson.parent / target).exists(), target


def test_the_file_is_small_and_has_no_addresses(lesson):
    text = lesson.read_text(encoding="utf-8")
    assert len(text) <= 1_500_000
    assert not re.search(r"\b0x[0-9a-f]{6,}", text)
