"""The tables of the archive itself, of people, and of what they may do."""

from __future__ import annotations

from peewee import Check, ForeignKeyField, IntegerField, TextField

from archive_tui.store.table_base import Table


class Meta(Table):
    """What an archive is: id, company, fonds, journal mode, demo or not."""

    key = TextField(primary_key=True)
    value = TextField()


class Setting(Table):
    """One setting that a company chose otherwise; what is not here is the default."""

    name = TextField(primary_key=True)
    value = TextField()


class Department(Table):
    """A department with its three letters for archival codes."""

    code = TextField(unique=True, constraints=[Check("length(code) = 3")])
    name = TextField()


class Staff(Table):
    """A person on the staff list. Nobody is ever deleted; who leaves has ``left_at``."""

    login = TextField(unique=True, constraints=[Check("length(login) between 1 and 32")])
    name = TextField(constraints=[Check("length(name) between 1 and 80")])
    haystack = TextField(default="")
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    card = TextField(unique=True)
    language = TextField(null=True)
    since = IntegerField()
    left_at = IntegerField(null=True)


class Post(Table):
    """A role held by a person for a time, for a department where the role has one."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    role = TextField()
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    since = IntegerField()
    until = IntegerField(null=True)


class Delegation(Table):
    """A letter of delegation (6.7.3): ``departments`` is a JSON list of ids or null for all; ``levels`` a JSON list."""

    number = IntegerField(unique=True)
    deputy = ForeignKeyField(Staff, on_delete="RESTRICT")
    since = IntegerField()
    until = IntegerField()
    departments = TextField(null=True)
    levels = TextField()
    revoked_at = IntegerField(null=True)


class Absence(Table):
    """An absence of the GM on business (6.7.3)."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT")
    since = IntegerField()
    until = IntegerField(null=True)


class Credential(Table):
    """A person's PIN, as a hash, and how its guesses stand; times in UTC seconds."""

    staff = ForeignKeyField(Staff, primary_key=True, on_delete="RESTRICT")
    pin_hash = TextField(null=True)
    one_time_hash = TextField(null=True)
    one_time_until = IntegerField(null=True)
    tries = IntegerField(default=0)
    wait_until = IntegerField(default=0)


class OsAccount(Table):
    """Which operating-system account is which person on this machine."""

    uid = IntegerField(primary_key=True)
    staff = ForeignKeyField(Staff, on_delete="RESTRICT")


class RoleProposal(Table):
    """A role that a staff file proposes; it counts once the GM has signed the list (commands.md, import)."""

    staff = ForeignKeyField(Staff, on_delete="RESTRICT", index=True)
    role = TextField()
    department = ForeignKeyField(Department, null=True, on_delete="RESTRICT")
    by = ForeignKeyField(Staff, on_delete="RESTRICT")
    at = IntegerField()
    decided_by = ForeignKeyField(Staff, null=True, on_delete="RESTRICT")
    decided_at = IntegerField(null=True)
    approve = IntegerField(null=True, constraints=[Check("approve is null or approve in (0,1)")])
