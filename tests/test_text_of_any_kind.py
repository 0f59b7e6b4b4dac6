"""Text of any kind through a whole meeting: kept as typed, printed as typed, or the person is told before signing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from cpm_desktop.domain.errors import CarePlanningError
from cpm_desktop.services.closing import agree_to_all
from cpm_desktop.services.desk import Desk
from cpm_desktop.services.discussing import record_note
from cpm_desktop.services.handing_over import document_bytes
from cpm_desktop.services.signing import SigningRun, TypedName, unprintable
from tests.a_desk import PASSPHRASE
from tests.paper_text import bare, printed_text
from tests.services.a_meeting import hold_meeting

ITEM = "health"
TEXTS = {
    "markup": 'She said <most> & </b> <font color="x"> &amp; &#65; <img src="/etc/passwd"/> {child} %s \\n end',
    "right to left": "אבא אמר שלום – قالت الأم نعم",
    "emoji": "Kai drew 👩‍👧 and 😀 and ❤️ and 🏳️‍🌈",
    "nul": "before\0after",
    "controls": "bell\x07 tab\there override\u202ethere \u2028 end of line",
    "no font": "Linear A \U00010600 and one for private use \ue000",
    "one long word": "ж" * 3000,
    "east asian": "山田太郎 さん 한국어",
    "accents": "Okafọ̀ Nguyễn Łukasz Zoë e\u0301 é",
    "ten thousand words": " ".join(f"word{number}" for number in range(10_000)),
}
UNPRINTABLE = {"\0", "\x07", "\u202e", "\U00010600", "\ue000"}


@dataclass(frozen=True)
class Held:
    """A signed meeting in which all of it was said."""

    desk: Desk
    meeting_id: str
    notes: dict[str, str]
    told: dict[str, str]
    text: str


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    meeting = hold_meeting(tmp_path_factory.mktemp("meeting"), is_complete=False)
    desk, identifier = meeting.desk, meeting.meeting_id
    notes = {kind: record_note(desk, identifier, ITEM, "", text) for kind, text in TEXTS.items()}
    meeting.play.close()
    agree_to_all(desk, identifier)
    told = dict(unprintable(desk, identifier))
    document = SigningRun(desk, identifier).run(PASSPHRASE, TypedName("Priya Nair"))
    text = printed_text(document_bytes(desk, document))
    yield Held(desk, identifier, notes, told, text)
    desk.close()


def test_it_is_kept_as_typed_and_there_again_when_read_from_the_disk(held: Held) -> None:
    by_id = {note.id: note.text for note in held.desk.meeting(held.meeting_id).value.notes}
    assert {kind: by_id[note] for kind, note in held.notes.items()} == TEXTS
    from_disk = held.desk.wait(held.desk.store.load_meeting(held.meeting_id))
    assert {note.id: note.text for note in from_disk.notes} == by_id
    assert held.desk.wait(held.desk.store.check()).is_whole()


@pytest.mark.parametrize("kind", ["markup", "east asian", "accents"])
def test_it_is_printed_as_typed(held: Held, kind: str) -> None:
    assert bare(TEXTS[kind]) in bare(held.text)


@pytest.mark.parametrize(
    "word", ["אבא", "אמר", "שלום", "قالت", "الأم", "نعم", "👩", "👧", "😀", "❤", "🏳", "🌈"]
)
def test_every_script_and_emoji_is_there(held: Held, word: str) -> None:
    assert bare(word) in bare(held.text)


@pytest.mark.rule("record.whole-discussion")
def test_ten_thousand_words_are_all_there(held: Held) -> None:
    found = re.findall(r"word(\d+)\b", held.text)
    assert [int(number) for number in found] == list(range(10_000))


def test_what_no_font_covers_is_told_before_signing_and_printed_by_its_number(held: Held) -> None:
    assert set(held.told) == UNPRINTABLE
    assert all(place for place in held.told.values())
    assert "before[U+0000]after" in bare(held.text)
    assert "[U+10600]" in held.text
    assert "[U+E000]" in held.text


def test_half_a_character_is_refused_with_a_sentence_and_nothing_changes(held: Held) -> None:
    before = held.desk.meeting(held.meeting_id).value
    with pytest.raises(CarePlanningError) as refusal:
        record_note(held.desk, held.meeting_id, ITEM, "", "half an emoji \ud83d")
    assert refusal.value.sentence.endswith(".")
    assert held.desk.meeting(held.meeting_id).value == before
