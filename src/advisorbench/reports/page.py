"""What every document that we hand out shares: text made safe for Markdown and for HTML, and the page around it."""

from __future__ import annotations

import re
from html import escape

from advisorbench.reports.values import line, unbroken

_MARKUP = re.compile(
    r"[\\`*_\[\]<|~]"  # code, emphasis, links and images, tags, table cells, strikethrough
    r"|(?<!\S)#"  # headings, also where they are closed
    r"|^[-+=>:]"  # lists, lines under a heading, quotes, table rows
    r"|^\d{1,9}(?=[.)](?:\s|$))"  # numbered lists: the mark behind the number is escaped
    r"|&(?=#?\w+;)"  # entities
)
_ADDRESS = re.compile(r"(?<=/)(?=/)|(?<=@)(?=\S)|(?<=www)(?=\.)|(?<=\S)(?=\.[^\W\d_][^\s.])", re.IGNORECASE)
_GAP = "\u200a"
"""A hair space breaks addresses: many programs make links of bare ones, even where they are escaped."""


def md(text: str) -> str:
    """Text that Markdown shows as it is, on one line: no markup and no link."""
    escaped = _MARKUP.sub(lambda m: f"{m[0]}\\" if m[0].isdecimal() else f"\\{m[0]}", line(text))
    return _ADDRESS.sub(_GAP, escaped)


STYLE = """
@page { size: A4; margin: 18mm 16mm }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact }
body { margin: 0 auto; padding: 3rem 1.5rem; max-width: 50rem; background: #fff; color: #22303a; color-scheme: light;
  overflow-wrap: anywhere; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif }
h1, dl, dd { margin: 0 } p { margin: 0 0 .75rem }
h1, h2, h3 { line-height: 1.25; font-weight: 600; break-after: avoid }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid #d5dde1; color: #14525e }
h1 { font-size: 1.75rem; padding-bottom: .5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
.about, dt, thead th { color: #55646e; font-size: .875rem; font-weight: 400 }
.sums { display: grid; grid-template-columns: repeat(3, 1fr); gap: .75rem; margin-bottom: 1rem }
.sums.two { grid-template-columns: 1fr 1fr }
.sums div { display: flex; flex-flow: column-reverse; justify-content: flex-end; padding: .75rem }
.sums dd { overflow-wrap: break-word; font-size: 1.25rem; line-height: 1.3; font-weight: 600; color: #14525e }
table { width: 100%; border-collapse: collapse; margin-bottom: 1rem; font-size: .9375rem }
th, td { min-width: 7rem; padding: .5rem 1rem .5rem 0; text-align: left; vertical-align: top }
tbody th { min-width: 10rem } tr { border-bottom: 1px solid #d5dde1 } .item { margin-bottom: 2rem }
tr, .item, .sums div { break-inside: avoid } .sums div { background: #eef5f5; border-radius: .375rem }
.number, .day { min-width: 0; white-space: nowrap } .number { text-align: right; font-variant-numeric: tabular-nums }
thead .number { min-width: 4.5rem; white-space: normal; overflow-wrap: normal; vertical-align: bottom }
.rod { min-width: 3rem; width: 20% } .rod span { display: block; height: .625rem; margin-top: .4em;
  background: #2a7f8c; border-radius: .125rem } tr > :last-child { padding-right: 0 }
.bar { position: relative; height: 1.125rem; margin: 1rem 0 .5rem; background: #e1e7ea; border-radius: .25rem }
.bar .way { display: block; height: 100%; background: #2a7f8c; border-radius: .25rem }
.bar .target { position: absolute; top: -.5rem; bottom: -.25rem; border-left: 3px solid #22303a; margin-left: -2px }
.bar.unknown { background: none; border: 1px dashed #8a979e }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: .5rem 1rem; margin-bottom: .5rem }
.figures dd, tbody th { font-weight: 600 } dt::before { display: inline-block; height: .75em; margin-right: .4em }
.figures div:nth-child(2) dt::before { content: ""; width: .75em; background: #2a7f8c }
.figures div:nth-child(3) dt::before { content: ""; border-left: 3px solid #22303a }
.standing div { display: grid; grid-template-columns: 12rem 1fr; gap: 0 1rem; align-items: baseline }
@media print { html { font-size: 10pt } body { padding: 0; max-width: none } }
@media screen and (max-width: 36rem) { body { padding: 1.5rem 1rem } .figures, .sums { grid-template-columns: 1fr 1fr }
  .sums dd { font-size: 1.0625rem }
  .standing div { display: block } th, td, tbody th { min-width: 4rem; padding-right: .25rem; font-size: .8125rem } }
"""
"""How a page looks on a screen and on paper; nothing comes from elsewhere."""


def h(text: str) -> str:
    """Text that HTML shows as it is, between tags and in attributes; no line ends between a sign and its amount."""
    return escape(unbroken(line(text)))


def page(title: str, body: str, lang: str = "en", style: str = "") -> str:
    """A whole page: no script, nothing from elsewhere, and a policy that allows neither.

    Args:
        title: What the document is called, as plain text.
        body: What stands on the page, as HTML.
        lang: The language of the texts, for readers that speak (BCP 47).
        style: Rules for what only this document has.
    """
    head = (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{h(title)}</title>\n<style>{STYLE}{style}</style>\n</head>\n<body>\n<main>\n"
    )
    return f"{head}{body}\n</main>\n</body>\n</html>\n"
