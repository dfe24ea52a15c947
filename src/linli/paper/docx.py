"""Papers as DOCX: the annex sheet in its own form, and official papers in the layout of GB/T 9704-2012."""

from __future__ import annotations

from linli.paper.word.official import notice
from linli.paper.word.sheet import score_sheet

__all__ = ["notice", "score_sheet"]
