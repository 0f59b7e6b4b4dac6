"""Who arrives or leaves, as a chair types it while people come and go: "pn", "pn remote", "tom left 14:30"."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cpm_desktop.domain.attendance import IN_THE_MEETING, AttendanceEvent, Presence, presence_of
from cpm_desktop.domain.child import Person
from cpm_desktop.domain.naming import initials_among
from cpm_desktop.domain.text import fold
from cpm_desktop.domain.times_as_typed import parse_time

# Of several words the first here counts: who "arrives by video" is remote, who is "asked to leave" comes back.
_WORDS = {
    Presence.ASKED_OUT: "asked",
    Presence.LEFT: "left leaves leave leaving out gone goes went",
    Presence.REMOTE: "remote remotely video phone telephone online call teams zoom joins joined",
    Presence.APOLOGIES: "apologies apology sorry",
    Presence.ABSENT: "absent",
    Presence.PRESENT: "here in arrives arrived comes came back present room",
}
_MEANT = {word: presence for presence, words in _WORDS.items() for word in words.split()}
_FILLING = frozenset(
    {
        "by",
        "on",
        "at",
        "is",
        "has",
        "to",
        "of",
        "the",
        "now",
        "sent",
        "sends",
        "just",
        "for",
        "a",
        "part",
        "or",
    }
)
_AGO = re.compile(r"^(?:-\s*)?(?P<minutes>\d{1,3})\s*(?:m|min|mins|minute|minutes)?(?:\s+ago)?$")
_MOST_MINUTES = 120
_HOUR = 2  # digits


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a typed line means.

    Attributes:
        people: id of who is meant; empty for nobody, and where several are as likely.
        presence: where that person is from then on.
        at: the moment, where one was typed; None for now.
        corrects: the person is there already: the time of what was noted last is put right.
        problem: why it cannot be taken, in a sentence; empty where it can.
    """

    people: tuple[str, ...]
    presence: Presence
    at: dt.datetime | None = None
    corrects: bool = False
    problem: str = ""

    @property
    def who(self) -> str:
        """The id of the person who is taken; empty for nobody."""
        return self.people[0] if self.people else ""


def read_arrival(
    typed: str,
    people: Sequence[Person],
    events: Sequence[AttendanceEvent],
    now: dt.datetime,
    initials: Mapping[str, str] | None = None,
) -> Arrival:
    """Read who comes or goes; without a word for it, who is here leaves and who is not arrives.

    Args:
        typed: the line.
        people: those who may be meant.
        events: what was noted of them so far.
        now: this moment, in the time zone in which times are typed.
        initials: theirs as they are shown, by id; made among those who may be meant where they are not given.
    """
    names, words, times = _parted(typed.split())
    likely = next((tier for tier in _tiers(" ".join(names), people, initials) if tier), [])
    if len(likely) > 1:
        return Arrival((), Presence.PRESENT, problem=_either(likely, people, initials))
    meant = tuple(likely)
    if not meant:
        return Arrival((), Presence.PRESENT, problem="Nobody here is called that." if names else "")
    held = presence_of(events, meant[0])
    said = {_MEANT[word] for word in words}
    toggled = Presence.LEFT if held in IN_THE_MEETING else Presence.PRESENT
    presence = next((each for each in _WORDS if each in said), toggled)
    at, problem = _moment(times, now)
    own = [event for event in events if event.who == meant[0]]
    corrects = presence is held and bool(own)
    if corrects and at is None:
        return Arrival(meant, presence, problem="That is noted already. Type a time to put its time right.")
    before = own[:-1] if corrects else own
    if not problem and at is not None and before and before[-1].at is not None and at < before[-1].at:
        problem = f"Something later was noted: {before[-1].at.astimezone(now.tzinfo):%H:%M}."
    return Arrival(meant, presence, at, corrects, problem)


def people_meant(
    typed: str, people: Iterable[Person], initials: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the ids of those whose initials are typed, else of those whose names begin so; accents do not count."""
    return tuple(dict.fromkeys(who for tier in _tiers(typed, tuple(people), initials) for who in tier))


def _tiers(typed: str, people: Sequence[Person], given: Mapping[str, str] | None) -> Iterator[list[str]]:
    """Yield the ids of those who may be meant, the likeliest first; those who are as likely stand together."""
    known = [person for person in people if person.name]
    wanted = fold(typed).split()
    if not wanted:
        return
    initials = given or initials_among(known)
    names = {one.id: fold(one.name).replace("-", " ").split() for one in known}
    yield [one.id for one in known if initials[one.id] == "".join(typed.split())]
    yield [
        one.id
        for one in known
        if fold(initials[one.id]) == "".join(wanted) or _begin(wanted, names[one.id], is_whole=True)
    ]
    yield [one.id for one in known if _begin(wanted, names[one.id])]
    yield [one.id for one in known if fold(initials[one.id]).startswith("".join(wanted))]


def _either(ids: Sequence[str], people: Sequence[Person], given: Mapping[str, str] | None) -> str:
    initials = given or initials_among([person for person in people if person.name])
    named = [f"{person.name} ({initials[person.id]})" for person in people if person.id in ids]
    return f"That may be {' or '.join(named)}: type the initials."


def _parted(tokens: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part a line into names, words of presence, and what is a time: names stand first."""
    names: list[str] = []
    for place, token in enumerate(tokens):
        folded = fold(token).strip(".,")
        if names and (folded in _MEANT or folded in _FILLING or any(letter.isdigit() for letter in folded)):
            rest = [fold(each).strip(",") for each in tokens[place:]]
            # "at 2" is two o'clock, "2" two minutes ago.
            hours = [
                f"{each}:00" if before == "at" and each.isdigit() and len(each) <= _HOUR else each
                for before, each in zip(["", *rest], rest, strict=False)
            ]
            times = [each for each in hours if each not in _MEANT and each not in _FILLING]
            return names, [each for each in rest if each in _MEANT], times
        names.append(token)
    return names, [], []


def _moment(times: list[str], now: dt.datetime) -> tuple[dt.datetime | None, str]:
    typed = " ".join(times)
    if not typed:
        return None, ""
    ago = _AGO.match(typed)
    if ago is not None and int(ago["minutes"]) <= _MOST_MINUTES:
        return now - dt.timedelta(minutes=int(ago["minutes"])), ""
    time = parse_time(typed)
    if time is None:
        return None, f"“{typed}” is no time. Write 14:30, or 5 for five minutes ago."
    at = now.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0)
    return at, "That is still to come." if at > now else ""


def _begin(wanted: list[str], names: list[str], *, is_whole: bool = False) -> bool:
    rest = iter(names)
    return all(any(name == part if is_whole else name.startswith(part) for name in rest) for part in wanted)
