"""Who is proposed as chair: whom the last meeting agreed on, else the first of the usual roles."""

from cpm_desktop.domain.child import ChildFile, Person
from cpm_desktop.domain.forms import Chairing
from cpm_desktop.domain.roles import satisfies

_SOCIAL_WORKER = "social-worker"


def proposed_chair(chairing: Chairing, file: ChildFile, agreed: str = "") -> str:
    """Return the person id of the proposed chair; empty where nobody around the child has such a role.

    Args:
        chairing: as the form says it.
        file: the child's file, with the people around the child.
        agreed: what the last meeting agreed about who chairs: a person's id or name, or a role's id; chair.care-team.
    """
    people = [person for person in file.people if not person.has_left and not person.is_child]
    if agreed:
        return _meant(agreed, people, file)
    found = (_with_role(role, people, file) for role in chairing.usual)
    return next((person for person in found if person), "")


def _meant(agreed: str, people: list[Person], file: ChildFile) -> str:
    wanted = agreed.strip().casefold()
    named = (person.id for person in people if person.id == agreed or person.name.casefold() == wanted)
    return next(named, "") or _with_role(agreed.strip(), people, file)


def _with_role(role: str, people: list[Person], file: ChildFile) -> str:
    allocated = file.child.social_worker
    if satisfies(role, _SOCIAL_WORKER) and any(person.id == allocated for person in people):
        return allocated
    return next((person.id for person in people if satisfies(role, person.role_id)), "")
