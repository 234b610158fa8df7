#!/usr/bin/env bash
# zensical 0.0.73: a strict build fails for a link to a page that is not there, and not for a picture or a file that is not.
# Source: https://zensical.org/docs/usage/build/: --strict, "Strict mode".
# Seen: page: 1; picture: 0; file: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" zensical==0.0.73
built() {
    rm -rf "$folder/site" && mkdir -p "$folder/site/docs"
    printf '[project]\nsite_name = "Site"\n' >"$folder/site/zensical.toml"
    printf '# Site\n\n%s\n' "$1" >"$folder/site/docs/index.md"
    (cd "$folder/site" && PYTHONPATH="$folder/packages" python3 -m zensical build --strict >/dev/null 2>&1) && echo 0 || echo 1
}
seen="page: $(built '[there](gone.md)'); picture: $(built '![there](gone.png)'); file: $(built '[there](gone.csv)')"
[ "$seen" = "page: 1; picture: 0; file: 0" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
