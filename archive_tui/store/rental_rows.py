"""Cumulative rental by client and calendar year (4.2.1): a table of sums, kept with the instalments that it adds up.

The rental of a year is what falls due in it of contracts, and the opening balance of that year. So the figures of a
grade move when somebody enters something, and at New Year, and not from day to day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archive_tui.store.door import Store


def add(store: Store, changes: Mapping[tuple[int, int], int]) -> None:
    """Add amounts to clients' years, and bring the sums of those clients up to date."""
    wanted = [(client, year, amount) for (client, year), amount in sorted(changes.items()) if amount]
    for start in range(0, len(wanted), 300):
        part = wanted[start : start + 300]
        store.db.execute_sql(
            f"INSERT INTO client_rental(client_id, year, amount) VALUES {', '.join(['(?, ?, ?)'] * len(part))}"
            " ON CONFLICT (client_id, year) DO UPDATE SET amount = amount + excluded.amount",
            tuple(value for row in part for value in row),
        )
    refresh(store, sorted({client for client, _, _ in wanted}))


def refresh(store: Store, clients: Sequence[int]) -> None:
    """Bring clients' sums up to date: rental in all, the first year with some, contracts."""
    for start in range(0, len(clients), 500):
        part = clients[start : start + 500]
        store.db.execute_sql(
            "UPDATE client_figures SET"
            " rental = (SELECT coalesce(sum(amount), 0) FROM client_rental r"
            " WHERE r.client_id = client_figures.client_id),"
            " first_year = (SELECT min(year) FROM client_rental r WHERE r.client_id = client_figures.client_id"
            " AND r.amount > 0), contracts = (SELECT count(*) FROM lease l WHERE l.client_id = client_figures.client_id"
            f" AND l.state = 'contract') WHERE client_id IN ({','.join('?' * len(part))})",
            tuple(part),
        )


def by_year(store: Store, client_id: int) -> dict[int, int]:
    """Return a client's rental by year."""
    rows = store.db.execute_sql(
        "SELECT year, amount FROM client_rental WHERE client_id = ? AND amount <> 0 ORDER BY year", (client_id,)
    ).fetchall()
    return dict(rows)


def cumulative(store: Store, client_id: int, year: int) -> int:
    """Return a client's rental of all years up to and including ``year``."""
    return int(
        store.db.execute_sql(
            "SELECT coalesce(sum(amount), 0) FROM client_rental WHERE client_id = ? AND year <= ?", (client_id, year)
        ).fetchone()[0]
    )


def highest(store: Store, year: int, new_years: int) -> tuple[int, int | None]:
    """Return the highest cumulative rental of an established client as of a year, and whose it is.

    Clients are looked at from the largest sum of all years down, until no later one could be higher.
    """
    cursor = store.db.execute_sql(
        "SELECT f.rental, f.client_id, (SELECT coalesce(sum(amount), 0) FROM client_rental r"
        " WHERE r.client_id = f.client_id AND r.year > ?) FROM client_figures f"
        " WHERE f.rental > 0 AND f.first_year <= ? ORDER BY f.rental DESC",
        (year, year - new_years),
    )
    best: tuple[int, int | None] = (0, None)
    for rental, client, ahead in cursor:
        if rental <= best[0]:
            break
        if rental - ahead > best[0]:
            best = (rental - ahead, client)
    return best


def ahead_of(store: Store, year: int) -> dict[int, int]:
    """Return, by client, the rental of the years after ``year``: what does not count yet."""
    rows = store.db.execute_sql(
        "SELECT client_id, sum(amount) FROM client_rental WHERE year > ? GROUP BY client_id", (year,)
    ).fetchall()
    return dict(rows)


def sums_that_differ(store: Store) -> Iterable[int]:
    """Return the clients whose sums are not those of their instalments, opening balances, contracts and scores."""
    rows = store.db.execute_sql("""
        WITH RECURSIVE root(id, top) AS (
            SELECT id, id FROM client WHERE merged_into_id IS NULL
            UNION ALL SELECT c.id, root.top FROM client c JOIN root ON c.merged_into_id = root.id),
        parts(client, year, amount) AS (
            SELECT client_id, cast(substr(due_on, 1, 4) AS INTEGER), amount FROM instalment WHERE void = 0
            UNION ALL SELECT r.top, o.year, o.amount FROM opening_balance o JOIN root r ON r.id = o.client_id
                WHERE o.id = (SELECT max(p.id) FROM opening_balance p
                              WHERE p.client_id = o.client_id AND p.year = o.year)),
        sums(client, year, amount) AS (SELECT client, year, sum(amount) FROM parts GROUP BY client, year)
        SELECT s.client FROM sums s LEFT JOIN client_rental r ON r.client_id = s.client AND r.year = s.year
            WHERE s.amount IS NOT coalesce(r.amount, 0)
        UNION SELECT r.client_id FROM client_rental r LEFT JOIN sums s ON s.client = r.client_id AND s.year = r.year
            WHERE r.amount <> 0 AND s.client IS NULL
        UNION SELECT f.client_id FROM client_figures f
            WHERE f.rental IS NOT coalesce((SELECT sum(amount) FROM client_rental r WHERE r.client_id = f.client_id), 0)
               OR f.first_year IS NOT
                  (SELECT min(year) FROM client_rental r WHERE r.client_id = f.client_id AND r.amount > 0)
               OR f.contracts <> (SELECT count(*) FROM lease l WHERE l.client_id = f.client_id AND l.state = 'contract')
        UNION SELECT f.client_id FROM client_figures f JOIN client c ON c.id = f.client_id
            LEFT JOIN score s ON s.id = (SELECT max(id) FROM score WHERE client_id = f.client_id)
            WHERE c.merged_into_id IS NULL AND (f.score_id IS NOT s.id OR f.grade IS NOT coalesce(s.grade, 'ungraded'))
        UNION SELECT i.client_id FROM instalment i
            WHERE i.paid IS NOT coalesce((SELECT sum(amount) FROM payment p WHERE p.instalment_id = i.id), 0)
        """).fetchall()
    return sorted({row[0] for row in rows})
