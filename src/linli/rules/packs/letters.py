"""What a district's letters say in its own words: who they go to, what they ask for. Data, not code."""

from __future__ import annotations

from dataclasses import dataclass

from linli.rules.scorecard.reading import Spec

NAME = "letters.toml"


@dataclass(frozen=True, slots=True)
class Letters:
    """The words of a district's official letters, in Chinese, as they are printed.

    recipients, copies_to: 主送, 抄送; contact: 联系人 and phone; theme: what the round is called between
    period and 考评; parties: who took part
    demands: what a result notice asks next; mend: what a notice before a black entry asks
    no_ban: what a black entry does not do; ground: the standard a black entry goes by
    objections: how an entry of the lists can be objected to
    """

    recipients: str = ""
    copies_to: str = ""
    contact: str = ""
    theme: str = ""
    parties: str = ""
    demands: tuple[str, ...] = ()
    mend: tuple[str, ...] = ()
    no_ban: str = ""
    ground: str = ""
    objections: str = ""


def parse_letters(spec: Spec) -> Letters:
    """Read the words; none of them need be there, its faults go to the spec's book."""
    return Letters(
        recipients=spec.text("recipients", ""),
        copies_to=spec.text("copies_to", ""),
        contact=spec.text("contact", ""),
        theme=spec.text("theme", ""),
        parties=spec.text("parties", ""),
        demands=_texts(spec, "demands"),
        mend=_texts(spec, "mend"),
        no_ban=spec.text("no_ban", ""),
        ground=spec.text("ground", ""),
        objections=spec.text("objections", ""),
    )


def _texts(spec: Spec, key: str) -> tuple[str, ...]:
    found = spec.take(key, [])
    if not isinstance(found, list) or not all(isinstance(each, str) and each.strip() for each in found):
        spec.fault(f"“{key}” 要列出文字", f"'{key}' must be a list of texts")
        return ()
    return tuple(found)
