"""One student's result as it is kept: a schema, `result.json`, and the numbers that secrets and names are made into."""

import hashlib
import hmac
import json
import os
import re
import unicodedata
from pathlib import Path

import fastjsonschema

__all__ = [
    "NOT_HANDED_IN", "NO_GRADE", "SCHEMA", "VERDICTS", "folder_name", "private_key", "private_seed", "read_result",
    "summed_up", "text_of", "validate", "write_text",
]  # fmt: skip

VERDICTS = (
    "CORRECT", "WRONG", "NOT_ATTEMPTED", "RAISED", "TIMEOUT", "MEMORY", "CRASHED", "OUTPUT_FLOOD", "BAD_TYPE",
    "MUTATED_INPUT", "NONDETERMINISTIC", "POLICY", "MALFORMED_FILE", "GRADER_ERROR",
)  # fmt: skip
NOT_HANDED_IN = "The notebook with this exercise was not handed in."
NO_GRADE = ("MALFORMED_FILE", "GRADER_ERROR")  # verdicts without points: the grade could not be made
SCHEMA = json.loads(Path(__file__).with_name("result.schema.json").read_text(encoding="utf-8"))
_validate = fastjsonschema.compile(SCHEMA)
OWN_FILES = {"grades.csv", "exercises.csv", "report.html", "secret.key", "feedback.html"}


def validate(result: dict) -> dict:
    """The result itself. Raises ValueError where it is not as the schema says, or where its sums are wrong."""
    try:
        _validate(result)
    except fastjsonschema.JsonSchemaException as error:
        raise ValueError(f"This is no result: {error.message}.") from error
    if result != result | summed_up(result["exercises"], result["files"]):
        raise ValueError("This is no result: its status or its score does not follow from its exercises.")
    return result


def summed_up(exercises: list[dict], files: list[dict]) -> dict:
    """The status, the score and the largest score; no score where one of the grades could not be made."""
    verdicts = {exercise["verdict"] for exercise in exercises if exercise["points"] is None}
    status = next((verdict for verdict in reversed(NO_GRADE) if verdict in verdicts), "GRADED")
    if status == "GRADED" and not files and not any(exercise["points"] for exercise in exercises):
        status = "NOT_SUBMITTED"
    score = round(sum(e["points"] for e in exercises), 2) if status == "GRADED" else None
    return {"status": status, "score": score, "max_score": sum(e["max_points"] for e in exercises)}


def read_result(path: Path) -> dict | None:
    """The result in a file; None where there is none, or none that is whole."""
    try:
        return validate(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return None


def text_of(result: dict) -> str:
    """The text of result.json; equal results give equal texts."""
    text = json.dumps(result, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    return text.encode("utf-8", "replace").decode("utf-8")  # half of a pair of surrogates is no text


def write_text(path: Path, text: str) -> None:
    """Write a file as a whole or not at all, whenever this process ends."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with open(temporary, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def folder_name(student: str) -> str:
    """A name for a student's folder: the student's own where it is a plain one, else one that cannot be mistaken."""
    plain = unicodedata.normalize("NFC", student)
    usual = re.fullmatch(r"[^\W_][\w.@+ -]{0,99}", plain) and not plain.endswith((".", " "))
    if usual and plain == student and plain.lower() not in OWN_FILES:
        return student
    safe = re.sub(r"[^\w@+-]", "_", plain)[:60].strip("_ ") or "student"
    return f"{safe}-{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def private_key(secret: bytes, student: str) -> bytes:
    """What all random numbers in one student's grading come from."""
    return hmac.digest(secret, f"student\0{student}".encode("utf-8", "surrogatepass"), "sha256")


def private_seed(key: bytes, lesson: int, exercise_id: str) -> int:
    """The seed of the probes for one exercise of this student."""
    return int.from_bytes(hmac.digest(key, f"{lesson:02}\0{exercise_id}".encode(), "sha256")[:16], "big")
