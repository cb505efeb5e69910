"""The categories of papers and the retention schedule, as the archive holds them; the archivist adds categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from archive_tui.services.archive import Outcome
from archive_tui.services.categories import (
    CLASSES,
    RETENTIONS,
    CategoryRecord,
    ScheduleRecord,
    add_category,
    categories,
    schedule,
)
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, Share
from archive_tui.wording import CHINESE, _, current_language, pgettext
from archive_tui.wording.names import retention_word
from archive_tui.wording.schedule import class_word, confidence_word, counts_from_word, shipped_word


class CategoriesScreen(OfficeList):
    """All categories, in the order of 6.2."""

    SCREEN: ClassVar[str] = "categories"
    BINDINGS = bindings_of(SCREEN)
    PLAIN: ClassVar[bool] = True

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[CategoryRecord, ...] = ()

    async def load(self) -> None:
        """Read the categories."""
        self._found = await self.session.look(categories)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return name, code, class, retention."""
        return [
            Column("name", lambda: pgettext("column", "Category"), Share()),
            Column("code", lambda: pgettext("column", "Code"), 20),
            Column("class", lambda: pgettext("column", "Class"), 12, below_width=100),
            Column("class_word", lambda: pgettext("column", "Class"), 26, from_width=100),
            Column("retention", lambda: pgettext("column", "Kept"), 10),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each category."""
        return [
            Row(each.code, (
                _name(each), each.code, each.series_class, class_word(each.series_class),
                retention_word(each.retention),
            ))
            for each in self._found
        ]  # fmt: skip

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("There is no category.")

    async def do_new(self) -> None:
        """Add a category."""

        async def submit(values: Mapping[str, str]) -> Outcome[None]:
            new = CategoryRecord(
                values["code"].strip(), values["chinese"], values["english"], values["class"], values["retention"]
            )
            return await self.session.act(add_category, new)

        fields = (
            Field("chinese", _("Chinese name")),
            Field("english", _("English name")),
            Field("code", _("Code"), hint=_("small letters, such as drawings; it stays")),
            Field("class", _("Class"), choices=tuple((each, f"{each} {class_word(each)}") for each in CLASSES)),
            Field("retention", _("Kept"), choices=tuple((each, retention_word(each)) for each in RETENTIONS)),
        )
        outcome = await self.app.push_screen_wait(Dialog(_("New category"), fields, submit, enter=_("add")))
        if outcome is not None:
            self.answer(_("The category is added."))


class ScheduleScreen(OfficeList):
    """The retention schedule, line by line; below it from when the term counts, and on what basis."""

    SCREEN: ClassVar[str] = "schedule"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[ScheduleRecord, ...] = ()

    async def load(self) -> None:
        """Read the schedule."""
        self._found = await self.session.look(schedule)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return papers, retention, basis."""
        return [
            Column("name", lambda: pgettext("column", "Papers"), Share(3)),
            Column("retention", lambda: pgettext("column", "Kept"), 10),
            Column("basis", lambda: pgettext("column", "Basis"), Share(2)),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each line."""
        return [
            Row(each.code, (_name(each), retention_word(each.retention), shipped_word(each.basis)))
            for each in self._found
        ]

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("The schedule is empty.")

    def heading(self) -> str:
        """Return which papers."""
        return _name(self._line) if self._line is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return from when the term counts, on what basis, and how sure that is."""
        one = self._line
        if one is None:
            return ()
        return (
            (_("Kept"), retention_word(one.retention)),
            (_("Counts from"), counts_from_word(one.counts_from)),
            (_("Basis"), shipped_word(one.basis)),
            (_("How sure"), confidence_word(one.confidence)),
            (_("Note"), shipped_word(one.note)),
        )

    @property
    def _line(self) -> ScheduleRecord | None:
        return next((each for each in self._found if each.code == self.key), None)


def _name(one: CategoryRecord | ScheduleRecord) -> str:
    return one.chinese if current_language() == CHINESE else one.english
