"""A client's own credit limit, within the ceiling of its grade (3.3 ③, 4.3-end)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from archive_tui.regulation.grading import Grade
from archive_tui.regulation.money import grouped, yuan
from archive_tui.services import lease_views, terms
from archive_tui.services.archive import NotThere, Outcome
from archive_tui.ui.screens.dialog import Dialog
from archive_tui.ui.typed_fields import TypedFields
from archive_tui.ui.widgets.form import Field
from archive_tui.wording import _
from archive_tui.wording.clients import grade_word, limit_text
from archive_tui.wording.terms import ceiling_text

if TYPE_CHECKING:
    from archive_tui.ui.app import ArchiveApp


async def ask_limit(app: ArchiveApp, client_id: int) -> str | None:
    """Ask for a client's own credit limit and the reason; return what to say, None after Esc."""
    found = await app.session.look(lease_views.leases_of, client_id)
    if found is None:
        raise NotThere("client", str(client_id))
    client, shown = found.client, found.terms

    async def submit(values: Mapping[str, str]) -> Outcome[int | None]:
        typed = TypedFields(values, app.session.clock.now().utc.date())
        amount = typed.amount_or_none("amount")
        typed.check()
        outcome = await app.session.act(terms.set_limit, client_id, amount, values["reason"])
        return Outcome(outcome.ruling, amount)

    lines = [f"{client.code} {client.name}", grade_word(Grade(client.grade))]
    if shown is not None:
        ceiling = _("Ceiling of grade {grade}: {ceiling}.")
        lines += [
            ceiling.format(grade=grade_word(Grade(client.grade)), ceiling=ceiling_text(shown.terms)),
            limit_text(shown.limit, shown.open),
        ]
    own = shown.own_limit if shown is not None else None
    fields = (
        Field(
            "amount", _("Own limit"), "" if own is None else yuan(own), optional=True, hint=_("yuan, empty for none")
        ),
        Field("reason", _("Reason")),
    )
    outcome = await app.push_screen_wait(Dialog(_("Credit limit"), fields, submit, lines=lines, enter=_("set")))
    if outcome is None:
        return None
    if outcome.done is None:
        return _("{name} has no credit limit of its own.").format(name=client.name)
    return _("{name} has a credit limit of {amount} yuan of its own.").format(
        name=client.name, amount=grouped(outcome.done)
    )
