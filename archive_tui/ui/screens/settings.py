"""The settings: what a company may choose otherwise, each with the reading that is its default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on

from archive_tui.regulation.settings import limits
from archive_tui.services import office
from archive_tui.services.archive import Outcome
from archive_tui.services.settings_view import SettingShown, settings_shown
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.wording import _, pgettext
from archive_tui.wording.names import setting_word
from archive_tui.wording.readings import reading_text, value_word
from archive_tui.wording.times import moment_text


class SettingsScreen(OfficeList):
    """All settings; below them the reading of the one under the cursor, its default, and who chose otherwise."""

    SCREEN: ClassVar[str] = "settings"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._found: tuple[SettingShown, ...] = ()

    async def load(self) -> None:
        """Read the settings."""
        self._found = await self.session.look(settings_shown)
        self.show_list()

    def columns(self) -> list[Column]:
        """Return setting, value, article."""
        return [
            Column("setting", lambda: pgettext("column", "Setting"), Share(3)),
            Column("value", lambda: pgettext("column", "Now"), Share(2)),
            Column("article", lambda: pgettext("column", "Article"), 7),
        ]

    def rows(self) -> list[Row]:
        """Return a row for each setting; what was chosen otherwise stands out."""
        return [
            Row(
                each.name, (setting_word(each.name), value_word(each.name, each.value), each.article),
                "" if each.value == each.default else "$accent",
            )
            for each in self._found
        ]  # fmt: skip

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("There is no setting.")

    def heading(self) -> str:
        """Return which setting it is."""
        return setting_word(self._setting.name) if self._setting is not None else ""

    def details(self) -> Sequence[Fact]:
        """Return the reading, the default, and who chose otherwise when."""
        one = self._setting
        if one is None:
            return ()
        chosen = _("never: it is the default")
        if one.changed_at is not None:
            by = one.changed_by or _("the founding")
            chosen = _("{at}, by {name}").format(at=moment_text(one.changed_at), name=by)
        return (
            (_("Now"), value_word(one.name, one.value)),
            (_("Default"), value_word(one.name, one.default)),
            (_("Chosen"), chosen),
            (one.article or _("Why"), reading_text(one.name)),
        )

    @property
    def _setting(self) -> SettingShown | None:
        return next((each for each in self._found if each.name == self.key), None)

    @on(RowList.Chosen, "#list")
    def _chosen(self) -> None:
        self.action_act("settings.edit")

    async def do_edit(self) -> None:
        """Choose otherwise, by the GM's PIN."""
        one = self._setting
        assert one is not None

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[str]:
            value = values["value"].strip()
            outcome = await self.session.act(office.choose_setting, one.name, value, login, pin)
            return Outcome(outcome.ruling, value)

        choices = tuple((each, value_word(one.name, each)) for each in one.choices)
        # What is there now stands as the hint of an empty field: the caret begins there, and nothing is to be deleted.
        field = Field("value", _("New value"), one.value if choices else "", choices=choices, hint=one.value)
        lines = [setting_word(one.name)]
        if (between := limits(one.name)) is not None:
            lines.append(_("From {least} to {most}.").format(least=between[0], most=between[1]))
        outcome = await ask_gm(
            self.own_app, _("Choose otherwise"), submit, fields=(field,), lines=lines, enter=_("choose")
        )
        if outcome is not None and outcome.done is not None:
            told = _("{setting}: {value}.")
            self.answer(told.format(setting=setting_word(one.name), value=value_word(one.name, outcome.done)))
