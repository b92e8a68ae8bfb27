"""All files that are known by their headers, our own tables among them; the first that fits is the one."""

from advisorbench.exchange.tables.presets.address_books import GOOGLE, LINKEDIN, MAVEN, OUTLOOK, THUNDERBIRD
from advisorbench.exchange.tables.presets.crms import HUBSPOT, PIPEDRIVE, SALESFORCE, ZOHO
from advisorbench.exchange.tables.presets.our_exports import OWN

PRESETS = (*OWN, *MAVEN, *LINKEDIN, *PIPEDRIVE, *ZOHO, *HUBSPOT, *SALESFORCE, *GOOGLE, *THUNDERBIRD, *OUTLOOK)
