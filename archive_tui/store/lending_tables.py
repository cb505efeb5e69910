"""The tables of lending: applications, signatures, loans and what hangs on them, changes of level."""

from __future__ import annotations

from peewee import Check, ForeignKeyField, IntegerField, TextField

from archive_tui.store.item_tables import Item
from archive_tui.store.people_tables import Staff
from archive_tui.store.table_base import LEVELS, Table


class LoanRequest(Table):
    """A loan application (《借阅档案申请表》), one borrower, one or more items; its short code is ``F`` + id."""

    borrower = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    made_at = IntegerField()
    purpose = TextField(default="")


class RequestItem(Table):
    """One item of an application: what is asked for; ``closed_at`` once used, refused, withdrawn or void."""

    request = ForeignKeyField(LoanRequest, on_delete="RESTRICT")
    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    kind = TextField(constraints=[Check("kind in ('out','reading','copy')")])
    closed_at = IntegerField(null=True)
    outcome = TextField(
        null=True,
        constraints=[Check("outcome is null or outcome in ('used','refused','withdrawn','void','lapsed')")],
    )

    class Meta:
        indexes = ((("request", "item"), True),)
        constraints = (Check("(closed_at is null) = (outcome is null)"),)


class SignOff(Table):
    """A signature on one item of an application; append-only. ``seq`` is its entry in the trail."""

    request_item = ForeignKeyField(RequestItem, on_delete="RESTRICT", index=True)
    stage = TextField(constraints=[Check("stage in ('manager','office','secret')")])
    signer = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    capacity = TextField()
    letter = IntegerField(null=True)
    approve = IntegerField(constraints=[Check("approve in (0,1)")])
    level = TextField(constraints=[Check(f"level in {LEVELS}")])
    at = IntegerField()
    reason = TextField(default="")
    seq = IntegerField()


class Loan(Table):
    """An item handed to one borrower, out or in the reading room; open while ``returned_at`` is null.

    ``reversed_seq``: the return is the reversal of a slip. ``sign_off`` is the approval that it used up (the GM
    office's for an unclassified item, with the manager's form): unique, so used once (invariant 3).
    ``out_boot_*``: the boot clock at check-out.
    """

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    borrower = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    kind = TextField(constraints=[Check("kind in ('out','reading')")])
    level = TextField(constraints=[Check("level in ('unclassified','secret','confidential')")])
    lent_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    out_at = IntegerField()
    out_boot_id = TextField()
    out_boot_ns = IntegerField()
    due_at = IntegerField()
    renewed = IntegerField(default=0)
    returned_at = IntegerField(null=True)
    taken_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    pages_back = IntegerField(null=True)
    state_back = TextField(default="")
    late = IntegerField(default=0, constraints=[Check("late in (0,1)")])
    by_wall_clock = IntegerField(default=0, constraints=[Check("by_wall_clock in (0,1)")])
    reversed_seq = IntegerField(null=True)
    sign_off = ForeignKeyField(SignOff, null=True, unique=True, on_delete="RESTRICT")
    manager_sign_off = ForeignKeyField(SignOff, null=True, unique=True, on_delete="RESTRICT")
    seq = IntegerField()

    class Meta:
        constraints = (
            Check("due_at > out_at"),
            Check("level = 'unclassified' or sign_off_id is not null"),
            Check("level <> 'confidential' or kind = 'reading'"),
            Check("level <> 'secret' or due_at - out_at <= 14400"),
            Check("returned_at is null or taken_by_id is not null"),
        )


class Unreturn(Table):
    """A return that was none: the item is still with its borrower, and the loan goes on; append-only, once a loan.

    What the return had been recorded with stands here, for the loan's own row is as it was before it.
    """

    loan = ForeignKeyField(Loan, unique=True, on_delete="RESTRICT")
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    reason = TextField(constraints=[Check("length(reason) between 1 and 500")])
    returned_at = IntegerField()
    taken_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    pages_back = IntegerField(null=True)
    state_back = TextField(default="")
    late = IntegerField(constraints=[Check("late in (0,1)")])
    by_wall_clock = IntegerField(constraints=[Check("by_wall_clock in (0,1)")])
    seq = IntegerField()


class Copy(Table):
    """A copy made of an item on a sign-off of its own (6.7.6 reading); append-only."""

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    borrower = ForeignKeyField(Staff, on_delete="RESTRICT")
    level = TextField(constraints=[Check("level in ('unclassified','secret')")])
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    sign_off = ForeignKeyField(SignOff, null=True, unique=True, on_delete="RESTRICT")
    manager_sign_off = ForeignKeyField(SignOff, null=True, unique=True, on_delete="RESTRICT")
    seq = IntegerField()

    class Meta:
        constraints = (Check("level = 'unclassified' or sign_off_id is not null"),)


class Recall(Table):
    """A call for an item that is out to come back at once (收回)."""

    loan = ForeignKeyField(Loan, on_delete="RESTRICT", index=True)
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    cause = TextField(constraints=[Check("cause in ('level_raised','asked')")])
    reason = TextField(default="")
    closed_at = IntegerField(null=True)


class Reminder(Table):
    """A reminder (催还) written for a loan."""

    loan = ForeignKeyField(Loan, on_delete="RESTRICT", index=True)
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()


class Incident(Table):
    """Damage, alteration, loss, lending on, copying without permission or lateness; open until closed with a reason."""

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    loan = ForeignKeyField(Loan, null=True, on_delete="RESTRICT")
    borrower = ForeignKeyField(Staff, null=True, on_delete="RESTRICT", index=True)
    kind = TextField(
        constraints=[Check("kind in ('damage','alteration','loss','lent_on','copied','late','pages_missing')")]
    )
    note = TextField(default="")
    opened_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    opened_at = IntegerField()
    closed_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    closed_at = IntegerField(null=True)
    close_reason = TextField(default="")


class LevelChange(Table):
    """One change of an item's level, with who signed it; append-only (invariant 5)."""

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    old = TextField(constraints=[Check(f"old in {LEVELS}")])
    new = TextField(constraints=[Check(f"new in {LEVELS}")])
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    reason = TextField(default="")
    seq = IntegerField()
