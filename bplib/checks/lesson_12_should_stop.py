"""The exercise should_stop of lesson 12: patience, counted from the best validation loss so far."""

from itertools import pairwise

import numpy as np

from .exercise import Exercise, Mistake, Output, Probe

__all__ = ["SHOULD_STOP"]


def should_stop(validation_losses, patience):
    if not validation_losses:
        return False
    best = validation_losses.index(min(validation_losses))
    return len(validation_losses) - 1 - best >= patience


DIRECTED = (
    ([], 1, "no epoch yet"),
    ([], 3, "no epoch yet"),
    ([2.0], 1, "one epoch"),
    ([2.0, 3.0], 1, "one epoch after the best"),
    ([2.0, 3.0], 2, "one epoch after the best"),
    ([5.0, 4.0, 3.0, 2.0], 2, "always better"),
    ([5.0, 4.0, 3.0, 2.0, 1.0], 1, "always better"),
    ([5.0, 2.0, 3.0, 4.0], 3, "two epochs after the best"),
    ([5.0, 2.0, 3.0, 4.0], 2, "two epochs after the best"),
    ([5.0, 2.0, 3.0, 4.0, 6.0], 2, "three epochs after the best"),
    ([5.0, 2.0, 3.0, 1.0], 2, "a new best at last"),
    ([5.0, 4.0, 4.5, 4.2], 2, "two epochs after the best, which is not the first"),
    ([5.0, 2.0, 4.0, 3.0, 2.5], 3, "better from epoch to epoch, but not than the best"),
    ([5.0, 2.0, 2.0, 2.0], 2, "equal to the best"),
    ([5.0, 2.0, 4.0, 2.0], 2, "equal to the best"),
    ([5.0, 2.0, 3.0, 4.0, 1.0], 2, "a new best after a long wait"),
    ([5.0, 2.0, 3.0, 1.0, 2.0], 2, "a new best not long ago"),
    ([5.0, 6.0, 4.0, 5.0, 3.0, 4.0], 3, "a rise after each new best"),
    ([1.0, 9.0, 8.0, 7.0, 6.0], 4, "the first is the best"),
    ([1.0, 9.0, 8.0, 7.0, 6.0], 2, "the first is the best"),
    ([9.0, 3.0, 4.0, 2.5, 6.0], 2, "a new best not long ago"),
)


def _probes(rng):
    """Courses of the loss that each try one thing, and random ones with many equal values."""
    probes = [Probe((list(losses), patience), about) for losses, patience, about in DIRECTED]
    for n in (7, 9, 12, 8, 11, 10):
        losses = [float(loss) for loss in rng.integers(2, 8, n) / 4]
        probes.append(Probe((losses, int(rng.integers(1, 5))), f"{n} epochs"))
    return probes


def _counting(validation_losses, patience):
    best, waited = float("inf"), 0
    for loss in validation_losses:
        if loss < best:
            best, waited = loss, 0
        else:
            waited += 1
    return waited >= patience


def _two_parts(validation_losses, patience):
    earlier, recent = validation_losses[:-patience], validation_losses[-patience:]
    return bool(earlier) and min(recent) >= min(earlier)


def _with_numpy(validation_losses, patience):
    losses = np.asarray(validation_losses, np.float32)
    return losses.size > patience and np.argmin(losses) < losses.size - patience


def _rises(losses, patience):
    recent = losses[-patience - 1 :]
    return len(losses) > patience and all(b >= a for a, b in pairwise(recent))


def _never_reset(losses, patience):
    best, waited = np.inf, 0
    for loss in losses:
        best, waited = min(best, loss), waited + (loss >= best)
    return waited >= patience


def _at_any_time(losses, patience):
    return any(should_stop(losses[: n + 1], patience) for n in range(len(losses)))


def _after_last_best(losses, patience):
    return len(losses) > 0 and losses[::-1].index(min(losses)) >= patience


def _after_the_largest(losses, patience):
    return len(losses) > 0 and len(losses) - 1 - losses.index(max(losses)) >= patience


def _after_one_below_the_first(losses, patience):
    waited = 0
    for loss in losses[1:]:
        waited = 0 if loss < losses[0] else waited + 1
    return waited >= patience


MISTAKES = (
    Mistake(
        "one_epoch_too_early",
        lambda losses, patience: len(losses) > 0 and should_stop(losses, max(patience - 1, 0)),
        "It stops one epoch too early. The epoch of the best value itself is not one of those that wait.",
    ),
    Mistake(
        "one_epoch_too_late",
        lambda losses, patience: should_stop(losses, patience + 1),
        "It stops one epoch too late. When patience epochs have passed without a new best, that is enough: ≥, not >.",
    ),
    Mistake(
        "equal_is_a_new_best",
        _after_last_best,
        "A value equal to the best begins the waiting anew. Only a smaller one is a new best.",
    ),
    Mistake(
        "first_rise",
        lambda losses, patience: len(losses) > 1 and losses[-1] > losses[-2],
        "It stops as soon as the loss rises once. Losses go up and down; patience says how long to wait.",
    ),
    Mistake(
        "compared_with_the_epoch_before",
        _rises,
        "Each value is compared with the one before it. A loss can fall again and still be above the best so far.",
    ),
    Mistake(
        "compared_with_one_epoch",
        lambda losses, patience: len(losses) > patience and losses[-1] >= losses[-1 - patience],
        "The last value is compared with that of one earlier epoch. The best so far may be in another one.",
    ),
    Mistake(
        "best_is_the_one_before",
        lambda losses, patience: len(losses) > patience and min(losses[-patience:]) >= losses[-patience - 1],
        "The last epochs are compared with the single one before them. The best so far may be earlier still.",
    ),
    Mistake(
        "never_reset",
        _never_reset,
        "All epochs without a new best are counted, from the start on. A new best begins the counting anew.",
    ),
    Mistake(
        "stopped_long_ago",
        _at_any_time,
        "It says stop for a long wait that is over: since then there was a new best. Only the last epochs count.",
    ),
    Mistake(
        "number_of_epochs",
        lambda losses, patience: len(losses) >= patience,
        "It stops after patience epochs, however well they go. Patience counts those without a new best; a best that "
        "begins at 0 is never beaten: begin with infinity.",
    ),
    Mistake(
        "turned_round",
        lambda losses, patience: not should_stop(losses, patience),
        "The answer is the wrong way round: True means stop. While there is a new best, training goes on.",
    ),
    Mistake(
        "largest_is_best",
        _after_the_largest,
        "The largest value is taken for the best, as with an accuracy. Of losses the smallest is the best.",
    ),
    Mistake(
        "stops_before_the_first_epoch",
        lambda losses, patience: not losses or should_stop(losses, patience),
        "It stops before there was any epoch. With an empty list there is nothing to wait for yet: False.",
    ),
    Mistake(
        "always_false",
        lambda losses, patience: False,
        "It never stops. After patience epochs without a new best the answer is True.",
    ),
    Mistake(
        "counting_begins_with_one",
        lambda losses, patience: (len(losses) - 1 - losses.index(min(losses)) if losses else 0) + 1 >= patience,
        "It stops one epoch too early, even before the first: the counting begins with 1. After a new best it is 0.",
    ),
    Mistake(
        "best_is_the_first",
        _after_one_below_the_first,
        "Each value is compared with the first one, since the best is never set anew. Keep each new best.",
    ),
    Mistake(
        "patience_unused",
        lambda losses, patience: len(losses) > 1 and losses[-1] >= min(losses[:-1]),
        "It stops at the first epoch without a new best. patience says how many there may be.",
    ),
    Mistake(
        "last_value_alone",
        lambda losses, patience: len(losses) > patience and losses[-1] >= min(losses[:-patience]),
        "Only the last value is looked at. There may have been a new best among the last patience epochs.",
    ),
    Mistake(
        "mean_of_the_last",
        lambda losses, patience: len(losses) > patience and np.mean(losses[-patience:]) >= min(losses[:-patience]),
        "The mean of the last epochs is compared with the best. One new best among them is enough to go on.",
    ),
    Mistake(
        "any_of_the_last",
        lambda losses, patience: len(losses) > patience and max(losses[-patience:]) >= min(losses[:-patience]),
        "It stops when any of the last epochs is no new best. All of them must be none: one new best, and it goes on.",
    ),
    Mistake(
        "number_instead_of_answer",
        lambda losses, patience: len(losses) - 1 - losses.index(min(losses)) if losses else 0,
        "This is how many epochs have passed since the best. Compare it with patience: the answer is True or False.",
    ),
)

SHOULD_STOP = Exercise(
    id="should_stop",
    lesson=12,
    parameters=("validation_losses", "patience"),
    outputs=(Output("answer", "True or False"),),
    reference=should_stop,
    probes=_probes,
    small_probes=tuple(Probe((losses, patience)) for losses, patience, _ in sorted(DIRECTED, key=lambda p: len(p[0]))),
    mistakes=MISTAKES,
    variants=(_counting, _two_parts, _with_numpy),
    tolerance=0,
    sizes=lambda losses, patience: {},
    formula="epochs since the first smallest value ≥ patience",
    where="Lesson 12, where training ends in time",
)
