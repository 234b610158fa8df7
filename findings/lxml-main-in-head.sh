#!/usr/bin/env bash
# lxml 6.1.3 parsing HTML: where a page leaves out <body>, as HTML lets it, elements that came with HTML5 stay in the head
# with all that is in them, and the body is without: who reads the body reads nothing.
# Source: https://html.spec.whatwg.org/multipage/syntax.html#optional-tags: a body's start tag may be omitted.
# Seen: ['head', 'title', 'main', 'p'] ['head', 'title', 'body', 'p'] (of a page with <main>, and of one without)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" lxml==6.1.3
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
from lxml import html

for page in ("<!doctype html><title>x</title><main><p>A.</p></main>", "<!doctype html><title>x</title><p>A.</p>"):
    print([element.tag for element in html.document_fromstring(page).iterdescendants()], end=" ")
PY
)
[ "$seen" = "['head', 'title', 'main', 'p'] ['head', 'title', 'body', 'p'] " ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
