"""No use case sees two states of the book: whatever the tests of this wing call is counted."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import pytest

from advisorbench.services.base import Service
from advisorbench.store.book import Book


class _UseCases(threading.local):
    """What runs in this thread: a use case, and how many transactions it has begun."""

    running = False
    begun = 0


_here = _UseCases()


def _counting(begin: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(begin)
    def counted(*words: Any, **named: Any) -> Any:
        _here.begun += 1
        return begin(*words, **named)

    return counted


def _in_one_transaction(use_case: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(use_case)
    def held_to_it(*words: Any, **named: Any) -> Any:
        if _here.running:  # a part of another one
            return use_case(*words, **named)
        _here.running, _here.begun = True, 0
        try:
            answer = use_case(*words, **named)
        finally:
            _here.running = False
        assert _here.begun <= 1, f"{use_case.__qualname__} began {_here.begun} transactions"
        return answer

    return held_to_it


def _families(of: type[Service]) -> Iterator[type[Service]]:
    for family in of.__subclasses__():
        yield family
        yield from _families(family)


@pytest.fixture(scope="package", autouse=True)
def one_state_of_the_book() -> Iterator[None]:
    """Every public method of a family of use cases begins one transaction at most."""
    import advisorbench.services.duplicates
    import advisorbench.services.exports
    import advisorbench.services.importing.imports
    import advisorbench.services.summary  # noqa: F401

    with pytest.MonkeyPatch.context() as patched:
        for name in ("read", "write"):
            patched.setattr(Book, name, _counting(getattr(Book, name)))
        for family in _families(Service):
            for name, method in vars(family).items():
                if inspect.isfunction(method) and not name.startswith("_") and not inspect.isgeneratorfunction(method):
                    patched.setattr(family, name, _in_one_transaction(method))
        yield
