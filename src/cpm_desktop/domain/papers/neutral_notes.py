"""The note that something is left out of a copy, which does not say what, or of whom (after.copy-for-each-reader)."""

from cpm_desktop.domain.papers.minutes_context import MinutesContext
from cpm_desktop.domain.reader import WhyLeftOut, left_out

# The legal advice has words of its own; and that somebody was out is known to whom it concerns.
_TOLD = frozenset(
    {
        WhyLeftOut.FILE_ONLY,
        WhyLeftOut.PROFESSIONALS_ONLY,
        WhyLeftOut.AUTHORITY_ONLY,
        WhyLeftOut.NOT_FOR_THEM,
        WhyLeftOut.WHILE_OUT,
    }
)


def neutral_notes(context: MinutesContext) -> tuple[str, ...]:
    """Return the notes that the form has for what this reader's copy leaves out; none on the file copy."""
    texts = context.form.texts
    if context.is_file_copy or not (texts.left_out or context.whole.limits):
        return ()
    listed = left_out(context.whole, context.reader, context.form, context.roles)
    whys = {entry.why for entry in listed if not entry.field}
    notes = (
        texts.third_party_left_out if WhyLeftOut.THIRD_PARTY in whys else "",
        texts.left_out if whys & _TOLD else "",
    )
    return tuple(context.filled(note) for note in notes if note)
