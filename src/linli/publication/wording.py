"""A scorecard's wording as it is kept with what is published, so that a later pack changes nothing."""

from __future__ import annotations

from typing import Any

from linli.rules.packs import Pack
from linli.rules.scorecard.model import Card, Item, Section

SHEETS = "application/vnd.openxmlformats-officedocument"
FILE_TYPES = {
    "xlsx": f"{SHEETS}.spreadsheetml.sheet",
    "docx": f"{SHEETS}.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def items(card: Card) -> list[dict[str, Any]]:
    """Return the items in the annex's order, as plain JSON."""
    sections = {section.id: section for section in card.sections}
    return [_item(item, sections) for item in card.items]


def sections(card: Card) -> list[dict[str, Any]]:
    """Return the sections in the annex's order, as plain JSON."""
    return [
        {
            "id": section.id,
            "zh": section.name_zh,
            "en": section.name_en,
            "maximum": str(section.maximum),
            "bonus": section.bonus,
        }
        for section in card.sections
    ]


def readings(pack: Pack) -> list[dict[str, Any]]:
    """Return the readings in force that speak of the whole card, or of a round as a whole."""
    whole = [_reading(each) for each in pack.card.discretions if each.adopted]
    return whole + [{"zh": each.zh, "en": each.en} for each in pack.rounds.readings()]


def _item(item: Item, sections: dict[str, Section]) -> dict[str, Any]:
    section = sections[item.section]
    printed = sections.get(section.printed_in, section)
    return {
        "id": item.id,
        "section": printed.id,
        "section_zh": printed.name_zh,
        "section_en": printed.name_en,
        "clause": item.clause,
        "title_zh": item.title_zh,
        "title_en": item.title_en,
        "criterion_zh": item.criterion_zh,
        "criterion_en": item.criterion_en,
        "maximum": str(item.maximum),
        "bonus": section.bonus,
        "judgement": item.awardable,
        "readings": [_reading(each) for each in item.discretions if each.adopted],
        "facts": [
            {"name": spec.name, "unit": spec.unit, "zh": spec.label_zh, "en": spec.label_en}
            for spec in item.facts
        ],
    }


def _reading(reading: Any) -> dict[str, str]:
    return {"zh": reading.reading_zh, "en": reading.reading_en}
