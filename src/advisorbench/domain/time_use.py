"""Where the time goes: placeholder."""

from enum import StrEnum


class TimeUse(StrEnum):
    """What the seller's time went to."""

    CUSTOMERS = "customers"
    REFERRED = "referred"
    STRANGERS = "strangers"
    INSIDE = "inside"
    TRAVEL = "travel"
    UNKNOWN = "unclassified"
