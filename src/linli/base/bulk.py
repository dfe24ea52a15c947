"""Insert very many rows: one prepared statement, executed for each row, alike on every database.

`bulk_create` spells every value into the statement: on SQLite a new statement for every few dozen rows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

BATCH = 2000
# Their texts and numbers go into the database as they are; everything else is prepared by its field.
PLAIN = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.ForeignKey,
    models.OneToOneField,
)


def insert(table: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Insert `rows` into `table`; return how many. Call it inside a command.

    names: fields of the model in the order of the values of a row; a foreign key takes the key
    Fields that are not named get the model's default, as `create` would give them.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    statement, wanted, fixed = _inserting(table, names, connection)
    prepare = [_preparer(field, connection) for field in wanted]
    count, stream = 0, iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(stream, BATCH)):
            cursor.executemany(statement, [_prepared(prepare, row) + fixed for row in batch])
            count += len(batch)
    return count


def update(table: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Update rows of `table` by key; return how many statements ran. Call it inside a command.

    names: fields in the order of the values of a row; the row's last value is the primary key
    """
    connection = connections[DEFAULT_DB_ALIAS]
    wanted = _fields(table, names)
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in wanted)
    key: Any = table._meta.pk
    statement = f"UPDATE {quote(table._meta.db_table)} SET {sets} WHERE {quote(key.column)} = %s"  # noqa: S608
    prepare = [_preparer(field, connection) for field in [*wanted, key]]
    values = [_prepared(prepare, row) for row in rows]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
    return len(values)


def upsert(
    table: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    unique: Sequence[str],
    changing: Sequence[str] = (),
    encoded: Collection[str] = (),
) -> None:
    """Insert `rows`, or change those that are there already; one statement, however many rows are streamed.

    names, rows: as for `insert`; unique: the fields by which a row is the same one
    changing: fields written anew where the row is there; none of them leaves that row as it is
    encoded: JSON fields whose values are JSON text already
    """
    connection = connections[DEFAULT_DB_ALIAS]
    quote = connection.ops.quote_name
    statement, wanted, fixed = _inserting(table, names, connection)
    same = ", ".join(quote(field.column) for field in _fields(table, unique))
    columns = [quote(field.column) for field in _fields(table, changing)]
    news = ", ".join(f"{column} = EXCLUDED.{column}" for column in columns)
    statement += f" ON CONFLICT ({same}) DO " + (f"UPDATE SET {news}" if news else "NOTHING")
    prepare = [_as_it_is if field.name in encoded else _preparer(field, connection) for field in wanted]
    stream: Any = _one_by_one(prepare, rows, fixed)
    with connection.cursor() as cursor:
        cursor.executemany(statement, stream)


def _one_by_one(
    prepare: list[Callable[[Any], Any]], rows: Iterable[Sequence[Any]], fixed: tuple[Any, ...]
) -> Iterator[list[Any]]:
    """Yield each row prepared, always in the same list.

    The list is one because Django holds on to every row it is given until the statement ends: of a province
    that would be all its scores at once. The drivers copy a row's values before they ask for the next.
    """
    held: list[Any] = []
    for row in rows:
        held[:] = _prepared(prepare, row) + fixed
        yield held


def _as_it_is(value: Any) -> Any:
    return value


def _inserting(
    table: type[models.Model], names: Sequence[str], connection: Any
) -> tuple[str, list[Any], tuple[Any, ...]]:
    """Return the statement, the fields whose values come with each row, and the values all rows share."""
    wanted = _fields(table, names)
    rest: list[Any] = [
        field
        for field in table._meta.concrete_fields
        if field not in wanted and not field.primary_key and field.has_default()
    ]
    fixed = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in [*wanted, *rest])
    marks = ", ".join(["%s"] * (len(wanted) + len(rest)))
    statement = f"INSERT INTO {connection.ops.quote_name(table._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    return statement, wanted, fixed


def _fields(table: type[models.Model], names: Sequence[str]) -> list[Any]:
    return [table._meta.get_field(name) for name in names]


def _preparer(field: Any, connection: Any) -> Callable[[Any], Any]:
    """Return what makes a value fit for the database: nothing for the plain ones, which are most."""
    prepare = field.get_db_prep_save
    if type(field) not in PLAIN:
        return lambda value: prepare(value, connection)
    return lambda value: value if value.__class__ in (str, int) else prepare(value, connection)


def _prepared(prepare: list[Callable[[Any], Any]], row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple([make(value) for make, value in zip(prepare, row, strict=True)])
