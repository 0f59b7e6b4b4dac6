"""A rule taken out of forms as data: whatever a form does for that rule alone goes, the rest stays sound."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

Loaded = Any  # what YAML holds: mappings, lists and texts

# Where a group cannot be left out as a whole, these keys of it do nothing.
_NEUTRAL: dict[str, dict[str, Loaded]] = {
    "chairing": {"complex": [], "needs_reason": "no", "agreed_by": None},
    "frequency": {"kind": "when needed"},
    "next_meeting": {"is_created": "no", "most_days": None, "form": None},
}
_REQUIRED = frozenset(
    {"chairing", "frequency", "texts", "source", "agenda", "expected", "checks", "deadlines"}
)
# A rule of one figure inside a group, and the figures that go with it.
_FIGURES = {
    "first_period_rule": ("first_period",),
    "early_review_rule": ("early_review",),
    "reduced_rule": ("reduced_rule",),
    "isolated_rule": ("isolated",),
    "most_days_rule": ("most_days",),
    "notice_rule": ("notice",),
}


def strip_rule(folder: Path, rule: str) -> tuple[str, ...]:
    """Take a rule out of every form of a folder, in place.

    Returns:
        What was taken out, as "file: place" each.
    """
    taken: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        form = yaml.load(text, Loader=yaml.CBaseLoader) if rule in text else None  # noqa: S506 - texts only
        if not isinstance(form, dict) or "agenda" not in form:
            continue
        found = [f"{path.name}: {place}" for place in _stripped(form, rule, "")]
        if found:
            _drop_lost_conditions(form)
            path.write_text(yaml.safe_dump(form, allow_unicode=True, sort_keys=False), encoding="utf-8")
            taken += found
    return tuple(taken)


def _stripped(value: Loaded, rule: str, place: str) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _stripped_group(value, rule, place)
    elif isinstance(value, list):
        for number in range(len(value) - 1, -1, -1):
            inner = f"{place}[{number + 1}]"
            if _is_for_rule_alone(value[number], rule):
                del value[number]
                yield inner
            else:
                yield from _stripped(value[number], rule, inner)


def _stripped_group(group: dict[str, Loaded], rule: str, place: str) -> Iterator[str]:
    for figure, keys in _FIGURES.items():
        if group.get(figure) == rule:
            for key in (figure, *keys):
                group.pop(key, None)
            yield f"{place}.{figure}"
    for key in list(group):
        inner = f"{place}.{key}" if place else key
        part = group[key]
        if key == "rules" and isinstance(part, list):
            if rule in part:
                group[key] = [name for name in part if name != rule]
        elif isinstance(part, dict) and part.get("rule") == rule:
            if key in _REQUIRED:
                part.pop("rule")
                for name, neutral in _NEUTRAL.get(key, {}).items():
                    _set(part, name, neutral)
            else:
                del group[key]
            yield inner
        else:
            yield from _stripped(part, rule, inner)


def _set(group: dict[str, Loaded], name: str, neutral: Loaded) -> None:
    if neutral is None:
        group.pop(name, None)
    elif name in group:
        group[name] = neutral


def _is_for_rule_alone(entry: Loaded, rule: str) -> bool:
    return isinstance(entry, dict) and (entry.get("rule") == rule or entry.get("rules") == [rule])


def _drop_lost_conditions(form: dict[str, Loaded]) -> None:
    """Let go what looks at a question that is no longer asked; the rest must still load."""
    asked = set(_question_ids(form))
    for group in _groups(form):
        if isinstance(group.get("when"), list):
            kept = (_still_asked_parts(line, asked) for line in group["when"])
            group["when"] = [line for line in kept if line]
        for key in ("date_checks", "date_proposals", "follow_ups"):
            if isinstance(group.get(key), list):
                group[key] = [entry for entry in group[key] if _dates_are_known(entry, asked)]
    if form.get("title_from") not in asked:
        form.pop("title_from", None)
    if form.get("chairing", {}).get("agreed_by") not in asked:
        form.get("chairing", {}).pop("agreed_by", None)


def _still_asked_parts(condition: str, asked: set[str]) -> str:
    return " or ".join(part for part in condition.split(" or ") if _is_known(part.partition(" ")[0], asked))


def _dates_are_known(entry: dict[str, str], asked: set[str]) -> bool:
    return all(_is_known(entry.get(key, ""), asked) for key in ("other", "after"))


def _is_known(name: str, asked: set[str]) -> bool:
    return not name.startswith("answer.") or name.removeprefix("answer.") in asked


def _question_ids(form: dict[str, Loaded]) -> Iterator[str]:
    lists = [form.get("preparation", []), form.get("waiver", {}).get("questions", [])]
    lists += [item.get("questions", []) for item in form["agenda"]]
    for questions in lists:
        yield from (question["id"] for question in questions)


def _groups(value: Loaded) -> Iterator[dict[str, Loaded]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _groups(part)
    elif isinstance(value, list):
        for part in value:
            yield from _groups(part)
