"""The keys of scores, leases, terms and composition (chapters 3 and 4): in lists single letters are keys."""

from __future__ import annotations

from archive_tui.regulation.permissions import Act
from archive_tui.ui.actions.action import Action
from archive_tui.ui.actions.forms import form_keys
from archive_tui.wording import N_

_BACK = N_("Go back to where you were.")
_LEASE, _GM = (Act.LEASE,), (Act.DRAFT_TERMS, Act.SIGN_TERMS)


def _back(screen: str) -> Action:
    return Action(f"{screen}.back", ("escape",), N_("back"), _BACK)


SCORE = form_keys(
    "score", Action("score.fill", ("ctrl+f",), N_("as last time"), N_("What the last score has in this field."))
)

RESCORE = (
    Action("rescore.open", ("enter",), N_("open card"), N_("Open the card of the client at the cursor.")),
    Action("rescore.one", ("r",), N_("re-score"), N_("Re-score this client, same judgement."), needs=(Act.RESCORE,)),
    Action("rescore.all", ("a",), N_("all listed"), N_("Re-score all that are listed."), needs=(Act.RESCORE,)),
    _back("rescore"),
)

LEASES = (
    Action("leases.open", ("enter",), N_("payments"), N_("Its instalments and payments.")),
    Action("leases.new", ("n",), N_("new"), N_("Enter an offer or a contract."), needs=_LEASE),
    Action("leases.conclude", ("k",), N_("contract"), N_("Make this offer a contract (4.3)."), needs=_LEASE),
    Action("leases.except", ("r",), N_("exception"), N_("The GM's exception for this lease."), needs=(
        Act.LEASE, Act.SIGN_TERMS)),
    _back("leases"),
    Action("leases.edit", ("e",), N_("edit"), N_("Change this offer or contract."), line=False, needs=_LEASE),
    Action("leases.copy", ("c",), N_("copy as new"), N_("A new offer like this lease."), line=False, needs=_LEASE),
    Action("leases.end", ("d",), N_("end"), N_("Drop this offer, or end the contract."), line=False, needs=_LEASE),
    Action("leases.balance", ("b",), N_("opening sum"), N_("Rental from before the program."), line=False, needs=(
        Act.KEEP_CLIENTS,)),
)  # fmt: skip

LEASE = (
    Action("lease.new", ("n", "enter"), N_("new"), N_("Enter a payment of this instalment."), needs=_LEASE),
    Action("lease.undo", ("u",), N_("reverse"), N_("Reverse a payment entered wrongly."), needs=_LEASE),
    Action("lease.edit", ("e",), N_("edit"), N_("Change the lease."), needs=_LEASE),
    _back("lease"),
)

LEASE_FORM = form_keys(
    "lease_form",
    Action("lease_form.except", ("ctrl+r",), N_("exception"), N_("Keep the offer, and ask the GM here.")),
)

LEASED_ITEMS = (
    Action("leased_items.new", ("n",), N_("new"), N_("Add to what is leased out."), needs=(Act.LEASED_ITEMS,)),
    Action("leased_items.end", ("d",), N_("no longer"), N_("It is no longer leased out."), needs=(Act.LEASED_ITEMS,)),
    _back("leased_items"),
)

TERMS = (
    Action(
        "terms.older", ("left",), N_("older"), N_("The version before this one."), shown="Left", palette=False
    ),
    Action(
        "terms.newer", ("right",), N_("newer"), N_("The version after this one."), shown="Right", palette=False
    ),
    Action("terms.new", ("n",), N_("new"), N_("Draft a new version of the schedule."), needs=_GM),
    Action("terms.sign", ("s",), N_("sign"), N_("Put this draft in force by the GM's PIN."), needs=_GM),
    _back("terms"),
)  # fmt: skip

TERMS_DRAFT = (
    Action("terms_draft.edit", ("e", "enter"), N_("edit"), N_("Change this line.")),
    Action("terms_draft.new", ("n",), N_("new"), N_("A line for one nature of clients (3.2).")),
    Action("terms_draft.out", ("d",), N_("take out"), N_("Take this line out of the draft.")),
    Action("terms_draft.save", ("ctrl+s",), N_("save"), N_("Save the draft, to be signed by the GM.")),
    Action("terms_draft.back", ("escape",), N_("back"), N_("Back; asks before it drops what you typed.")),
)

TERMS_LINE = form_keys("terms_line")

EXCEPTIONS = (
    Action("exceptions.open", ("enter",), N_("open card"), N_("Open the card of the client at the cursor.")),
    Action("exceptions.revoke", ("d",), N_("revoke"), N_("Take it back by the GM's PIN."), needs=(Act.SIGN_TERMS,)),
    _back("exceptions"),
)

COMPOSITION = (
    Action("composition.next", ("tab",), N_("next"), N_("By grade, item, nature, volume, credit.")),
    Action(
        "composition.earlier", ("left",), N_("year"), N_("The year before, or after."), shown="Left Right",
        palette=False,
    ),
    Action("composition.conclusions", ("c",), N_("conclusions"), N_("Weaknesses, priorities, measures (3.3).")),
    Action("composition.market", ("m",), N_("market"), N_("Enter a market total of the year."), needs=(Act.ANALYSE,)),
    Action("composition.export", ("x",), N_("export"), N_("Write this table to a CSV file.")),
    Action("composition.later", ("right",), N_("year"), N_("The year after."), line=False, palette=False),
    Action("composition.by_grade", ("1",), N_("by grade"), N_("Rental by grade of client."), line=False),
    Action("composition.by_item", ("2",), N_("by item"), N_("Rental by leased item."), line=False),
    Action("composition.by_nature", ("3",), N_("by nature"), N_("Rental by nature of client."), line=False),
    Action("composition.by_volume", ("4",), N_("by volume"), N_("Rental by key, general, occasional."), line=False),
    Action("composition.by_both", ("5",), N_("item, grade"), N_("Leased item by grade of client."), line=False),
    Action("composition.by_credit", ("6",), N_("credit"), N_("Limits, open and late, by grade."), line=False),
    Action("composition.by_client", ("7",), N_("by client"), N_("Limits, open and late, by client."), line=False),
    Action("composition.back", ("escape",), N_("back"), _BACK, line=False),
)  # fmt: skip

CONCLUSIONS = (
    Action("conclusions.new", ("n",), N_("new"), N_("A weakness, a priority or a measure."), needs=(Act.ANALYSE,)),
    Action("conclusions.close", ("t",), N_("note outcome"), N_("Note what came of it."), needs=(Act.ANALYSE,)),
    _back("conclusions"),
)

CREDIT = (
    *SCORE, *RESCORE, *LEASES, *LEASE, *LEASE_FORM, *LEASED_ITEMS, *TERMS, *TERMS_DRAFT, *TERMS_LINE, *EXCEPTIONS,
    *COMPOSITION, *CONCLUSIONS,
)  # fmt: skip
