"""Typed gradients: right ones are accepted, wrong ones get a hint only where their number tells what was done."""

import pytest

from bplib.demonstrations import Attempt, ExpressionError, read_graph
from bplib.demonstrations.slips import slips
from expressions import random_expression

SHARED = "c = a*b; d = c + a; L = d**2 + c"  # a is 2, b is 3


def said(typed, text=SHARED, values=None, **more):
    """What is said about what was typed for one node; `more` are the entries of others."""
    attempt = Attempt(read_graph(text, **(values or {"a": 2, "b": 3})))
    [(name, number)] = typed.items()
    attempt.take({**more, name: number})
    return attempt.judge(name).text


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ({"c": "17"}, "Right. 16·1 + 1·1 = 17, through d and through L."),
        ({"c": "16,9"}, "Right."),
        ({"c": "16*1 + 1"}, "Right."),
        ({"c": "16"}, "That is what comes back from d. c is used in L, too: add up what comes from each."),
        ({"c": "1"}, "That is what comes back from L. c is used in d, too: add up what comes from each."),
        ({"a": "51"}, "That is what comes back from c. a is used in d, too"),
        ({"c": "2"}, "That is the sum of the local slopes, without the gradients."),
        ({"d": "8"}, "The exponent comes down as a factor: it is missing."),
        ({"d": "128"}, "the power that is left is one lower"),
        ({"b": "17"}, "That is the gradient of c. Multiply it by the local slope of c along b."),
        ({"b": "2"}, "That is the local slope of c along b. Multiply by the gradient of c."),
        ({"b": "51"}, "The slope of a product along one factor is the other factor"),
        ({"b": "-34"}, "look at the sign"),
        ({"b": "19"}, "You have added the local slope."),
        ({"b": "8.5"}, "You have divided by the local slope."),
        ({"b": "3"}, "That is the value of b."),
        ({"b": "67"}, "That is the gradient of a."),
        ({"b": "70"}, "That is the value of L"),
        ({"b": "33.2"}, "it is close: keep more digits"),
        ({"b": "100"}, "b is used in c: take the gradient of c, times its local slope along b."),
        ({"a": "1000"}, "a is used in several places (c, d): for each"),
        ({"b": "three"}, "“three” is not a number."),
        ({"a": "816"}, "added up, not multiplied"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_said_tells_what_was_likely_done(typed, hint):
    assert hint in said(typed)


def test_a_right_step_with_a_wrong_number_is_called_so():
    assert "uses your number for the gradient of c" in said({"b": "32"}, c="16")
    assert "uses your number" not in said({"b": "32"}, c="17")


@pytest.mark.parametrize(
    ("line", "typed", "hint"),
    [
        ("q = sigmoid(a); L = 3*q", 3 * 0.6682, "a·(1 − a), where a is its value: the second factor is missing"),
        ("q = tanh(a); L = 3*q", 3 * (1 - 0.6044), "the square is missing"),
        ("q = relu(a); L = 3*q", 2.1, "Its slope is 1 where its input is above 0"),
        ("q = log(a); L = 3*q", 2.1, "1 divided by what stands in it"),
        ("q = b/a; L = 3*q", 3 * 1.9 / 0.49, "has a minus"),
        ("q = b/a; L = 3*q", -3 * 1.9 / 0.7, "the square of the denominator"),
        ("q = b - a; L = 3*q", 3, "has the local slope −1"),
        ("q = a**2; L = 3*q", 2.1, "the 2 is missing|it is missing"),
    ],
)  # fmt: skip
def test_a_wrong_local_slope_is_recognised(line, typed, hint):
    values = {"a": 0.7, "b": 1.9} if "b" in line else {"a": 0.7}
    text = said({"a": f"{typed:.5f}"}, line, values)
    assert any(one in text for one in hint.split("|")), text


def test_the_output_is_given_and_all_others_are_asked_for_from_the_result_backward():
    attempt = Attempt(read_graph(SHARED, a=2, b=3))
    assert attempt.names == ["v1", "d", "c", "b", "a"]
    attempt.take({"v1": "1", "d": "16", "c": "17", "b": "34", "a": "66"})
    assert attempt.right == {"v1", "d", "c", "b"} and not attempt.is_complete
    assert attempt.take({"v1": "1", "d": "16", "c": "17", "b": "34", "a": "67"})
    assert attempt.is_complete and attempt.latest == "a"
    assert not attempt.take(attempt.entries)


def test_an_entry_may_be_one_percent_of_the_largest_part_off():
    attempt = Attempt(read_graph("q = a*b; L = q*a - q*1.9", a=2, b=3))  # 2 − 1.9: the branches nearly cancel
    assert attempt.graph.gradients["q"] == pytest.approx(0.1)
    assert attempt.allowed("q") == pytest.approx(0.02)
    attempt.take({"q": "0.119"})
    assert attempt.judge("q").right
    attempt.take({"q": "0.121"})
    assert not attempt.judge("q").right
    assert Attempt(read_graph("L = relu(a)*3", a=-1)).allowed("a") == 0.005


def graphs(n=150):
    """Random graphs."""
    seed = 0
    while n:
        seed += 1
        try:
            graph = read_graph(random_expression(seed))
        except ExpressionError:
            continue
        n -= 1
        yield graph


def test_no_right_number_is_ever_answered_with_a_hint_and_no_slip_is_ever_accepted():
    n_hints = 0
    for graph in graphs():
        attempt = Attempt(graph)
        for name in attempt.names:
            attempt.take({name: repr(graph.gradients[name])})
            assert attempt.judge(name).right
            for slip in slips(graph, name, {}):
                attempt.take({name: repr(slip.value)})
                judged = attempt.judge(name)
                assert judged.right == (abs(slip.value - graph.gradients[name]) <= attempt.allowed(name))
                n_hints += "Not yet. " in judged.text
    assert n_hints > 1000


def test_a_hint_is_given_only_where_the_slip_gives_the_number_that_was_typed():
    for graph in graphs():
        attempt = Attempt(graph)
        for name in attempt.names:
            typed = graph.gradients[name] * 1.37 + 0.77  # what nobody gets by a known slip
            if any(abs(typed - slip.value) <= 0.02 * abs(slip.value) for slip in slips(graph, name, {})):
                continue
            attempt.take({name: repr(typed)})
            assert (
                "used in" in attempt.judge(name).text
                or attempt.judge(name).right
                or "close" in attempt.judge(name).text
            )


def test_entries_for_unknown_nodes_and_empty_ones_are_left_out():
    attempt = Attempt(read_graph(SHARED, a=2, b=3))
    assert not attempt.take({"z": "1", "a": "  ", "L": "1"})
    assert attempt.entries == {} and attempt.latest == ""
