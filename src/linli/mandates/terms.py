"""Words of responsibilities of persons. Imports nothing of ours."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MandateKind(TextChoices):
    """Who answers for what (细则四, 六（一）)."""

    LEADER = "leader", _("街道分管领导")
    OFFICE = "office", _("责任科室")
    CONTACT = "contact", _("党工委书记工作联系点")
    AREA = "area", _("班子成员分片包干")


PUBLIC_KINDS = (MandateKind.LEADER, MandateKind.OFFICE)
VISITED_KINDS = (MandateKind.CONTACT, MandateKind.AREA)
