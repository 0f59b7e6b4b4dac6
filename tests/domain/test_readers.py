"""Whose copies there are, as journals and files name them, and what of them is told as withheld."""

from cpm_desktop.domain.readers import FAMILY_AND_CHILD, LeftOut, ReaderKind, WhyLeftOut


def test_copies_are_named_as_in_files_that_earlier_versions_wrote() -> None:
    assert [kind.value for kind in ReaderKind] == ["file", "professional", "family", "child", "report"]
    assert {ReaderKind.FAMILY, ReaderKind.CHILD} == FAMILY_AND_CHILD


def test_what_somebody_chose_to_keep_off_a_copy_is_told_and_what_never_stands_on_it_is_not() -> None:
    told = {
        why
        for why in WhyLeftOut
        if LeftOut(entity_kind="note", id="n", item="", field="", why=why).is_withheld()
    }
    assert told == {
        WhyLeftOut.FILE_ONLY,
        WhyLeftOut.PROFESSIONALS_ONLY,
        WhyLeftOut.AUTHORITY_ONLY,
        WhyLeftOut.NOT_FOR_THEM,
        WhyLeftOut.THIRD_PARTY,
        WhyLeftOut.ADDRESS,
        WhyLeftOut.NOT_ASKED,
        WhyLeftOut.CHAIR_ONLY,
        WhyLeftOut.NOT_WITH_FAMILY,
        WhyLeftOut.ADVICE,
        WhyLeftOut.NOT_PERMITTED,
        WhyLeftOut.WHILE_OUT,
    }
    assert all(why.value == " ".join(why.value.split()) and not why.value.endswith(".") for why in WhyLeftOut)
