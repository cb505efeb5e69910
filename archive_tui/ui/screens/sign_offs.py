"""The sign-offs (F6): what waits for me, what I asked for, what I decided, what waits for others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from archive_tui.services import signing
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.open_work import with_others
from archive_tui.services.signing import Signed
from archive_tui.services.worklists import LineShown, asked_by, decided_by, waiting_for
from archive_tui.ui.actions import Action
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import WorkScreen
from archive_tui.ui.screens.dialog import Question
from archive_tui.ui.screens.given_rows import GivenRows
from archive_tui.ui.screens.pin import PinDialog
from archive_tui.ui.screens.sign_off_lines import columns, details, empty_words, list_word, row_of
from archive_tui.ui.screens.tabs import Tab, tab_line
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.widgets.form import Field
from archive_tui.ui.widgets.lines import Lines
from archive_tui.ui.widgets.rows import RowList
from archive_tui.ui.widgets.rule import Rule
from archive_tui.wording import _, ngettext
from archive_tui.wording.names import kind_word, level_handling

#: The lists, in their order, and what each is read by.
LISTS: Mapping[str, Callable[[Archive, Actor], tuple[LineShown, ...]]] = {
    "waiting": waiting_for,
    "asked": asked_by,
    "decided": decided_by,
    "others": with_others,
}


class SignOffsScreen(WorkScreen):
    """The lists, and below them all there is to know of the line under the cursor."""

    SCREEN: ClassVar[str] = "sign_offs"
    BINDINGS = bindings_of(SCREEN)
    CSS_PATH = "sign_offs.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "RowList"

    def __init__(self) -> None:
        """Start with what waits for me."""
        super().__init__()
        self._list = "waiting"
        self._lines: tuple[LineShown, ...] = ()
        self._waiting = 0

    def body(self) -> ComposeResult:
        """Yield the lists' names, the list, and the details of its line."""
        yield Lines(id="lists")
        yield RowList((), id="lines")
        yield Rule(id="details-title")
        yield Lines(id="details")

    def on_mount(self) -> None:
        """Say everything."""
        super().on_mount()
        self.speak()

    def speak(self) -> None:
        """Say the frame, the lists' names and the columns anew."""
        super().speak()
        if self.standing:
            self._show()

    async def load(self) -> None:
        """Read the list that is shown, and how much waits for me."""
        which = self._list
        lines = await self.session.look(LISTS[which])
        self._waiting = len(lines if which == "waiting" else await self.session.look(waiting_for))
        if which == self._list and self.standing:
            self._lines = lines
            self._show()

    def _show(self) -> None:
        now, tz = self.session.clock.now().utc, self.session.seat.settings.tz
        rows = self.query_one("#lines", RowList)
        rows.set_columns(columns(self._list))
        rows.set_empty(empty_words(self._list))
        rows.set_source(GivenRows([row_of(line, self._list, now, tz) for line in self._lines]), rows.cursor_key)
        self.query_one("#lists", Lines).show(
            lambda width, height, glyphs: tab_line(self._tabs(), self._list, width, glyphs)
        )
        self.query_one("#details", Lines).show(self._details)
        line = self.line
        self.query_one("#details-title", Rule).show(f"{line.label}  {line.item.label}" if line else "")
        self.show_keys()

    def _tabs(self) -> list[Tab]:
        counted = self.own_app.counters
        tabs = [Tab(name, list_word(name), self._waiting if name == "waiting" else 0) for name in LISTS]
        return [*tabs, Tab("work", list_word("work"), counted.open_work if counted else 0)]

    def _details(self, width: int, height: int, glyphs: Glyphs) -> Sequence[Content]:
        tz = self.session.seat.settings.tz
        return details(self.line, width, glyphs, tz) if self.line is not None else []

    @on(RowList.Highlighted, "#lines")
    @on(RowList.Loaded, "#lines")
    def _moved(self) -> None:
        self.query_one("#details", Lines).repaint()
        line = self.line
        self.query_one("#details-title", Rule).show(f"{line.label}  {line.item.label}" if line else "")
        self.show_keys()

    @property
    def line(self) -> LineShown | None:
        """The line under the cursor."""
        key = self.query_one("#lines", RowList).cursor_key
        return next((line for line in self._lines if line.line_id == key), None)

    # The keys

    def keys(self) -> Sequence[Action]:
        """Return the keys of the list that is shown."""
        gone = {"waiting": {"withdraw"}, "asked": {"sign", "refuse"}, "decided": {"sign", "refuse", "withdraw"},
                "others": {"sign", "refuse"}}  # fmt: skip
        keys = super().keys()
        return [each for each in keys if each.verb not in gone[self._list]]

    def why_not(self, verb: str) -> str | None:
        """Return why something can't be done now."""
        line = self.line
        if verb in ("next", "work") or verb in LISTS:
            return None
        if line is None:
            return _("The list is empty.")
        if verb in ("sign", "refuse") and not self._mine(line):
            return _("This line doesn't wait for your signature.")
        if verb == "withdraw" and not (line.state.startswith("waiting_") or line.state == "approved"):
            return _("Nothing of this application is open any more.")
        return None

    def _mine(self, line: LineShown) -> bool:
        return any(signer.person_id == self.session.actor.person_id for signer in line.signers)

    def do_next(self) -> None:
        """Go to the next list."""
        names = tuple(LISTS)
        self._go(names[(names.index(self._list) + 1) % len(names)])

    def do_waiting(self) -> None:
        """Go to what waits for me."""
        self._go("waiting")

    def do_asked(self) -> None:
        """Go to what I asked for."""
        self._go("asked")

    def do_decided(self) -> None:
        """Go to what I decided."""
        self._go("decided")

    def do_others(self) -> None:
        """Go to what waits for others."""
        self._go("others")

    def do_work(self) -> None:
        """Open the lists of what is open."""
        self.own_app.action_act("everywhere.work")

    again = do_work

    def _go(self, name: str) -> None:
        if name != self._list:
            self._list, self._lines = name, ()
            self.note("")  # the answer before was about the other list
            self.reload()

    async def do_sign(self) -> None:
        """Sign by one's own PIN."""
        await self._decide(approve=True)

    async def do_refuse(self) -> None:
        """Refuse with a reason, by one's own PIN."""
        await self._decide(approve=False)

    async def _decide(self, *, approve: bool) -> None:
        line = self.line
        assert line is not None
        together = [each for each in self._lines if each.request_id == line.request_id and self._mine(each)]

        async def submit(login: str, pin: str, values: Mapping[str, str]) -> Outcome[Signed]:
            ids = [each.line_id for each in together] if values.get("lines") == "all" else [line.line_id]
            return await self.session.act(
                signing.sign_off, line.request_id, login, pin, approve=approve, reason=values.get("reason", ""),
                line_ids=ids,
            )  # fmt: skip

        fields = []
        if len(together) > 1:
            every = ngettext("all {count} item of {form}", "all {count} items of {form}", len(together))
            this = _("only {code}").format(code=line.item.label)
            every = every.format(count=len(together), form=line.label)
            fields.append(Field("lines", _("Items"), choices=(("one", this), ("all", every))))
        if not approve:
            fields.append(Field("reason", _("Reason")))
        about = [
            _("{kind} for {name}").format(kind=kind_word(line.kind), name=line.borrower),
            f"{line.item.label}  {self._title(line)}",
            level_handling(line.item.level),
        ]
        panel = PinDialog(
            _("Sign {form}").format(form=line.label) if approve else _("Refuse {form}").format(form=line.label),
            submit, login=self.session.seat.login, fields=fields, lines=about,
            enter=_("sign") if approve else _("refuse"),
        )  # fmt: skip
        outcome: Outcome[Signed] | None = await self.app.push_screen_wait(panel)
        if outcome is not None and outcome.done is not None:
            told = {
                "approved": _("{form} is approved for {name}."),
                "signed": _("{form} is signed for {name}; one more signature to come."),
                "refused": _("{form} is refused for {name}."),
            }
            self.answer(told[outcome.done.state].format(form=line.label, name=line.borrower))

    def _title(self, line: LineShown) -> str:
        return line.item.title if line.item.title is not None else _("(title withheld)")

    async def do_withdraw(self) -> None:
        """Withdraw what is still open of the application, after a question."""
        line = self.line
        assert line is not None
        words = _("All that is still open of {form} for {name} is withdrawn.")
        question = Question(
            _("Withdraw"), words.format(form=line.label, name=line.borrower), enter=_("withdraw")
        )  # fmt: skip
        if not await self.app.push_screen_wait(question):
            return
        outcome = await self.session.act(signing.withdraw, line.request_id)
        if outcome.done is None:
            self.refuse_outcome(outcome)
        else:
            self.answer(_("{form} is withdrawn.").format(form=line.label))

    def do_history(self) -> None:
        """Open the card of the item."""
        from archive_tui.ui.screens.item_card import ItemCardScreen

        if self.line is not None:
            self.app.push_screen(ItemCardScreen(self.line.item.id))

    @on(RowList.Chosen, "#lines")
    def _chosen(self) -> None:
        self.do_history()
