"""The controls of live figures, as plain values."""

import pytest

import bplib as bp


def test_a_slider_has_exact_values_and_texts_of_one_width():
    slider = bp.live.Slider("weight", -0.3, 0.3, step=0.1, value=0.1)
    assert slider.values == (-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3)
    assert slider.values[slider.start] == 0.1
    assert slider.description()["texts"] == ["−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"]
    assert bp.live.Slider("η", values=[0.001, 0.1, 10], value=0.2).start == 1


def test_the_numbers_that_an_author_chose_are_written_in_the_digits_they_take():
    numbers = bp.live.Slider("η", values=[3e-15, 1e-5, 0.0625, 0.12345, 2 / 3, 1.0, 100.0])
    assert numbers.description()["texts"] == ["3e−15", "1e−5", "0.0625", "0.12345", "0.666666666667", "1", "100"]


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda: bp.live.Slider("x", 1, 0), "goes from 1 to 0"),
        (lambda: bp.live.Slider("x", 0, 1, step=-1), "in steps of -1"),
        (lambda: bp.live.Slider("x", 0, 1, step=1e-6), "positions, expected 2 to 2,001"),
        (lambda: bp.live.Slider("x"), "Write Slider"),
        (lambda: bp.live.Slider("3 units", 0, 1), "Begin with a letter"),
        (lambda: bp.live.Choice("x", ["a", "b"], value="c"), "expected one of"),
        (lambda: bp.live.Number("x", 0, 1, value=2), "does not fit"),
        (lambda: bp.live.Number("x", 0, float("inf"), value=2), "does not fit"),
    ],
)
def test_a_control_that_cannot_be_is_refused(make, problem):
    with pytest.raises(ValueError, match=problem):
        make()


def test_what_is_typed_comes_back_as_it_is():
    text, fields = bp.live.Text("expression", "a*b", hint="then Enter"), bp.live.Fields("gradients", [["a", "∂a", ""]])
    assert (text.start, text.value_of("c")) == ("a*b", "c")
    assert text.description() == {"kind": "text", "hint": "then Enter"}
    assert (fields.start, fields.value_of({"a": "1"})) == ({}, {"a": "1"})
    assert fields.description() == {"kind": "fields", "states": [["a", "∂a", ""]]}


@pytest.mark.parametrize("sent", [3, None, "x" * 1001, ["a"]])
def test_what_is_no_text_is_refused(sent):
    with pytest.raises(ValueError, match="at most 1,000 characters"):
        bp.live.Text("expression", "").value_of(sent)
    with pytest.raises(ValueError, match=r"a text for each field|at most 1,000"):
        bp.live.Fields("gradients", []).value_of({"a": sent} if sent != ["a"] else sent)


def test_a_run_counts_the_pictures_that_were_asked_for_and_controls_are_shown_unless_they_are_hidden():
    run = bp.live.Run("train")
    assert (run.value_of(7), run.description(), run.hidden) == (7, {"kind": "run"}, False)
