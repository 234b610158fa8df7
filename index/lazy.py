"""Attributes of a record that are worked out when they are first asked for."""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class lazy(Generic[T]):  # noqa: N801  # named as what it is used as, a decorator
    """An attribute that a method works out once, kept in the record's own namespace.

    As functools.cached_property, which up to Python 3.11 takes a lock for each: an answer has two hundred of them.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, record: None, owner: type) -> Self: ...

    @overload
    def __get__(self, record: object, owner: type) -> T: ...

    def __get__(self, record: object | None, owner: type) -> Self | T:
        """What was worked out; it stands before this from then on."""
        if record is None:
            return self
        value = record.__dict__[self._name] = self._work_out(record)
        return value
