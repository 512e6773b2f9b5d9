"""The colours of a layer's weights: where there are few, nine that can be told apart; of many, each its own."""

from functools import lru_cache

from .marks import Fill

__all__ = ["LETTERS", "fills", "letter_role"]

LETTERS = "abcdefghi"
TONES = ("tone_1", "tone_2", "tone_3", "tone_4")
PALE = 0.28  # strong enough to be seen on the card, and pale enough for a letter in ink
FEW = (*(Fill(tone) for tone in TONES), *(Fill(tone, PALE) for tone in TONES), Fill("muted"))
ORDER = ("tone_1", "tone_3", "tone_2", "tone_4")  # neighbours mix well


@lru_cache(200)
def fills(n_weights: int, n_columns: int) -> tuple[Fill, ...]:
    """A fill for each weight; many run through all tones from row to row, and from pale to strong in each row."""
    if n_weights <= len(FEW):
        return FEW[:n_weights]
    n_rows = max(2, -(-n_weights // n_columns))
    return tuple(_between(*divmod(k, n_columns), n_rows, n_columns) for k in range(n_weights))


def _between(row: int, column: int, n_rows: int, n_columns: int) -> Fill:
    along = row / (n_rows - 1) * (len(ORDER) - 1)
    tone = min(int(along), len(ORDER) - 2)
    share = 0.4 + 0.6 * (column + 1) / n_columns
    return Fill(ORDER[tone], share, ORDER[tone + 1], along - tone)


def letter_role(fill: Fill) -> str:
    """What to write in on it."""
    return "card" if fill.share == 1 else "ink"
