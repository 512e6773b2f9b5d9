"""Makes the picture at the top of the README: `.venv/bin/python -m tools.readme_picture`, after `course.py test`.

It starts the course as a learner does, runs lesson 00 in the browser, and takes the window when the network has learned.
"""

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .browser import find_browser
from .environment import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from browser.conftest import CourseProcess, browser_flags
from browser.lab import Lab

PICTURE = ROOT / "docs" / "lesson_00.png"
WINDOW = {"width": 1180, "height": 880}


def main() -> None:
    with tempfile.TemporaryDirectory() as settings, sync_playwright() as playwright:
        process = CourseProcess(ROOT, Path(settings))
        try:
            process.wait_for_answer(900)
            chromium = playwright.chromium.launch(executable_path=find_browser(), args=browser_flags())
            page = chromium.new_context(viewport=WINDOW).new_page()
            take(Lab(page, process.course()))
            chromium.close()
        finally:
            process.stop()


def take(lab: Lab) -> None:
    """Run lesson 00 and save the window with the cell that trains at its top."""
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all_cells()
    lab.page.keyboard.press("Control+b")  # closes the file browser
    lab.show_cell_with("progress=bp.live.TrainingCurves()")
    PICTURE.parent.mkdir(exist_ok=True)
    lab.page.screenshot(path=PICTURE)
    Image.open(PICTURE).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
