"""Files in and out from the screens: a panel that asks for a name, shows how far it is, and can be stopped.

The work runs beside the screens, on a connection of its own; what is stopped, and what is left by leaving the program,
is undone.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.ui.screens.base import FAULTS, against_text
from archive_tui.ui.screens.dialog import Panel
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.widgets.form import Field, Form
from archive_tui.ui.widgets.frame import Key, KeyLine, Kind
from archive_tui.ui.widgets.rows import Column, Row, RowList, Share
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext, pgettext
from archive_tui.wording.faults import fault_text
from archive_tui.wording.names import export_word

if TYPE_CHECKING:
    from archive_tui.exchange.exporting import Exported
    from archive_tui.exchange.imported import Imported
    from archive_tui.exchange.progress import Progress, Step

T = TypeVar("T")
_LOOKS_PER_SECOND = 5


class FilePanel(Panel[str], Generic[T]):
    """Gives back what is to be said once the work is done; None after Esc."""

    AUTO_FOCUS: ClassVar[str | None] = "Form"

    def __init__(self, title: str, kinds: Sequence[str], enter: str) -> None:
        """Take the title, what can be chosen, the one to begin with first, and Enter's word."""
        super().__init__(title, wide=True)
        self._kinds, self._enter = tuple(kinds), enter
        self._stop = threading.Event()
        self._step: Step | None = None
        self._working = False
        self._watch: Timer | None = None

    # What the two panels say

    def lines(self) -> str:
        """Return what is said above the fields."""
        raise NotImplementedError

    def work(self, archive: Archive, actor: Actor, kind: str, path: Path, progress: Progress) -> Outcome[T]:
        """Do the work, on a thread of its own."""
        raise NotImplementedError

    def done(self, result: T, kind: str, path: Path) -> None:
        """Say what it came to."""
        raise NotImplementedError

    def stopped(self) -> str:
        """Return what is said once it was stopped."""
        raise NotImplementedError

    # The work

    def body(self) -> ComposeResult:
        """Yield the fields, and a line that says how far it is."""
        yield Static(shown(self.lines()), id="lines")
        choices = tuple((kind, export_word(kind)) for kind in self._kinds)
        kind = Field("kind", _("What"), self._kinds[0], choices=choices)
        yield Form((kind, Field("file", _("File"), offers=_files_here(), hint=_("a name, or Up and Down"))))

    def keys(self) -> Sequence[Key]:
        """Return the keys as they stand: while it works there is only one."""
        if self._working:
            return [Key("Esc", _("stop"))]
        return [Key("Enter", self._enter), Key("Tab", _("next field")), Key("Esc", _("back"))]

    def show_keys(self) -> None:
        """Show the keys anew."""
        self.query_one(KeyLine).show(self.keys())

    @on(Form.Submitted)
    def _filled_in(self, event: Form.Submitted) -> None:
        self.run_worker(self._worked(event.values))

    @on(Form.Missing)
    def _left_empty(self, event: Form.Missing) -> None:
        self.answer(_("Please fill in: {field}.").format(field=event.field.prompt))

    @on(Form.Edited)
    def _edited(self) -> None:
        self.answer("")

    async def _worked(self, values: Mapping[str, str]) -> None:
        from archive_tui.exchange.progress import Stopped

        kind, path = values["kind"], Path(values["file"]).expanduser()
        self._begin()
        try:
            outcome = await self.own_app.session.apart(self.work, kind, path, self._told)
        except Stopped:
            self._end()
            self.answer(self.stopped(), Kind.NOTE)
        except FAULTS as fault:
            self._end()
            self.answer(fault_text(fault))
        else:
            self._end()
            if outcome.done is None:
                self.answer(against_text(outcome))
            else:
                self.done(outcome.done, kind, path)

    def _begin(self) -> None:
        self._stop.clear()
        self._working, self._step = True, None
        self.query_one(Form).busy = True
        self.answer(_("One moment."), Kind.NOTE)
        self._watch = self.set_interval(1 / _LOOKS_PER_SECOND, self._show_step)
        self.show_keys()

    def _end(self) -> None:
        self._working = False
        if self._watch is not None:
            self._watch.stop()
        self.query_one(Form).busy = False
        self.show_keys()

    def _told(self, step: Step) -> None:
        """Take a step from the thread that works; the screen looks by itself."""
        from archive_tui.exchange.progress import Stopped

        if self._stop.is_set():
            raise Stopped
        self._step = step

    def _show_step(self) -> None:
        from archive_tui.wording.imports import progress_text

        if self._working and self._step is not None and not self._stop.is_set():
            self.answer(progress_text(self._step.stage, self._step.done, self._step.of), Kind.NOTE)

    def action_back(self) -> None:
        """Stop the work, or go back with nothing."""
        if not self._working:
            self.dismiss(None)
            return
        self._stop.set()
        self.answer(_("Stopping."), Kind.NOTE)

    def on_unmount(self) -> None:
        """Stop what still runs: nobody is there any more to see what it comes to."""
        self._stop.set()


class ImportPanel(FilePanel["Imported"]):
    """Takes a CSV file in, or names every bad row of it."""

    BINDINGS: ClassVar = [("escape", "back", ""), ("tab,shift+tab", "to_file", "")]

    def __init__(self, kinds: Sequence[str]) -> None:
        """Take what may be imported."""
        super().__init__(_("Import"), kinds, _("check and take in"))
        self._bad: list[str] = []

    def lines(self) -> str:
        """Return what is said above the fields."""
        return _("A CSV file, UTF-8 or GB18030, header in English or Chinese. All of it comes in, or nothing.")

    def body(self) -> ComposeResult:
        """Yield the fields, and a list for the bad rows."""
        yield from super().body()
        listed = RowList(
            [
                Column("row", lambda: pgettext("column", "Row"), 7, "right"),
                Column("column", lambda: pgettext("column", "Column"), 14),
                Column("why", lambda: pgettext("column", "Why"), Share()),
            ]
        )
        listed.styles.height = max(5, 12 - len(self._kinds))  # the keys stay in view on the smallest screen
        listed.display = False
        yield listed

    def work(self, archive: Archive, actor: Actor, kind: str, path: Path, progress: Progress) -> Outcome[Imported]:
        """Import the file, all or nothing."""
        from archive_tui.exchange.importing import import_file

        return import_file(archive, actor, kind, path, progress=progress)

    def done(self, result: Imported, kind: str, path: Path) -> None:
        """Say what came in, or list the bad rows; the file's name stays, for when they are corrected."""
        from archive_tui.wording.imports import import_fault_text, outcome_lines

        if not result.rejected:
            self.dismiss(" ".join(outcome_lines(kind, path.name, result)))
            return
        self._bad = [import_fault_text(fault) for fault in result.rejected]
        listed = self.query_one(RowList)
        if result.rows:
            rows = [
                Row(number, (str(fault.row or ""), fault.column, why))
                for number, (fault, why) in enumerate(zip(result.rejected, self._bad, strict=True))
            ]
            listed.set_source(GivenRows(rows), None)
            listed.display = True
            count = result.rejected_rows
            words = ngettext(
                "{count} row is wrong; nothing was imported.", "{count} rows are wrong; nothing was imported.", count
            ).format(count=count)
            self.answer(words)
            listed.focus()
        else:
            listed.display = False
            self.answer(" ".join(self._bad))

    def stopped(self) -> str:
        """Return what is said once it was stopped."""
        return _("Stopped. Nothing was imported.")

    def keys(self) -> Sequence[Key]:
        """Return the keys as they stand: among the bad rows they are others."""
        if not self._working and self.is_mounted and self.query_one(RowList).has_focus:
            return [Key("Enter", _("whole line")), Key("Tab", _("file again")), Key("Esc", _("back"))]
        return super().keys()

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus now."""
        self.show_keys()

    def action_to_file(self) -> None:
        """Go from the bad rows back to the file's name."""
        self.query_one(Form).focus()

    @on(RowList.Chosen)
    def _chosen(self, event: RowList.Chosen) -> None:
        assert isinstance(event.key, int)
        self.answer(self._bad[event.key])


class ExportPanel(FilePanel["Exported"]):
    """Writes a new CSV file."""

    def __init__(self, kinds: Sequence[str]) -> None:
        """Take what may be exported."""
        super().__init__(_("Export"), kinds, _("write"))

    def lines(self) -> str:
        """Return what is said above the fields."""
        return _("A new CSV file, never over another. It says who made it and when, and the trail does too.")

    def work(self, archive: Archive, actor: Actor, kind: str, path: Path, progress: Progress) -> Outcome[Exported]:
        """Export to the file."""
        from archive_tui.exchange.exporting import export_file

        return export_file(archive, actor, kind, path, progress)

    def done(self, result: Exported, kind: str, path: Path) -> None:
        """Say how much was written."""
        words = ngettext("{count} row was exported", "{count} rows were exported", result.rows)
        self.dismiss(_("{file}: {words}.").format(file=path.name, words=words.format(count=result.rows)))

    def stopped(self) -> str:
        """Return what is said once it was stopped."""
        return _("Stopped. Nothing was exported.")


def _files_here() -> tuple[str, ...]:
    """Return the CSV files in the folder that the program was started in."""
    try:
        return tuple(sorted(path.name for path in Path().glob("*.csv")))[:50]
    except OSError:
        return ()
