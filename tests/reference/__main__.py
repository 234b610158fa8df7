"""Writes the pages that are made of the code into docs/reference, and tells which errors have no entry of their own."""

import sys

from tests.reference.pages import PAGES
from tests.reference.troubleshooting import PAGE, differences

for path, page in PAGES.items():
    path.parent.mkdir(exist_ok=True)
    path.write_text(page(), encoding="utf-8")
if found := list(differences()):
    sys.exit("\n".join((f"{PAGE}:", *found)))
