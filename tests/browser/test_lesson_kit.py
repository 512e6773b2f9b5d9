"""Every kind of activity in JupyterLab, answered by keyboard alone: what is announced, kept, and brought back."""

from playwright.sync_api import expect

from browser.activities import CELLS
from browser.lab import CODE_CELL
from browser.learner import FORMS

CONTROLS = ".bp-form :is(input, select, textarea, button):visible"
LINES = [
    "for x, y in batches:",
    "cache = bp.forward(network, parameters, x)",
    "d_output = loss.gradient(cache.output, y)",
    "gradients = bp.backward(network, parameters, cache, d_output)",
    "bp.update(parameters, gradients, optimizer)",
]


def test_recall_questions_are_answered_together_and_each_is_explained(learner):
    learner.choose("recall", "½")
    learner.press("recall")
    learner.hears("recall", "Choose an answer to question 2 and question 3 first.")
    learner.choose("recall", "(2, 2)")
    learner.choose("recall", "5")
    learner.press("recall")
    learner.hears("recall", "2 of 3 right.")
    expect(learner.form("recall")).to_contain_text("Not “(2, 2)”. That would be <b>another</b> product.")
    expect(learner.form("recall")).to_contain_text("Right is “(3, 5)”: The inner 2 is summed over.")
    described = learner.form("recall").locator("fieldset").nth(1).get_attribute("aria-describedby")
    expect(learner.page.locator(f"#{described}")).to_contain_text("The inner 2")
    assert learner.stored("recall") == [{"question 1": "½", "question 2": "(2, 2)", "question 3": "5"}]


def test_the_reveal_waits_for_the_prediction_and_then_compares(learner):
    learner.hears("accuracy-reveal", "Your prediction is still open.")
    assert "353" not in learner.form("accuracy-reveal").inner_html()
    learner.type("accuracy", "Your number", "361")
    learner.choose("accuracy", "fairly sure")
    learner.press("accuracy")
    learner.hears("accuracy", "Choose a number from 0 to 360.")
    learner.type("accuracy", "Your number", "300")
    learner.page.keyboard.press("Enter")
    learner.hears("accuracy", "Stored: 300 digits (fairly sure).")
    learner.hears("accuracy-reveal", "You said 300 digits (fairly sure).", "It was 353 digits, because", "53 more")
    expect(learner.button("accuracy")).to_have_attribute("aria-disabled", "true")
    learner.choose("trend", "rise")
    learner.choose("trend", "sure")
    learner.press("trend")
    learner.hears("trend-reveal", "You said “rise” (sure). It was “fall”, because every step goes against the slope.")
    assert learner.stored("accuracy") == [{"answer": "300", "confidence": "fairly sure"}]


def test_a_wrong_reason_is_explained_and_the_right_one_ends_it(learner):
    learner.choose("why", "It is the loss")
    learner.press("why")
    learner.hears("why", "Not “It is the loss”. The loss has a factor of its own, a − y. Choose again.")
    learner.choose("why", "It is the slope of σ")
    learner.press("why")
    learner.hears("why", "Right. δ is the slope of the loss")
    learner.hears("progress", "1 of 9 activities are done.")
    expect(learner.form("progress")).to_contain_text("Choose the reason: right at attempt 2")


def test_a_blank_names_the_slip_and_takes_every_way_to_write_a_number(learner):
    first, second = "a = σ(z) = blank 1", "δ = (a − y)·a·(1 − a) = (a − 1)·a·(1 − a) = blank 2"
    learner.type("delta", first, "1/2")
    learner.type("delta", second, "-,5")
    learner.page.keyboard.press("Enter")
    learner.hears("delta", "1 of 2 right.", "the slope a(1 − a) of σ is missing")
    expect(learner.control("delta", second)).to_have_attribute("aria-invalid", "true")
    expect(learner.control("delta", second)).to_be_focused()
    learner.type("delta", second, "0.125")
    learner.page.keyboard.press("Enter")
    learner.hears("delta", "The size is right; look at the sign.")
    learner.type("delta", second, "−0.125")
    learner.page.keyboard.press("Enter")
    learner.hears("delta", "All right.")
    assert learner.stored("delta")[-1] == {"a": "1/2", "delta": "−0.125"}


def put_in_order(learner, places, indented):
    for line, place in zip(LINES, places, strict=True):
        learner.select("loop", f"Place of {line}", place)
        learner.select("loop", f"Indentation of {line}", int(indented and place > 1))


def test_lines_get_their_places_and_their_indentation(learner):
    put_in_order(learner, (1, 3, 2, 4, 5), indented=True)
    learner.press("loop")
    learner.hears("loop", "Line 1 is right. Line 2 is the first that does not fit there.")
    put_in_order(learner, (1, 2, 3, 4, 5), indented=False)
    learner.press("loop")
    learner.hears("loop", "Line 1 is right. Line 2 is the right one; its indentation is not.")
    put_in_order(learner, (1, 2, 3, 4, 5), indented=True)
    learner.press("loop")
    learner.hears("loop", "Right. Each line needs what the one above it gives.")
    assert sorted(learner.stored("loop")[-1]["order"], key=lambda row: row[1]) == [
        [line, i + 1, int(i > 0)] for i, line in enumerate(LINES)
    ]


def test_a_place_given_twice_is_announced_and_the_answer_is_shown_after_two_attempts(learner):
    put_in_order(learner, (1, 2, 3, 5, 4), indented=True)
    learner.press("loop")
    learner.hears("loop", "Lines 1 to 3 are right.")
    learner.select("loop", f"Place of {LINES[0]}", 2)
    learner.press("loop")
    learner.hears("loop", "Place 2 is given to 2 lines.")
    learner.select("loop", f"Place of {LINES[0]}", 0)
    learner.press("loop")
    learner.hears("loop", "1 of the places 1 to 5 is open.")
    learner.select("loop", "Place of parameters = gradients", 1)
    learner.press("loop")
    learner.hears("loop", "parameters = gradients does not belong here. It would throw the weights away.")
    learner.go_to(learner.form("loop").get_by_role("button", name="Show the answer"))
    learner.page.keyboard.press("Enter")
    learner.hears("loop", "This is the answer. Each line needs")
    expect(learner.result("loop")).to_be_focused()
    assert learner.form("loop").locator("ol li").all_inner_texts() == LINES


def test_a_card_an_own_answer_and_the_exit_questions(learner):
    learner.choose("smaller", "I agree")
    learner.press("smaller")
    learner.hears("smaller", "You agree. The statement is wrong: too small a rate is slow")
    learner.choose("all-first", "Yes")
    learner.press("all-first")
    learner.hears("all-first", "Write your answer first")
    learner.type("all-first", "Because …", "<script>alert(1)</script>\nW₂")
    learner.press("all-first")
    learner.hears("all-first", "Right. A model answer: The gradient of W₁ uses W₂")
    learner.choose("exit", "the update")
    learner.choose("exit", "the cache")
    learner.press("exit")
    learner.hears("exit", "2 of 2 right.")
    learner.hears("progress", "3 of 9 activities are done.")
    assert learner.stored("all-first") == [{"answer": "Yes", "words": "<script>alert(1)</script>\nW₂"}]


def test_after_a_restart_everything_is_as_it_was_answered(learner):
    learner.type("accuracy", "Your number", "340")
    learner.choose("accuracy", "a guess")
    learner.press("accuracy")
    learner.hears("accuracy-reveal", "You said 340")
    learner.choose("why", "It is the loss")
    learner.press("why")
    learner.hears("why", "Not “It is the loss”")
    learner.lab.choose("Kernel", "Restart Kernel and Run All Cells…")
    learner.page.locator(".jp-Dialog button.jp-mod-accept").click()
    learner.page.wait_for_timeout(1500)
    expect(learner.page.locator(".bp-form")).to_have_count(len(FORMS), timeout=60_000)
    learner.hears("accuracy-reveal", "You said 340 digits (a guess).")
    expect(learner.control("accuracy", "Your number")).to_have_value("340")
    learner.hears("why", "Not “It is the loss”")
    expect(learner.control("why", "It is the loss")).to_be_checked()
    assert len(learner.stored("accuracy")) == 1
    learner.choose("why", "It is the slope of σ")
    learner.press("why")
    learner.hears("why", "Right.")


def test_letters_typed_on_any_control_leave_the_notebook_as_it_was(learner):
    cells = learner.page.locator(".jp-NotebookPanel .jp-Cell")
    n_cells, controls = cells.count(), learner.page.locator(CONTROLS)
    assert controls.count() >= 40
    for i in range(controls.count()):
        controls.nth(i).focus()
        learner.page.keyboard.type("bddaxcvz", delay=2)
        assert cells.count() == n_cells, controls.nth(i).evaluate("element => element.outerHTML")
    learner.page.wait_for_timeout(300)
    assert cells.count() == n_cells == len(CELLS) + 1
    expect(learner.form("all-first").locator("textarea")).to_have_value("bddaxcvz")
    expect(learner.page.locator(CODE_CELL)).to_have_count(len(CELLS))


def test_every_control_has_a_name_and_is_large_enough_and_saving_still_works(learner):
    for control in learner.page.locator(CONTROLS).all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 24, control.evaluate("element => element.outerHTML")
        labels = "e => e.labels?.[0]?.textContent || e.getAttribute('aria-label') || e.textContent"
        assert control.evaluate(labels).strip()
    learner.type("accuracy", "Your number", "12")
    expect(learner.page.locator(".jp-mod-current .jp-DirtyIndicator, .lm-mod-current.jp-mod-dirty")).not_to_have_count(
        0
    )
    learner.page.keyboard.press("Control+s")
    expect(learner.page.locator(".lm-TabBar-tab.lm-mod-current.jp-mod-dirty")).to_have_count(0)
