"""Submissions as students hand them in, for the tests of grading: hostile ones, honest ones, and how they are made."""
