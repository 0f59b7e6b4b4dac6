"""The guide says what the application says: every label and every key in it is one of the application's."""

import pytest

from cpm_desktop import __version__
from cpm_desktop.domain.guide.keys import KeyLine, lines_to_show
from cpm_desktop.domain.guide.reading import GuideUnreadable, read_text, read_topic
from cpm_desktop.domain.guide.topics import (
    Illustration,
    Keys,
    Points,
    Prose,
    Run,
    RunKind,
    Steps,
    Text,
    Topic,
    as_words,
    texts_of,
)
from cpm_desktop.services.guide import guide_folder, load_guide, load_keys, picture_path
from tests.guide.application_words import said_words, underlined

GUIDE = load_guide()
TOPICS = [topic.id for topic in GUIDE.topics]
OWN_WORDS = {"Search the guide", "Save the guide as PDF…", "Save the card of keys…"}
"""What the guide's own window says; its source is not looked through, because the guide quotes it."""


def texts(topic: Topic) -> list[Text]:
    return [text for section in topic.sections for block in section.blocks for text in texts_of(block)]


def runs(topic: Topic, kind: RunKind) -> list[str]:
    return [run.text for text in texts(topic) for run in text if run.kind is kind]


@pytest.mark.parametrize("topic_id", TOPICS)
def test_every_label_of_the_guide_is_said_by_the_application(topic_id: str) -> None:
    labels = runs(GUIDE.topic(topic_id), RunKind.LABEL)
    assert [label for label in labels if label not in said_words() | OWN_WORDS] == []


@pytest.mark.parametrize("topic_id", TOPICS)
def test_every_key_of_the_guide_is_pressed_in_the_application(topic_id: str) -> None:
    pressed = load_keys().all_keys | set(underlined().values())
    assert [key for key in runs(GUIDE.topic(topic_id), RunKind.KEYS) if key not in pressed] == []


@pytest.mark.parametrize("topic_id", TOPICS)
def test_a_key_beside_a_label_is_the_key_of_that(topic_id: str) -> None:
    told = [pair for text in texts(GUIDE.topic(topic_id)) for pair in beside(text)]
    wrong = [(label, key) for label, key in told if key not in keys_of(label)]
    assert wrong == []


def beside(text: Text) -> list[tuple[str, str]]:
    """Return each label that is followed by a key in brackets, with that key."""
    return [
        (first.text, third.text)
        for first, second, third in zip(text, text[1:], text[2:], strict=False)
        if first.kind is RunKind.LABEL and second.text == " (" and third.kind is RunKind.KEYS
    ]


def keys_of(label: str) -> set[str]:
    lines = [line for group in load_keys().groups for line in group.lines]
    return {key for line in lines if line.act == label for key in line.keys} | {underlined().get(label, "")}


def test_the_list_of_topics_is_the_folder() -> None:
    written = {path.stem for path in guide_folder().glob("*.md")}
    assert sorted(TOPICS) == sorted(written)


def test_what_is_new_begins_with_this_version() -> None:
    headings = [section.heading for section in GUIDE.topic("new").sections if section.heading]
    assert headings[0] == f"Version {__version__}"


def test_one_comes_from_each_topic_to_every_other() -> None:
    reached, waiting = {TOPICS[0]}, [TOPICS[0]]
    while waiting:
        for each in GUIDE.topic(waiting.pop()).goes_on:
            if each not in reached:
                reached.add(each)
                waiting.append(each)
    assert sorted(set(TOPICS) - reached) == []


@pytest.mark.parametrize("topic_id", TOPICS)
def test_a_topic_says_what_to_do_and_what_can_go_wrong(topic_id: str) -> None:
    topic = GUIDE.topic(topic_id)
    assert [
        section for section in topic.sections if not section.heading and section is not topic.sections[0]
    ] == []
    if topic_id not in {"start", "new", "keys"}:
        blocks = [block for section in topic.sections for block in section.blocks]
        assert any(isinstance(block, Steps) for block in blocks)
        assert topic.sections[-1].heading == "What can go wrong"


@pytest.mark.parametrize("topic_id", TOPICS)
def test_pictures_and_lists_of_keys_are_there(topic_id: str) -> None:
    blocks = [block for section in GUIDE.topic(topic_id).sections for block in section.blocks]
    assert [
        each.name
        for each in blocks
        if isinstance(each, Illustration) and not picture_path(each.name).is_file()
    ] == []
    assert all(lines_to_show(load_keys(), each.screen) for each in blocks if isinstance(each, Keys))


def test_text_is_read_into_what_it_is() -> None:
    topic = read_topic(
        "one",
        "# Title\n\nPress `Ctrl+K`,\nor “Lock”.\n\n## Do\n\n1. First\n  goes on\n2. Second\n\n- a\n- b\n\n"
        "![A page](a-b.png)\n\n{keys: usual}\n\nGoes on: one\n",
    )
    press = (Run("Press "), Run("Ctrl+K", RunKind.KEYS), Run(", or "), Run("Lock", RunKind.LABEL), Run("."))
    first, second = topic.sections
    assert first.blocks == (Prose(press),)
    assert second.heading == "Do"
    assert second.blocks == (
        Steps(((Run("First goes on"),), (Run("Second"),))),
        Points(((Run("a"),), (Run("b"),))),
        Illustration("a-b.png", "A page"),
        Keys("usual"),
    )
    assert as_words(press) == "Press Ctrl+K, or “Lock”."


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("# T\n\n1. a\n3. b\n\nGoes on: x\n", "line 3: steps are numbered"),
        ("# T\n\n### deep\n\nGoes on: x\n", "line 3: the line is of no kind"),
        ("# T\n\n- a\nb\n\nGoes on: x\n", "line 3: a line that goes on"),
        ("# T\n\nSay “so\n\nGoes on: x\n", "line 3: the mark “ stands"),
        ("# T\n\nSay **so**\n\nGoes on: x\n", "line 3: the mark ** stands"),
        ("# T\n\n## A\n\n## B\n\nc\n\nGoes on: x\n", "line 5: a section says nothing"),
        ("# T\n\na\n", "it does not say what to read next"),
        ("a\n\nGoes on: x\n", "it has no title"),
        ("# T\n\na\n\nGoes on: x\n\nb\n", "line 7: something stands after"),
        ("# T\n\n# U\n\nGoes on: x\n", "line 3: a title stands first"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_its_line(written: str, why: str) -> None:
    with pytest.raises(GuideUnreadable) as told:
        read_topic("one", written)
    assert why in told.value.sentence


def test_what_is_no_list_of_keys_is_refused() -> None:
    with pytest.raises(KeyError):
        lines_to_show(load_keys(), "kitchen")
    assert lines_to_show(load_keys(), "shorthand")[0] == KeyLine(
        "An action – who, what, by when, what for", ("@PN book the assessment by 18 Dec so that …",)
    )


def test_text_without_marks_is_one_run() -> None:
    assert read_text("plain words") == (Run("plain words"),)
