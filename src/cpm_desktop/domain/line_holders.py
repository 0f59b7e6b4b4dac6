"""Whose view a line about a different view tells: "@TA", or a name with a colon or with what that person does."""

import re

from cpm_desktop.domain.line_people import Around, Named

# What somebody does who sees it differently: only before one of these is a bare name the holder's, not the subject of
# what is disputed ("Kai will not be moved").
_ATTITUDE = "agree|accept|want|wish|think|feel|believe|like|recogni[sz]e"
_DOES = rf"""(?:(?:still|also|strongly|both|just|has|have)\s+)*(?:
    (?:do|does|did|would|could|can|will)(?:n[’']?t|\s+not|not)\s+(?:{_ATTITUDE})
    | (?:don|won|can)[’']?t\s+(?:{_ATTITUDE})
    | (?:disagree|object|oppose|contest|dispute|dissent)(?:s|ed|d)?
    | never\s+(?:{_ATTITUDE}|wanted|accepted)d?
    | (?:is|are|was|were)\s+(?:against|unhappy|opposed)
    | (?:is|are|was|were)(?:n[’']?t|\s+not)\s+happy
    | (?:want|think|feel|say|believe|prefer|ask|hope|dislike|insist|hate)s?
    | wanted | thought | felt | said | believed | preferred | asked | hoped | insisted | hated
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
