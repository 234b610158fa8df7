#!/usr/bin/env bash
# python-docx 1.2.0: the text of a paragraph lacks what was inserted while changes were tracked, and what stands in a content
# control, both of which Word shows; text that is formatted as hidden is there.
# Source: https://python-docx.readthedocs.io/en/latest/api/text.html, Paragraph.text: the text of the runs and hyperlinks of
# the paragraph; ISO/IEC 29500-1, 17.13.5.18 (ins) and 17.5.2.31 (sdt), whose runs are children of these.
# Seen: 'Open  hidden'
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$folder/packages" python-docx==1.2.0
seen=$(PYTHONPATH="$folder/packages" python3 - "$folder/a.docx" <<'PY'
import sys

from docx import Document
from docx.oxml import parse_xml

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = "<w:r><w:t>{}</w:t></w:r>"
document = Document()
paragraph = document.add_paragraph("Open ")
inserted = f'<w:ins {SPACE} w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z">{RUN.format("daily")}</w:ins>'
paragraph._p.append(parse_xml(inserted))
paragraph._p.append(parse_xml(f"<w:sdt {SPACE}><w:sdtContent>{RUN.format('from nine')}</w:sdtContent></w:sdt>"))
paragraph.add_run(" hidden").font.hidden = True
document.save(sys.argv[1])
print(repr(Document(sys.argv[1]).paragraphs[0].text))
PY
)
[ "$seen" = "'Open  hidden'" ] || { printf 'changed:\n%s\n' "$seen"; exit 1; }
printf '%s\n' "$seen"
