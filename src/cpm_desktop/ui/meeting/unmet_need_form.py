"""An unmet need: the need, why nothing can be offered, who was asked, what happens meanwhile (record.unmet-need)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cpm_desktop.domain.captures import Audience, UnmetNeed
from cpm_desktop.services.unmet_register import need_categories
from cpm_desktop.ui.kit.fields import Field
from cpm_desktop.ui.kit.selects import Option, Select
from cpm_desktop.ui.meeting.capture_form import CaptureForm

if TYPE_CHECKING:
    from cpm_desktop.domain.captures import Capture
    from cpm_desktop.services.desk import Desk
    from cpm_desktop.ui.kit.theme import Theme


class UnmetNeedForm(CaptureForm):
    """Needs for which no service or action can be offered."""

    noun = "unmet need"

    def __init__(self, theme: Theme, desk: Desk, meeting_id: str) -> None:
        """Begin empty."""
        super().__init__(theme, desk, meeting_id)
        self._need = self.text("need", "What is needed", "w")
        self._why = self.text("why", "Why nothing can be offered", "y", lines=1)
        self._asked = self.line("asked", "Who was asked", "o", placeholder="Parted by commas")
        self._meanwhile = self.text("meanwhile", "Meanwhile", "e", lines=1)
        self._audience = self.audience_select()
        kinds = (Option("", "Not chosen"), *(Option(kind, kind) for kind in need_categories(desk)))
        self._category = Select(theme, kinds)
        self._category.chosen.connect(self.keep_now)
        self.fields["category"] = self._category
        category = Field(theme, "Category, for the register", self._category)
        self._plain = self.text("for_child", "In words for the child", "", is_laid=False)
        plain = self.labelled["for_child"]
        self.add_more(category, Field(theme, "Who may read it", self._audience), plain)

    def blank(self, identifier: str) -> Capture:
        """Return an empty unmet need, recorded today."""
        return UnmetNeed(id=identifier, made_on=self.desk.today())

    def words(self) -> str:
        """An unmet need is the need."""
        return self._need.text

    def values(self) -> dict[str, Any]:
        """Read the fields."""
        asked = (part.strip() for part in self._asked.text().split(","))
        return {
            "need": self._need.text,
            "why": self._why.text,
            "asked": tuple(part for part in asked if part),
            "meanwhile": self._meanwhile.text,
            "category": self._category.chosen_key,
            "audience": Audience(self._audience.chosen_key),
            "for_child": self._plain.text,
        }

    def fill(self, entity: Capture | None) -> None:
        """Show an unmet need."""
        need = entity if isinstance(entity, UnmetNeed) else UnmetNeed(id="")
        self._need.load(need.need)
        self._why.load(need.why)
        if self.values()["asked"] != need.asked or entity is None:
            self._asked.setText(", ".join(need.asked))
        self._meanwhile.load(need.meanwhile)
        self._show_category(need.category)
        self._audience.choose(need.audience.value)
        self._plain.load(need.for_child)

    def _show_category(self, category: str) -> None:
        """Choose a category; one that the authority no longer knows stays among the choices."""
        known = need_categories(self.desk)
        kinds = (category, *known) if category and category not in known else known
        options = (Option("", "Not chosen"), *(Option(kind, kind) for kind in kinds))
        self._category.set_options(options, category)
