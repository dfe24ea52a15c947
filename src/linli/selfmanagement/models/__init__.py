"""The tables of self-management, by subject. Charters and agreements are documents of the registry."""

from linli.selfmanagement.models.funds import Fund as Fund
from linli.selfmanagement.models.funds import FundEntry as FundEntry
from linli.selfmanagement.models.work import GridWork as GridWork
