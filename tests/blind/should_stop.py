"""Answers to should_stop(validation_losses, patience); the name of a wrong one says what is wrong with it."""

import numpy as np


def _compares_neighbours(losses, patience):
    if len(losses) <= patience:
        return False
    return all(losses[i] >= losses[i - 1] for i in range(-patience, 0))


def _counter_not_reset(losses, patience):
    best, bad = float("inf"), 0
    for loss in losses:
        if loss < best:
            best = loss
        else:
            bad += 1
    return bad >= patience


def _equal_is_new(losses, patience):
    best, bad = float("inf"), 0
    for loss in losses:
        if loss <= best:
            best, bad = loss, 0
        else:
            bad += 1
    return bad >= patience


def _one_late(losses, patience):
    best, bad = float("inf"), 0
    for loss in losses:
        if loss < best:
            best, bad = loss, 0
        else:
            bad += 1
    return bad > patience


def _one_early(losses, patience):
    best, bad = float("inf"), 1
    for loss in losses:
        if loss < best:
            best, bad = loss, 1
        else:
            bad += 1
    return bad >= patience


def _ever(losses, patience):
    best, bad = float("inf"), 0
    for loss in losses:
        if loss < best:
            best, bad = loss, 0
        else:
            bad += 1
        if bad >= patience:
            return True
    return False


def _early(losses, patience):
    best, bad = float("inf"), 0
    for loss in losses:
        if loss < best:
            best, bad = loss, 0
        else:
            bad += 1
        return bad >= patience
    return False


def _best_is_previous(losses, patience):
    previous, bad = float("inf"), 0
    for loss in losses:
        bad = 0 if loss < previous else bad + 1
        previous = loss
    return bad >= patience


def _no_update_of_best(losses, patience):
    if not losses:
        return False
    best, bad = losses[0], 0
    for loss in losses[1:]:
        if loss < best:
            bad = 0
        else:
            bad += 1
    return bad >= patience


def _largest(losses, patience):
    best, bad = -float("inf"), 0
    for loss in losses:
        if loss > best:
            best, bad = loss, 0
        else:
            bad += 1
    return bad >= patience


def _last_best(losses, patience):
    if len(losses) == 0:
        return False
    reverse = losses[::-1]
    return int(np.argmin(reverse)) >= patience


def _empty_raises(losses, patience):
    return len(losses) - 1 - int(np.argmin(losses)) >= patience


def _best_starts_at_zero(losses, patience):
    best, bad = 0, 0
    for loss in losses:
        if loss < best:
            best, bad = loss, 0
        else:
            bad += 1
    return bad >= patience


def _sorts(losses, patience):
    losses.sort()
    return len(losses) > patience and losses[-1] > losses[0]


def _pops(losses, patience):
    best, bad = float("inf"), 0
    while losses:
        loss = losses.pop(0)
        best, bad = (loss, 0) if loss < best else (best, bad + 1)
    return bad >= patience


_bad = [0]


def _global_counter(losses, patience):
    if len(losses) > 1 and losses[-1] >= min(losses[:-1]):
        _bad[0] += 1
    else:
        _bad[0] = 0
    return _bad[0] >= patience


def _no_return(losses, patience):
    if len(losses) > patience and min(losses[-patience:]) >= min(losses[:-patience]):
        return True


def _text(losses, patience):
    return "stop" if len(losses) > patience and min(losses[-patience:]) >= min(losses[:-patience]) else "go on"


WRONG = {
    "compares with the neighbour, not with the best": _compares_neighbours,
    "the same, with a counter": _best_is_previous,
    "the counter is not reset": _counter_not_reset,
    "an equal loss counts as a new best": _equal_is_new,
    "one epoch too late": _one_late,
    "one epoch too early": _one_early,
    "stops when it ever was too long": _ever,
    "returns in the loop": _early,
    "the best is not updated": _no_update_of_best,
    "larger is better": _largest,
    "the last of equal bests": _last_best,
    "an empty list raises": _empty_raises,
    "the best so far starts at 0": _best_starts_at_zero,
    "sorts the losses": _sorts,
    "empties the losses": _pops,
    "a global counter": _global_counter,
    "no return where it should go on": _no_return,
    "as text": _text,
    "patience is ignored": lambda losses, patience: len(losses) > 1 and losses[-1] >= min(losses[:-1]),
    "only the last value counts": lambda losses, patience: (
        len(losses) > patience and losses[-1] >= min(losses[:-patience])
    ),
    "last value against the one before the window": lambda losses, patience: (
        len(losses) > patience and losses[-1] >= losses[-patience - 1]
    ),
    "mean of the window": lambda losses, patience: (
        len(losses) > patience and np.mean(losses[-patience:]) >= min(losses[:-patience])
    ),
    "any of the window is not better": lambda losses, patience: (
        len(losses) > patience and any(v >= min(losses[:-patience]) for v in losses[-patience:])
    ),
    "> for >=": lambda losses, patience: len(losses) > patience and min(losses[-patience:]) > min(losses[:-patience]),
    "the answer is turned round": lambda losses, patience: (
        not (len(losses) > patience and min(losses[-patience:]) >= min(losses[:-patience]))
    ),
    "compares with the first": lambda losses, patience: len(losses) > patience and min(losses[-patience:]) >= losses[0],
    "the window is one too long": lambda losses, patience: (
        len(losses) > patience + 1 and min(losses[-patience - 1 :]) >= min(losses[: -patience - 1])
    ),
    "too short lists raise": lambda losses, patience: min(losses[-patience:]) >= min(losses[:-patience]),
    "as many epochs as patience": lambda losses, patience: len(losses) >= patience,
    "never": lambda losses, patience: False,
    "the window is in the best, too": lambda losses, patience: (
        len(losses) >= patience and min(losses[-patience:]) > min(losses)
    ),
    "the number of bad epochs": lambda losses, patience: len(losses) - 1 - int(np.argmin(losses)) if losses else 0,
    "one early, equal is new": lambda losses, patience: (
        len(losses) >= patience and len(losses) > 1 and int(np.argmin(losses[::-1])) + 1 >= patience
    ),
}

DOUBLE = {"one early, equal is new"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "compares with the neighbour, not with the best": "compared_with_the_epoch_before",
    "the same, with a counter": "compared_with_the_epoch_before",
    "the counter is not reset": "never_reset",
    "an equal loss counts as a new best": "equal_is_a_new_best",
    "one epoch too late": "one_epoch_too_late",
    "one epoch too early": "counting_begins_with_one",
    "stops when it ever was too long": "stopped_long_ago",
    "returns in the loop": "always_false",
    "the best is not updated": "best_is_the_first",
    "larger is better": "largest_is_best",
    "the last of equal bests": "equal_is_a_new_best",
    "the best so far starts at 0": "number_of_epochs",
    "patience is ignored": "patience_unused",
    "only the last value counts": "last_value_alone",
    "last value against the one before the window": "compared_with_one_epoch",
    "mean of the window": "mean_of_the_last",
    "any of the window is not better": "any_of_the_last",
    "> for >=": "equal_is_a_new_best",
    "the answer is turned round": "turned_round",
    "compares with the first": "best_is_the_first",
    "the window is one too long": "one_epoch_too_late",
    "as many epochs as patience": "number_of_epochs",
    "never": "always_false",
    "the window is in the best, too": "equal_is_a_new_best",
    "the number of bad epochs": "number_instead_of_answer",
}


def _counter(losses, patience):
    best, bad = None, 0
    for loss in losses:
        if best is None or loss < best:
            best, bad = loss, 0
        else:
            bad += 1
    return bad >= patience


def _recursive(losses, patience, since=0):
    if not losses or since >= patience:
        return bool(losses)
    *before, last = losses
    return bool(before) and last >= min(before) and _recursive(before, patience, since + 1)


RIGHT = {
    "a counter": _counter,
    "recursion from the end": _recursive,
    "windows": lambda v, p: len(v) > p and min(v[-p:]) >= min(v[:-p]),
    "argmin": lambda v, p: bool(len(v) and len(v) - 1 - np.argmin(v) >= p),
    "a number": lambda v, p: int(len(v) > 0 and len(v) - v.index(min(v)) > p),
    "a bool of numpy": lambda v, p: np.bool_(len(v) > p and np.min(np.array(v)[-p:]) >= np.min(np.array(v)[:-p])),
    "accumulate": lambda v, p: bool(len(v) > p and np.minimum.accumulate(v)[-1] == np.minimum.accumulate(v)[-p - 1]),
}
