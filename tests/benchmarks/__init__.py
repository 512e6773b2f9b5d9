"""Benchmarks, run by `python3 course.py bench`: what a training step costs, beside the libraries people know."""
