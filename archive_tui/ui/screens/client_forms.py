"""The forms of a client's own fields: a new file with possible doubles pointed out, a correction, the divisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.content import Content

from archive_tui.regulation.clients import Division, Position, Volume, choices
from archive_tui.services import client_views, clients
from archive_tui.services.archive import NotThere
from archive_tui.services.client_views import ClientCard
from archive_tui.services.clients import Double, NewClient
from archive_tui.ui.bindings import bindings_of
from archive_tui.ui.screens.credit_form import CreditForm
from archive_tui.ui.theme import Glyphs
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.lines import wrapped
from archive_tui.ui.widgets.sheet import Choice, SheetField
from archive_tui.ui.widgets.showing import shown
from archive_tui.wording import _
from archive_tui.wording.clients import (
    division_value_word,
    division_word,
    nature_word,
    position_word,
    section_word,
    volume_word,
)

#: The sections that a new file can begin with, gathered first and at first hand (2.1).
_FIRST = ("phone", "address", "founded", "client_since", "assets")
_OWN = ("name", "nature", "position", "through", "remark")


class ClientForm(CreditForm):
    """What the forms of a client's own fields have in common."""

    FIELD_OF: ClassVar[Mapping[str, str]] = {
        "client_code_there": "code", "nature": "nature", "position": "position",
    }  # fmt: skip

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._natures: Sequence[tuple[str, str, str, tuple[str, ...]]] = ()

    async def read(self) -> None:
        """Fetch the natures."""
        self._natures = await self.session.look(clients.natures)

    def own_fields(self) -> dict[str, SheetField]:
        """Return the fields of a client itself."""
        natures = tuple(Choice(code, nature_word(code, zh, en), (zh, code)) for code, zh, en, _asks in self._natures)
        positions = tuple(Choice(each.value, position_word(each)) for each in Position)
        return {
            "name": SheetField("name", _("Name"), prose=True),
            "nature": SheetField("nature", _("Nature"), choices=natures),
            "position": SheetField("position", _("Market position"), choices=positions),
            "through": SheetField("through", _("Through"), _("whom, where it is an indirect client"), prose=True),
            "remark": SheetField("remark", _("Remark"), prose=True),
        }


class NewClientScreen(ClientForm):
    """Sets up a file; gives back the client's id, None after Esc."""

    SCREEN: ClassVar[str] = "new_client"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self) -> None:
        """Start with nothing typed."""
        super().__init__()
        self._doubles: tuple[Double, ...] = ()
        self._shown: tuple[Double, ...] | None = None

    def fields(self) -> Sequence[SheetField]:
        """Return the client's own fields, the first entries of the card, and the code."""
        own = self.own_fields()
        volumes = tuple(Choice(each.value, volume_word(each)) for each in Volume)
        first = {code: SheetField(code, _capital(section_word(code)), prose=code != "phone") for code in _FIRST}
        return [
            own["name"], own["nature"], first["phone"], own["through"], first["address"], first["founded"],
            first["client_since"], first["assets"],
            SheetField("volume", _("Volume"), _("by the facts; else key, general, occasional"), volumes),
            own["position"], own["remark"], SheetField("code", _("Code"), _("empty: the next number")),
        ]  # fmt: skip

    async def beginning(self) -> Mapping[str, str]:
        """Begin with what is usual."""
        return {"nature": "ordinary", "position": Position.UNSAID.value}

    def edited(self, field: str) -> None:
        """Look for doubles as soon as name or telephone say more."""
        if field in ("name", "phone"):
            self.run_worker(self._look_for_doubles(), group="doubles", exclusive=True)

    async def _look_for_doubles(self) -> None:
        values = self.sheet.values
        self._doubles = await self.session.look(clients.possible_doubles, values["name"], values["phone"])
        self.show_below()

    async def take(self, typed: TypedFields) -> None:
        """Set up the file; where it may be there already, a second Enter does it."""
        name = typed.text("name")
        nature = typed.choice("nature", tuple(code for code, *_rest in self._natures))
        position = typed.choice("position", tuple(Position))
        volume = typed.choice("volume", ("", *Volume))
        if typed.faults:
            return
        await self._look_for_doubles()
        if self._doubles and self._shown != self._doubles:
            self._shown = self._doubles
            self.refuse(_("It may be there already, see below. Enter once more sets it up all the same."))
            return
        values = typed.values
        new = NewClient(
            name, nature, values["code"], position, values["through"], values["remark"], volume,
            {code: values[code] for code in _FIRST},
        )  # fmt: skip
        made = await self.told(self.session.act(clients.new_client, new))
        if made is not None:
            self.dismiss(made)

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return who may be the same client."""
        lines = [Content("")]
        if self._doubles:
            lines.append(Content(" ") + shown(f"{glyphs.warn} " + _("It may be there already:"), "bold"))
        for each in self._doubles:
            words = _("same telephone") if each.by == "phone" else _("same name but for suffixes")
            lines.append(Content("   ") + shown(f"{each.code}  {each.name}  ") + shown(words, "$foreground-muted"))
        return lines[:room]


class EditClientScreen(ClientForm):
    """Corrects a client's own fields; gives back what to say, None after Esc."""

    SCREEN: ClassVar[str] = "edit_client"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__()
        self._client_id = client_id
        self._card: ClientCard | None = None

    def place(self) -> str:
        """Return which client it is."""
        return super().place() if self._card is None else f"{super().place()} {self._card.record.code}"

    async def read(self) -> None:
        """Fetch the natures and the client."""
        await super().read()
        self._card = await _card(self)

    def fields(self) -> Sequence[SheetField]:
        """Return the client's own fields."""
        return list(self.own_fields().values())

    async def beginning(self) -> Mapping[str, str]:
        """Return what is there."""
        assert self._card is not None
        return {name: str(getattr(self._card.record, name)) for name in _OWN}

    async def take(self, typed: TypedFields) -> None:
        """Write what was changed."""
        if (why := self.nothing_to_change()) is not None:
            self.refuse(why)
            return
        typed.text("name")
        typed.choice("nature", tuple(code for code, *_rest in self._natures))
        typed.choice("position", tuple(Position))
        if typed.faults:
            return
        changes = {name: typed.values[name].strip() for name in self.sheet.touched}
        if await self.told(self.session.act(clients.edit_client, self._client_id, changes)) is not None:
            self.dismiss(_("The client is corrected; the former texts stay readable."))

    @property
    def client_id(self) -> int:
        """Whose form it is."""
        return self._client_id


class DivisionsScreen(CreditForm):
    """Says divisions otherwise than the facts do; gives back what to say, None after Esc."""

    SCREEN: ClassVar[str] = "divisions"
    BINDINGS = bindings_of(SCREEN)

    def __init__(self, client_id: int) -> None:
        """Take the client's id."""
        super().__init__()
        self.client_id = client_id
        self._card: ClientCard | None = None

    def place(self) -> str:
        """Return which client it is."""
        return super().place() if self._card is None else f"{super().place()} {self._card.record.code}"

    async def read(self) -> None:
        """Fetch the client."""
        self._card = await _card(self)

    def fields(self) -> Sequence[SheetField]:
        """Return the three divisions that follow from the facts, and the reason."""
        found = [SheetField(each.value, _capital(division_word(each)), choices=self._values(each)) for each in Division]
        return [*found, SheetField("reason", _("Reason"), _("what the facts don't show"), prose=True)]

    async def beginning(self) -> Mapping[str, str]:
        """Return how it is said now, or by the facts."""
        assert self._card is not None
        standing = self._card.line.standing
        return {
            each.value: str(getattr(standing, each.value)) if each in standing.said else _BY_FACTS for each in Division
        }

    async def take(self, typed: TypedFields) -> None:
        """Write each division that was changed."""
        if (why := self.nothing_to_change()) is not None:
            self.refuse(why)
            return
        said = {each: typed.choice(each.value, (_BY_FACTS, *choices(each))) for each in Division}
        reason = typed.text("reason")
        if typed.faults:
            return
        for division, value in said.items():
            if division.value not in self.sheet.touched:
                continue
            new = "" if value == _BY_FACTS else value
            act = self.session.act(clients.override_division, self.client_id, division, new, reason)
            outcome = await act
            if not outcome.ruling.allowed:
                self.refuse_outcome(outcome)
                return
        self.dismiss(_("The divisions are said."))

    def beneath(self, width: int, room: int, glyphs: Glyphs) -> Sequence[Content]:
        """Return what the facts say and how."""
        told = _(
            "By time: future until a contract or rental, new until the first calendar year with rental has closed, "
            "then established. By dealings: from contracts, offers and what is owed. By volume: from the number of "
            "contracts and the share of the highest client's rental (settings)."
        )
        return [Content(""), *(Content(" ") + shown(each, "$foreground-muted") for each in wrapped(told, width - 2))][
            :room
        ]

    def _values(self, division: Division) -> tuple[Choice, ...]:
        assert self._card is not None
        standing = self._card.line.standing
        fact = standing.said[division][0] if division in standing.said else str(getattr(standing, division.value))
        by_facts = _("by the facts: {value}").format(value=division_value_word(division, fact))
        return (
            Choice(_BY_FACTS, by_facts),
            *(Choice(value, division_value_word(division, value)) for value in choices(division)),
        )


#: The choice that leaves a division to the facts.
_BY_FACTS = "facts"


async def _card(form: EditClientScreen | DivisionsScreen) -> ClientCard:
    card = await form.session.look(client_views.card, form.client_id)
    if card is None:
        raise NotThere("client", str(form.client_id))
    return card


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
