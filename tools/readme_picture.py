"""Makes the picture at the top of the README: `.venv/bin/python -m tools.readme_picture`, after `course.py test`.

It starts the course as a learner does, runs lesson 00 in the browser, and takes the window when the network has
learned.
"""

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .browser import find_browser
from .environment import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from browser.conftest import CHROMIUM_FLAGS, Course, CourseProcess
from browser.lab import CODE_CELL, Lab

PICTURE = ROOT / "docs" / "lesson_00.png"
WINDOW = {"width": 1180, "height": 900}


def main() -> None:
    flags = [*CHROMIUM_FLAGS, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else CHROMIUM_FLAGS
    with tempfile.TemporaryDirectory() as settings, sync_playwright() as playwright:
        process = CourseProcess(ROOT, Path(settings))
        try:
            process.wait_for_answer(900)
            chromium = playwright.chromium.launch(executable_path=find_browser(), args=flags)
            take(Lab(chromium.new_page(viewport=WINDOW), Course(*process.address(), ROOT)))
        finally:
            process.stop()


def take(lab: Lab) -> None:
    """Run lesson 00 and save the window with the cell that trains at its top."""
    lab.open("notebooks/00_start_here.ipynb")
    lab.run_all_cells()
    lab.page.keyboard.press("Control+b")  # closes the file browser
    lab.page.wait_for_timeout(1000)
    training = lab.page.locator(CODE_CELL).filter(has_text="TrainingCurves()")
    for _ in range(3):  # cells above are laid out when they come near the window, and move it
        training.evaluate("cell => cell.scrollIntoView({block: 'start'})")
        lab.page.wait_for_timeout(1000)
    PICTURE.parent.mkdir(exist_ok=True)
    lab.page.screenshot(path=PICTURE)
    Image.open(PICTURE).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
