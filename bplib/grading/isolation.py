"""`python -m bplib.grading.isolation`: one line on how well this system keeps students' code apart, for the doctor."""

from .sandbox import Sandbox, SandboxError, level_of

__all__ = ["in_words"]

LEVELS = {
    "container": "isolation level container: Linux's protections, inside a container",
    "linux": "isolation level linux",
    "other": "isolation level other: limits of time and memory only; grading needs --students-are-trusted",
}


def in_words() -> str:
    """The level, and what it is made of."""
    try:
        with Sandbox() as sandbox:
            measures = sandbox.measures
    except SandboxError as error:
        return f"no isolation: {error}"
    parts = [f"Landlock {measures['landlock']}" if measures["landlock"] else "no Landlock"]
    parts.append(f"namespaces: {', '.join(measures['namespaces']) or 'none'}")
    parts += ["a user of its own"] * measures["own_user"] + ["files in memory"] * measures["own_files"]
    return f"{LEVELS[level_of(measures)]} ({'; '.join(parts)})"


if __name__ == "__main__":
    print(in_words())
