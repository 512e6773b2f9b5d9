"""One palette for the whole course: the same thing has the same colour everywhere.

Every colour has a contrast of at least 3:1 with white, and no two things are told apart by colour alone.
"""

BLUE, ORANGE, GREEN, PURPLE, BLACK, GRAY = "#0072B2", "#C04F00", "#00795A", "#9C3C77", "#000000", "#5E5E5E"

CARD = "#FFFFFF"  # stills have a light card in both themes
INK = BLACK
GRID = "#DDDDDD"

LOSS = ORANGE
ACCURACY = BLUE
RIGHT = GREEN
WRONG = PURPLE

TEXT_SIZE = 10.5  # points, at the size at which pictures are shown
