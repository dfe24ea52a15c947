"""A sentence in both languages of the product, for rooms that know no Django."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in Chinese and in English; Chinese is the first language.

    `str()` gives the Chinese, so that a `Text` is fit for any log or page.
    """

    zh: str
    en: str

    def __str__(self) -> str:
        return self.zh

    def say(self, language: str) -> str:
        """Return the sentence for a language code such as "zh-hans" or "en"."""
        return self.en if language.lower().startswith("en") else self.zh
