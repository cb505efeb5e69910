"""The departments: their letters, names, and how many people are in each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on

from archive_tui.regulation.people import Department
from archive_tui.services import staff
from archive_tui.services.archive import Outcome
from archive_tui.services.staff_list import departments, head_counts
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.office_list import OfficeList
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.wording import _, pgettext


class DepartmentsScreen(OfficeList):
    """All departments, in order of their letters."""

    SCREEN: ClassVar[str] = "departments"
    BINDINGS = bindings_of(SCREEN)
    PLAIN: ClassVar[bool] = True

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[Department, ...] = ()
        self._heads: Mapping[int, int] = {}

    async def load(self) -> None:
        """Read the departments, and count their people."""
        self._found = await self.session.look(departments)
        self._heads = await self.session.look(head_counts)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return letters, name, people."""
        return [
            Column("code", lambda: pgettext("column", "Code"), 6),
            Column("name", lambda: pgettext("column", "Department"), Share()),
            Column("people", lambda: pgettext("column", "People"), 8, "right"),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each department."""
        return [Row(each.id, (each.code, each.name, str(self._heads.get(each.id, 0)))) for each in self._found]

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("There is no department yet.")

    async def do_new(self) -> None:
        """Add a department."""

        async def submit(values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(staff.new_department, values["code"].strip().upper(), values["name"])

        fields = (Field("code", _("Code"), hint=_("three letters, such as CWB; they stay")), Field("name", _("Name")))
        outcome = await self.app.push_screen_wait(Dialog(_("New department"), fields, submit, enter=_("add")))
        if outcome is not None:
            self.answer(_("The department is added."))

    @on(RowList.Chosen, "#list")
    def _chosen(self) -> None:
        self.action_act("departments.edit")

    async def do_edit(self) -> None:
        """Give the department under the cursor another name."""
        one = next(each for each in self._found if each.id == self.key)

        async def submit(values: Mapping[str, str]) -> Outcome[None]:
            return await self.session.act(staff.rename_department, one.id, values["name"])

        lines = [_("{code} stays: archival codes bear it.").format(code=one.code)]
        panel = Dialog(_("Rename"), (Field("name", _("Name"), one.name),), submit, lines=lines, enter=_("rename"))
        outcome: Outcome[None] | None = await self.app.push_screen_wait(panel)
        if outcome is not None:
            self.answer(_("The department is renamed."))
