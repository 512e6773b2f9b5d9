"""How hard the text of a lesson is to read: the grade of Flesch and Kincaid (1975), school years in the USA."""

import re

from tools.lessons import tag

NO_SENTENCES = (
    r"(?ms)^```.*?^```",
    r"\$[^$]*\$",
    r"`[^`]*`",
    r"(?m)^\|.*$",
    r"(?m)^#+ .*$",
    r"(?<=\])\([^)]*\)",
    r"<[^>]*>",
)


def grade(lesson):
    """0.39 words per sentence + 11.8 syllables per word − 15.59, of the text that learners read."""
    text = "\n\n".join(cell.source for cell in lesson.kind("markdown") if tag(cell) != "bp-instructor")
    for pattern in NO_SENTENCES:
        text = re.sub(pattern, " ", text)
    words = re.findall(r"[A-Za-z’']+", text)
    sentences = [part for part in re.split(r"[.!?:](?=\s|\*)|\n\s*\n|\n- ", text) if re.search(r"[A-Za-z]{2}", part)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word):
    """Groups of vowels, without a silent e at the end; at least one."""
    groups = re.findall(r"[aeiouy]+", word.lower())
    silent = re.search(r"[^aeiouyl]e$", word.lower()) is not None
    return max(1, len(groups) - silent)
