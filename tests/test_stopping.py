"""Stopping a call from outside: it ends, and what comes after it in its thread is never hit."""

import threading

from bplib.checks import stopping
from bplib.checks.stopping import Stoppable


def endless():
    while True:
        pass


def test_an_endless_call_ends():
    call = Stoppable(endless)
    call.start()
    assert not call.ends_within(0.01)
    assert call.stop()


def test_nothing_is_raised_in_a_thread_that_is_on_its_way_out(monkeypatch):
    on_its_way, go_on, raised = threading.Event(), threading.Event(), []
    monkeypatch.setattr(stopping, "_meet", lambda: (on_its_way.set(), go_on.wait(5)))
    monkeypatch.setattr(stopping, "_raise_in", lambda ident, exception: raised.append(exception))
    monkeypatch.setattr(stopping, "_withdraw", lambda ident: None)
    call = Stoppable(lambda: None)
    call.start()
    assert on_its_way.wait(5)
    call.stop()
    go_on.set()
    assert call.ends_within(5)
    assert raised == []
