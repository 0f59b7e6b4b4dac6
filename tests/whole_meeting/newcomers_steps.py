"""What a newcomer does who reads the guide: an act for each numbered step from the first start to the hand-over.

Each act is tied to its step by the step's own words. Who changes a step in the guide has to say here what is done.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from tests.whole_meeting.observed_application import CHOSEN_FOLDER
from tests.whole_meeting.seen_application import PATIENCE, SeenApplication, begin_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PASSPHRASE = "four quiet garden rooms"
MOST_STOPS = 250  # of Tab, where a record owes much
REASON = "It will be said at the next meeting."
WAY = ("first-start", "caseload", "child", "prepare", "hold", "close", "sign", "hand-over")
"""The topics that lead from the first start to the hand-over."""


class Newcomer(SeenApplication):
    """One run of the application, and a folder for what is saved."""

    def __init__(self, display: str, store: Path, folder: Path) -> None:
        """`folder` is where copies are saved."""
        chosen = {CHOSEN_FOLDER: str(folder)}
        super().__init__(
            display, store, begin=lambda named, environment: begin_process(named, {**environment, **chosen})
        )
        self.folder = folder

    def item(self) -> int:
        """Return which item of the agenda is open, from 1."""
        return int(self.first_of("Item ").split()[1])

    def items(self) -> int:
        """Return how many items the agenda has."""
        return int(self.first_of("Item ").split()[3])

    def wait_fewer(self, words: str, count: int) -> None:
        """Wait until fewer things are called so: of two agencies the same may be asked."""
        self._wait(
            lambda seen: seen.texts.count(words) < count and "Reason" not in seen.focus, words, PATIENCE
        )

    def first_of(self, words: str, *, leaving: str = "\0") -> str:
        """Return the first thing that is seen and begins so; empty for none."""
        return next(
            (text for text in self.look().texts if text.startswith(words) and leaving not in text), ""
        )


ACTS: dict[str, Callable[[Newcomer], None]] = {}
"""In the order in which they are done, by the words of the step."""


def step(words: str) -> Callable[[Callable[[Newcomer], None]], Callable[[Newcomer], None]]:
    """Tie an act to a step of the guide."""

    def tie(act: Callable[[Newcomer], None]) -> Callable[[Newcomer], None]:
        assert words not in ACTS, words
        ACTS[words] = act
        return act

    return tie


@step(
    "Type your name into “Your full name”, your role into “Your role”, your council into “Council” and "
    "your team into “Team”. Tab goes to the next field. Your name stands under the minutes that you sign."
)
def say_who_works_here(run: Newcomer) -> None:
    run.wait_focus("Your full name")
    for text in ("Priya Nair", "Social worker", "Northbeck Council"):
        run.write(text)
        run.press("Tab")
    run.write("Children in Our Care, East team")


@step("Press Enter, or “Next: passphrase”.")
def go_on_to_the_passphrase(run: Newcomer) -> None:
    run.press("Enter")
    run.wait_focus("Passphrase")


@step(
    "Type a passphrase into “Passphrase”: four or more words that you can remember and nobody would "
    "guess. Press Enter, type it into “The same again”, and press Enter."
)
def choose_a_passphrase(run: Newcomer) -> None:
    run.write(PASSPHRASE)
    run.press("Enter")
    run.wait_focus("The same again")
    run.write(PASSPHRASE)
    run.press("Enter")


@step(
    "Wait a moment while the encrypted records are made. Then the recovery code is shown, once: print it "
    "with “Print…”, or write it down."
)
def wait_for_the_code(run: Newcomer) -> None:
    run.wait_for("Keep the recovery code")
    run.wait_focus("Print…")
    assert run.look().says("It is shown once, now.")


@step("Tick “I have printed it or written it down, and keep it away from this laptop”, and press Enter.")
def keep_the_code(run: Newcomer) -> None:
    run.tab_to("I have printed it")
    run.press("Space", "Enter")


@step("Read where the records and their daily copies lie, and press “Open the caseload”.")
def open_the_caseload(run: Newcomer) -> None:
    run.wait_for("Daily copies")
    run.wait_focus("Open the caseload")
    run.press("Enter")
    run.wait_for("No children yet")


@step("Press “Add a child”, or Alt+A.")
def ask_for_a_child(run: Newcomer) -> None:
    run.press("Alt+a")
    run.wait_title("Add a child")


@step(
    "Type the name into “Full name”. For a child who is not born yet leave it empty, and fill in “Or "
    "expected date of birth”."
)
def name_the_child(run: Newcomer) -> None:
    run.wait_focus("Full name")
    run.write("Kai Avery")


@step(
    "Fill in what you know: “Date of birth”, “Case number”, “Legal status”, “Lives with” and the rest. "
    "What you leave empty can be added at any time."
)
def fill_in_what_is_known(run: Newcomer) -> None:
    run.tab_to("Date of birth")
    run.write("9 March 2014")
    run.tab_to("Case number")
    run.write("LL-204417")


@step("Press Ctrl+Enter, or “Add the child”. The child’s file opens.")
def keep_the_child(run: Newcomer) -> None:
    run.press("Ctrl+Enter")
    run.wait_for("Child’s file")


@step("Press Ctrl+K, type ‘Add a person’ and press Enter; or press “Add” beside the people at the right.")
def ask_for_a_person(run: Newcomer) -> None:
    run.run_command("Add a person")
    run.wait_title("Add a person")


@step(
    "Type the name into “Full name”, and who they are into “Role”: mother, foster carer, social worker. "
    "Usual roles are offered as you type."
)
def name_the_person(run: Newcomer) -> None:
    run.wait_focus("Full name")
    run.write("Dana Avery")
    run.press("Tab")
    run.write("Mother")


@step("Say under “Which copy they get” what they are given after a meeting, if you know it already.")
def say_which_copy_they_get(run: Newcomer) -> None:
    run.tab_to("Not decided yet")
    run.press("Down", "Down")
    assert "Family copy" in run.look().focus


@step("Press Ctrl+Enter, or “Keep”. Do the same for everybody else who matters.")
def keep_the_people(run: Newcomer) -> None:
    run.press("Ctrl+Enter")
    run.wait_title("Care planning")
    run.wait_for("Undo add person")
    for name, role, agency in (
        ("Priya Nair", "Social worker", "Northbeck Council"),
        ("Michael Byrne", "Designated teacher", "Fell Lane Academy"),
    ):
        run.run_command("Add a person")
        run.wait_focus("Full name")
        run.write(name)
        run.press("Tab")
        run.write(role)
        run.tab_to("Agency")
        run.write(agency)
        run.tab_to("Not decided yet")
        run.press("Down", "Ctrl+Enter")
        run.wait_title("Care planning")


@step("Press Ctrl+N on the child’s file, or choose the child in the caseload and press Ctrl+N there.")
def ask_for_a_meeting(run: Newcomer) -> None:
    run.press("Ctrl+n")
    run.wait_title("New meeting")


@step("Choose the kind of meeting. Those that are due for this child stand first, each with the reason.")
def choose_the_kind(run: Newcomer) -> None:
    run.wait_focus("Kind of meeting")


@step(
    "Go on with Tab and fill in “Day”, “Time” and “Place”. A day is read as you type it: ‘24 Nov’, "
    "‘Friday’, ‘2 weeks’."
)
def say_when_and_where(run: Newcomer) -> None:
    run.tab_to("Day")
    run.write(f"{dt.datetime.now().astimezone().date():%d/%m/%Y}")
    run.press("Tab")
    run.write("14:00")
    run.press("Tab")
    run.write("The garden room")


@step("Press Enter, or “Prepare it”.")
def make_the_meeting(run: Newcomer) -> None:
    run.press("Enter")
    run.wait_for("Getting ready")


@step("Go along “Getting ready” at the left with Up and Down; Enter opens what is chosen.")
def go_along_what_is_ready(run: Newcomer) -> None:
    run.tab_to("Getting ready")
    run.press("Down", "Up", "Enter")


@step(
    "Under “Date, place and chair” say who chairs, who writes the record, and whether the child chose "
    "the place. “Done” closes it."
)
def say_who_chairs(run: Newcomer) -> None:
    run.tab_to("The child chose the place")
    run.press("Space")
    run.tab_to("Nobody yet")
    for _ in range(4):
        run.press("Down")
        if "Priya Nair" in run.look().focus:
            break
    run.tab_to("Done", key="Shift+Tab")
    run.press("Enter")


@step("Answer what stands under “Questions before the meeting”, where this kind of meeting asks something.")
def answer_questions(run: Newcomer) -> None:
    run.wait_for("Questions before the meeting")
    run.tab_to("Social care")
    run.press("Space")
    for _ in range(3):
        run.press("Tab")
        run.tab_to("Yes")
        run.press("Space")


@step(
    "Press Ctrl+Enter to write a note under the first item, and again for the next one. What is noted "
    "here is said to be prepared, and only becomes part of what was said when it is said in the room."
)
def write_notes(run: Newcomer) -> None:
    run.press("Ctrl+Enter")
    run.write("Kai would like to begin.")
    run.press("Ctrl+Enter")
    run.write("A short one.")


@step("Say beside each of the people whether they are coming. “Invite somebody…” adds others.")
def say_who_comes(run: Newcomer) -> None:
    run.tab_to("No answer")
    run.press("Down", "Tab", "Down", "Tab", "Down", "Tab", "Down")
    assert "No answer" not in run.look().focus


@step("Tick the papers that are here; say why one is missing, and by when it will come.")
def say_which_papers_are_here(run: Newcomer) -> None:
    run.tab_to("Assessment of needs")
    run.press("Space")
    run.tab_to("Say why it is missing: Plan of the last meeting")
    run.press("Enter")
    run.wait_focus("Why it is missing")
    run.write("There was none")
    run.press("Enter")


@step(
    "Press Ctrl+P for the agenda, the invitations and the attendance sheet; “Save invitations for "
    "calendars…” writes a file for each calendar."
)
def look_at_the_papers(run: Newcomer) -> None:
    run.press("Ctrl+p")
    run.wait_title("Papers of this meeting")
    run.press("Esc")
    run.wait_title("Care planning")


@step("Press “Start meeting” at the top right.")
def start(run: Newcomer) -> None:
    run.run_command("Start meeting")


@step("If something is not there yet, it is listed. Press “Start all the same”, or “Not yet”.")
def start_all_the_same(run: Newcomer) -> None:
    run.wait_title("Not there yet")
    run.tab_to("Start all the same")
    run.press("Enter")
    run.wait_for("Quick capture")


@step("Press Ctrl+Shift+H when everybody who was expected is here: “Everybody expected is here”.")
def note_who_is_here(run: Newcomer) -> None:
    run.press("Ctrl+Shift+h")


@step(
    "For anybody else press Ctrl+L and type the initials or the name, and what is so: ‘PN remote’, ‘DA "
    "apologies’, ‘JO left 14:30’. Enter notes it."
)
def note_somebody_by_shorthand(run: Newcomer) -> None:
    run.press("Ctrl+l")
    run.wait_focus("Who arrives or leaves")
    run.write("DA remote")
    run.press("Enter", "Esc")


@step("Press Alt+N for a new note. The first line of what is said is typed there.")
def begin_a_note(run: Newcomer) -> None:
    run.press("Alt+n")
    run.wait_focus("New note")


@step("Type a note. Enter begins the next one.")
def write_a_note(run: Newcomer) -> None:
    run.write("Everybody said who they are.")
    run.press("Enter")
    run.wait_for("Note 1, Discussion")


@step(
    "Press Alt+V to choose whose words come next; “Discussion” is nobody’s alone. Ctrl+Shift+B goes back "
    "to who spoke before."
)
def choose_who_speaks(run: Newcomer) -> None:
    run.press("Alt+v")
    run.press("Esc")
    run.press("Ctrl+Shift+b")


@step("Press Alt+R where a note was prepared and is now said in the room.")
def say_that_it_was_said(run: Newcomer) -> None:
    run.wait_for("Hide the note from the agenda")
    run.press("Alt+r")
    run.wait_until_gone("Hide the note from the agenda")


@step("Press Ctrl+Enter to go to the next item. Ctrl+Up goes back to the one before.")
def go_on(run: Newcomer) -> None:
    run.press("Ctrl+Enter")
    run.wait_for("Item 2 of ")
    run.press("Ctrl+Up")
    run.wait_for("Item 1 of ")
    run.press("Ctrl+Down")
    run.wait_for("Item 2 of ")


@step(
    "Press Alt+1 for a decision, Alt+2 for an action, Alt+3 for a different view, Alt+4 for an unmet "
    "need, Alt+5 for a recommendation, Alt+6 for somebody’s own words."
)
def choose_what_to_capture(run: Newcomer) -> None:
    for key, field in (
        ("3", "What it is about"), ("4", "What is needed"), ("5", "What is recommended"),
        ("1", "What was decided"), ("2", "What will happen"),
    ):  # fmt: skip
        run.press(f"Alt+{key}")
        run.wait_focus(field)
    run.press("Alt+6")
    run.wait_for("Whose view")
    run.press("Alt+2")


@step(
    "Fill in the fields with Tab. An action needs who, by when, and what for; what is missing is named "
    "below the fields."
)
def fill_in_the_action(run: Newcomer) -> None:
    run.wait_focus("What will happen")
    run.write("Book the dentist")
    run.press("Alt+o")
    run.write("Priya Nair")
    run.press("Alt+b")
    run.write("2 weeks")
    run.tab_to("So that")
    run.write("Kai is seen before Christmas")


@step(
    "Press Ctrl+Shift+Enter: what you wrote is kept, and the next of its kind begins. Alt+N leads back to "
    "the notes."
)
def keep_it_and_go_back_to_the_notes(run: Newcomer) -> None:
    run.press("Ctrl+Shift+Enter")
    run.wait_for("Book the dentist")
    run.press("Alt+1")
    run.wait_focus("What was decided")
    run.write("Kai chooses the dentist")
    run.press("Tab")
    run.write("He will go if he is listened to")
    run.tab_to("Yes")
    run.press("Space", "Ctrl+Shift+Enter")
    run.wait_for("Kai chooses the dentist")
    run.press("Alt+n")
    run.wait_focus("New note")


@step("On the last item fill in “Next meeting”: its date, time and place, or why there is none.")
def agree_on_the_next_meeting(run: Newcomer) -> None:
    while (here := run.item()) < run.items():
        run.press("Alt+n")
        run.wait_focus("New note")
        run.write(f"Said under item {here}.")
        run.press("Ctrl+Enter")
        run.wait_for(f"Item {here + 1} of ")
    run.press("Alt+n")
    run.wait_focus("New note")
    run.write("All of it was said again.")
    run.tab_to("Date")
    run.write("in six weeks")
    run.press("Tab")
    run.write("14:00")
    run.press("Tab")
    run.write("The garden room")


@step("Press Ctrl+Shift+S, or “Close and sign…”. Nothing is signed yet.")
def close_the_meeting(run: Newcomer) -> None:
    run.press("Ctrl+Shift+s")
    run.wait_for("Before you sign")


@step("Go through “Before you sign” with Tab. Each line says what is missing, and where.")
def go_through_what_is_owed(run: Newcomer) -> None:
    run.wait_for("The record still owes")
    owed = [text for text in run.look().texts if text.startswith("Give a reason: ")]
    assert owed
    run.tab_to(owed[0], MOST_STOPS)


@step("Press the button that mends it: fill in a date, a name, an answer. It is settled, and the line goes.")
def mend_what_can_be(run: Newcomer) -> None:
    wanted = run.first_of("Add the note: ")
    run.tab_to(wanted, MOST_STOPS)
    run.press("Enter")
    run.write("He is well and says so.")
    run.press("Ctrl+Enter")
    run.wait_until_gone(wanted)


@step(
    "Or press “Give a reason”, write why it stays open, and press Ctrl+Enter. The reason stands in the "
    "file copy."
)
def give_reasons(run: Newcomer) -> None:
    while wanted := run.first_of("Give a reason: ", leaving="read back"):
        run.tab_to(wanted, MOST_STOPS)
        left = run.look().texts.count(wanted)
        run.press("Enter")
        run.wait_focus("Reason")
        run.write(REASON)
        run.press("Ctrl+Enter")
        run.wait_fewer(wanted, left)


@step("Press “Go there” where more has to be written. Ctrl+Shift+S brings you back to the close.")
def go_where_more_is_written(run: Newcomer) -> None:
    if wanted := run.first_of("Go there: "):
        run.tab_to(wanted, MOST_STOPS)
        run.press("Enter")
        run.wait_for("Quick capture")
        run.press("Ctrl+Shift+s")
        run.wait_for("Before you sign")


@step("Read the first decision aloud. The person who owns it says yes.")
def read_the_first_aloud(run: Newcomer) -> None:
    run.wait_for("Read back to the room")


@step("Press Alt+A, “Agreed”. The next one comes by itself.")
def note_that_it_is_agreed(run: Newcomer) -> None:
    run.press("Alt+a")
    run.wait_for("2 of 3")


@step(
    "Press Alt+F to fix the wording as the room wants it, or Alt+D where somebody does not agree: their "
    "words are recorded as a different view."
)
def fix_a_wording(run: Newcomer) -> None:
    run.press("Alt+f")
    run.wait_focus("Wording, as the room agrees it")
    run.write(" for Kai")
    run.tab_to("Save the wording")
    run.press("Enter")


@step("Go on until everything has been read back.")
def read_the_rest(run: Newcomer) -> None:
    for place in (2, 3):
        run.wait_for(f"{place} of 3")
        run.press("Alt+a")
    run.wait_for("Nothing is owed")


@step("Press Ctrl+Shift+S, or “Sign the record…”.")
def ask_to_sign(run: Newcomer) -> None:
    run.press("Ctrl+Shift+s")
    run.wait_focus("I have read the record")


@step("Press “Read it through” and read the record as it will be signed.")
def read_it_through(run: Newcomer) -> None:
    run.tab_to("Read it through")
    run.press("Enter")
    run.wait_title("The record, before it is signed")
    run.press("Esc")
    run.wait_title("Sign the record")


@step("Tick “I have read the record”.")
def say_that_it_was_read(run: Newcomer) -> None:
    run.tab_to("I have read the record")
    run.press("Space")


@step("Draw your signature, or type your name into “Your name, as your signature”.")
def type_the_signature(run: Newcomer) -> None:
    run.tab_to("Your name, as your signature")
    run.write("Priya Nair")


@step("Type your passphrase into “Your passphrase, once more”: it shows that it is you.")
def type_the_passphrase(run: Newcomer) -> None:
    run.tab_to("Your passphrase, once more")
    run.write(PASSPHRASE)


@step("Press Enter. The record is written, signed and checked, and the page to hand it over opens.")
def sign(run: Newcomer) -> None:
    run.press("Enter")
    run.wait_for("Hand over")


@step("Look at “Distribute by” at the top: it is the last day.")
def see_until_when(run: Newcomer) -> None:
    run.wait_for("Distribute by")


@step("Choose a name beside “Reading as” to see the copy of that person.")
def read_as_somebody_else(run: Newcomer) -> None:
    run.tab_to("File copy, for the child’s file")
    run.press("Right", "Space")
    run.wait_for("As it will be: it is signed")


@step(
    "Press Ctrl+S, “Save all copies…”, and choose a folder. Each copy has a number of its own, and no "
    "child’s name in its file name."
)
def save_all_copies(run: Newcomer) -> None:
    run.press("Ctrl+s")
    run.wait_for("are saved")


@step("Send the copies by your authority’s own ways.")
def send_them(run: Newcomer) -> None:
    assert list(run.folder.glob("*.pdf"))


@step(
    "Press “Mark sent” beside each person, choose how it was sent and press “Save”. For the child the "
    "button is “Mark told”."
)
def mark_them_sent(run: Newcomer) -> None:
    for words in ("Mark sent", "Mark sent", "Mark sent", "Mark told"):
        run.tab_to(words)
        run.press("Enter")
        run.wait_focus("Save")
        run.press("Enter")
    run.wait_for("Everybody has their copy")


@step(
    "Load the record into the case system under the name that “Copy name” gives you, and tick “Minutes "
    "loaded under Documents”."
)
def load_the_record(run: Newcomer) -> None:
    run.tab_to("Minutes loaded under Documents")
    run.press("Space")
    run.wait_for("1 of 2 done")


@step(
    "Press Ctrl+Shift+C: the case note is copied. Paste it into the case system, and tick “Case note added”."
)
def add_the_case_note(run: Newcomer) -> None:
    run.press("Ctrl+Shift+c")
    run.tab_to("Case note added")
    run.press("Space")
    run.wait_for("2 of 2 done")
