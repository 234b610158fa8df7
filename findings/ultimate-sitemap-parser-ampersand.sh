#!/usr/bin/env bash
# ultimate-sitemap-parser 1.8.1: behind an address with a bare "&" no page of a map is read, and those before it are given
# as if they were all.
# Source: https://www.sitemaps.org/protocol.html#escaping; many maps do not escape.
# Seen: ['https://x.example/1'], of three
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" ultimate-sitemap-parser==1.8.1
seen=$(PYTHONPATH="$folder/packages" python3 - 2>/dev/null <<'PY'
from usp.tree import sitemap_from_str

pages = ("https://x.example/1", "https://x.example/?a=1&b=2", "https://x.example/3")
listed = "".join(f"<url><loc>{page}</loc></url>" for page in pages)
text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
print([page.url for page in sitemap_from_str(text).all_pages()])
PY
)
[ "$seen" = "['https://x.example/1']" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
