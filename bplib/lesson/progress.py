"""What was done in a lesson, objective by objective."""

from collections.abc import Iterable, Mapping

from .answering import Answering

__all__ = ["progress_rows", "progress_sentence", "progress_still"]


def by_objective(objectives: Mapping[str, str], answerings: Iterable[Answering]) -> dict[str, list[Answering]]:
    """The activities that serve each objective, and then those that serve none, by what they are instead."""
    rows = {name: [] for name in objectives}
    for answering in answerings:
        for name in answering.activity.objective or (answering.activity.serves_instead,):
            rows.setdefault(name, []).append(answering)
    return rows


def title(name: str, objectives: Mapping[str, str]) -> str:
    return f"{name} {objectives[name]}" if name in objectives else name


def progress_rows(objectives: Mapping[str, str], titled: Mapping[Answering, str]) -> list[dict]:
    """For each objective its title, how much is done, and its activities by their titles with a mark and words."""
    rows = []
    for name, row in by_objective(objectives, titled).items():
        note = f"{sum(one.done for one in row)} of {len(row)} done" if row else "nothing to answer so far"
        items = [(kind, f"{titled[one].rstrip(' …?')}: {words}") for one in row for kind, words in [outcome_of(one)]]
        rows.append({"title": title(name, objectives), "note": note, "items": items})
    return rows


def outcome_of(answering: Answering) -> tuple[str, str]:
    """The mark of one activity and what came of it."""
    rights = answering.rights
    if answering.done:
        kind, words = "right", "done"
        if True in rights:
            tries = 1 + rights[: rights.index(True)].count(False)
            words = "right at once" if tries == 1 else f"right at attempt {tries}"
        elif False in rights and not any(attempt.get("shown") for attempt in answering.attempts):
            words = "answered, with mistakes"
    else:
        kind, words = ("wrong", "not right yet") if rights else ("open", "open")
    return kind, words


def progress_sentence(answerings: Iterable[Answering]) -> str:
    """How much of the lesson is done, in one sentence."""
    done = [answering.done for answering in answerings]
    if done and all(done):
        return "All activities are done."
    return f"{sum(done)} of {len(done)} activities are done."


def progress_still(objectives: Mapping[str, str], titled: Mapping[Answering, str]) -> list[tuple[str, list[str]]]:
    """The objectives with their activities, without what was answered."""
    rows = by_objective(objectives, titled)
    return [(title(name, objectives), [titled[one].rstrip(" …?") for one in row]) for name, row in rows.items()]
