#!/usr/bin/env bash
# feedparser 6.0.14: of an author in RSS, "ADDRESS (NAME)", the address is cut behind four letters of its last label, and
# what is left of it goes into the name: whoever writes from .example or .museum is called "um (Ann Lee".
# Source: https://www.rssboard.org/rss-specification: <author> is the e-mail address of the author.
# Seen: um (Ann Lee / ann@harbour.muse; Ann Lee / ann@harbour.net
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" feedparser==6.0.14
seen=$(PYTHONPATH="$folder/packages" python3 - <<'PY'
import feedparser


def author(written: str) -> str:
    item = f"<item><title>Tides</title><author>{written}</author></item>"
    feed = feedparser.parse(f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>')
    detail = feed.entries[0].author_detail
    return f"{detail.name} / {detail.email}"


print(author("ann@harbour.museum (Ann Lee)"), author("ann@harbour.net (Ann Lee)"), sep="; ")
PY
)
expected="um (Ann Lee / ann@harbour.muse; Ann Lee / ann@harbour.net"
[ "$seen" = "$expected" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
