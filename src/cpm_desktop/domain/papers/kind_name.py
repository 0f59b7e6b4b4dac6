"""What a record calls itself: its form's name, or the title chosen for it.

Rules: kind.legal-is-titled-legal, kind.mdt-name, kind.one-form-for-all-cla-types.
"""

import re

from cpm_desktop.domain.forms import Form
from cpm_desktop.domain.meeting import Meeting
from cpm_desktop.domain.papers.wording import lower_first

_MEETING = re.compile(r"\bmeeting\b", re.IGNORECASE)


def kind_of(form: Form, meeting: Meeting) -> str:
    """Return the kind's name as it stands on every page.

    A title that was chosen, and calls itself a meeting, takes the place of the form's name; any other says what the
    meeting was about. A form without such a choice keeps its name.
    """
    return meeting.facts.title.strip() if _is_name(form, meeting) else form.name


def issue_of(form: Form, meeting: Meeting) -> str:
    """Return what the meeting was about, where its title says that; else an empty text."""
    return "" if _is_name(form, meeting) else meeting.facts.title.strip()


def _is_name(form: Form, meeting: Meeting) -> bool:
    is_chosen = bool(form.title_from) or meeting.facts.is_waiver
    return is_chosen and _MEETING.search(meeting.facts.title) is not None


def kind_and_issue(form: Form, meeting: Meeting) -> str:
    """Return "specific-issue meeting: Education", to stand within a sentence."""
    issue, kind = issue_of(form, meeting), in_running_text(kind_of(form, meeting))
    return f"{kind}: {issue}" if issue else kind


def in_running_text(kind: str) -> str:
    """Return a kind's name within a sentence; one written with capitals throughout keeps them."""
    later = [word.strip("()") for word in kind.split()[1:]]
    is_proper_name = any(word[:1].isupper() and not word.isupper() for word in later)
    return kind if is_proper_name else lower_first(kind)
