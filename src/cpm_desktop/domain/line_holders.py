"""Whose view a line about a different view tells: "@TA", or a name with a colon or with what that person does."""

import re

from cpm_desktop.domain.line_people import Around, Named

# What somebody does who sees it differently: only behind one of these is a bare name the holder's, not the subject.
_DOES = r"""(?:(?:still|also|strongly|both)\s+)*(?:
    (?:do|does|did|would|could|can|will|is|are|was|were)(?:n[’']?t|\s+not|not)
    | don[’']?t | won[’']?t | can[’']?t | wouldnt | doesnt | didnt
    | (?:disagree|object|oppose|contest|dispute|dissent)(?:s|ed|d)?
    | (?:is|are|was|were)\s+(?:against|unhappy|opposed)
    | (?:want|think|feel|say|believe|prefer|ask|hope|dislike|refuse|insist)s? | wanted | thought | felt | said
    | believed | preferred | asked | hoped | refused | insisted | would | hates? | hated
    )\b"""
_HOLDS = re.compile(rf"\s*:\s*|\s+(?={_DOES})", re.IGNORECASE | re.VERBOSE)


def holder_of(line: str, at: int, around: Around) -> tuple[Named | None, int]:
    """Return whose view is told from a place on, and where that person's name ends; None where nobody is named."""
    named = around.at_signed(line, at)
    if named is not None:
        return named, named.end
    named = around.plain(line, at)
    holds = _HOLDS.match(line, named.end) if named is not None else None
    return (named, holds.end()) if holds is not None else (None, at)
