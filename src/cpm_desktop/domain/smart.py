"""What an action lacks by the five letters, and words in it that everyone understands differently."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from cpm_desktop.domain.captures import Action
from cpm_desktop.domain.forms import AuthoritySettings


class Letter(StrEnum):
    """One of the five letters, with what it asks."""

    SPECIFIC = "Specific: what will happen"
    MEASURABLE = "Measurable: how we will know"
    ACHIEVABLE = "Achievable: who has taken it on"
    RELEVANT = "Relevant: what it is to achieve"
    TIMED = "Timed: by when"

    @property
    def letter(self) -> str:
        """The letter alone."""
        return self.value[0]


# The words, and what to ask instead. Kind: each is a usual word, and hard to tick off next time.
VAGUE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "support": "What exactly, how often, and until when?",
        "monitor": "Who looks at what, how often, and tells whom?",
        "as soon as possible": "Which day is it to be done by?",
        "asap": "Which day is it to be done by?",
        "ongoing": "What is the next step, and by which day?",
        "continue": "What is the next step, and by which day?",
        "tbc": "Who finds out, and by which day?",
        "tba": "Who finds out, and by which day?",
        "to be confirmed": "Who finds out, and by which day?",
        "in due course": "Which day is it to be done by?",
        "when possible": "Which day is it to be done by?",
        "where possible": "What will happen, and what if it is not possible?",
        "as needed": "How will we know that it is needed?",
        "if appropriate": "Who decides that, and when?",
        "regularly": "How often?",
        "explore": "What will be there at the end of it?",
        "look into": "What will be there at the end of it?",
        "consider": "Who decides, and by which day?",
        "liaise": "Who asks whom for what?",
        "encourage": "What will be done, how often?",
    }
)
# Owners that are nobody in particular.
VAGUE_OWNERS: Final = frozenset(
    {"all", "everyone", "everybody", "tbc", "tba", "professionals", "the network"}
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class VagueWord:
    """A word that everyone understands differently.

    Attributes:
        words: as typed.
        question: what to ask instead.
    """

    words: str
    question: str


@dataclass(frozen=True, slots=True)
class SmartMarks:
    """How an action stands.

    Attributes:
        missing: the letters it lacks, in order.
        vague: words in it that could be plainer.
    """

    missing: tuple[Letter, ...]
    vague: tuple[VagueWord, ...]


def words_pointed_at(authority: AuthoritySettings) -> Mapping[str, str]:
    """Return the vague words that every authority has, and the authority's own; its own question goes first."""
    own = {" ".join(phrase.words.casefold().split()): phrase.ask for phrase in authority.vague_words}
    return {**VAGUE_WORDS, **own}


def smart_marks(action: Action, vague_words: Mapping[str, str] = VAGUE_WORDS) -> SmartMarks:
    """Return the letters that an action lacks and the vague words in it.

    Rule: record.smart-plan.
    """
    vague = vague_words_in(action.text, vague_words)
    if action.owner.strip().casefold() in VAGUE_OWNERS:
        vague += (VagueWord(action.owner.strip(), "Who is the one person who sees to it?"),)
    if action.due is None:
        vague += vague_words_in(action.due_words, vague_words)
    return SmartMarks(letters_missing(action, vague_words), vague)


def letters_missing(action: Action, vague_words: Mapping[str, str] = VAGUE_WORDS) -> tuple[Letter, ...]:
    """Return the letters that an action lacks, in order.

    What it is to achieve also tells how we will know, unless a measure of its own is given. A date said in words
    ("next meeting") is a date.

    Rule: record.smart-plan.
    """
    lacks = {
        Letter.SPECIFIC: not action.text.strip(),
        Letter.MEASURABLE: not action.measure.strip() and not action.purpose.strip(),
        Letter.ACHIEVABLE: not action.owner.strip() and not action.owner_id,
        Letter.RELEVANT: not action.purpose.strip(),
        Letter.TIMED: action.due is None and not _says_when(action.due_words, vague_words),
    }
    return tuple(letter for letter, is_missing in lacks.items() if is_missing)


def vague_words_in(text: str, vague_words: Mapping[str, str] = VAGUE_WORDS) -> tuple[VagueWord, ...]:
    """Return the vague words in a text, in the order in which they stand, each once."""
    words = list(_WORD.finditer(text))
    plain = [found.group().casefold() for found in words]
    hits: dict[str, tuple[int, VagueWord]] = {}
    for phrase, question in vague_words.items():
        wanted = phrase.split()
        for place in range(len(plain) - len(wanted) + 1):
            if plain[place : place + len(wanted)] == wanted:
                start, end = words[place].start(), words[place + len(wanted) - 1].end()
                hits.setdefault(phrase, (start, VagueWord(text[start:end], question)))
                break
    return tuple(found for _, found in sorted(hits.values(), key=lambda hit: hit[0]))


def _says_when(words: str, vague_words: Mapping[str, str]) -> bool:
    return bool(words.strip()) and not vague_words_in(words, vague_words)
