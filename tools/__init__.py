"""What `course.py` is made of. `environment`, `browser` and `doctor` use the standard library only."""
