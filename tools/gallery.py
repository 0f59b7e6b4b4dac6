"""Shows every part of the kit and saves pictures: `python tools/gallery.py FOLDER`.

Look at the pictures after every change of the kit, beside each other in light, dark and with larger text.
"""

from __future__ import annotations

import math
import os
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from cpm_desktop.data_files import resources_folder
from cpm_desktop.ui.kit.arranging import across, down, frame, hairline
from cpm_desktop.ui.kit.avatar import Avatar
from cpm_desktop.ui.kit.buttons import Button, icon_button, link_button, primary_button
from cpm_desktop.ui.kit.choices import Choice, KindKeys, Pills, SegmentControl
from cpm_desktop.ui.kit.error_summary import ErrorSummary
from cpm_desktop.ui.kit.fields import Field, PassphraseField
from cpm_desktop.ui.kit.header_bar import HeaderBar
from cpm_desktop.ui.kit.labels import ElidedLabel, Label
from cpm_desktop.ui.kit.lists import ListEntry, RowList
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.meters import HeldDots, Meter, StepsBar
from cpm_desktop.ui.kit.panels import EmptyState, Panel, Rail, SectionHead
from cpm_desktop.ui.kit.parsed_fields import DateField, TimeField
from cpm_desktop.ui.kit.pdf_view import PageImage, PdfView
from cpm_desktop.ui.kit.selects import Option, SearchSelect, Select
from cpm_desktop.ui.kit.signature_pad import SignaturePad
from cpm_desktop.ui.kit.status_bar import StatusBar
from cpm_desktop.ui.kit.step_list import Step, StepCount, StepList
from cpm_desktop.ui.kit.table import Cell, Column, Table, TableEntry
from cpm_desktop.ui.kit.tags import IconText, Tag
from cpm_desktop.ui.kit.text_fields import PlainEditor
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme
from cpm_desktop.ui.kit.tick_boxes import CheckBox, RadioGroup
from cpm_desktop.ui.kit.why import Why

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, HEIGHT = 1440, 900


def boxes_page(theme: Theme) -> QWidget:
    """Header, rail, panels, tags, messages, buttons and choices."""
    header = HeaderBar(
        theme,
        "Care planning meeting – Kai A.",
        "Tue 24 Nov 2026 · started 14:02",
        back="Caseload",
        primary="Close and sign…",
    )
    header.set_pill("Live", "34:12")
    header.set_undo("add action", "")
    header.saved.show_saved(time(14, 36, 7))
    rail = Rail(theme, "Agenda", 276)
    rail.setLayout(
        down(SectionHead("Agenda", Label("3 of 9 done", "small")), *_texts(), None, margins=(20, 16, 16, 8))
    )
    capture = Rail(theme, "Quick capture", 372, side="right")
    kinds = KindKeys(
        theme,
        "Kind",
        [
            Choice("decision", "Decision", icon="gavel", tone="decision", shortcut="Alt+1"),
            Choice("action", "Action", icon="clipboard-check", tone="action", shortcut="Alt+2"),
            Choice("different", "Different view", icon="git-fork", tone="different_view", shortcut="Alt+3"),
            Choice("unmet", "Unmet need", icon="puzzle", tone="unmet_need", shortcut="Alt+4"),
        ],
        "action",
    )
    capture.setLayout(
        down(
            SectionHead("Quick capture", Label("Alt 1 to 4", "small")),
            kinds,
            _tags(theme),
            EmptyState(
                theme,
                "clipboard-check",
                "Nothing captured yet",
                "Alt+1 to Alt+4 start a decision, an action, a different view or an unmet need.",
                link_button(theme, "How capture works"),
            ),
            None,
            spacing=12,
            margins=(16, 16, 16, 12),
        )
    )
    body = across(rail, frame("canvas", _middle(theme)), capture, spacing=0, stretched=1)
    return _window(
        header,
        body,
        StatusBar(
            theme,
            "Encrypted on this laptop. Locks after 10 minutes idle.",
            "F6 move between panes",
            "Ctrl Enter next item",
            "Alt 1–4 capture",
        ),
    )


def _texts() -> list[QWidget]:
    roles = (
        "h1",
        "h2",
        "h3",
        "h4",
        "lead",
        "body",
        "cell",
        "cell2",
        "strong",
        "small",
        "micro",
        "danger",
        "warn",
        "good",
        "accent",
    )
    return [Label(f"{role}: Séan Ó Dálaigh <b>&amp;", role) for role in roles]  # type: ignore[arg-type]  # a tuple of str


def _tags(theme: Theme) -> QWidget:
    tags = [
        Tag(theme, "decision", "gavel", "Decision"),
        Tag(theme, "action", "clipboard-check", "Action"),
        Tag(theme, "different_view", "git-fork", "Different view"),
        Tag(theme, "unmet_need", "puzzle", "Unmet need"),
        Tag(theme, "danger", "triangle-alert", "Overdue 3 days"),
        Tag(theme, "warn", "clock", "2 days left"),
        Tag(theme, "good", "circle-check", "Signed 15:38"),
        Tag(theme, "plain", "repeat", "Carried twice"),
        IconText(theme, "circle-check", "Fine", tone="good"),
        IconText(theme, "triangle-alert", "No answer", tone="warn", is_strong=True),
    ]
    box = QWidget()
    box.setLayout(
        down(*(across(*tags[place : place + 2], None) for place in range(0, len(tags), 2)), spacing=6)
    )
    return box


def _middle(theme: Theme) -> QLayout:
    panel = Panel()
    panel.add_row(
        across(
            Label("Full record", "small_strong"),
            Label("7 people · 4 sent", "micro"),
            None,
            link_button(theme, "Save 7 copies", icon="download"),
            margins=(16, 6, 12, 6),
        ),
        look="row",
    )
    for name, role in (
        ("Michael Byrne", "Fell Lane Academy"),
        ("Agnieszka Wójcik", "Reviewing officer"),
        ("Joy Okafọ̀", "Foster carer"),
    ):
        panel.add_row(
            across(
                ElidedLabel(name, "cell"),
                ElidedLabel(role, "micro"),
                None,
                IconText(theme, "circle-check", "Sent", tone="good"),
                40,
                Button(theme, "Mark sent", "mini"),
                margins=(16, 3, 12, 3),
            )
        )
    disabled = primary_button(theme, "Sign: 4 things left")
    disabled.setEnabled(False)
    return down(
        across(
            SegmentControl("Whose children", [Choice("mine", "Mine"), Choice("team", "Team")]),
            Pills(
                "Filter",
                [Choice("all", "Everyone 12"), Choice("overdue", "Overdue 2"), Choice("soon", "Due soon 5")],
                "all",
            ),
            spacing=12,
        ),
        across(
            Button(theme, "Park for later", "quiet"),
            primary_button(theme, "Next: Education & PEP", trailing_icon="arrow-right"),
            Button(theme, "Print agenda", icon="printer"),
            Button(theme, "Add date", "mini", icon="calendar"),
            icon_button(theme, "zoom-in", "Zoom in"),
            link_button(theme, "Why?", trailing_icon="chevron-down"),
            None,
        ),
        across(
            Button(theme, "Agreed", "big_primary", icon="check"),
            Button(theme, "Fix the wording", "big", icon="pencil"),
            Button(theme, "Next: recovery code", "big_primary", trailing_icon="arrow-right"),
            disabled,
            None,
        ),
        Message(
            theme,
            "warn",
            "One thing left on Health",
            "“Book health assessment” has no date yet. You can carry on and fix it later.",
            button="Add date",
        ),
        Message(
            theme,
            "danger",
            "The disk is full",
            "Nothing since 14:36 is saved. Free some space; typing can go on.",
            button="Try again",
        ),
        Message(
            theme,
            "info",
            "If you forget it, nobody can look it up",
            "The next step prints a recovery code.",
            icon="key-round",
        ),
        Message(theme, "good", "All 17 checks are in order"),
        panel,
        hairline(),
        Label("Priya will book the health assessment at the clinic Kai chooses.", "statement", wraps=True),
        None,
        spacing=12,
        margins=(28, 20, 28, 18),
    )


def fields_page(theme: Theme) -> QWidget:
    """Fields in all their states, error summary, check boxes, signature pad and the rule behind a question."""
    header = HeaderBar(theme, "Fields", "The same words in the summary and beside the field", back="Kit")
    header.saved.show_not_saved("disk is full")
    what = Field(
        theme,
        "What will happen",
        PlainEditor(theme, "Book health assessment at the clinic Kai chooses", lines=2),
        access_key="W",
    )
    who = SearchSelect(
        theme,
        [Option("pn", "Priya Nair"), Option("aw", "Agnieszka Wójcik")],
        placeholder="Start typing a name",
    )
    when = DateField(
        theme, "By when", _read_date, lambda day: f"{day:%a %-d %B %Y}", access_key="B", placeholder="18 Dec"
    )
    when.set_typed("18/12/2026")
    late = TimeField(theme, "Started at", access_key="S")
    late.set_typed("25:00")
    summary = ErrorSummary(theme)
    left = down(
        summary,
        what,
        across(Field(theme, "Who", who, access_key="o"), when, spacing=10, stretched=0),
        late,
        PassphraseField(theme, hint="Spaces and capital letters count."),
        Field(
            theme,
            "Kind of meeting",
            Select(theme, [Option("a", "Standard meeting"), Option("b", "Core group")]),
        ),
        RadioGroup(theme, "Takes part", [Option("here", "In the room"), Option("video", "By video")], "here"),
        None,
        spacing=14,
        margins=(28, 20, 28, 18),
    )
    summary.show_errors([(late.check(), late), ("Say what will happen.", what)])
    ticked = CheckBox(theme, "Personal education plan", detail="Attached 16 Oct")
    ticked.setChecked(True)
    why = Why(
        theme,
        "A standard meeting follows the set agenda",
        "Procedure 001",
        "An item can be left out with a reason.",
        about="Identity",
    )
    why.link.click()
    pad = SignaturePad(theme)
    pad.show_strokes((tuple((0.2 + x / 100, 0.5 + 0.2 * math.sin(x / 4)) for x in range(50)),))
    right = down(
        ticked,
        CheckBox(theme, "Health assessment", detail="Missing: not done since 3 Oct", detail_tone="warn"),
        CheckBox(
            theme,
            "I have read the record, and what it says about the views of the child is what was said in the meeting.",
        ),
        why,
        pad,
        _meters(theme),
        _avatars(theme),
        None,
        spacing=14,
        margins=(0, 20, 28, 18),
    )
    return _window(
        header,
        frame("canvas", across(_box(left), _box(right), spacing=0)),
        StatusBar(theme, "Nothing has been saved yet."),
    )


def _read_date(text: str) -> date:
    try:
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError as fault:
        raise ValueError(f"“{text}” is not a date. Write it as 18 Dec 2026.") from fault


def _box(layout: QLayout) -> QWidget:
    box = QWidget()
    box.setLayout(layout)
    return box


def _meters(theme: Theme) -> QWidget:
    meter = Meter(theme, "Meeting time used")
    meter.show_value(34, 75, "34 of 75 min")
    steps = StepsBar(theme)
    steps.show_steps(["done", "done", "problem", "current", "open", "open", "open"], "4 of 7")
    return _box(
        down(
            across(Label("34 of 75 min", "small_strong"), None, Label("ends 15:47", "small")),
            meter,
            steps,
            across(HeldDots(theme, 1, 2), Label("1 of 2", "cell"), None),
            spacing=8,
        )
    )


def _avatars(theme: Theme) -> QWidget:
    marks = [
        Avatar(theme, "JO"),
        Avatar(theme, icon="check", tone="good"),
        Avatar(theme, icon="video", tone="accent"),
        Avatar(theme, icon="clock", tone="warn"),
        Avatar(theme, "2", tone="danger", size=24),
        Avatar(theme, "KA", tone="accent", size=44),
    ]
    return _box(across(*marks, None))


def lists_page(theme: Theme) -> QWidget:
    """The agenda rail, the caseload table, a list of people and a page of a document."""
    header = HeaderBar(
        theme,
        "Care planning",
        "Priya Nair · Children in Our Care, East team · Wed 25 Nov 2026",
        primary="Start a meeting…",
    )
    rail = Rail(theme, "Agenda", 276)
    steps = StepList(theme, "Agenda")
    steps.set_steps(
        [
            Step("a", "Welcome and who is here", "5 of 5 min", "done"),
            Step(
                "b",
                "Child’s views and wishes",
                "12 of 10 min  over",
                "done",
                detail_tone="warn",
                counts=(
                    StepCount("decision", "gavel", 1, "1 decision"),
                    StepCount("action", "clipboard-check", 1, "1 action"),
                ),
            ),
            Step("c", "Placement and daily life", "parked", "parked"),
            Step(
                "d",
                "Health",
                "8 of 10 min",
                "current",
                counts=(
                    StepCount("decision", "gavel", 1, "1 decision"),
                    StepCount("action", "clipboard-check", 12, "12 actions"),
                    StepCount("unmet_need", "puzzle", 1, "1 unmet need"),
                ),
            ),
            Step("e", "Education and PEP", "10 min"),
            Step("f", "Family time and contact, with a title that is far too long", "10 min"),
        ]
    )
    rail.setLayout(
        down(
            across(SectionHead("Agenda", Label("3 of 9 done", "small")), margins=(20, 16, 16, 8)),
            steps,
            spacing=0,
        )
    )
    people = RowList(theme, "People around Kai")
    people.set_rows(
        [
            ListEntry("h", "Family copy", is_heading=True, icon="users", tone="accent"),
            ListEntry("d", "Dana Avery", trailing="Mother · parental responsibility"),
            ListEntry("t", "Tom Avery", trailing="Father · parental responsibility"),
            ListEntry(
                "k",
                "Kai Avery",
                "Young person, with advocate",
                initials="KA",
                tone="accent",
                trailing="Coming",
            ),
        ]
    )
    right = Rail(theme, "People", 336, side="right")
    right.setLayout(
        down(
            across(
                SectionHead("People around Kai", link_button(theme, "Add", icon="user-plus"), count=10),
                margins=(16, 14, 8, 0),
            ),
            people,
            spacing=8,
        )
    )
    return _window(
        header,
        across(rail, frame("canvas", _caseload(theme)), right, spacing=0, stretched=1),
        StatusBar(theme, "Encrypted on this laptop.", "Enter open"),
    )


def _caseload(theme: Theme) -> QLayout:
    columns = [
        Column("Child", 192),
        Column("Next thing due", 232),
        Column("How it stands", 142),
        Column("Meetings held", 164),
        Column("Open actions", 148),
        Column("Records", 154),
    ]
    table = Table(theme, "Caseload", columns)
    late = (
        Cell("Marlon T.", "15 · Care order", initials="MT", is_strong=True),
        Cell("Send minutes of 17 Nov", "by Sun 22 Nov"),
        Cell("Overdue 3 days", icon="triangle-alert", tone="danger", is_tag=True),
        Cell("1 of 2", "before 4 Feb", held=(1, 2)),
        Cell("6 open", "2 carried 3 times", detail_icon="repeat", detail_tone="warn"),
        Cell("2 of 6 copies sent", icon="send", tone="warn", is_strong=True),
    )
    fine = (
        Cell("Zofia W.", "9 · EHC plan", initials="ZW", is_strong=True),
        Cell("MDT meeting", "by Wed 2 Dec · last held 21 Oct"),
        Cell("Fine", icon="circle-check", tone="good", is_quiet=True),
        Cell("every 6 weeks", icon="calendar-clock", is_quiet=True),
        Cell("3 open", "none carried"),
        Cell("All handed over", icon="check", is_quiet=True),
    )
    rows = [
        TableEntry("o", group="Overdue", count=2, icon="triangle-alert", tone="danger"),
        *(TableEntry(f"a{place}", late) for place in range(2)),
    ]
    rows += [
        TableEntry("f", group="Fine for now", count=1000, icon="circle-check", tone="good"),
        *(TableEntry(f"b{place}", fine) for place in range(1000)),
    ]
    table.set_rows(rows)
    table.choose("b1")
    panel = Panel()
    panel.add(table, stretch=1)
    view = PdfView(theme, "Minutes")
    page = QImage(595, 842, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    view.open(((595, 842),) * 6)
    view.show_page(0, PageImage(595, 842, page.bytesPerLine(), bytes(page.constBits())))
    return down(
        across(Label("Caseload", "h1"), Label("12 children", "lead"), None),
        panel,
        view,
        spacing=12,
        margins=(24, 14, 24, 14),
        stretched=1,
    )


def _window(header: QWidget, body: QWidget | QLayout, status: QWidget) -> QWidget:
    window = QWidget()
    window.setProperty("kit", "window")
    window.setLayout(down(header, body, status, spacing=0, stretched=1))
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {
    "boxes": boxes_page,
    "fields": fields_page,
    "lists": lists_page,
}
LOOKS = {
    "light": Appearance(Scheme.LIGHT),
    "dark": Appearance(Scheme.DARK),
    "light-150": Appearance(Scheme.LIGHT, 1.5),
    "contrast": Appearance(Scheme.LIGHT, high_contrast=True),
}


def save_pictures(folder: Path, wanted: list[str]) -> None:
    """Save each page in each look as PNG."""
    application = QApplication(sys.argv[:1])
    theme = Theme(resources_folder(), Appearance(Scheme.LIGHT))
    theme.apply(application)
    for page_name, make in PAGES.items():
        if wanted and page_name not in wanted:
            continue
        page = make(theme)
        theme.dress(page)
        for look_name, look in LOOKS.items():
            theme.choose(look)
            page.resize(WIDTH, HEIGHT)
            page.show()
            application.processEvents()
            page.resize(WIDTH, HEIGHT)
            application.processEvents()
            page.grab().save(str(folder / f"{page_name}-{look_name}.png"))
            print(page_name, look_name, "needs", page.minimumSizeHint().toTuple())
        page.close()


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    save_pictures(target, sys.argv[2:])
