"""What a reader does on a page: point, choose, press a button and keep the file that comes."""

from __future__ import annotations

import time
from dataclasses import replace

import pages

from spreiding.edition.parts import Table
from spreiding.edition.render.prepare import parts, prepared
from spreiding.publish.files import spec_csv

TIP = "(()=>{const t=document.querySelector('.tip');return t.hidden?'':t.innerText})()"


def until(tab, expression):
    """Wait until an expression of the page is true; return it."""
    for _ in range(100):
        found = tab.js(expression)
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"never: {expression}")


def choose(tab, name, value, figure="jaren"):
    tab.js(f"""(() => {{
      const field = [...document.querySelectorAll('#{figure} fieldset label')].find(l => l.textContent.startsWith('{name}')).querySelector('select');
      field.value = '{value}'; field.dispatchEvent(new Event('change', {{bubbles: true}}));
    }})()""")


def shown(tab, figure="jaren"):
    return tab.js(f"""({{
      title: document.querySelector('#{figure} .title').textContent,
      alt: document.querySelector('#{figure} .alt').textContent,
      rows: [...document.querySelectorAll('#{figure} tbody tr')].map(r => [...r.children].map(c => c.textContent)),
      fills: [...document.querySelectorAll('#{figure} .marks use')].map(u => [u.dataset.k, u.getAttribute('fill').replace(/^url.*-/, '').replace(')', '')]),
      notes: [...document.querySelectorAll('#{figure} .notes .note:not(.source)')].map(e => e.textContent),
      legend: [...document.querySelectorAll('#{figure} .legend li')].map(l => l.textContent.replace(/^\\s*[–×<>]?\\s*/, '').trim()),
    }})""")


def expected_csv(kind, anchor, variant=None):
    """Return the file of a table as Python writes it, its own notes before those that it shares."""
    lang = "en" if kind == "english" else "nl"
    chapters = prepared(pages.sections_of(kind), lang)
    chapter, placed = next((c, p) for c in chapters for p in c.blocks if p.anchor == anchor)
    block = placed.block
    spec = block.spec if isinstance(block, Table) else (variant or block).data
    source = block.spec.source if isinstance(block, Table) else block.source
    told = parts(variant or block)
    notes = (*(n for n in told if n not in chapter.notes), *(n for n in told if n in chapter.notes))
    return spec_csv(replace(spec, notes=notes, source=source, lang=lang))


def take(tab, folder, selector, name):
    """Press a button and return the file that comes."""
    folder.joinpath(name).unlink(missing_ok=True)
    tab.browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    tab.click(*tab.middle(selector))
    for _ in range(200):
        if folder.joinpath(name).exists():
            time.sleep(0.1)
            return folder.joinpath(name).read_bytes()
        time.sleep(0.05)
    raise AssertionError(f"{name} did not come: {list(folder.iterdir())}")
