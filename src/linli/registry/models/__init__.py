"""The registry's tables, by subject."""

from linli.registry.models.companies import Company as Company
from linli.registry.models.emergencies import EmergencyRecord as EmergencyRecord
from linli.registry.models.estates import Estate as Estate
from linli.registry.models.estates import EstateGram as EstateGram
from linli.registry.models.estates import EstateMode as EstateMode
from linli.registry.models.estates import OwnersCommittee as OwnersCommittee
from linli.registry.models.imports import ImportRun as ImportRun
from linli.registry.models.projects import KeyPost as KeyPost
from linli.registry.models.projects import ServiceProject as ServiceProject
from linli.registry.models.projects import Staffing as Staffing
from linli.registry.models.records import Contract as Contract
from linli.registry.models.records import Disclosure as Disclosure
from linli.registry.models.records import RuleDocument as RuleDocument
