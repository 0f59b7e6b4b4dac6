"""Checks of what the meeting came to: actions, decisions, different views, unmet needs."""

from collections.abc import Iterator
from dataclasses import replace

from cpm_desktop.domain.captures import Action, Decision, DecisionKind, Disagreement, Disclosure, UnmetNeed
from cpm_desktop.domain.forms import Check, ItemPart
from cpm_desktop.domain.meeting import AgendaProgress
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.readiness.ground import Ground, joined, quoted
from cpm_desktop.domain.smart import Letter, letters_missing
from cpm_desktop.domain.typography import listed

# What each missing letter is called, what mends it, and which detail that fills. How we will know follows from
# what it is to achieve, so it is not asked for a second time.
_LETTERS = {
    Letter.SPECIFIC: ("does not say what will happen", Mend.ADD_WORDING, "text"),
    Letter.ACHIEVABLE: ("has nobody to do it", Mend.ADD_OWNER, "owner"),
    Letter.TIMED: ("has no date", Mend.ADD_DATE, "due"),
    Letter.RELEVANT: ("does not say what it is to achieve", Mend.ADD_PURPOSE, "purpose"),
}


def action_complete(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask each action for what, who, by when and what for; the detail names the letter (record.smart-plan)."""
    for action in ground.meeting.actions:
        missing = letters_missing(action)
        name = quoted(action.text) if action.text.strip() else "An action"
        owner = f"action for {action.owner}" if action.owner else "action"
        for letter, (words, mend, field) in _LETTERS.items():
            if letter in missing:
                yield ground.owe(
                    check,
                    f"{action.id}.{field}",
                    f"{name} {words}.",
                    mend,
                    Place(action.item, Action.kind, action.id, field),
                    joined(ground.title(action.item), owner, letter.value.partition(":")[0]),
                )


def decision_reason(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask each decision and recommendation for its words and its reason (record.decision-with-reason)."""
    for decision in ground.meeting.decisions:
        noun = decision.decision_kind.value
        detail = joined(ground.title(decision.item), noun)
        place = Place(decision.item, Decision.kind, decision.id, "text")
        if not decision.text.strip():
            sentence = f"A {noun} does not say what it is."
            yield ground.owe(check, f"{decision.id}.text", sentence, Mend.ADD_WORDING, place, detail)
        elif not decision.reason.strip():
            place = Place(decision.item, Decision.kind, decision.id, "reason")
            sentence = f"{quoted(decision.text)} has no reason."
            yield ground.owe(check, f"{decision.id}.reason", sentence, Mend.ADD_REASON, place, detail)


def decision_authority(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask whether each decision is within the authority of those present; if not, who authorises it, by when.

    A proposal goes to the review, which is its authority. A recommendation is for somebody else to decide.
    """
    for decision in ground.meeting.decisions:
        matter = ground.form.matter(decision.matter)
        # Beyond its powers the meeting only recommends, to somebody that the matter's own check asks for.
        if matter is not None and matter.is_recommendation_only and not decision.authoriser.strip():
            continue
        found = _authority_missing(decision)
        if found is not None:
            sentence, mend, field = found
            yield ground.owe(
                check,
                f"{decision.id}.{field}",
                f"{quoted(decision.text)} {sentence}.",
                mend,
                Place(decision.item, Decision.kind, decision.id, field),
                joined(ground.title(decision.item), decision.decision_kind.value),
            )


def _authority_missing(decision: Decision) -> tuple[str, Mend, str] | None:
    is_recommendation = decision.decision_kind is DecisionKind.RECOMMENDATION
    if decision.is_within_authority or decision.is_proposal_to_review:
        return None
    if decision.is_within_authority is None and not is_recommendation:
        return "does not say whether those present may decide it", Mend.ANSWER_YES_NO, "is_within_authority"
    if not decision.authoriser.strip():
        return "does not say who has to authorise it", Mend.NAME_AUTHORISER, "authoriser"
    if decision.authorise_by is None:
        return "does not say by when it is authorised", Mend.ADD_DATE, "authorise_by"
    return None


def decision_matter(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask what each decision is about, and refuse what lies beyond the meeting's powers (record.powers)."""
    if not ground.form.matters:
        return
    for decision in ground.meeting.decisions:
        matter, name = ground.form.matter(decision.matter), quoted(decision.text)
        detail = joined(ground.title(decision.item), decision.decision_kind.value)
        if matter is None:
            sentence = f"{name} does not say what matter it is about."
            place = Place(decision.item, Decision.kind, decision.id, "matter")
            yield ground.owe(check, f"{decision.id}.matter", sentence, Mend.CHOOSE_MATTER, place, detail)
            continue
        if not matter.is_recommendation_only:
            continue
        strict = replace(check, can_be_reasoned=False)
        if decision.decision_kind is DecisionKind.DECISION:
            place = Place(decision.item, Decision.kind, decision.id, "decision_kind")
            sentence = f"{name} is beyond this meeting’s powers: it can only be recommended."
            mend = Mend.MAKE_RECOMMENDATION
            yield ground.owe(
                strict, f"{decision.id}.kind", sentence, mend, place, joined(matter.text, detail)
            )
        elif not decision.authoriser.strip():
            place = Place(decision.item, Decision.kind, decision.id, "authoriser")
            sentence = f"{name} does not say who has to authorise it."
            yield ground.owe(
                strict, f"{decision.id}.authoriser", sentence, Mend.NAME_AUTHORISER, place, detail
            )


def disclosure_told(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask of each restricted note who was told, and when; nothing of it is named, for the room may see the list."""
    for disclosure in ground.meeting.disclosures:
        detail = ground.title(disclosure.item)
        if not disclosure.told.strip():
            place = Place(disclosure.item, Disclosure.kind, disclosure.id, "told")
            sentence = "A restricted note does not say who was told."
            yield ground.owe(check, f"{disclosure.id}.told", sentence, Mend.SAY_WHO_WAS_TOLD, place, detail)
        elif disclosure.told_at is None:
            place = Place(disclosure.item, Disclosure.kind, disclosure.id, "told_at")
            told = disclosure.told.strip()
            sentence = f"A restricted note does not say when {told} was told."
            yield ground.owe(check, f"{disclosure.id}.told_at", sentence, Mend.ADD_DATE, place, detail)


def disagreement_asked(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask whether different views were invited; one recorded, or "none voiced", answers it."""
    if ground.meeting.disagreements or any(entry.no_disagreement_at for entry in ground.meeting.agenda):
        return
    yield _not_asked(
        ground, check, ItemPart.DISAGREEMENTS, "Nobody was asked for a different view.", "no_disagreement_at"
    )


def unmet_need_asked(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask whether unmet needs were asked for; one recorded, or "none named", answers it."""
    if ground.meeting.unmet_needs or any(entry.no_unmet_need_at for entry in ground.meeting.agenda):
        return
    yield _not_asked(
        ground, check, ItemPart.UNMET_NEEDS, "Nobody was asked about unmet needs.", "no_unmet_need_at"
    )


def _not_asked(ground: Ground, check: Check, part: ItemPart, sentence: str, field: str) -> Debt:
    item = ground.item_for(part)
    place = Place(item, AgendaProgress.kind, item, field)
    return ground.owe(check, "room", sentence, Mend.NONE_VOICED, place, "Ask the room")


def disagreement_complete(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask of each different view: what about, who holds what, whether resolved, and how it goes on."""
    for view in ground.meeting.disagreements:
        held = [position for position in ground.meeting.positions if position.disagreement == view.id]
        lacks = []
        if not view.about.strip():
            lacks.append(("does not say what it is about", Mend.ADD_WORDING, "about"))
        said = [position for position in held if position.says.strip()]
        if not said or not all(position.who for position in said):
            lacks.append(("does not say who holds which view", Mend.ADD_POSITION, "positions"))
        if view.is_resolved is None:
            lacks.append(("does not say whether it was resolved", Mend.ANSWER_YES_NO, "is_resolved"))
        elif not view.is_resolved and not view.goes_on.strip():
            lacks.append(("does not say how it goes on", Mend.ADD_DETAIL, "goes_on"))
        name = quoted(view.about) if view.about.strip() else "A different view"
        for words, mend, field in lacks:
            yield ground.owe(
                check,
                f"{view.id}.{field}",
                f"{name} {words}.",
                mend,
                Place(view.item, Disagreement.kind, view.id, field),
                joined(ground.title(view.item), "different view"),
            )


def unmet_need_complete(ground: Ground, check: Check) -> Iterator[Debt]:
    """Ask each unmet need for the need, why nothing can be offered, who was asked, what happens meanwhile."""
    for need in ground.meeting.unmet_needs:
        lacks = [
            words
            for is_there, words in (
                (need.why.strip(), "why nothing can be offered"),
                (need.asked, "who was asked"),
                (need.meanwhile.strip(), "what happens meanwhile"),
            )
            if not is_there
        ]
        if not need.need.strip():
            lacks.insert(0, "what the need is")
        if not lacks:
            continue
        field = "need" if not need.need.strip() else "why" if not need.why.strip() else "asked"
        field = "meanwhile" if lacks == ["what happens meanwhile"] else field
        name = quoted(need.need) if need.need.strip() else "An unmet need"
        yield ground.owe(
            check,
            need.id,
            f"{name} does not say {listed(lacks)}.",
            Mend.ADD_DETAIL,
            Place(need.item, UnmetNeed.kind, need.id, field),
            joined(ground.title(need.item), "unmet need"),
        )
