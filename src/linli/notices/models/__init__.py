"""The tables of messages."""

from linli.notices.models.channels import Channel as Channel
from linli.notices.models.channels import Dispatch as Dispatch
from linli.notices.models.notices import Mailing as Mailing
from linli.notices.models.notices import Notice as Notice
