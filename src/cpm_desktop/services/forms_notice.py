"""What a person at work must know of the forms: which cannot be used and why, and which can."""

from cpm_desktop.services.desk import Desk
from cpm_desktop.services.kinds_offered import kinds_in_use


def forms_notice(desk: Desk) -> str:
    """Return in a few sentences which forms have a mistake, the first of each, and what is offered; empty for none."""
    report = desk.forms_report
    if not report.refused:
        return ""
    sentences = []
    for name in dict.fromkeys(report.refused):
        found = [problem.sentence() for problem in report.mistakes() if problem.file == name]
        more = f" ({len(found) - 1} more of its mistakes: cpm-desktop check-forms.)" if len(found) > 1 else ""
        sentences.append(f"Not used because of a mistake: {found[0] if found else name}{more}")
    offered = [form.name for form in kinds_in_use(desk)]
    rest = f"These can be used: {', '.join(offered)}." if offered else "No kind of meeting can be used."
    return " ".join((*sentences, rest))
