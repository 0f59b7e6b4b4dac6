"""Every fault of the store says in plain words what is wrong, and what holds or what to do."""

import inspect

import pytest

from cpm_desktop.storage import errors, refusals
from cpm_desktop.storage.errors import DamagedKeys, StoreError

SPEAKING = tuple(
    cls
    for module in (errors, refusals)
    for _, cls in inspect.getmembers(module, inspect.isclass)
    if issubclass(cls, StoreError) and cls.__module__ == module.__name__ and "__init__" in vars(cls)
)


def made(fault: type[StoreError]) -> StoreError:
    """Return a fault that has its sentence itself; what is for the programmer, it is told."""
    return fault(*(["no header"] if fault is DamagedKeys else []))


@pytest.mark.parametrize("fault", SPEAKING)
def test_a_fault_says_in_whole_sentences_what_is_wrong(fault: type[StoreError]) -> None:
    said = made(fault)
    assert said.sentence[:1].isupper()
    assert said.sentence.endswith(".")
    assert len(said.sentence.split()) >= 4
    assert "  " not in said.sentence
    assert str(said) == said.sentence


def test_each_fault_says_something_of_its_own() -> None:
    said = [made(cls).sentence for cls in SPEAKING]
    assert len(said) == len(set(said)) > 20
