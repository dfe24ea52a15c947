"""Errors that mean "the answer is no", as opposed to "the program is wrong"."""

from __future__ import annotations

from linli.kernel.text import Text


class DomainError(Exception):
    """A rule of the domain refuses the request; `text` is fit to show a user.

    text: what is wrong, where, and how to mend it, in both languages
    clause: the clause or article that refuses, if one does
    """

    def __init__(self, zh: str, en: str, *, clause: str = "") -> None:
        self.text = Text(zh, en)
        self.clause = clause
        super().__init__(zh)


class NoSuch(DomainError):
    """There is no such thing, or none the actor may see: the caller can't tell."""


class NotAllowed(DomainError):
    """The actor may see the thing but may not do this to it."""


class Stale(DomainError):
    """Someone else moved the thing between our read and our write."""


class Refused(DomainError):
    """What was given is not acceptable; `fields` says which input, by name."""

    def __init__(self, zh: str, en: str, *, clause: str = "", fields: tuple[str, ...] = ()) -> None:
        super().__init__(zh, en, clause=clause)
        self.fields = fields
