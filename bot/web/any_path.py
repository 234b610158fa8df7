"""Routes whose paths may hold any character."""

import re
from typing import TypeVar

from starlette.routing import Mount, Route

R = TypeVar("R", Mount, Route)


def any_path(route: R) -> R:
    """Has the last part of a route's path match ends of lines too, which an id of an article may have."""
    route.path_regex = re.compile(route.path_regex.pattern, re.DOTALL)
    return route
