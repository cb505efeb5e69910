"""The forms of an item: a row of new ones, in which what a pile has in common is typed once, and corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from archive_tui.services import describing
from archive_tui.services.archive import Actor, Archive, Outcome
from archive_tui.services.describing import Edited, Opened
from archive_tui.services.item_form import EDIT_FIELDS, ITEM_FIELDS
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.base import FAULTS, against_text
from archive_tui.ui.screens.form_screen import FormScreen
from archive_tui.ui.screens.item_fields import Readings, sheet_fields, words_to_read
from archive_tui.ui.screens.pin import PinDialog
from archive_tui.ui.widgets.sheet import SheetField
from archive_tui.ui.widgets.typed_numbers import counted_on
from archive_tui.wording import _
from archive_tui.wording.describing import field_word
from archive_tui.wording.faults import fault_text
from archive_tui.wording.joining import all_of
from archive_tui.wording.names import level_handling

#: What the archival code is made of: the line beneath the form follows these.
_CODED = frozenset({"department", "category", "year", "retention"})
#: Refusals that the GM's signature turns into a permission.
_GMS = frozenset({"origin_is_gms", "retention_is_gms"})


class _ItemScreen(FormScreen):
    """What both forms of an item share."""

    def __init__(self) -> None:
        super().__init__()
        self._readings: Readings = {}

    async def prepare(self) -> None:
        """Fetch departments, categories and volumes, and what their names are typed by."""
        self.ground = await self.session.look(describing.ground)
        wanted = [words for words in words_to_read(self.ground) if words not in self._readings]
        if wanted:
            self._readings = {**self._readings, **await self.session.look(describing.readings, wanted)}


class NewItemScreen(_ItemScreen):
    """Files one item after the other; ``like`` is a description that the first one begins with."""

    SCREEN: ClassVar[str] = "new_item"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, like: int | None = None) -> None:
        """Take the item to copy, if any."""
        super().__init__()
        self._like = like
        self._code = ""
        self._by_hand: set[str] = set()

    def fields(self) -> Sequence[SheetField]:
        """Return all fields of an item."""
        assert self.ground is not None
        return sheet_fields(ITEM_FIELDS, self.ground, self._readings)

    async def beginning(self) -> Mapping[str, str]:
        """Return the description to copy, or what the last item that was filed here leaves to the next."""
        assert self.ground is not None
        if self._like is not None:
            return (await self.session.look(describing.open_form, self._like)).seen
        defaults = {"year": str(self.ground.today.year), "level": "unclassified", "original": "yes"}
        return {**defaults, **self._kept()}

    def begin(self, values: Mapping[str, str]) -> None:
        """Begin the next item."""
        self._by_hand = set()
        super().begin(values)
        self._ask_code()

    def below(self) -> str:
        """Return the archival code that it will be given."""
        if not self._code:
            return _("The archival code follows from department, category, year and retention.")
        return _("Will be {code}").format(code=self._code)

    def edited(self, field: str) -> None:
        """Let the retention follow the category, unless it was chosen by hand, and the code follow both."""
        assert self.ground is not None
        if field == "retention":
            self._by_hand.add(field)
        category = self.ground.intake.categories.named(self.sheet.values["category"])
        if field == "category" and category is not None and "retention" not in self._by_hand:
            self.sheet.put("retention", category.retention)
        if field in _CODED:
            self._ask_code()

    def why_not(self, verb: str) -> str | None:
        """Say where there is nothing to repeat."""
        if verb == "fill" and not self.session.last_form:
            return _("Nothing has been filed here yet.")
        return None

    def do_fill(self) -> None:
        """Put what the last form held into this field; once more, its number counted on."""
        sheet, last = self.sheet, self.session.last_form
        name = sheet.field.id
        now = sheet.values[name]
        sheet.put(name, counted_on(now) if now and not sheet.field.choices else last.get(name, ""))
        self.edited(name)
        self.show_below()

    async def hand_in(self, values: Mapping[str, str], key: str) -> None:
        """File it, and begin the next with what stays the same."""
        done = await self.told(self.session.act(describing.file_item, values, key))
        if done is None:
            return
        self.session.last_form = dict(values)
        self.begin(self._kept())
        self.answer(_("Filed: {label}  {code}").format(label=done.label, code=done.archival_code))

    def _kept(self) -> dict[str, str]:
        last = self.session.last_form
        return {each.id: last[each.id] for each in ITEM_FIELDS if each.sticky and each.id in last}

    def _ask_code(self) -> None:
        self.run_worker(self._fetch_code(self.sheet.values), group="code", exclusive=True)

    async def _fetch_code(self, values: Mapping[str, str]) -> None:
        try:
            self._code = await self.session.look(describing.next_code, values)
        except FAULTS as fault:
            self.refuse(fault_text(fault))
        if self.standing:
            self.show_below()


class EditItemScreen(_ItemScreen):
    """Corrects one item's description; gives back what was changed, None after Esc."""

    SCREEN: ClassVar[str] = "edit_item"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, item_id: int) -> None:
        """Take the item's id."""
        super().__init__()
        self._item_id = item_id
        self._opened: Opened | None = None
        self._seen: Mapping[str, str] = {}

    def place(self) -> str:
        """Return which item it is."""
        return super().place() if self._opened is None else f"{super().place()} {self._opened.label}"

    def fields(self) -> Sequence[SheetField]:
        """Return the fields that an edit may change."""
        assert self.ground is not None
        return sheet_fields(EDIT_FIELDS, self.ground, self._readings)

    async def beginning(self) -> Mapping[str, str]:
        """Return the description as it is."""
        self._opened = await self.session.look(describing.open_form, self._item_id)
        self._seen = dict(self._opened.seen)
        self.show_frame()
        return self._seen

    def below(self) -> str:
        """Return what stays: code and level."""
        if self._opened is None:
            return ""
        return f"{self._opened.archival_code}  {level_handling(self._opened.level)}"

    def rebase(self, now: Mapping[str, str]) -> None:
        """Take the description as it is now for the one that was opened."""
        super().rebase(now)
        self._seen = dict(now)

    async def hand_in(self, values: Mapping[str, str], key: str) -> None:
        """Write what was changed; by the GM's PIN where the regulation wants it."""
        outcome = await self.session.act(describing.edit_item, self._item_id, self._seen, values)
        if outcome.done is None and {clause.code for clause in outcome.ruling.against} <= _GMS:
            signed = await self._signed(values, outcome)
            if signed is None:
                self.refuse_outcome(outcome)
                return
            outcome = signed
        if outcome.done is None:
            self.refuse_outcome(outcome)
            return
        self.dismiss(outcome.done)

    async def _signed(self, values: Mapping[str, str], asked: Outcome[Edited]) -> Outcome[Edited] | None:
        async def submit(login: str, pin: str, _values: Mapping[str, str]) -> Outcome[Edited]:
            return await self.session.act(_edit_signed, self._item_id, self._seen, values, (login, pin))

        dialog = PinDialog(_("The GM's signature"), submit, lines=[against_text(asked)], enter=_("sign"))
        return await self.app.push_screen_wait(dialog)


def edited_words(done: Edited) -> str:
    """Return what an edit changed, for the status line."""
    if not done.fields:
        return _("Nothing was changed.")
    words = _("Corrected: {fields}.").format(fields=all_of([field_word(each) for each in done.fields]))
    owed = _("The original is owed.") if done.owed and "original" in done.fields else ""
    return f"{words} {owed}".rstrip()


def _edit_signed(
    archive: Archive, actor: Actor, item_id: int, seen: Mapping[str, str], values: Mapping[str, str],
    signed: tuple[str, str],
) -> Outcome[Edited]:  # fmt: skip
    return describing.edit_item(archive, actor, item_id, seen, values, signed)
