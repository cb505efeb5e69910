"""How a client's card looks: how it stands on top, the lists beneath, and the details of the row at the cursor."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content

from archive_tui.regulation.permissions import Act
from archive_tui.services import client_views, clients
from archive_tui.services.archive import Actor, Archive
from archive_tui.services.client_views import ClientCard
from archive_tui.services.trail_view import EntryShown
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.charts import ink_of, trend
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.client_entries import Entries
from archive_tui.ui.screens.client_head import Told, head_lines
from archive_tui.ui.screens.client_lists import NAMES, CardList, Shown, count_of, list_word
from archive_tui.ui.screens.client_people import People, Visits
from archive_tui.ui.screens.client_scores import Deals, Entered, Scores
from archive_tui.ui.screens.facts import fact_lines
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.tabs import Tab, tab_line
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.ui.widgets.showing import fit
from archive_tui.ui.widgets.showing import shown as words_of

#: The lists by their names.
ENTRIES, PEOPLE, VISITS, SCORES, DEALS = Entries(), People(), Visits(), Scores(), Deals()
LISTS: Mapping[str, CardList] = {
    "card": ENTRIES, "people": PEOPLE, "visits": VISITS, "scores": SCORES, "deals": DEALS, "trail": Entered(),
}  # fmt: skip
#: How high a screen is from which on nothing has to be short.
_TALL = 36
#: How many lines the head takes at most on the smallest screen: by list, else the last.
_HEAD = {"scores": 4, "": 8}
_LEAST = 24
_CHART = 5

Read = tuple[ClientCard | None, Sequence[EntryShown], Sequence[tuple[str, str, str, tuple[str, ...]]]]


class CardView(WorkScreen):
    """The card of one client. Opening it stands in the trail, once (5.3)."""

    SCREEN: ClassVar[str] = "client"
    BINDINGS = bindings_of(SCREEN)
    CSS_PATH = "client_card.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__()
        self.client_id = client_id
        self._told: Told | None = None
        self._trail: Sequence[EntryShown] = ()
        self._opened = self.history = False
        self.list_name = NAMES[0]

    def body(self) -> ComposeResult:
        """Yield the head, the lists' names, the list with its chart, and the details of the row at the cursor."""
        yield Lines(id="head")
        yield Lines(id="lists")
        with Horizontal(id="middle"):
            yield RowList((), id="rows")
            yield Lines(id="chart")
        yield Rule(id="details-title")
        yield Lines(id="details")

    async def load(self) -> None:
        """Open the card the first time, which is recorded; read it anew every other time."""
        if not self._opened:
            outcome = await self.session.act(client_views.open_card, self.client_id)
            if outcome.done is None:
                self.refuse_outcome(outcome)
                return
            self._opened, self.client_id = True, outcome.done.record.id
        card, self._trail, natures = await self.session.look(_read, self.client_id)
        if card is not None:
            self.client_id = card.record.id
            today = self.session.clock.now().utc.astimezone(self.session.seat.settings.tz).date()
            self._told = Told(card, today, {code: (zh, en) for code, zh, en, _asks in natures})
        self.show_card()

    def place(self) -> str:
        """Return whose card it is."""
        return super().place() if self._told is None else f"{super().place()} {self._told.card.record.code}"

    def speak(self) -> None:
        """Say the frame and the card anew."""
        super().speak()
        self.show_card()

    # What is shown

    def lists(self) -> tuple[str, ...]:
        """Return the lists that the person may see."""
        return NAMES if Act.TRAIL in self.session.seat.acts else NAMES[:-1]

    def go_to(self, name: str) -> None:
        """Show another list."""
        self.list_name = name
        self.note("")
        self.show_card(top=True)

    @property
    def ready(self) -> bool:
        """Whether the card is here."""
        return self._told is not None

    @property
    def card(self) -> ClientCard:
        """The card."""
        assert self._told is not None
        return self._told.card

    @property
    def told(self) -> Told:
        """The card with the words for it."""
        assert self._told is not None
        return self._told

    @property
    def shown(self) -> Shown:
        """What the lists are made of."""
        told = self.told
        zone, cross = self.session.seat.settings.tz, self.own_app.glyphs.cross
        return Shown(told.card, self._trail, told.today, zone, self.history, cross)

    @property
    def here(self) -> CardList:
        """The list that is shown."""
        return LISTS[self.list_name]

    @property
    def key(self) -> Hashable | None:
        """The key of the row at the cursor."""
        return self.query_one("#rows", RowList).cursor_key if self.standing else None

    @property
    def _tall(self) -> bool:
        return self.size.height >= _TALL

    def on_resize(self) -> None:
        """Share the lines out anew."""
        self.show_card()

    def show_card(self, *, top: bool = False) -> None:
        """Show what was read, the cursor on its row or at the ``top``."""
        if not self.standing or self._told is None:
            return
        rows = self.query_one("#rows", RowList)
        self._share_out()
        self.query_one("#head", Lines).show(self._head)
        self.query_one("#lists", Lines).show(lambda width, _h, glyphs: tab_line(self._tabs(), self.list_name, width,
                                                                                 glyphs))  # fmt: skip
        rows.set_columns(self.here.columns())
        rows.set_empty(self.here.empty(self.shown))
        rows.set_source(GivenRows(self.here.rows(self.shown)), None if top else rows.cursor_key)
        self.query_one("#chart", Lines).show(self._chart)
        self.query_one("#details", Lines).show(self._details)
        self._moved()

    def _share_out(self) -> None:
        """Give head and details their lines; the list has the rest."""
        head = self.query_one("#head", Lines)
        head.styles.height = len(self._head(self.size.width, 0, self.own_app.glyphs))
        details = self.query_one("#details", Lines)
        details.display = self.query_one("#details-title", Rule).display = self.here.HEIGHT > 0
        details.styles.height = self.here.HEIGHT + (5 if self._tall else 0)
        chart = self.query_one("#chart", Lines)
        chart.display = self.list_name == "scores" and len(self.card.scores) > 0

    def _head(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        most = _HEAD.get(self.list_name, _HEAD[""]) + max(0, self.size.height - _LEAST)
        return head_lines(self.told, width, most, glyphs)

    def _tabs(self) -> list[Tab]:
        return [Tab(name, list_word(name), count_of(name, self.card)) for name in self.lists()]

    def _chart(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        points = [(one.score.day, one.total) for one in reversed(self.card.scores)]
        return [Content(""), *trend(points, width, ink_of(self.own_app))][: max(height, _CHART)]

    def _details(self, width: int, height: int, glyphs: Glyphs) -> list[Content]:
        facts = [fact for fact in self.here.details(self.shown, self.key) if fact[1]]
        if self.list_name != "scores" or self._tall:
            return fact_lines(facts, width)[:height]
        flat = [(name, words_of(value) if isinstance(value, str) else value) for name, value in facts]
        return [fit(line, width - 1, glyphs.ellipsis) for line in fact_lines(flat, width)]

    @on(RowList.Highlighted, "#rows")
    @on(RowList.Loaded, "#rows")
    def _moved(self) -> None:
        if self._told is None:
            return
        self.query_one("#details", Lines).repaint()
        self.query_one("#details-title", Rule).show(self.here.title(self.shown, self.key))
        self.show_keys()


def _read(archive: Archive, actor: Actor, client_id: int) -> Read:
    card = client_views.card(archive, actor, client_id)
    return card, client_views.trail_of(archive, actor, client_id), clients.natures(archive, actor)
