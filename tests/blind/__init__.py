"""Wrong and right answers as beginners write them, written before the checker's own mistakes were read.

Each module has WRONG, from what is wrong in words to the answer, and RIGHT, from the style to the answer.
"""
