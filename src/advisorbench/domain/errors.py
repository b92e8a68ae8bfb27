"""What can go wrong, said once: one clear line and the remedy."""

from __future__ import annotations


class BenchError(Exception):
    """Something that could not be done, in words for the user.

    Args:
        message: One line that says what is wrong.
        remedy: What the user can do about it; may be empty.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


class BookError(BenchError):
    """The book cannot be opened or written: missing, damaged, newer, locked, read-only."""


class NotFound(BenchError):
    """No account, person or other thing answers to what was asked for."""


class Ambiguous(BenchError):
    """More than one thing answers to a name; they are listed, none is chosen."""

    def __init__(self, message: str, candidates: tuple[str, ...], remedy: str = "") -> None:
        super().__init__(message, remedy)
        self.candidates = candidates


class Refused(BenchError):
    """A rule of the method forbids this step; the message says what is needed."""


class Stale(BenchError):
    """Somebody else saved the same thing in between; nothing was overwritten."""


class FieldErrors(BenchError):
    """One or more fields are wrong.

    Args:
        errors: For each field name, what is wrong with it.
    """

    def __init__(self, errors: dict[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__("; ".join(f"{field}: {text}" if field else text for field, text in errors.items()))


class FileError(BenchError):
    """A file cannot be read or written."""


class Unclear(FileError):
    """It is not certain how a file is to be read; nothing is guessed, somebody has to say."""


class Cancelled(BenchError):
    """Somebody called off something long; nothing of it was done."""
