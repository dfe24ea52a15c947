"""The tables of mandates."""

from linli.mandates.models.mandates import Mandate as Mandate
from linli.mandates.models.mandates import Visit as Visit
