"""The tables of an archive, schema version 3. Times are integer UTC seconds; STRICT everywhere.

The rules that a table can carry by itself stand here as CHECK, UNIQUE and foreign keys; what takes a look at other
rows stands in ``guards``. Free text and personal data live in columns that the trail only holds digests of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from peewee import SQL, BlobField, Check, ForeignKeyField, IntegerField, Model, TextField

_LEVELS = "('unclassified','secret','confidential','top_secret')"
#: The rank of an item's level as SQL, for an index and for sorting by it.
LEVEL_RANK = "CASE level WHEN 'unclassified' THEN 0 WHEN 'secret' THEN 1 WHEN 'confidential' THEN 2 ELSE 3 END"
_STATES = "('in_place','out','reading','missing','destroyed')"


if TYPE_CHECKING:
    from peewee import AutoField


class _Table(Model):
    if TYPE_CHECKING:
        id: AutoField  # peewee adds it to every table without a primary key of its own

    class Meta:
        legacy_table_names = False
        strict_tables = True


class Meta(_Table):
    """What an archive is: id, company, fonds, journal mode, demo or not."""

    key = TextField(primary_key=True)
    value = TextField()


class Setting(_Table):
    """One setting that a company chose otherwise; what is not here is the default."""

    name = TextField(primary_key=True)
    value = TextField()


class Department(_Table):
    """A department with its three letters for archival codes."""

    code = TextField(unique=True, constraints=[Check("length(code) = 3")])
    name = TextField()


class Staff(_Table):
    """A person on the staff list. Nobody is ever deleted; who leaves has ``left_at``."""

    login = TextField(unique=True, constraints=[Check("length(login) between 1 and 32")])
    name = TextField(constraints=[Check("length(name) between 1 and 80")])
    haystack = TextField(default="")
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    card = TextField(unique=True)
    language = TextField(null=True)
    since = IntegerField()
    left_at = IntegerField(null=True)


class Post(_Table):
    """A role held by a person for a time, for a department where the role has one."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    role = TextField()
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    since = IntegerField()
    until = IntegerField(null=True)


class Delegation(_Table):
    """A letter of delegation (6.7.3): ``departments`` is a JSON list of ids or null for all; ``levels`` a JSON list."""

    number = IntegerField(unique=True)
    deputy = ForeignKeyField(Staff, on_delete="RESTRICT")
    since = IntegerField()
    until = IntegerField()
    departments = TextField(null=True)
    levels = TextField()
    revoked_at = IntegerField(null=True)


class Absence(_Table):
    """An absence of the GM on business (6.7.3)."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    since = IntegerField()
    until = IntegerField(null=True)


class Credential(_Table):
    """A person's PIN, as a hash, and how its guesses stand; times in UTC seconds."""

    staff = ForeignKeyField(Staff, primary_key=True, on_delete="RESTRICT")
    pin_hash = TextField(null=True)
    one_time_hash = TextField(null=True)
    one_time_until = IntegerField(null=True)
    tries = IntegerField(default=0)
    wait_until = IntegerField(default=0)


class OsAccount(_Table):
    """Which operating-system account is which person on this machine."""

    uid = IntegerField(primary_key=True)
    staff = ForeignKeyField(Staff, on_delete="RESTRICT")


class Category(_Table):
    """A category of papers (6.2) as data: its class in archival codes and the retention that it gives by default."""

    code = TextField(unique=True, constraints=[Check("length(code) between 1 and 32")])
    chinese = TextField(constraints=[Check("length(chinese) between 1 and 80")])
    english = TextField(constraints=[Check("length(english) between 1 and 80")])
    series_class = TextField(constraints=[Check("length(series_class) = 2")])
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])


class ScheduleLine(_Table):
    """A line of the retention schedule (facts.md): how long such papers are kept, from when, and on what basis."""

    code = TextField(unique=True)
    category = TextField(index=True)
    chinese = TextField()
    english = TextField()
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    years = IntegerField(null=True, constraints=[Check("years is null or years between 1 and 100")])
    counts_from = TextField(default="")
    basis = TextField(default="")
    confidence = TextField(default="")
    note = TextField(default="")


class Volume(_Table):
    """A volume (案卷): papers made up together during the year (6.6 ②), with a code and a place of its own."""

    archival_code = TextField(unique=True)
    title = TextField(constraints=[Check("length(title) between 1 and 500")])
    category = TextField(default="")
    year = IntegerField(constraints=[Check("year between 1000 and 9999")])
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    box = TextField(default="")
    place = TextField(default="")
    remark = TextField(default="")
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    made_at = IntegerField()
    seq = IntegerField()


class Item(_Table):
    """One archival item: description, level, state. The description's digest stands in the trail.

    ``filed_level`` never changes; ``raised_seq`` is the trail entry of the latest raise (it voids sign-offs before it).
    """

    archival_code = TextField(unique=True)
    series = TextField(index=True)
    title = TextField(constraints=[Check("length(title) between 1 and 500")])
    title_key = TextField(index=True)
    category = TextField(default="")
    year = IntegerField(constraints=[Check("year between 1000 and 9999")])
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    filed_level = TextField(constraints=[Check(f"filed_level in {_LEVELS}")])
    level = TextField(constraints=[Check(f"level in {_LEVELS}")])
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    document_number = TextField(default="")
    document_date = TextField(default="")
    author = TextField(default="")
    original = IntegerField(default=1, constraints=[Check("original in (0,1)")])
    original_owed = IntegerField(default=0, constraints=[Check("original_owed in (0,1)")])
    pages = IntegerField(null=True, constraints=[Check("pages is null or pages between 1 and 99999")])
    box = TextField(default="")
    place = TextField(default="")
    keywords = TextField(default="")
    remark = TextField(default="")
    state = TextField(default="in_place", constraints=[Check(f"state in {_STATES}")])
    raised_seq = IntegerField(default=0)
    salt = BlobField()
    digest = BlobField()
    filed_seq = IntegerField(index=True)
    volume = ForeignKeyField(Volume, null=True, on_delete="RESTRICT", index=True)

    class Meta:
        constraints = (Check("original = 1 or level in ('unclassified','secret') or original_owed = 1"),)


class ItemText(_Table):
    """What an item is found by (see ``search``), apart from its row: a long word is checked against every hit."""

    item = ForeignKeyField(Item, primary_key=True, on_delete="RESTRICT")
    haystack = TextField()


class Revision(_Table):
    """One field of an item's description as it was and as it became; append-only. ``seq`` is the entry of the edit."""

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    seq = IntegerField(index=True)
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    field = TextField()
    old = TextField()
    new = TextField()


class ImportBatch(_Table):
    """An import under way or done: ``state`` is staging, flipped or dropped."""

    source = TextField()
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    state = TextField(constraints=[Check("state in ('staging','flipped','dropped')")])


class StagedItem(_Table):
    """A row of a large import, waiting for the flip: what ``item`` and ``item_text`` will hold, under its own id."""

    batch = ForeignKeyField(ImportBatch, on_delete="RESTRICT", index=True)
    archival_code = TextField(unique=True)
    series = TextField(index=True)
    title = TextField(constraints=[Check("length(title) between 1 and 500")])
    title_key = TextField()
    category = TextField()
    year = IntegerField(constraints=[Check("year between 1000 and 9999")])
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    level = TextField(constraints=[Check(f"level in {_LEVELS}")])
    retention = TextField(constraints=[Check("retention in ('Y','D30','D10')")])
    document_number = TextField()
    document_date = TextField()
    author = TextField()
    original = IntegerField()
    original_owed = IntegerField()
    pages = IntegerField(null=True)
    box = TextField()
    place = TextField()
    keywords = TextField()
    remark = TextField()
    salt = BlobField()
    digest = BlobField()
    haystack = TextField()


class RoleProposal(_Table):
    """A role that a staff file proposes; it counts once the GM has signed the list (commands.md, import)."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    role = TextField()
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    decided_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    decided_at = IntegerField(null=True)
    approve = IntegerField(null=True, constraints=[Check("approve is null or approve in (0,1)")])


class LoanRequest(_Table):
    """A loan application (《借阅档案申请表》), one borrower, one or more items; its short code is ``F`` + id."""

    borrower = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    made_at = IntegerField()
    purpose = TextField(default="")


class RequestItem(_Table):
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


class SignOff(_Table):
    """A signature on one item of an application; append-only. ``seq`` is its entry in the trail."""

    request_item = ForeignKeyField(RequestItem, on_delete="RESTRICT", index=True)
    stage = TextField(constraints=[Check("stage in ('manager','office','secret')")])
    signer = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    capacity = TextField()
    letter = IntegerField(null=True)
    approve = IntegerField(constraints=[Check("approve in (0,1)")])
    level = TextField(constraints=[Check(f"level in {_LEVELS}")])
    at = IntegerField()
    reason = TextField(default="")
    seq = IntegerField()


class Loan(_Table):
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


class Unreturn(_Table):
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


class Copy(_Table):
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


class Recall(_Table):
    """A call for an item that is out to come back at once (收回)."""

    loan = ForeignKeyField(Loan, on_delete="RESTRICT", index=True)
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    cause = TextField(constraints=[Check("cause in ('level_raised','asked')")])
    reason = TextField(default="")
    closed_at = IntegerField(null=True)


class Reminder(_Table):
    """A reminder (催还) written for a loan."""

    loan = ForeignKeyField(Loan, on_delete="RESTRICT", index=True)
    made_by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()


class Incident(_Table):
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


class LevelChange(_Table):
    """One change of an item's level, with who signed it; append-only (invariant 5)."""

    item = ForeignKeyField(Item, on_delete="RESTRICT", index=True)
    old = TextField(constraints=[Check(f"old in {_LEVELS}")])
    new = TextField(constraints=[Check(f"new in {_LEVELS}")])
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    reason = TextField(default="")
    seq = IntegerField()


class Trail(_Table):
    """The trail: append-only and chained; ``body`` is stored as it was hashed (trust.md, What can be proved).

    ``act`` and ``actor`` are generated from the body, so that they can't say anything else.
    """

    seq = IntegerField(primary_key=True)
    at = IntegerField()
    body = TextField()
    prev = BlobField(constraints=[Check("length(prev) = 32")])
    hash = BlobField(constraints=[Check("length(hash) = 32")])
    act = TextField(
        null=True, constraints=[SQL("generated always as (json_extract(body, '$.act')) virtual")], index=True
    )
    actor = IntegerField(
        null=True, constraints=[SQL("generated always as (json_extract(body, '$.by')) virtual")], index=True
    )


class TrailSubject(_Table):
    """Which items and people a trail entry is about; filled by a trigger from the body's ``items`` and ``about``."""

    seq = IntegerField()
    kind = TextField(constraints=[Check("kind in ('item','staff')")])
    subject = IntegerField()

    class Meta:
        indexes = ((("kind", "subject", "seq"), True),)


class ActKey(_Table):
    """The key of an act that was done, so that a screen which lost its answer can look it up, not repeat it."""

    key = TextField(primary_key=True)
    seq = IntegerField()
    result = TextField()


TABLES: tuple[type[Model], ...] = (
    Meta, Setting, Department, Staff, Post, Delegation, Absence, Credential, OsAccount, Category, ScheduleLine, Volume,
    Item, ItemText, Revision, ImportBatch, StagedItem, RoleProposal, LoanRequest, RequestItem, SignOff, Loan, Unreturn,
    Copy, Recall, Reminder, Incident, LevelChange, Trail, TrailSubject, ActKey,
)  # fmt: skip

#: The items whose original is owed are few, and are counted for every screen.
ITEM_OWED = "CREATE INDEX item_owed ON item (id) WHERE original_owed = 1"
#: What peewee can't say: partial indexes, and the search index (our own grams; see ``search``).
EXTRA = (
    "CREATE UNIQUE INDEX loan_one_holder ON loan (item_id) WHERE returned_at IS NULL",
    "CREATE INDEX loan_open_due ON loan (due_at) WHERE returned_at IS NULL",
    "CREATE INDEX request_item_open ON request_item (request_id) WHERE closed_at IS NULL",
    "CREATE INDEX incident_open ON incident (borrower_id) WHERE closed_at IS NULL",
    "CREATE INDEX recall_open ON recall (loan_id) WHERE closed_at IS NULL",
    "CREATE INDEX item_by_state ON item (state)",
    "CREATE INDEX item_by_year ON item (year)",
    f"CREATE INDEX item_by_level ON item ({LEVEL_RANK})",
    ITEM_OWED,
    "CREATE VIRTUAL TABLE item_search USING fts5"
    "(grams, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 0')",
)
