"""The role that people mean by the words they type, and what somebody is to the child by it."""

import re
from collections.abc import Mapping
from functools import lru_cache

from cpm_desktop.domain.child import Person
from cpm_desktop.domain.forms import RoleGroup, RoleName
from cpm_desktop.domain.text import fold

AROUND_THE_CHILD = frozenset({RoleGroup.CHILD, RoleGroup.FAMILY, RoleGroup.CARER})
"""Who speaks for no agency."""

_NO_WORD = re.compile(r"[\W_]+")


def find_role(roles: Mapping[str, RoleName], words: str) -> str:
    """Return the id of the role that is meant, or an empty text where the procedure knows none.

    Letter case, accents, hyphens and other marks do not matter. A whole name or other word for a role goes
    first; after that the longest name that the words end with ("Hospital paediatrician" is a paediatrician).

    Args:
        roles: the roles of the procedure, by id.
        words: a role as a person typed it.
    """
    typed = _plain_words(words)
    if not typed:
        return ""
    known = _names_known(tuple(roles.values()))
    if typed in known:
        return known[typed]
    # What it ends with after each space, the longest first.
    endings = [
        typed[at + 1 :] for at, letter in enumerate(typed) if letter == " " and typed[at + 1 :] in known
    ]
    return known[endings[0]] if endings else ""


def named_roles(roles: Mapping[str, RoleName], words: str) -> frozenset[str]:
    """Return the ids of the roles that words name anywhere, and not only at their end.

    A longer name goes before a shorter one within it: "Council solicitor" names no solicitor of anybody else.

    Args:
        roles: the roles of the procedure, by id.
        words: a role or an agency as a person typed it.
    """
    rest = f" {_plain_words(words)} "
    known = _names_known(tuple(roles.values()))
    found = set()
    for name in sorted(known, key=len, reverse=True):
        if f" {name} " in rest:
            found.add(known[name])
            rest = rest.replace(f" {name} ", " | ")
    return frozenset(found)


def role_id_of(person: Person, roles: Mapping[str, RoleName]) -> str:
    """Return the role a person has in the procedure, by what is set or by the words; empty where it knows none."""
    return person.role_id or find_role(roles, person.role)


def group_of(person: Person, roles: Mapping[str, RoleName]) -> str:
    """Return the group of a person's role, as forms/roles.yaml names it; empty where the role is not known."""
    role = role_id_of(person, roles)
    return roles[role].group if role in roles else ""


def is_of_authority(person: Person, roles: Mapping[str, RoleName]) -> bool:
    """Tell whether a person works for the authority, by their role."""
    return not person.is_child and group_of(person, roles) == RoleGroup.AUTHORITY


def satisfies(wanted: str, role_id: str) -> bool:
    """Tell whether a role is the one an expected role names, or one of those it names parted by "|"."""
    return bool(role_id) and role_id in wanted.split("|")


@lru_cache(maxsize=8)  # names of the procedure only: nothing that was typed about a person is kept
def _names_known(roles: tuple[RoleName, ...]) -> Mapping[str, str]:
    names = ((_plain_words(name), role.id) for role in roles for name in (role.id, *role.also, role.name))
    return {name: role for name, role in names if name}


def _plain_words(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text).replace("'", "")).strip()
