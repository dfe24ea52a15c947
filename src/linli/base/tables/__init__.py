"""Spreadsheets of strangers, opened safely: bounded time, bounded memory, and a reason for each refusal."""

from linli.base.tables.reading import read as read
from linli.base.tables.reading import read_where as read_where
from linli.base.tables.sheet import Sheet as Sheet
