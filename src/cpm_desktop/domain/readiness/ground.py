"""What every check stands on: the form, the meeting, the roles; and the words that all of them use."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from cpm_desktop.domain.agenda import agenda_of
from cpm_desktop.domain.attendance import Attendee
from cpm_desktop.domain.blanks import fill_blanks
from cpm_desktop.domain.child import children_called
from cpm_desktop.domain.forms import AgendaItem, Check, Condition, Form, ItemPart, RoleName
from cpm_desktop.domain.meeting import AgendaProgress, Answer, Meeting
from cpm_desktop.domain.readiness.debt import Debt, Mend, Place
from cpm_desktop.domain.roles import role_id_of
from cpm_desktop.domain.situation import Situation

_QUOTED_LETTERS = 60


def quoted(text: str) -> str:
    """Return a text in quotation marks on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) > _QUOTED_LETTERS:
        cut = line[:_QUOTED_LETTERS].rpartition(" ")[0] or line[:_QUOTED_LETTERS]
        line = f"{cut} …"
    return f"“{line}”"


def joined(*parts: str) -> str:
    """Return the parts that say something, joined by a raised dot."""
    return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Ground:
    """What a check looks at; what many checks look up is looked up once.

    Attributes:
        form: the kind of meeting.
        meeting: the record.
        roles: the roles of the procedure, by id.
        situation: what conditions look at.
    """

    form: Form
    meeting: Meeting
    roles: Mapping[str, RoleName]
    situation: Situation

    def day(self) -> dt.date:
        """Return the meeting's day; where none is set, the day on which conditions hold as for the unborn."""
        started = self.meeting.facts.started_at
        return self.meeting.facts.date or (started.date() if started else dt.date.min)

    def applies(self, conditions: tuple[Condition, ...]) -> bool:
        """Tell whether conditions hold for a child of the meeting, with the answers given."""
        return self.situation.holds(conditions)

    def items(self) -> tuple[AgendaItem, ...]:
        """Return the agenda items that this meeting has."""
        return self._items

    def progress_of(self, item: str) -> AgendaProgress:
        """Return what happened to an item; an item never touched is still to come."""
        return self._progress.get(item) or AgendaProgress(id=item)

    def answers_to(self, item: str, question: str) -> Mapping[str, Answer]:
        """Return the answers to a question of an item, by whom each is about."""
        return self._answers.get((item, question), {})

    @cached_property
    def items_with_captures(self) -> frozenset[str]:
        """Ids of the items under which something was captured; a note not yet confirmed is not."""
        meeting = self.meeting
        captures = (
            *meeting.views,
            *meeting.decisions,
            *meeting.actions,
            *meeting.unmet_needs,
            *meeting.disagreements,
            *(note for note in meeting.notes if not note.is_prepared),
        )
        return frozenset(capture.item for capture in captures)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {}  # by item, of those asked for

    @cached_property
    def _items(self) -> tuple[AgendaItem, ...]:
        return agenda_of(self.form, self.meeting, self.situation)

    @cached_property
    def _progress(self) -> dict[str, AgendaProgress]:
        return {entry.id: entry for entry in reversed(self.meeting.agenda)}

    @cached_property
    def _answers(self) -> dict[tuple[str, str], dict[str, Answer]]:
        found: dict[tuple[str, str], dict[str, Answer]] = {}
        for answer in self.meeting.answers:
            found.setdefault((answer.item, answer.question), {})[answer.subject] = answer
        return found

    def called(self) -> str:
        """Return what the child is called, or the children together."""
        return children_called(self.meeting.children)

    def title(self, item: str) -> str:
        """Return an agenda item's title, with the child's name in it."""
        if item not in self._titles:
            self._titles[item] = self._title(item)
        return self._titles[item]

    def _title(self, item: str) -> str:
        shaped = next(
            (entry for entry in self.meeting.agenda_entries if item in (entry.id, entry.item)), None
        )
        found = self.form.item(item)
        title = (shaped.title if shaped is not None else "") or (found.title if found is not None else "")
        return fill_blanks(title, {"child": self.called()})

    def item_for(self, part: ItemPart) -> str:
        """Return the id of the item that is for a part of the meeting; empty where the form has none."""
        return next((item.id for item in self.form.agenda if item.part is part), "")

    def name(self, attendee_id: str) -> str:
        """Return a person's name; empty where they are not known."""
        person = self.meeting.attendee(attendee_id)
        return person.name if person is not None else ""

    def role(self, person: Attendee) -> str:
        """Return the id of a person's role in the procedure; empty where it knows none."""
        return role_id_of(person, self.roles)

    @staticmethod
    def owe(check: Check, key: str, sentence: str, mend: Mend, place: Place, detail: str = "") -> Debt:
        """Return a debt of a check; the key is made of the check's kind and what it is about."""
        return Debt(
            key=f"{check.kind.value.replace(' ', '-')}.{key}",
            check=check.kind,
            sentence=sentence,
            detail=detail,
            place=place,
            rule=check.rule,
            can_be_reasoned=check.can_be_reasoned,
            mend=mend,
        )
