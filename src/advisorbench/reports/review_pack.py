"""The review pack as a document for the customer: as Markdown, and as one page of HTML that prints on A4.

Both say the same sentences. Each is made as plain text, and made safe once, as a whole, where it is put into the
document: the words of people never become markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from advisorbench.domain.pack import Pack
from advisorbench.reports.pack_text import Block, ObjectiveText, Pairs, Table, Text, document, line, title

# --- Markdown -------------------------------------------------------------------------------------------------

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


def _md(text: str) -> str:
    """Text that Markdown shows as it is, on one line: no markup and no link."""
    escaped = _MARKUP.sub(lambda m: f"{m[0]}\\" if m[0].isdecimal() else f"\\{m[0]}", line(text))
    return _ADDRESS.sub(_GAP, escaped)


def markdown(pack: Pack) -> str:
    """The pack as Markdown that also reads well as plain text."""
    return "\n\n".join(filter(None, map(_md_block, document(pack)))) + "\n"


def _md_block(block: Block) -> str:
    match block:
        case Text(text, level):
            return f"{'#' * level} {_md(text)}" if level else _md(text)
        case Pairs(pairs):
            return _md_list(pairs)
        case Table(heads, rows):
            cells = (_md_list([pair for pair in zip(heads[1:], row[1:], strict=True) if pair[1]], "  ") for row in rows)
            return "\n".join(f"- {_md(row[0])}\n{under}" for row, under in zip(rows, cells, strict=True))
        case ObjectiveText(wording, metric, figures, standing):
            return f"### {_md(wording)}\n\n{_md(metric)}\n\n{_md_list([*figures, *standing])}"


def _md_list(pairs: Iterable[tuple[str, str]], indent: str = "") -> str:
    return "\n".join(f"{indent}- {_md(f'{name}: {value}')}" for name, value in pairs)


# --- HTML -----------------------------------------------------------------------------------------------------

_AMOUNT = re.compile(r"([€£$]|\b[A-Z]{3}) (?=-?\d)")
_STYLE = """
@page { size: A4; margin: 18mm 16mm }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact }
body { margin: 0 auto; padding: 3rem 1.5rem; max-width: 50rem; background: #fff; color: #22303a; color-scheme: light;
  overflow-wrap: anywhere; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif }
h1, dl, dd { margin: 0 } p { margin: 0 0 .75rem }
h1, h2, h3 { line-height: 1.25; font-weight: 600; break-after: avoid }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 2px solid #d5dde1; color: #14525e }
h1 { font-size: 1.75rem; padding-bottom: .5rem } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem }
.metric, dt, thead th { color: #55646e; font-size: .875rem; font-weight: 400 }
.sums { display: flex; flex-wrap: wrap; gap: .75rem; margin-bottom: 1rem }
.sums div { flex: 1 1 14rem; display: flex; flex-flow: column-reverse; justify-content: flex-end; padding: .75rem 1rem }
.sums dd { font-size: 1.5rem; line-height: 1.3; font-weight: 600; color: #14525e }
table { width: 100%; border-collapse: collapse; margin-bottom: 1rem; font-size: .9375rem }
th, td { min-width: 7rem; padding: .5rem 1rem .5rem 0; text-align: left; vertical-align: top }
tr { border-bottom: 1px solid #d5dde1 } .objective { margin-bottom: 2rem }
tr, .objective, .sums div { break-inside: avoid } .sums div { background: #eef5f5; border-radius: .375rem }
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
@media screen and (max-width: 36rem) { body { padding: 1.5rem 1rem } .figures { grid-template-columns: 1fr 1fr }
  .standing div { display: block } th, td { min-width: 4rem; padding-right: .25rem; font-size: .8125rem } }
"""


def html(pack: Pack, lang: str = "en") -> str:
    """The pack as one page: no script, nothing from elsewhere, and a policy that allows neither.

    Args:
        pack: What is told.
        lang: The language of the texts, for readers that speak (BCP 47).
    """
    head = (
        f'<!doctype html>\n<html lang="{escape(lang)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_h(title(pack))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    )
    return head + "\n".join(filter(None, map(_html_block, document(pack)))) + "\n</main>\n</body>\n</html>\n"


def _h(text: str) -> str:
    """Text that HTML shows as it is, between tags and in attributes; no line ends between a sign and its amount."""
    return _AMOUNT.sub("\\1\u00a0", escape(line(text)))


def _html_block(block: Block) -> str:
    match block:
        case Text(text, level):
            return f"<h{level}>{_h(text)}</h{level}>" if level else f"<p>{_h(text)}</p>"
        case Pairs(pairs):
            # The words come first where it is read aloud; the style shows the figure above them.
            return _definitions("sums", [(words, amount) for amount, words in pairs]) if pairs else ""
        case Table(heads, rows):
            top = "".join(f'<th scope="col">{_h(head)}</th>' for head in heads)
            cells = ("".join(f"<td>{_h(cell)}</td>" for cell in rest) for _name, *rest in rows)
            names = (f'<tr><th scope="row">{_h(name)}</th>' for name, *_rest in rows)
            body = "\n".join(f"{name}{rest}</tr>" for name, rest in zip(names, cells, strict=True))
            return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        case ObjectiveText(wording, metric, figures, standing):
            lists = f"{_definitions('figures', figures)}\n{_definitions('standing', standing)}"
            top = f'<h3>{_h(wording)}</h3>\n<p class="metric">{_h(metric)}</p>\n{_bar(block)}'
            return f'<section class="objective">\n{top}\n{lists}\n</section>'


def _definitions(kind: str, pairs: Iterable[tuple[str, str]]) -> str:
    inner = "".join(f"<div><dt>{_h(name)}</dt><dd>{_h(value)}</dd></div>\n" for name, value in pairs)
    return f'<dl class="{kind}">\n{inner}</dl>'


def _bar(objective: ObjectiveText) -> str:
    """The way from the start to the maximum attainable: what is behind us, and a mark for the target."""
    said = _h("; ".join(f"{name}: {value}" for name, value in objective.figures))
    if objective.share is None:
        return f'<div class="bar unknown" role="img" aria-label="{said}"></div>'
    way = f'<span class="way" style="width:{objective.share:.1%}"></span>'
    mark = f'<span class="target" style="left:{objective.target_share or 0:.1%}"></span>'
    return f'<div class="bar" role="img" aria-label="{said}">{way}{mark if objective.target_share else ""}</div>'
