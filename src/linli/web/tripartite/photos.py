"""A form's photos and files: several at once, and none lost when the form comes back with an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.utils import flatatt
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from linli.base import files
from linli.base.file_types import ANY, Type
from linli.doors.http import Request
from linli.kernel.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.http import QueryDict
    from django.utils.safestring import SafeString

INSIDE = "company.view"  # whoever works with an estate, but not its owners: there are faces on photos


class PhotosInput(forms.FileInput):
    """A picker of several files, with the ones that are kept already as small pictures."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, list[Any]]:
        new = files.getlist(name) if hasattr(files, "getlist") else []
        kept = data.getlist(f"{name}-kept") if hasattr(data, "getlist") else []
        return {"new": new, "kept": [int(key) for key in kept if key.isdigit()][:40]}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-kept" not in data

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        kept = value.get("kept", []) if isinstance(value, dict) else list(value or [])
        shown = format_html_join(
            "",
            '<label class="opt"><input type="checkbox" name="{}-kept" value="{}" checked>'
            '<img class="thumb" src="{}" alt="{}"></label>',
            ((name, key, reverse("files:small", args=[key]), gettext("已存的照片或文件")) for key in kept),
        )
        given = {**self.attrs, **(attrs or {}), "type": "file", "name": name, "multiple": True}
        return format_html('<span class="thumbs">{}</span><input{}>', shown, flatatt(given))


class PhotosField(forms.Field):
    """Several photos or files; reads as {"new": uploads, "kept": keys of those stored already}."""

    widget = PhotosInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(**options)

    def clean(self, value: Any) -> dict[str, list[Any]]:
        return value or {"new": [], "kept": []}


def keep(
    request: Request,
    form: forms.Form,
    name: str,
    *,
    place: str,
    now: datetime,
    types: Sequence[Type] = ANY,
) -> tuple[int, ...]:
    """Store the new files of a field at a place; return the keys of all of it, also those kept before.

    The form then carries the keys, so that they are there when it is shown again.
    :raises Refused: at the field, if a file is of the wrong kind, too large or unreadable
    """
    given = form.cleaned_data[name]
    keys = list(given["kept"])
    try:
        for upload in given["new"]:
            stored = files.store(
                actor=request.actor,
                raw=upload.read(),
                name=upload.name or "",
                place=place,
                permission=INSIDE,
                now=now,
                types=types,
            )
            keys.append(stored.pk)
    except Refused as refusal:
        raise Refused(refusal.text.zh, refusal.text.en, fields=(name,)) from None
    finally:
        _carry(form, name, keys)
    return tuple(keys)


def _carry(form: forms.Form, name: str, keys: list[int]) -> None:
    data = cast("QueryDict", form.data).copy()
    data.setlist(f"{form.add_prefix(name)}-kept", [str(key) for key in keys])
    form.data, form.files = data, MultiValueDict()
