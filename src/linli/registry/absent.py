"""What is said of a record that is not there or not the asker's to see: the same, so nothing is told."""

from __future__ import annotations

from linli.kernel.errors import NoSuch


def unknown() -> NoSuch:
    return NoSuch("没有这条记录，或者它不归您查看。", "There is no such record, or it is not yours to see.")
