#!/usr/bin/env bash
# pypdfium2 5.15.2 on Linux: a file in memory (memfd_create), which open() reads by its path below /proc/self/fd, is not found
# by PdfDocument, which resolves the path first: the link there leads to a name that no folder has. Its bytes are read.
# Source: https://pypdfium2.readthedocs.io/en/stable/python_api.html#pypdfium2._helpers.document.PdfDocument: input may be a
# path; https://man7.org/linux/man-pages/man2/memfd_create.2.html: the name is for debugging, and found in no directory.
# Seen: %PDF FileNotFoundError 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" pypdfium2==5.15.2
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import os
from io import BytesIO

import pypdfium2

with pypdfium2.PdfDocument.new() as document:
    document.new_page(100, 100)
    written = BytesIO()
    document.save(written)
number = os.memfd_create("a.pdf")
os.write(number, written.getvalue())
path = f"/proc/self/fd/{number}"
with open(path, "rb") as file:
    print(file.read(4).decode(), end=" ")
try:
    print(len(pypdfium2.PdfDocument(path)), end=" ")
except FileNotFoundError as error:
    print(type(error).__name__, end=" ")
print(len(pypdfium2.PdfDocument(written.getvalue())))
PY
)
[ "$seen" = "%PDF FileNotFoundError 1" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
