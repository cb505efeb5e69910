"""Composition (3.3): whose rental it is, by grade, leased item, nature and volume, and credit; tables with their bars.

Below the table the rental of all years, each column by grade; conclusions, market totals and a file are a key away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.regulation.composition import Analysis, percent
from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped
from archive_tui.services import analyses, client_views, client_worklists, clients
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.ui import charts
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.charts import Ink, ink_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.composition_tables import (
    BY_CLIENT,
    TABLES,
    Read,
    by_item,
    cells,
    columns,
    rows,
    tab_word,
    table_word,
)
from archive_tui.ui.screens.conclusions import ConclusionsScreen
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.tabs import Tab, tab_line
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _, ngettext
from archive_tui.wording.clients import grade_word
from archive_tui.wording.joining import ended
from archive_tui.wording.times import moment_text

_LOW, _HIGH, _TALL = 8, 15, 34
Years = Mapping[int, Mapping[str, int]]


class CompositionScreen(WorkScreen):
    """One table of one year at a time: Tab and digits change the table, Left and Right the year."""

    SCREEN: ClassVar[str] = "composition"
    BINDINGS = bindings_of(SCREEN)
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._table = TABLES[0]
        self._year: int | None = None
        self._years: Years = {}
        self._found: Read | None = None
        self._open = 0

    def body(self) -> ComposeResult:
        """Yield the tables' names, the table, and the years beneath it."""
        yield Lines(id="tabs")
        yield RowList((), id="table")
        yield Rule(id="years-title")
        yield Lines(id="years")

    def on_mount(self) -> None:
        """Give the parts their heights."""
        self.query_one("#tabs").styles.height = 1
        super().on_mount()
        self._share_out(self.app.size.height)
        self.speak()

    def on_resize(self, event: events.Resize) -> None:
        """Give the years more room where the screen is high."""
        self._share_out(event.size.height)

    def _share_out(self, height: int) -> None:
        self.query_one("#years").styles.height = _HIGH if height >= _TALL else _LOW

    async def load(self) -> None:
        """Read the table, the years, and how many conclusions are open."""
        self._years = await self.session.look(analyses.rental_by_year)
        if self._year is None:
            self._year = max(self._years, default=self.session.clock.now().utc.year)
        self._found = await self.session.look(_read, self._table, self._year)
        found = await self.session.look(analyses.conclusions)
        self._open = sum(1 for each in found if each.closed_at is None)
        self._show()

    def speak(self) -> None:
        """Say everything anew."""
        super().speak()
        self._show()

    def place(self) -> str:
        """Return which year it is."""
        return f"{super().place()} {self._year}" if self._year is not None else super().place()

    def _show(self) -> None:
        if not self.standing or self._found is None:
            return
        table = self.query_one("#table", RowList)
        table.set_columns(columns(self._found))
        table.set_empty(_("There is no rental in this year."))
        table.set_source(GivenRows(rows(self._found, self._ink)), table.cursor_key)
        self.query_one("#tabs", Lines).show(lambda width, height, glyphs: self._tabs(width, glyphs))
        self.query_one("#years", Lines).show(self._beneath)
        self._moved()
        self.show_frame()

    def _tabs(self, width: int, glyphs: Glyphs) -> list[Content]:
        return tab_line([Tab(name, tab_word(name)) for name in TABLES], self._table, width, glyphs)

    @on(RowList.Highlighted, "#table")
    @on(RowList.Loaded, "#table")
    def _moved(self) -> None:
        self.query_one("#years-title", Rule).show(self._title())
        self.query_one("#years", Lines).repaint()

    @property
    def _ink(self) -> Ink:
        return ink_of(self.own_app)

    def _title(self) -> str:
        """Return what the year came to in all, and how many conclusions wait."""
        found = self._found.composition if self._found is not None else None
        told = []
        if found is not None:
            told.append(_("{year}: {amount} yuan in all").format(year=found.year, amount=grouped(found.whole)))
            if found.market:
                told.append(_("market {amount} yuan").format(amount=grouped(found.market)))
        if self._open:
            words = ngettext("{count} conclusion is open", "{count} conclusions are open", self._open)
            told.append(words.format(count=self._open))
        return "   ".join(told)

    def _beneath(self, width: int, height: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return the grades of the leased item under the cursor, else the years, each column by grade."""
        if self._table == Analysis.ITEM_BY_GRADE and self._found is not None and self._found.composition is not None:
            return self._item(by_item(self._found.composition), width)
        words = charts.legend({grade: grade_word(grade) for grade in Grade})
        if self._years:
            year = max(self._years, key=lambda each: sum(self._years[each].values()))
            most = grouped(sum(self._years[year].values())).partition(".")[0]
            words += "   " + _("highest: {amount} yuan in {year}").format(amount=most, year=year)
        lines = charts.columns(self._years, self._year or 0, width, height - 1, self._ink)
        return [*lines, Content(" ") + shown(words, "$foreground-muted")]

    def _item(self, items: Mapping[str, Mapping[Grade, int]], width: int) -> list[Content]:
        parts = items.get(str(self.query_one("#table", RowList).cursor_key), {})
        whole = sum(parts.values())
        lines = []
        for grade in Grade:
            if amount := parts.get(grade, 0):
                share = charts.share_of(amount, whole)
                label = f"{percent(share)} %  {grouped(amount)}"
                name = shown(f" {grade_word(grade):<10}")
                lines.append(name + charts.bar(share, label, width - name.cell_length - 1, self._ink))
        return lines

    # The keys

    def why_not(self, verb: str) -> str | None:
        """Say where there is no other year, and what is empty."""
        if self._found is None:
            return _("One moment.") if verb != "back" else None
        listed = sorted(self._years)
        if verb == "earlier" and (not listed or self._year == listed[0]):
            return _("There is no rental before this year.")
        if verb == "later" and (not listed or self._year == listed[-1]):
            return _("There is no rental after this year.")
        if verb == "export" and not cells(self._found)[1]:
            return _("The table is empty.")
        return None

    def do_back(self) -> None:
        """Go back to where it was opened."""
        self.dismiss(None)

    async def do_next(self) -> None:
        """Show the next table."""
        await self._go(TABLES[(TABLES.index(self._table) + 1) % len(TABLES)])

    async def do_earlier(self) -> None:
        """Show the year before."""
        await self._go(self._table, max((y for y in self._years if y < (self._year or 0)), default=self._year))

    async def do_later(self) -> None:
        """Show the year after."""
        await self._go(self._table, min((y for y in self._years if y > (self._year or 0)), default=self._year))

    async def do_by_grade(self) -> None:
        """Show rental by grade."""
        await self._go(Analysis.GRADE)

    async def do_by_item(self) -> None:
        """Show rental by leased item."""
        await self._go(Analysis.ITEM)

    async def do_by_nature(self) -> None:
        """Show rental by nature."""
        await self._go(Analysis.NATURE)

    async def do_by_volume(self) -> None:
        """Show rental by volume."""
        await self._go(Analysis.VOLUME)

    async def do_by_both(self) -> None:
        """Show leased items by grade."""
        await self._go(Analysis.ITEM_BY_GRADE)

    async def do_by_credit(self) -> None:
        """Show credit by grade."""
        await self._go(Analysis.CREDIT)

    async def do_by_client(self) -> None:
        """Show credit by client."""
        await self._go(BY_CLIENT)

    async def _go(self, table: str, year: int | None = None) -> None:
        self._table, self._year = table, year if year is not None else self._year
        self.note("")
        await self.load()

    def do_conclusions(self) -> None:
        """Open the conclusions, those of this analysis first."""
        analysis = Analysis.CREDIT if self._table == BY_CLIENT else Analysis(self._table)
        self.app.push_screen(ConclusionsScreen(analysis, self._year or 0))

    async def do_market(self) -> None:
        """Enter what the whole market came to in the year, in all or of one leased item."""
        items = await self.session.look(client_views.leased_items)
        year = self._year or 0

        async def submit(values: Mapping[str, str]) -> Outcome[None]:
            typed = TypedFields(values, self.session.clock.now().utc.date())
            amount = typed.amount("amount")
            typed.check()
            of = int(values["of"]) or None
            return await self.session.act(analyses.put_market_total, year, of, amount, values["source"])

        choices = (("0", _("the whole market")), *((str(i), name) for i, name, _unit, offered in items if offered))
        fields = (
            Field("of", _("Of"), choices=choices[:9]),
            Field("amount", _("Amount"), hint=_("yuan of the whole year")),
            Field("source", _("Source"), hint=_("such as: association, yearbook 2025")),
        )
        title = _("The market in {year}").format(year=year)
        if await self.app.push_screen_wait(Dialog(title, fields, submit, enter=_("enter"))) is not None:
            self.answer(_("The market's total of {year} is entered.").format(year=year))

    async def do_export(self) -> None:
        """Write the table to a CSV file; the trail has who, what and when."""
        from archive_tui.exchange.composition_csv import TableOut, export_table
        from archive_tui.exchange.exporting import Exported

        assert self._found is not None
        found = self._found
        heads, listed = cells(found)
        seat = self.session.seat
        made = _("made by {name} ({login}), {at}").format(
            name=seat.name, login=seat.login, at=moment_text(self.session.clock.now().utc)
        )
        out = TableOut(found.table, found.year, heads, listed, made, named=found.table == BY_CLIENT)

        async def submit(values: Mapping[str, str]) -> Outcome[Exported]:
            return await self.session.act(export_table, out, Path(values["file"]).expanduser())

        fields = (Field("file", _("File"), f"{found.table}-{found.year}.csv"),)
        lines = [table_word(found.table), _("A new CSV file, never over another. The trail says who made it and when.")]
        outcome = await self.app.push_screen_wait(Dialog(_("Export"), fields, submit, lines=lines, enter=_("write")))
        if outcome is not None and outcome.done is not None:
            words = ngettext("{count} row was exported", "{count} rows were exported", outcome.done.rows)
            self.answer(ended(words.format(count=outcome.done.rows)))


def _read(archive: Archive, actor: Actor, table: str, year: int) -> Read:
    if table == BY_CLIENT:
        return Read(table, year, owing=client_worklists.receivables(archive, actor))
    if table == Analysis.CREDIT:
        return Read(table, year, credit=analyses.credit_by_grade(archive, actor))
    natures = {code: (chinese, english) for code, chinese, english, _asks in clients.natures(archive, actor)}
    return Read(table, year, analyses.composition(archive, actor, Analysis(table), year), natures=natures)
