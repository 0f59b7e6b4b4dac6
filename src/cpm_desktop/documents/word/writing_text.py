"""Puts text of people into paragraphs: every line one of its own, in the direction in which it is read."""

from docx.text.paragraph import Paragraph
from docx.text.run import Run

from cpm_desktop.documents.word.directed_text import directed_runs, runs_from_right
from cpm_desktop.documents.word.markup import PARAGRAPH_ORDER, RUN_ORDER, element, put
from cpm_desktop.documents.word.styles import SECONDARY
from cpm_desktop.domain.blocks import Mark, Tone

MARKS = {
    Mark.DONE: "☑",
    Mark.IN_PROGRESS: "◐",
    Mark.OPEN: "○",
    Mark.NOT_DONE: "☒",
    Mark.UP: "↑",
    Mark.TO_TICK: "☐",
}
"""States as signs, each beside its word."""


def set_style(paragraph: Paragraph, style: str) -> Paragraph:
    """Give a paragraph a style by its name: what the library looks through for each takes longer than the rest."""
    identifier = element("w:pStyle", val=style.replace(" ", ""))
    put(paragraph._p.get_or_add_pPr(), identifier, PARAGRAPH_ORDER)  # noqa: SLF001 - the library's own way to its XML
    return paragraph


def write(paragraph: Paragraph, text: str, tone: Tone = Tone.NORMAL) -> None:
    """Add a line to a paragraph, as typed; it holds no line end any more."""
    if runs_from_right(text) and not paragraph.runs:
        put(paragraph._p.get_or_add_pPr(), element("w:bidi"), PARAGRAPH_ORDER)  # noqa: SLF001 - the library's own way to its XML
    for part, is_from_right in directed_runs(text):
        run = paragraph.add_run(part)
        _set_tone(run, tone)
        if is_from_right:
            put(run._r.get_or_add_rPr(), element("w:rtl"), RUN_ORDER)  # noqa: SLF001 - the library's own way to its XML


def write_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that Word works out, such as the page's number."""
    field = element("w:fldSimple", instr=code)
    run = paragraph.add_run(shown)
    paragraph._p.remove(run._r)  # noqa: SLF001 - the library's own way to its XML
    field.append(run._r)  # noqa: SLF001 - the library's own way to its XML
    paragraph._p.append(field)  # noqa: SLF001 - the library's own way to its XML


def _set_tone(run: Run, tone: Tone) -> None:
    if tone in (Tone.STRONG, Tone.QUIET_STRONG):
        run.bold = True
        put(run._r.get_or_add_rPr(), element("w:bCs"), RUN_ORDER)  # noqa: SLF001 - the library's own way to its XML
    if tone in (Tone.QUIET, Tone.QUIET_STRONG, Tone.SMALL):
        put(run._r.get_or_add_rPr(), element("w:color", val=SECONDARY), RUN_ORDER)  # noqa: SLF001 - the library's own way to its XML
