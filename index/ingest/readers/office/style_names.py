"""The names by which styles and fonts of office programs tell what a paragraph is."""

import re

HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|títol|titolo|titulo|kop|rubrik|overskrift|otsikko|nagłówek|nadpis|címsor|"
    r"заголовок|başlık|επικεφαλίδα|見出し|标题|제목) ?([1-9])",
    re.IGNORECASE,
)
"""Of headings, whatever the language of the program; the group is their level."""
TITLE = re.compile(
    r"title|titel|titre|título|titolo|tytuł|название|заголовок|document title|表題|标题|제목", re.IGNORECASE
)
"""Of the title of a document."""
LEFT_OUT = re.compile(
    r"(?:toc|verzeichnis|inhaltsverzeichnis|contents|index|sommario|tdm) ?(?:heading|\d)|toc ?heading|contents heading|"
    r"index heading|table of (?:figures|authorities)|toa heading",
    re.IGNORECASE,
)
"""Of what a program makes: contents and indexes."""
CODE = re.compile(
    r"(?:source ?|html )?code(?: ?block)?|preformatted(?: text)?|html preformatted|macro(?: ?text)?|plain ?text|"
    r"quelltext|quellcode|vorformatierter text|texte préformaté|código(?: fuente)?|listing|verbatim",
    re.IGNORECASE,
)
"""Of code."""
CODE_FONT = re.compile(
    r"courier|consol|menlo|monaco|\bmono\b|monospace|source code|fira code|cascadia|lucida console|andale|inconsolata|"
    r"jetbrains",
    re.IGNORECASE,
)
"""Stands in the names of fonts in which all characters are of one width."""
