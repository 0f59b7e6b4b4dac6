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

    A title that calls itself a meeting takes the place of the form's name; any other says what the meeting was about.
    """
    title = meeting.facts.title.strip()
    return title if _MEETING.search(title) else form.name


def issue_of(meeting: Meeting) -> str:
    """Return what the meeting was about, where its title says that; else an empty text."""
    title = meeting.facts.title.strip()
    return "" if _MEETING.search(title) else title


def kind_and_issue(form: Form, meeting: Meeting) -> str:
    """Return "Specific-issue meeting: Education"."""
    issue = issue_of(meeting)
    return f"{kind_of(form, meeting)}: {issue}" if issue else kind_of(form, meeting)


def in_running_text(kind: str) -> str:
    """Return a kind's name within a sentence; one written with capitals throughout keeps them."""
    later = [word.strip("()") for word in kind.split()[1:]]
    is_proper_name = any(word[:1].isupper() and not word.isupper() for word in later)
    return kind if is_proper_name else lower_first(kind)
