"""A lesson with one activity of each kind, for the browser tests; some of its words are what HTML would swallow."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

NAME = "98_every_activity"
WORDS = '''
[objectives]
O1 = "trace a pass"
O2 = "name the steps"

[[recall.questions]]
text = "What is σ(0), with `z < 1 & z > -1`?"
right = "½"
answers = [
    ["0", "At 0 the exponential is 1, not infinite."],
    ["½", "1 / (1 + 1) is ½."],
    ["1", "The sigmoid comes near to 1 only for large z."],
]

[[recall.questions]]
text = "Which shape has `x @ W` for (3, 2) and (2, 5)?"
right = "(3, 5)"
answers = [["(3, 5)", "The inner 2 is summed over."], ["(2, 2)", "That would be <b>another</b> product."]]

[[recall.questions]]
text = "How many biases has `Dense(2, 5)`?"
right = "5"
answers = [
    ["2", "Biases belong to the units, not to the inputs."],
    ["5", "One for each unit."],
    ["10", "That is how many weights it has."],
]

[trend]
text = "What will the loss do in the first ten steps?"
choices = ["fall", "stay", "rise"]
because = "every step goes against the slope."
objective = "O1"

[accuracy]
text = "How many of 360 digits will be read correctly?"
unit = "digits"
between = [0, 360]
objective = "O1"

[why]
text = "Why does δ₁ hold the factor a₁(1 − a₁)?"
right = "It is the slope of σ"
answers = [
    ["It keeps δ small", "That it is small is a consequence, not the reason."],
    ["It is the slope of σ", "δ is the slope of the loss with respect to z, and a = σ(z) stands between the two."],
    ["It is the loss", "The loss has a factor of its own, a − y."],
]
objective = "O1"

[delta]
steps = """
z = 0.5·1 − 0.25·2 + 0 = 0
a = σ(z) = {a}
δ = (a − y)·a·(1 − a) = (a − 1)·a·(1 − a) = {delta}"""
objective = "O1"

[delta.blanks.a]
tolerance = 0.005
because = "σ(0) is ½."

[delta.blanks.delta]
tolerance = 0.005
because = "−0.5 · 0.5 · 0.5 is −0.125."
slips = { forgot = "That is a − y alone: the slope a(1 − a) of σ is missing." }

[loop]
text = "Put the training loop in order. One line belongs nowhere."
lines = """
for x, y in batches:
    cache = bp.forward(network, parameters, x)
    d_output = loss.gradient(cache.output, y)
    gradients = bp.backward(network, parameters, cache, d_output)
    bp.update(parameters, gradients, optimizer)"""
because = "Each line needs what the one above it gives."
distractors = { "parameters = gradients" = "It would throw the weights away." }
objective = "O2"

[smaller]
text = "“A smaller learning rate is always more accurate.”"
true = false
because = "too small a rate is slow, or gets stuck: with η = 0.01 none of 20 runs solved XOR."
objective = "O2"

[all-first]
text = "Must all gradients be there before the first weight is changed?"
choices = ["Yes", "No"]
right = "Yes"
model = "The gradient of W₁ uses W₂ as it was in the forward pass, so W₂ may not change before."
objective = "O2"

[exit]
objective = "O2"

[[exit.questions]]
text = "Which step changes the weights?"
right = "the update"
answers = [["the update", "It is the only one that does."], ["backpropagation", "It finds slopes."]]

[[exit.questions]]
text = "What is kept from the forward pass?"
right = "the cache"
answers = [["the cache", "Backpropagation needs it."], ["nothing", "Then it would have to be computed again."]]
'''
CELLS = [
    f'import bplib as bp\n\nlesson = bp.lesson.Lesson("{NAME}")',
    'lesson.recall("recall")',
    'lesson.predict("trend")',
    'lesson.reveal("trend", "fall")',
    'lesson.predict("accuracy")',
    'lesson.reveal("accuracy", 353, "what it learned holds for new digits too.")',
    'lesson.choose("why")',
    'lesson.fill_in("delta", values={"a": 0.5, "delta": -0.125, "forgot": -0.5})',
    'lesson.order("loop")',
    'lesson.card("smaller")',
    'lesson.explain("all-first")',
    'lesson.exit_questions("exit")',
    "lesson.progress()",
]


def write_lesson(folder):
    """Write the notebook, never run, and its words; return its path in the course."""
    cells = [new_markdown_cell("# Every activity", id="title")]
    cells += [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(CELLS)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    (folder / "notebooks" / f"{NAME}.toml").write_text(WORDS, encoding="utf-8")
    (folder / "notebooks" / f"{NAME}.ipynb").write_text(nbformat.writes(notebook), encoding="utf-8")
    return f"notebooks/{NAME}.ipynb"
