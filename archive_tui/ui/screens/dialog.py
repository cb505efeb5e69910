"""A panel over a screen with a few fields: what is typed survives every error, and Esc asks before it is lost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from archive_tui.services.archive import Outcome
from archive_tui.ui.actions import action
from archive_tui.ui.screens.base import FAULTS, against_text
from archive_tui.ui.typed_fields import Unread
from archive_tui.ui.widgets.form import Field, Form
from archive_tui.ui.widgets.frame import Key, KeyLine, Kind
from archive_tui.ui.widgets.rule import Rule
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.faults import fault_text

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp

T = TypeVar("T")
Submit = Callable[[Mapping[str, str]], Awaitable[T]]


class Panel(ModalScreen[T | None], Generic[T], inherit_bindings=False):
    """A panel over the screen: a rule with its title, what ``body`` yields, a line for answers and one for keys."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar = [("escape", "back", "")]
    ESCAPE_TO_MINIMIZE: ClassVar[bool | None] = False

    def __init__(self, title: str, *, wide: bool = False) -> None:
        """Take the title, in the language spoken now; ``wide`` is for lists."""
        super().__init__(classes="-wide" if wide else "")
        self.heading = title

    @property
    def own_app(self) -> ArchiveApp:
        """The app, as what it is."""
        return cast("ArchiveApp", self.app)

    def body(self) -> ComposeResult:
        """Yield what stands under the title."""
        raise NotImplementedError

    def keys(self) -> Sequence[Key]:
        """Return the keys of the panel."""
        return [Key("Esc", _("back"))]

    def compose(self) -> ComposeResult:
        """Put the body between the rules."""
        with Vertical(id="panel"):
            yield Rule(self.heading)
            yield from self.body()
            yield Static(id="answer")
            yield KeyLine()
            yield Rule()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(KeyLine).show(self.keys())

    def answer(self, words: str, kind: Kind = Kind.REFUSED) -> None:
        """Say something within the panel."""
        mark = {Kind.REFUSED: f"{self.own_app.glyphs.cross} ", Kind.DONE: f"{self.own_app.glyphs.tick} "}.get(kind, "")
        style = {Kind.REFUSED: "$error", Kind.DONE: "$accent"}.get(kind, "")
        self.query_one("#answer", Static).update(shown(mark + words, style) if words else "")

    def reload(self) -> None:
        """Nothing in a panel follows what other sessions do."""

    def show_frame(self) -> None:
        """A panel has no frame of its own."""

    def speak(self) -> None:
        """A panel stays in the language that it was opened in."""

    def action_back(self) -> None:
        """Go back one step, with nothing."""
        self.dismiss(None)

    async def on_key(self, event: Any) -> None:
        """Say of a function key that the panel comes first: no key is silent."""
        if event.key.startswith("f") and event.key[1:].isdecimal():
            self.answer(_("Enter or Esc ends this first."), Kind.NOTE)


class Dialog(Panel[T]):
    """A panel with fields. ``submit`` gets their values; a fault or a refusal is said, and everything stays typed.

    The dialog's result is what ``submit`` gave back, or None after Esc.
    """

    AUTO_FOCUS: ClassVar[str | None] = "Form"

    def __init__(
        self, title: str, fields: Sequence[Field], submit: Submit[T], *,
        lines: Sequence[Content | str] = (), enter: str = "",
    ) -> None:  # fmt: skip
        """Take the title, the fields, what to do with their values, ``lines`` above them, and Enter's word."""
        super().__init__(title)
        self._fields, self._submit, self._lines, self._enter = tuple(fields), submit, tuple(lines), enter
        self._warned = False

    def body(self) -> ComposeResult:
        """Yield the lines and the fields."""
        if self._lines:
            words = [each if isinstance(each, Content) else shown(each) for each in self._lines]
            yield Static(Content("\n").join(words), id="lines")
        yield Form(self._fields)

    def keys(self) -> Sequence[Key]:
        """Return Enter with its word, Tab, Esc."""
        several = [Key("Tab", _("next field"))] if len(self._fields) > 1 else []
        return [Key("Enter", self._enter or _("confirm")), *several, Key("Esc", _("back"))]

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one(Form)

    @on(Form.Submitted)
    def _filled_in(self, event: Form.Submitted) -> None:
        self.form.busy = True
        self.answer(_("One moment."), Kind.NOTE)
        self.run_worker(self._hand_in(event.values))

    @on(Form.Missing)
    def _left_empty(self, event: Form.Missing) -> None:
        self.answer(_("Please fill in: {field}.").format(field=event.field.prompt))

    @on(Form.Edited)
    def _edited(self) -> None:
        self._warned = False
        self.answer("")

    async def _hand_in(self, values: Mapping[str, str]) -> None:
        try:
            result = await self._submit(values)
        except FAULTS as fault:
            self.failed(fault)
            return
        finally:
            self.form.busy = False
        if isinstance(result, Outcome) and not result.ruling.allowed:
            self.answer(against_text(result))
            return
        self.dismiss(result)

    def failed(self, fault: Exception) -> None:
        """Say what kept the act from being done; a field that can't be read has the caret then."""
        if isinstance(fault, Unread):
            field, words = next(iter(fault.faults.items()))
            self.form.go_to(field)
            self.answer(words)
        else:
            self.answer(fault_text(fault))

    def action_back(self) -> None:
        """Go back with nothing; once more if something typed would be lost."""
        if self.form.busy:
            return
        if self.form.touched and not self._warned:
            self._warned = True
            self.answer(_("Esc once more drops what you typed."), Kind.NOTE)
            return
        self.dismiss(None)


class Question(Panel[bool]):
    """A sentence to be confirmed by Enter; Esc is no."""

    BINDINGS: ClassVar = [("enter", "yes", ""), ("escape", "back", "")]

    def __init__(self, title: str, words: Content | str, *, enter: str) -> None:
        """Take the title, what is asked, and Enter's word."""
        super().__init__(title)
        self._words = words if isinstance(words, Content) else shown(words)
        self._enter = enter

    def body(self) -> ComposeResult:
        """Yield the question."""
        yield Static(self._words, id="lines")

    def keys(self) -> Sequence[Key]:
        """Return Enter with its word, and Esc."""
        return [Key("Enter", self._enter), Key("Esc", action_word("item.back"))]

    def action_yes(self) -> None:
        """Say yes."""
        self.dismiss(True)


def action_word(action_id: str) -> str:
    """Return an action's word in the language spoken now."""
    return _(action(action_id).word)
