"""The only room that speaks peewee and SQL: engine, tables, guards, migrations, search, queries."""
