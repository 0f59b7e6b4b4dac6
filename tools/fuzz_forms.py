"""Spoils the forms that come with the application in many ways, and sees that each spoilt one is told of plainly.

python -m tools.fuzz_forms                      2,000 spoilt forms (about a minute)
python -m tools.fuzz_forms --count 50000 --seed 7

A traceback, a message without place or remedy, a key that no schema knows and that is accepted all the same, or a form
that is accepted and cannot be kept, ends the run with what did it. Otherwise it prints how many were spoilt, refused
and found sound.
"""

import argparse
import difflib
import json
import random
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import jsonschema
import jsonschema.protocols
import yaml

from cpm_desktop.domain.form_problems import FormProblem
from cpm_desktop.domain.form_text import canonical_form_text, read_form_text
from cpm_desktop.domain.forms import Form
from cpm_desktop.storage.forms.checking import Known
from cpm_desktop.storage.forms.loading import load_procedure, read_one_form

FORMS = Path(__file__).resolve().parents[1] / "forms"
_SPOILT = Path("spoilt.yaml")
_KEY = re.compile(r"^(\s*(?:- )?)([a-z_]+):(?=\s|$)")
_AWKWARD: tuple[str, ...] = (
    *("", "~", "yes", "no", "12", "-3", "2026-02-30", "[a, b]", "{a: b}", "“…”", "{child}", "{nobody}", "{"),
    *("answer.x is y", "child.age at least ten", "social-worker|", "record.nothing", "cla-standard"),
    *("&a x", "*a", "!t x", "|", ">-", '"', "\u202e", "é" * 500),
)


@dataclass(slots=True)
class Tally:
    """How a run went.

    Attributes:
        spoilt: forms that were spoilt.
        refused: those that were refused, with at least one mistake told.
        warned: those that were accepted with a warning.
        sound: those that were sound all the same.
        unknown_keys: forms given a key that does not exist.
        unknown_accepted: those of them that were accepted all the same.
        problems: messages in all.
        seconds: how long it took.
        faults: what should never happen, each with how the form was spoilt.
    """

    spoilt: int = 0
    refused: int = 0
    warned: int = 0
    sound: int = 0
    unknown_keys: int = 0
    unknown_accepted: int = 0
    problems: int = 0
    seconds: float = 0.0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def sentence(self) -> str:
        """Return the run in a sentence."""
        return (
            f"{self.spoilt:,} forms spoilt in {self.seconds:.0f} s: {self.refused:,} refused, {self.warned:,} "
            f"accepted with a warning, {self.sound:,} sound all the same; {self.problems:,} messages; "
            f"{self.unknown_keys:,} unknown keys, {self.unknown_accepted} of them accepted; {len(self.faults)} faults."
        )


def run(count: int, seed: int) -> Tally:
    """Spoil so many forms and gather what came of it."""
    chance = random.Random(seed)  # noqa: S311 - spoils texts, guards nothing
    originals = {path.name: path.read_text(encoding="utf-8") for path in sorted(FORMS.glob("*.yaml"))}
    texts = [text for text in originals.values() if "\nagenda:" in text]
    procedure, _ = load_procedure([FORMS])
    known = Known(rules=procedure.rules, roles=procedure.roles)
    schema = _schema()
    tally, began = Tally(), time.perf_counter()
    for _ in range(count):
        original = chance.choice(texts)
        text, has_unknown_key = _spoilt(original, chance)
        tally.spoilt += 1
        tally.unknown_keys += has_unknown_key
        fault = _fault_of(text, known, schema, tally, has_unknown_key=has_unknown_key)
        if fault:
            tally.faults.append((fault, _difference(original, text)))
    tally.seconds = time.perf_counter() - began
    return tally


def _schema() -> jsonschema.protocols.Validator:
    """Return the schema for editors, by which a whole number is a text of digits here: nothing has types yet."""
    told = json.loads((FORMS / "form.schema.json").read_text(encoding="utf-8"))
    digits = re.compile(r"-?\d+")
    types = jsonschema.Draft7Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, str) and digits.fullmatch(value) is not None
    )
    return jsonschema.validators.extend(jsonschema.Draft7Validator, type_checker=types)(told)


def _difference(original: str, text: str) -> str:
    """Return the lines in which a spoilt form differs."""
    lines = difflib.unified_diff(original.splitlines(), text.splitlines(), lineterm="", n=0)
    return "\n".join(line[:200] for line in islice(lines, 2, 30))


def _fault_of(
    text: str, known: Known, schema: jsonschema.protocols.Validator, tally: Tally, *, has_unknown_key: bool
) -> str:
    """Return what went wrong that must never go wrong; empty where all is well."""
    try:
        form, findings = read_one_form(text.encode("utf-8", "surrogatepass"), _SPOILT, known)
    except Exception as error:  # noqa: BLE001 - any exception at all is what is looked for
        return f"A traceback: {error!r}"
    problems = findings.problems()
    tally.problems += len(problems)
    badly_told = [problem.sentence() for problem in problems if not _is_told_well(problem)]
    if badly_told:
        return f"A message without a place or a remedy: {badly_told[0]}"
    if any(not problem.is_warning for problem in problems):
        tally.refused += 1
        return ""
    tally.unknown_accepted += has_unknown_key
    tally.warned += bool(problems)
    tally.sound += not problems
    if has_unknown_key or form is None:
        return "A key that does not exist was accepted." if has_unknown_key else "Nothing was read or told."
    return _fault_in_accepted(text, form, schema)


def _fault_in_accepted(text: str, form: Form, schema: jsonschema.protocols.Validator) -> str:
    """Return why a form should not have been accepted, or not as it was; empty where it should."""
    content = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - a loader that makes text only
    strange = [error.message for error in schema.iter_errors(content)]
    if strange:
        return f"The schema for editors refuses what was accepted: {strange[0]}"
    kept = canonical_form_text(form)
    return "" if canonical_form_text(read_form_text(kept)) == kept else "It cannot be kept as it is."


def _is_told_well(problem: FormProblem) -> bool:
    ends = (".", "?", "…")
    has_place = problem.line > 0 or "file" in problem.what
    return has_place and problem.what.endswith(ends) and problem.remedy.endswith(ends)


def _spoilt(text: str, chance: random.Random) -> tuple[str, bool]:
    """Return a form spoilt in one to four ways, and whether it has a key that does not exist."""
    lines = text.splitlines()
    if chance.random() < 1 / 4:
        return _with_unknown_key(lines, chance), True
    for _ in range(chance.randint(1, 4)):
        chance.choice(_WAYS)(lines, chance)
    return "\n".join(lines) + "\n", False


def _with_unknown_key(lines: list[str], chance: random.Random) -> str:
    """Misspell the key of one line; options are left alone, since their ids are free."""
    own = [number for number, line in enumerate(lines) if _KEY.match(line) and not _is_option(lines, number)]
    number = chance.choice(own)
    lines[number] = _KEY.sub(lambda found: f"{found[1]}{_misspelt(found[2], chance)}:", lines[number])
    return "\n".join(lines) + "\n"


def _misspelt(key: str, chance: random.Random) -> str:
    place = chance.randrange(len(key))
    return chance.choice([f"{key}_x", f"x{key}", f"{key[:place]}q{key[place:]}"])


def _is_option(lines: list[str], number: int) -> bool:
    indent = len(lines[number]) - len(lines[number].lstrip())
    above = (line for line in reversed(lines[:number]) if len(line) - len(line.lstrip()) < indent)
    return next(above, "").strip() == "options:"


def _delete_line(lines: list[str], chance: random.Random) -> None:
    if lines:
        del lines[chance.randrange(len(lines))]


def _double_line(lines: list[str], chance: random.Random) -> None:
    if lines:
        number = chance.randrange(len(lines))
        lines.insert(number, lines[number])


def _swap_lines(lines: list[str], chance: random.Random) -> None:
    if lines:
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]


def _indent_line(lines: list[str], chance: random.Random) -> None:
    if lines:
        number = chance.randrange(len(lines))
        lines[number] = chance.choice([f"  {lines[number]}", lines[number][2:], f"\t{lines[number]}"])


def _change_value(lines: list[str], chance: random.Random) -> None:
    keyed = [number for number, line in enumerate(lines) if _KEY.match(line)]
    if keyed:
        number = chance.choice(keyed)
        key = lines[number].partition(":")[0]
        lines[number] = f"{key}: {chance.choice(_AWKWARD)}"


def _change_letter(lines: list[str], chance: random.Random) -> None:
    number = chance.randrange(len(lines)) if lines else 0
    if lines and lines[number]:
        place = chance.randrange(len(lines[number]))
        letter = chance.choice("abz-_:. {}[]|>\"'#&*!,0")
        lines[number] = lines[number][:place] + letter + lines[number][place + 1 :]


def _move_block(lines: list[str], chance: random.Random) -> None:
    if lines:
        first = chance.randrange(len(lines))
        block = lines[first : first + chance.randint(2, 12)]
        del lines[first : first + len(block)]
        place = chance.randint(0, len(lines))
        lines[place:place] = block


_WAYS: tuple[Callable[[list[str], random.Random], None], ...] = (
    _delete_line,
    _double_line,
    _swap_lines,
    _indent_line,
    _change_value,
    _change_letter,
    _move_block,
)


def main() -> int:
    """Run from the command line; 0 where nothing went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--count", type=int, default=2000, help="how many forms are spoilt")
    parser.add_argument("--seed", type=int, default=1, help="the same seed spoils the same way")
    given = parser.parse_args()
    tally = run(given.count, given.seed)
    print(tally.sentence())
    for fault, difference in tally.faults[:5]:
        print(f"\n{fault}\n{difference}")
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
