"""The schedule of terms (4.3): what each grade gets, in every version; a new one applies from the GM's signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.terms import GRADED, REGULATION, Schedule, Terms
from archive_tui.services import clients, terms
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.people_named import people_named
from archive_tui.services.terms import VersionRecord
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.gm_pin import ask_gm
from archive_tui.ui.screens.office_list import Fact, OfficeList
from archive_tui.ui.screens.terms_draft import TermsDraftScreen
from archive_tui.ui.screens.terms_rows import Natures, line_columns, line_facts, line_heading, line_row
from archive_tui.ui.widgets.rows import Column, Row
from archive_tui.wording import _
from archive_tui.wording.terms import signed_text, version_title


@dataclass(frozen=True, slots=True)
class _Ground:
    """All versions, the oldest first, the schedule in force, and the words for natures and people."""

    versions: tuple[VersionRecord, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    natures: Natures = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)


class TermsScreen(OfficeList):
    """The lines of one version; Left and Right go through the versions, the regulation itself first of all."""

    SCREEN: ClassVar[str] = "terms"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._ground: _Ground | None = None
        #: The version that is shown, 0 for the regulation itself; None until the one in force is known.
        self._shown: int | None = None

    async def load(self) -> None:
        """Read all versions; begin with the one in force."""
        self._ground = await self.session.look(_read)
        if self._shown is None:
            self._shown = next((v.id for v in self._ground.versions if self._applies(v)), 0)
        self.show_list()

    def place(self) -> str:
        """Return which version it is."""
        if self._ground is None:
            return super().place()
        one = self._version
        number, draft = (one.number, one.id) if one is not None else (0, 0)
        here = self._ground.schedule.number == number
        return f"{super().place()} {version_title(number, draft, here)}"

    def columns(self) -> list[Column]:
        """Return grade, nature, price, ways, cycle, ceiling."""
        return line_columns()

    def rows(self) -> list[Row]:
        """Return a row for each line."""
        if self._ground is None:
            return []
        return [line_row(number, each, self._ground.natures) for number, each in enumerate(self._lines)]

    def empty(self) -> str:
        """Return what an empty list says."""
        return _("One moment.")

    def heading(self) -> str:
        """Return whose line it is."""
        if self._ground is None or not isinstance(self.key, int) or self.key >= len(self._lines):
            return ""
        return line_heading(self._lines[self.key], self._ground.natures)

    def details(self) -> Sequence[Fact]:
        """Return the line in full, and who put the version in force."""
        if self._ground is None or not isinstance(self.key, int) or self.key >= len(self._lines):
            return ()
        one = self._version
        told: list[Fact] = list(line_facts(self._lines[self.key]))
        if one is None:
            return (*told, (_("Signed"), _("nobody has signed a schedule: 4.3 holds as it stands")))
        if one.signed_at is not None:
            name = self._ground.people.get(one.signed_by or 0, "")
            told.append((_("Signed"), signed_text(name, one.signed_at)))
        else:
            told.append((_("Drafted"), signed_text(self._ground.people.get(one.by, ""), one.at)))
        return (*told, (_("Note"), one.note))

    # The keys

    def why_not(self, verb: str) -> str | None:
        """Say where there is no other version, and what needs no signature."""
        if self._ground is None:
            return _("One moment.") if verb != "back" else None
        at = self._place()
        if verb == "older" and at == 0:
            return _("This is the oldest version.")
        if verb == "newer" and at == len(self._ground.versions):
            return _("This is the newest version.")
        if verb == "sign" and (self._version is None or self._version.number is not None):
            return _("This version needs no signature. Drafts are further right.")
        return None

    def do_older(self) -> None:
        """Show the version before this one."""
        self._go(-1)

    def do_newer(self) -> None:
        """Show the version after this one."""
        self._go(1)

    async def do_new(self) -> None:
        """Draft a version, beginning with the lines that are shown."""
        assert self._ground is not None
        drafted = await self.app.push_screen_wait(TermsDraftScreen(self._lines, self._ground.natures))
        if drafted is not None:
            self._shown = drafted
            await self.load()
            self.answer(_("The draft is saved. It applies once the GM has signed it."))

    async def do_sign(self) -> None:
        """Put the draft in force, by the GM's PIN."""
        one = self._version
        assert one is not None

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[int]:
            return await self.session.act(terms.sign_terms, one.id, login, pin)

        lines = [_("From the signature on these terms apply to every client."), one.note]
        outcome = await ask_gm(
            self.own_app, _("Put in force"), submit, lines=[each for each in lines if each], enter=_("sign")
        )
        if outcome is not None and outcome.done is not None:
            self.answer(_("Version {number} of the terms is in force.").format(number=outcome.done))

    # The versions

    @property
    def _version(self) -> VersionRecord | None:
        versions = self._ground.versions if self._ground is not None else ()
        return next((each for each in versions if each.id == self._shown), None)

    @property
    def _lines(self) -> tuple[Terms, ...]:
        one = self._version
        return _whole(one.lines) if one is not None else tuple(REGULATION[grade] for grade in GRADED)

    def _applies(self, one: VersionRecord) -> bool:
        assert self._ground is not None
        return one.number is not None and one.number == self._ground.schedule.number

    def _place(self) -> int:
        """Return the place of the version that is shown, 0 for the regulation itself."""
        assert self._ground is not None
        return next((n for n, each in enumerate(self._ground.versions, start=1) if each.id == self._shown), 0)

    def _go(self, step: int) -> None:
        assert self._ground is not None
        place = self._place() + step
        self._shown = self._ground.versions[place - 1].id if place else 0
        self.show_list()
        self.show_frame()


def _whole(lines: Sequence[Terms]) -> tuple[Terms, ...]:
    """Return a version's lines in the order of grades; a grade that it says nothing of has what 4.3 gives it."""
    missing = [REGULATION[grade] for grade in GRADED if not any(t.grade is grade and not t.nature for t in lines)]
    return tuple(sorted((*lines, *missing), key=lambda one: (Grade(one.grade).rank, one.nature)))


def _read(archive: Archive, actor: Actor) -> _Ground:
    found = tuple(reversed(terms.versions(archive, actor)))
    people = people_named(archive, actor, {who for v in found for who in (v.by, v.signed_by)})
    natures = {code: (chinese, english) for code, chinese, english, _asks in clients.natures(archive, actor)}
    return _Ground(found, terms.in_force(archive, actor), natures, people)
