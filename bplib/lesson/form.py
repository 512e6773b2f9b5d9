"""The one widget of the lessons: it shows a description and a state, and says what the learner entered.

It judges nothing and stores nothing; `answering.py` does. Where there is no kernel its still form stays, as HTML that
says the questions with their choices and keeps the answers closed.
"""

import html
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import anywidget
import traitlets

__all__ = ["Form", "marked_up", "plain", "still_html"]

_SCRIPTS = ("inputs.js", "form.js")  # the page's side, one after the other
CODE_SPAN = re.compile(r"`([^`]+)`")


class Form(anywidget.AnyWidget):
    """A form in the page. `respond(action, values)` returns the new state; see `form.js` for what a state holds."""

    _esm = "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = Path(__file__).with_name("form.css")

    description = traitlets.Dict().tag(sync=True)
    state = traitlets.Dict().tag(sync=True)
    draft = traitlets.Dict().tag(sync=True)  # what is entered and not sent yet

    def __init__(self, description: dict, state: dict, still: str, respond: Callable | None = None, draft=None):
        super().__init__(description=description, state=state | {"turn": 0}, draft=draft or {})
        self._still, self._respond = still, respond
        self.on_msg(lambda _, content, __: self.receive(content))

    def show(self, state: dict) -> None:
        """Show a new state, even one that equals the old."""
        self.state = state | {"turn": self.state["turn"] + 1}

    def receive(self, content) -> None:
        """Answer a message from the page."""
        if self._respond and isinstance(content, dict) and isinstance(content.get("values"), dict):
            self.show(self._respond(content.get("action"), content["values"]))

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        text = f"{self.description['label']}: {plain(self.description['text'])}".rstrip(": ")
        return {**(data or {}), "text/html": self._still, "text/plain": text}, metadata


def plain(text: str) -> str:
    """The text without the marks of code."""
    return CODE_SPAN.sub(r"\1", text)


def marked_up(text: str) -> str:
    """The text as HTML: everything escaped, `code` as code, each line on a line of its own."""
    escaped = CODE_SPAN.sub(lambda span: f"<code>{keep_spaces(span[1])}</code>", html.escape(text))
    return escaped.replace("\n", "<br>")


def keep_spaces(text: str) -> str:
    """The text with two or more spaces kept as they are."""
    return re.sub(r" (?= )|(?<= ) |^ ", "\u00a0", text)


def still_html(
    label: str,
    text: str,
    questions: Sequence[tuple[str, Sequence[str]]],
    answers: Sequence[str],
    summary: str = "Answer",
    picture: str = "",
) -> str:
    """The still form: what is asked, with its picture as HTML, and the answers inside `<details>`."""
    dot = "" if label.endswith(("…", "?")) else "."
    parts = [f"<p><strong>{marked_up(label)}{dot}</strong> {marked_up(text)}".rstrip() + "</p>", picture]
    for question, choices in questions:
        parts += [f"<p>{marked_up(question)}</p>"] if question else []
        parts += [f"<ul>{''.join(f'<li>{marked_up(choice)}</li>' for choice in choices)}</ul>"] if choices else []
    if answers:
        paragraphs = "".join(f"<p>{marked_up(answer)}</p>" for answer in answers)
        parts.append(f"<details><summary>{summary}</summary>{paragraphs}</details>")
    style = "border-left: 3px solid #0072B2; padding: 0.1em 0 0.1em 1em; margin: 0.5em 0"
    return f'<section style="{style}">{"".join(parts)}</section>'
