"""The symbols of a lesson: none is used before it was introduced.

What introduces a symbol: a cell that says so in its metadata, the first column of the table of symbols, or an earlier
lesson. What counts as a use: a Greek letter, ∂ or ŷ; one Latin letter that stands alone, with an index or without.
"""

import html
import re

from tools.lessons import Lesson, calls, note, tag

WITHOUT_SYMBOLS = ("bp-title", "bp-objectives", "bp-instructor")  # they come before the lesson or are not for learners
NOT_PROSE = (
    "objective",
    "right",
    "lines",
    "also",
    "distractors",
    "unit",
    "values",
    "tolerance",
    "value",
    "recalls",
    "repeats",
)
INDEX = "\x00"  # stands for the indices and exponents behind a letter
MATH, CODE = re.compile(r"\$\$?(.+?)\$\$?", re.S), re.compile(r"`([^`]*)`")
NO_TEXT = (
    r"(?ms)^ *```.*?^ *```",  # blocks of code
    r"(?<=\])\([^)]*\)",  # where links lead
    r"<kbd>.*?</kbd>|<[^>]*>",
    r"(?:Shift|Ctrl|Alt|Cmd|Esc) ?\+ ?\w+",
    r"\b[A-Za-z]\.(?=\s?[A-Za-z]\.)|(?<=\.)\s?[A-Za-z]\.",  # e.g. and initials
    r"\b[A-Za-z]-(?=[A-Za-z])",  # x-axis, U-shaped
    r"(?<=\d)[ \u00a0](?:s|h|m|g|K|B|C)\b",  # units
)
COMMANDS = {
    r"\\hat\s*\{?\s*y\s*\}?": "ŷ",
    r"\\(?:text|mathrm|operatorname|begin|end)\s*\{[^}]*\}": " ",
    r"\^\s*\{?\s*(?:T|\\top|\\mathsf\s*T)\s*\}?": " ",  # transposed
    r"\\(?:var)?(alpha|beta|gamma|delta|epsilon|eta|theta|lambda|mu|phi|rho|sigma|tau)(?![a-z])": r"&\1;",
    r"\\partial": "∂",
    r"\\nabla": "∇",
    r"\\[A-Za-z]+": " ",
}
GREEK_LETTERS, SIGNS = r"[Ͱ-Ͽ]", r"[∂∇]"
LATIN = r"(?<![^\W\d])(?<!['’])([A-Za-zŷ])(?![\w'’])"  # alone: a number may stand before it
FORMULA = r"(?:(?<=[=·×/−+])|(?<=[=·×/−+] ))[aAI]\b|\b[aAI](?=[(²³=·×/\x00]| ?[=<>≤≥≈·×/−+] )"  # the words a, A and I


def symbols_in(text):
    """The symbols that a text uses."""
    for pattern in NO_TEXT:
        text = re.sub(pattern, " ", text)
    found = {symbol for formula in MATH.findall(text) for symbol in symbols_of_formula(formula)}
    text = MATH.sub(" ", text)
    found |= {span[0] for span in CODE.findall(text) if re.fullmatch(r"[A-Za-z](_?[\dijkl]{1,2})?", span)}
    text = re.sub(r"[₀-₉ᵢⱼₖₗ₊₋⁰¹²³⁴-⁹ᵀ′]+", INDEX, CODE.sub(" ", text))
    found |= set(re.findall(f"{GREEK_LETTERS}|{SIGNS}", text))
    text = re.sub(f"{GREEK_LETTERS}|{SIGNS}", INDEX, text)
    letters = {letter for letter in re.findall(LATIN, text) if letter not in "aAI"}
    return found | letters | set(re.findall(FORMULA, text))


def symbols_of_formula(formula):
    """The symbols of a formula between dollars."""
    for command, symbol in COMMANDS.items():
        formula = re.sub(command, symbol, formula)
    return set(re.findall(rf"[A-Za-zŷ]|{GREEK_LETTERS}|{SIGNS}", html.unescape(formula)))


def prose(words):
    """All text that a learner reads in the words of an activity."""
    if isinstance(words, str):
        return re.sub(r"\{\w*\}", " ", words)
    if isinstance(words, dict):
        words = words | {"answers": [*words["answers"], words["answers"]]} if "answers" in words else words
        return "\n".join(prose(value) for key, value in words.items() if key not in NOT_PROSE)
    return "\n".join(prose(one) for one in words) if isinstance(words, list) else ""


def text_shown(lesson, cell):
    """The text that stands in a cell, or in the activity that it asks for; a prediction gives its reason later."""
    if cell.cell_type == "markdown":
        return cell.source
    texts = []
    for kind, id in calls(cell):
        words = lesson.words.get(id, {})
        if kind == "reveal":
            words = {"because": words.get("because", "")}
        texts.append(prose({k: v for k, v in words.items() if (kind, k) != ("predict", "because")}))
    return "\n".join(texts)


def introduced_by(cell):
    """The symbols that a cell introduces."""
    rows = re.findall(r"^\|([^|]*)\|", cell.source, re.M) if tag(cell) == "bp-symbols" else []
    return set(note(cell, "introduces", [])).union(*map(symbols_in, rows[2:]))  # after the head of the table


def symbols(lesson):
    """No symbol is used before it is introduced; a cell that introduces one really has it."""
    known, problems = set(lesson.metadata.get("known", {})), []
    for cell in lesson.cells:
        used = symbols_in(text_shown(lesson, cell))
        absent = set(note(cell, "introduces", [])) - used
        problems += [f"{cell.id} introduces {symbol}, but does not have it" for symbol in sorted(absent)]
        known |= introduced_by(cell)
        if tag(cell) not in WITHOUT_SYMBOLS:
            problems += [f"{cell.id} uses {symbol} before it is introduced" for symbol in sorted(used - known)]
            known |= used  # each is told once
    return problems


def known_symbols(lesson):
    """What the metadata call known was introduced by the lesson that they name, as far as that lesson exists."""
    problems = []
    for symbol, number in lesson.metadata.get("known", {}).items():
        if not number < lesson.number:
            problems.append(f"{symbol} is said to be known from lesson {number}, which is not an earlier one")
        for path in lesson.path.parent.glob(f"{number}_*.ipynb"):
            if not any(symbol in introduced_by(cell) for cell in Lesson.read(path).cells):
                problems.append(f"lesson {number} does not introduce {symbol}")
    return problems
