"""Handing over what was signed, with every form in the list."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from cpm_desktop.domain.captures import Action, Decision, Note
from cpm_desktop.domain.handover import FollowUp
from cpm_desktop.services.corrections import request_correction
from cpm_desktop.services.handing_over import document_bytes, signed_copy
from cpm_desktop.services.signing_key import make_signing_key
from cpm_desktop.ui.after.after_page import AfterPage
from cpm_desktop.ui.signing.check_file_dialog import CheckFileDialog
from tests.a_desk import SetClock, set_clock
from tests.played_demonstration import played_to
from tests.played_store import PlayedStore, play_in_store
from tests.services.a_record import enter_kai, sign

if TYPE_CHECKING:
    from collections.abc import Callable

    from cpm_desktop.services.desk import Desk
    from tests.accessibility.stage import Stage


def after(stage: Stage) -> AfterPage:
    stage.open(played_to("after"))
    page = stage.go("after", stage.subject)
    assert isinstance(page, AfterPage)
    stage.wait_for(lambda: page._pages)
    return page


def _card(page: AfterPage, *, has_copy: bool = True) -> str:
    return next(key for key, row in page.copies.rows.items() if ("Mark" in row.button.plain_text) == has_copy)


def sent(stage: Stage) -> None:
    page = after(stage)
    page.copies.rows[_card(page)].mark()


def which_copy(stage: Stage) -> None:
    page = after(stage)
    page.copies.rows[_card(page)].decide()


def left_out(stage: Stage) -> None:
    page = after(stage)
    page.copies.group_asked.emit("left out", tuple(page.copies.rows))


def comment(stage: Stage) -> AfterPage:
    page = after(stage)
    page.comments.add()
    return page


def addendum(stage: Stage) -> None:
    page = comment(stage)
    page.comments.form.text.load("Who looks after his teeth?")
    page.comments.form.by.setText("Rachel Moss")
    page.comments.form.save_button.click()
    stage.settle()
    next(iter(page.comments.buttons.values())).click()


def checked(stage: Stage) -> None:
    page = after(stage)
    page._do("check", ("",))
    stage.wait_for(page.notice.isVisible)


def check_a_file(stage: Stage) -> None:
    page = after(stage)
    path = stage.folder / "Minutes 24 November 2026.pdf"
    path.write_bytes(document_bytes(stage.desk, signed_copy(stage.desk, page.meeting_id, "")))
    dialog = CheckFileDialog(stage.workspace.theme, stage.desk, stage.workspace.background, stage.workspace)
    dialog.choose_file = lambda: str(path)
    dialog.open()
    dialog.choose()
    stage.wait_for(lambda: "Valid" in dialog.message.accessibleName())


def answer(stage: Stage) -> None:
    page = after(stage)
    asked = request_correction(page.desk, page.meeting_id, "It was Tuesday, not Monday.", "Dana Avery")
    page.corrections.show_requests()
    stage.settle()
    page.corrections.buttons[asked.id][0].click()


def certificate(stage: Stage) -> None:
    after(stage)
    stage.workspace.open_certificate()


def the_time_server(stage: Stage) -> None:
    after(stage)
    stage.workspace.open_time_server()


def the_lock_time(stage: Stage) -> None:
    after(stage)
    stage.workspace.open_lock_time()


def limited(stage: Stage) -> AfterPage:
    """A record of the lawyers, which does not go to everybody."""
    stage.open(legal_record())
    page = stage.go("after", stage.subject)
    assert isinstance(page, AfterPage)
    stage.wait_for(lambda: page._pages)
    return page


def permission(stage: Stage) -> None:
    page = limited(stage)
    next(row for row in page.copies.rows.values() if row.line.refusal).permit()


def release(stage: Stage) -> None:
    limited(stage).releases.rows["a"].release()


def done(stage: Stage) -> None:
    next(iter(limited(stage).follow_ups.rows.values())).mark()


def not_done(stage: Stage) -> None:
    list(limited(stage).follow_ups.rows.values())[1].close_it()


@functools.cache
def legal_record() -> PlayedStore:
    """Return a store with a signed record of a meeting of the lawyers, its subject."""
    return play_in_store(_legal, set_clock())


def _legal(desk: Desk, _clock: SetClock) -> str:
    make_signing_key(desk)
    form = desk.form("legal")
    assert form is not None
    first = next(item.id for item in form.agenda if not item.is_advice)
    return sign(
        desk,
        enter_kai(desk),
        "legal",
        notes=(Note(id="n", item=first, text="what was said"),),
        actions=(Action(id="a", item=first, text="Apply by Friday", owner="Ada Law"),),
        decisions=(Decision(id="d", item=first, text="Issue proceedings", authoriser="Dee Moore"),),
        follow_ups=(
            FollowUp(id="own", text="Authorise: Issue proceedings", owner="Dee Moore", is_authorisation=True),
            FollowUp(id="send", text="Send the plan", owner="Priya Nair", message="The plan."),
        ),
    )


SCENES: dict[str, tuple[str, Callable[[Stage], object]]] = {
    "hand over": ("AfterPage", after),
    "hand over: a copy is sent": ("AfterPage", sent),
    "hand over: the signature is checked": ("AfterPage", checked),
    "hand over: which copy": ("AfterPage", which_copy),
    "hand over: a follow-up added": ("AfterPage", lambda stage: after(stage).follow_ups.add()),
    "hand over: a comment": ("AfterPage", comment),
    "hand over: a request for correction": ("AfterPage", lambda stage: after(stage).corrections.add()),
    "hand over: an answer": ("AfterPage", answer),
    "hand over: an addendum": ("AddendumDialog", addendum),
    "hand over: countersign": ("CountersignDialog", lambda stage: after(stage).signatures.countersign()),
    "check a signed file": ("CheckFileDialog", check_a_file),
    "my signing certificate": ("CertificateDialog", certificate),
    "time server": ("TimeServerDialog", the_time_server),
    "locking by itself": ("LockTimeDialog", the_lock_time),
    "hand over: what is left out": ("LeftOutDialog", left_out),
    "hand over: a limited record": ("AfterPage", limited),
    "hand over: a permission": ("AfterPage", permission),
    "hand over: a release": ("AfterPage", release),
    "hand over: a follow-up is done": ("AfterPage", done),
    "hand over: a follow-up is not needed": ("AfterPage", not_done),
}
