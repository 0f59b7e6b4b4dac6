"""What a kind of meeting asks of earlier ones: looked through once for each form, and never taken for another's."""

import dataclasses

from cpm_desktop.data_files import forms_folder
from cpm_desktop.services.earlier_answers import questions_looked_back_at
from cpm_desktop.storage.forms.loading import load_procedure


def test_a_form_is_looked_through_once_and_a_changed_copy_anew() -> None:
    procedure, _ = load_procedure((forms_folder(),))
    forms = tuple(procedure.forms.values())
    found = [questions_looked_back_at(form) for form in forms]
    assert any(found)
    assert all(questions_looked_back_at(form) is before for form, before in zip(forms, found, strict=True)), (
        "it is asked some thirty times for each change while a meeting is prepared"
    )
    form = next(form for form, before in zip(forms, found, strict=True) if before)
    chairing = dataclasses.replace(form.chairing, agreed_by="another-question")
    assert "another-question" in questions_looked_back_at(dataclasses.replace(form, chairing=chairing))
    bare = dataclasses.replace(
        form, agenda=(), preparation=(), waiver=None, chairing=dataclasses.replace(chairing, agreed_by="")
    )
    assert questions_looked_back_at(bare) < questions_looked_back_at(form)
    assert questions_looked_back_at(dataclasses.replace(form)) == questions_looked_back_at(form)
