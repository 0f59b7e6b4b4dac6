"""Shows every part of the kit and saves pictures: `python tools/gallery.py FOLDER`.

Look at the pictures after every change of the kit, beside each other in light, dark and with larger text.
"""

from __future__ import annotations

import os
import sys
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from cpm_desktop.data_files import resources_folder
from cpm_desktop.ui.kit.arranging import across, at_top, down, frame, hairline
from cpm_desktop.ui.kit.buttons import Button, icon_button, link_button, primary_button
from cpm_desktop.ui.kit.choices import Choice, KindKeys, PillRow, SegmentControl
from cpm_desktop.ui.kit.header_bar import HeaderBar
from cpm_desktop.ui.kit.labels import ElidedLabel, Label
from cpm_desktop.ui.kit.messages import Message
from cpm_desktop.ui.kit.panels import EmptyState, Panel, Rail, SectionHead
from cpm_desktop.ui.kit.status_bar import StatusBar
from cpm_desktop.ui.kit.tags import IconText, Tag
from cpm_desktop.ui.kit.theme import Appearance, Scheme, Theme

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
        Tag(theme, "decision", "gavel", "Decision"), Tag(theme, "action", "clipboard-check", "Action"),
        Tag(theme, "different_view", "git-fork", "Different view"), Tag(theme, "unmet_need", "puzzle", "Unmet need"),
        Tag(theme, "danger", "triangle-alert", "Overdue 3 days"), Tag(theme, "warn", "clock", "2 days left"),
        Tag(theme, "good", "circle-check", "Signed 15:38"), Tag(theme, "plain", "repeat", "Carried twice"),
        IconText(theme, "circle-check", "Fine", tone="good"), IconText(theme, "triangle-alert", "No answer", tone="warn", is_strong=True),
    ]  # fmt: skip
    box = QWidget()
    box.setLayout(
        down(*(across(*tags[place : place + 2], None) for place in range(0, len(tags), 2)), spacing=6)
    )
    return box


def _middle(theme: Theme):  # noqa: ANN202 - a layout
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
        across(SegmentControl("Whose children", [Choice("mine", "Mine"), Choice("team", "Team")]), PillRow("Filter", [Choice("all", "Everyone 12"), Choice("overdue", "Overdue 2"), Choice("soon", "Due soon 5")], "all"), spacing=12),
        across(Button(theme, "Park for later", "quiet"), primary_button(theme, "Next: Education & PEP", trailing_icon="arrow-right"), Button(theme, "Print agenda", icon="printer"), Button(theme, "Add date", "mini", icon="calendar"), icon_button(theme, "zoom-in", "Zoom in"), link_button(theme, "Why?", trailing_icon="chevron-down"), None),
        across(Button(theme, "Agreed", "big_primary", icon="check"), Button(theme, "Fix the wording", "big", icon="pencil"), Button(theme, "Next: recovery code", "big_primary", trailing_icon="arrow-right"), disabled, None),
        Message(theme, "warn", "One thing left on Health", "“Book health assessment” has no date yet. You can carry on and fix it later.", button="Add date"),
        Message(theme, "danger", "The disk is full", "Nothing since 14:36 is saved. Free some space; typing can go on.", button="Try again"),
        Message(theme, "info", "If you forget it, nobody can look it up", "The next step prints a recovery code.", icon="key-round"),
        Message(theme, "good", "All 17 checks are in order"),
        panel, hairline(), Label("Priya will book the health assessment at the clinic Kai chooses.", "statement", wraps=True),
        None, spacing=12, margins=(28, 20, 28, 18),
    )  # fmt: skip


def _window(header: QWidget, body, status: QWidget) -> QWidget:  # noqa: ANN001 - a layout
    window = QWidget()
    window.setProperty("kit", "window")
    window.setLayout(down(header, body, status, spacing=0, stretched=1))
    return window


PAGES: dict[str, Callable[[Theme], QWidget]] = {"boxes": boxes_page}
LOOKS = {
    "light": Appearance(Scheme.LIGHT),
    "dark": Appearance(Scheme.DARK),
    "light-150": Appearance(Scheme.LIGHT, 1.5),
    "contrast": Appearance(Scheme.LIGHT, high_contrast=True),
}


def save_pictures(folder: Path, wanted: list[str]) -> None:
    """Save each page in each look as PNG."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    theme = Theme(resources_folder(), Appearance(Scheme.LIGHT))
    theme.apply(application)
    for page_name, make in PAGES.items():
        if wanted and page_name not in wanted:
            continue
        page = make(theme)
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
