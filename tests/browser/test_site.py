"""The static site and the slides in Chromium, from files, with every other host out of reach."""

import pytest

from tools import site


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The site and the slides of lesson 08, with libraries that npm has installed."""
    folder = tmp_path_factory.mktemp("site")
    modules = site.install_libraries(tmp_path_factory.mktemp("libraries"))
    site.make_site(folder / "site", modules)
    return folder / "site", site.make_slides("08", folder / "slides", modules)


@pytest.fixture
def page(browser):
    """A page that remembers what went wrong and which files could not be had."""
    page = browser.new_context(viewport={"width": 1280, "height": 860}).new_page()
    page.wrong = []
    page.on("console", lambda message: page.wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("request", lambda request: page.wrong.append(request.url) if request.url.startswith("http") else None)
    yield page
    page.context.close()
    assert page.wrong == []


def test_every_page_of_the_site_opens_with_its_formulas_and_pictures(made, page):
    folder, _ = made
    page.goto((folder / "index.html").as_uri())
    links = page.locator("li a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) >= len(list((folder / "notebooks").glob("*.html")))
    for link in links:
        page.goto(link)
        page.evaluate("() => window.MathJax.startup.promise")
        assert page.locator("h1").count() == 1
        assert page.locator("merror, [data-mml-node=merror]").count() == 0
        broken = "images => images.filter(image => image.complete && !image.naturalWidth).length"
        assert page.locator("img").evaluate_all(broken) == 0


def test_the_formulas_of_lesson_08_are_drawn(made, page):
    page.goto((made[0] / "notebooks" / "08_backpropagation_by_hand.html").as_uri())
    page.evaluate("() => window.MathJax.startup.promise")
    assert page.locator("mjx-container svg").count() > 30


def test_space_leads_through_all_slides_and_none_is_empty(made, page):
    page.goto(made[1].as_uri())
    page.evaluate("() => window.MathJax.startup.promise")
    total, seen = page.evaluate("Reveal.getTotalSlides()"), set()
    for _ in range(total):
        slide = page.evaluate_handle("Reveal.getCurrentSlide()")
        seen.add(page.evaluate("JSON.stringify(Reveal.getIndices())"))
        assert slide.evaluate("slide => slide.innerText.trim() + slide.querySelector('img')?.alt") not in (
            "",
            "undefined",
        )
        page.keyboard.press("Space")
    assert len(seen) == total >= 30
    assert page.locator("aside.notes").count() == 5
