"""`type_the_gradient` in JupyterLab, by keyboard: what is typed is judged, and nothing that is typed gets lost."""

import pytest
from playwright.sync_api import expect

from browser import figures
from browser.gallery import GALLERY, write_gallery

TEXT = "a = 2; b = 3; c = a*b; d = c + a; L = d**2 + c"
ORDER = ("∂L/∂v₁", "∂L/∂d", "∂L/∂c", "∂L/∂b", "∂L/∂a")


@pytest.fixture(scope="module")
def page_of_graph(course_server, new_lab):
    """JupyterLab with the figure alone."""
    lab = new_lab(width=1366, height=900)
    lab.open(write_gallery(course_server.folder, {"gradients": GALLERY["gradients"]}, "gallery_gradients"))
    lab.run_all_cells()
    return lab


@pytest.fixture
def graph(page_of_graph):
    """The figure as it begins."""
    graph = page_of_graph.page.locator(figures.FIGURE)
    graph.get_by_role("button", name="Reset").press("Space")
    figures.wait_for_picture(graph, [TEXT, {}])
    return graph


def field(graph, label):
    return graph.get_by_label(label, exact=True)


def said(graph):
    """What stands over the picture."""
    return graph.locator("figcaption .bp-text > :first-child")


def test_all_gradients_are_typed_with_numbers_and_tab_alone(page_of_graph, graph):
    keyboard = page_of_graph.page.keyboard
    field(graph, ORDER[0]).focus()
    for label, number in zip(ORDER, ("1", "16", "17", "34", "67"), strict=True):
        expect(field(graph, label)).to_be_focused()
        keyboard.type(number)
        keyboard.press("Tab")
    figures.wait_for_picture(graph, [TEXT, {"v1": "1", "d": "16", "c": "17", "b": "34", "a": "67"}])
    expect(graph.get_by_text("✓ Reached")).to_be_visible()
    expect(graph.locator(".bp-said[role=status]")).to_contain_text("Task reached. ∂L/∂a: Right. 17·3 + 16·1 = 67")
    assert "none is missing" in graph.locator("canvas").get_attribute("aria-label")


def test_a_wrong_entry_is_marked_answered_and_mended(graph):
    field(graph, "∂L/∂c").fill("16")
    field(graph, "∂L/∂c").press("Enter")
    expect(said(graph)).to_contain_text("Not yet. That is what comes back from d.")
    expect(field(graph, "∂L/∂c")).to_have_attribute("aria-invalid", "true")
    expect(field(graph, "∂L/∂c")).to_have_accessible_description("not right yet")
    field(graph, "∂L/∂c").fill("17")
    field(graph, "∂L/∂c").press("Enter")
    expect(field(graph, "∂L/∂c")).to_have_accessible_description("right")
    expect(field(graph, "∂L/∂c")).to_have_attribute("aria-invalid", "false")
    expect(said(graph)).to_contain_text("Right. 16·1 + 1·1 = 17")


def test_what_is_half_typed_is_left_alone_when_a_picture_comes(page_of_graph, graph):
    field(graph, "∂L/∂d").focus()
    page_of_graph.page.keyboard.type("16")
    page_of_graph.page.keyboard.press("Tab")
    page_of_graph.page.keyboard.type("1")  # on its way to 17, while the picture for d is drawn
    figures.wait_for_picture(graph, [TEXT, {"d": "16"}])
    page_of_graph.page.wait_for_timeout(300)
    page_of_graph.page.keyboard.type("7")
    expect(field(graph, "∂L/∂c")).to_have_value("17")


def test_a_malformed_expression_says_what_to_do_and_keeps_everything(graph):
    field(graph, "∂L/∂c").fill("17")
    field(graph, "∂L/∂c").press("Enter")
    expression = field(graph, "expression")
    expression.fill(TEXT + " + sin(a)")
    expression.press("Enter")
    expect(said(graph)).to_contain_text("There is no function sin in “sin(a)”. There are exp, log,")
    expect(expression).to_have_attribute("aria-invalid", "true")
    expect(expression).to_have_value(TEXT + " + sin(a)")
    expect(field(graph, "∂L/∂c")).to_have_value("17")
    expression.fill("x = 3; y = x*x")
    expression.press("Enter")
    expect(field(graph, "∂y/∂x")).to_have_value("")
    expect(field(graph, "∂L/∂c")).to_have_count(0)
    field(graph, "∂y/∂x").fill("3")
    field(graph, "∂y/∂x").press("Enter")
    expect(said(graph)).to_contain_text("x is used twice in y")


def test_nothing_went_wrong_meanwhile(page_of_graph):
    assert page_of_graph.problems() == []
