"""Why a photograph, or a sheet on it, is not read. Pure: for the process that looks and the pages that tell."""

from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with a picture, or with one sheet on it."""

    HEIC = "heic"
    FORMAT = "format"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    LOCKED = "locked"
    NO_SHEET = "no_sheet"
    HALF = "half"
    BLURRED = "blurred"
    SMALL = "small"
    BROKE_OFF = "broke_off"


class UnreadablePicture(Exception):
    """Nothing on this picture is read; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
