#!/usr/bin/env python3
"""Runs Stemma over reports that try to break out of its pages.

usage: check_hostile.py STEMMA SCRATCH

Every field of an article that an input can fill holds something hostile:
markup, scripts, SVG, style, quotes, overrides of direction, characters of no
width, one word of a hundred thousand letters. The pages must parse without
an error (html5lib, where it is installed), hold no element, attribute or
address but their own, and show the text as it was given. Where Chromium is installed each
page is opened in it: nothing may have run.
"""
import html.parser
import json
import os
import shutil
import subprocess
import sys

try:
    import html5lib
except ImportError:
    html5lib = None

RUN = "document.documentElement.setAttribute('data-ran',1)"
HOSTILE = [
    f"<script>{RUN}</script>",
    f"</title></style></script></textarea><script>{RUN}</script>",
    f"\"><img src=x onerror=\"{RUN}\">",
    f"' onmouseover='{RUN}' autofocus onfocus='{RUN}",
    f"<svg onload=\"{RUN}\"><use href=\"https://a.example/x\"/></svg>",
    f"javascript:{RUN}",
    f"<!-- --><![CDATA[ ]]><iframe srcdoc=\"<script>parent.{RUN}</script>\">",
    "<style>*{background:url(https://a.example/x)}</style>",
    "<base href=https://a.example/><meta http-equiv=refresh content=0>",
    "<form action=https://a.example><button formaction=javascript:1>",
    "<math><mtext><table><mglyph><style><img src=x>",
    "a\u202eevil\u202c\u2066b\u2069\u200b\u200d\ufeff",
    "&lt;script&gt; &#x3C;b&#x3E; &amp; &notit;",
    "\x01\x02\x1b[31m\x7f\x85 \ud7ff \ufdd0 \U0001f4a5",
    "id\" ' < > & ` = /",
]
# The addresses a page may have: within itself, beside it, or an article's.
ALLOWED_URL = ("#", "index.html", "story-", "https://ok.example/")
VOID = {"meta", "link", "input", "br", "hr", "img", "col", "wbr"}
NEVER = {"iframe", "object", "embed", "img", "link", "base", "form", "audio",
         "video", "math", "frame", "applet", "textarea", "foreignobject"}
SENTENCES = [
    "The old footbridge at Saltby was closed on Tuesday, the harbour said.",
    "Nine people were treated for cuts, said {0}.",
    "\"We heard a bang,\" said {0}, who was crossing with a dog.",
    "The harbour master {0} told reporters that it would stay shut.",
]


def write_input(path):
    """Two reports each of what is hostile, and of a very long word."""
    with open(path, "w", encoding="utf-8", errors="surrogatepass") as f:
        for i, text in enumerate(HOSTILE + ["w" * 100000]):
            for k in range(2):
                body = "\n\n".join(s.format(text) for s in SENTENCES)
                record = {"id": f"{text[:400]}{k}", "title": text,
                          "outlet": text[:400], "author": text[:400],
                          "url": text[:400] if k else "https://ok.example/",
                          "date": "2025-03-04", "language": "en",
                          "section": text[:400], "text": f"{body}\n\n{text}"}
                f.write(json.dumps(record) + "\n")


class Reader(html.parser.HTMLParser):
    """Gathers faults of one page, and its text."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.faults, self.text, self.scripts = [], [], 0
        self.inside = None

    def handle_starttag(self, tag, attrs):
        self.inside = tag if tag in ("script", "style") else None
        self.scripts += tag == "script"
        if tag in NEVER:
            self.faults.append(f"an element <{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "src",
                                                 "action", "formaction"):
                self.faults.append(f"<{tag} {name}={str(value)[:40]}>")
            if name in ("href", "xlink:href") and \
                    not (value or "").startswith(ALLOWED_URL):
                self.faults.append(f"<{tag} href={str(value)[:40]}>")
            if name == "http-equiv" and value != "Content-Security-Policy":
                self.faults.append(f"<meta http-equiv={value}>")

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside is None:
            self.text.append(data)

    def handle_comment(self, data):
        self.faults.append("a comment")


def as_shown(text):
    """A text as it is shown: controls, overrides and noncharacters become
    U+FFFD, embeddings fall away."""
    out = []
    for c in text:
        if c in "\u202d\u202e" or (ord(c) < 32 and c not in "\t\n\r\f") or \
                0x7f <= ord(c) < 0xa0 or 0xfdd0 <= ord(c) <= 0xfdef:
            out.append("\ufffd")
        elif c not in "\u202a\u202b\u202c\u2066\u2067\u2068\u2069":
            out.append(c)
    return "".join(out)


def squeeze(text):
    return "".join(text.split())


def faults_of_page(name, page, seen):
    reader = Reader()
    reader.feed(page)
    yield from reader.faults
    if reader.scripts != 1:
        yield f"{reader.scripts} scripts"
    if "Content-Security-Policy" not in page.split("</head>")[0]:
        yield "no policy"
    seen.append(squeeze("".join(reader.text)))
    if html5lib is not None:
        parser = html5lib.HTMLParser()
        parser.parse(page)
        for place, code, _ in parser.errors[:3]:
            yield f"is not HTML at {place}: {code}"


def ran(chromium, path):
    """True where the page at `path` ran what sets the mark."""
    dumped = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu",
         "--disable-dev-shm-usage", "--virtual-time-budget=2000",
         "--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom",
         f"file://{os.path.abspath(path)}"],
        capture_output=True, text=True, timeout=120)
    head = dumped.stdout[:dumped.stdout.find("<head")]
    if "<html" not in head:
        sys.exit(f"{path}: Chromium gave no page: {dumped.stderr[-200:]}")
    return "data-ran" in head


def faults_in_chromium(folder, names):
    chromium = shutil.which("chromium")
    if chromium is None:
        print("no Chromium here: pages were not opened")
        return
    control = os.path.join(folder, "control.html")
    with open(control, "w", encoding="utf-8") as f:
        f.write(f"<!doctype html><title>x</title><body><script>{RUN}</script>")
    if not ran(chromium, control):
        yield "control.html: the mark of what runs is not seen"
    for name in names:
        if ran(chromium, os.path.join(folder, name)):
            yield f"{name}: what an input brought has run"


def main():
    stemma, scratch = sys.argv[1:]
    os.makedirs(scratch, exist_ok=True)
    source = os.path.join(scratch, "hostile.jsonl")
    folder = os.path.join(scratch, "report")
    shutil.rmtree(folder, ignore_errors=True)
    write_input(source)
    made = subprocess.run([stemma, "report", "--quiet", source, "-o", folder,
                           "--title", HOSTILE[1], "--outlets", source],
                          capture_output=True, text=True)
    if made.returncode not in (0, 1):
        sys.exit(f"exit {made.returncode}: {made.stderr[-400:]}")
    names = sorted(n for n in os.listdir(folder) if n.endswith(".html"))
    faults, seen = [], []
    for name in names:
        with open(os.path.join(folder, name), encoding="utf-8",
                  newline="") as f:
            page = f.read()
        faults += [f"{name}: {w}" for w in faults_of_page(name, page, seen)]
    shown = "\n".join(seen)
    for text in HOSTILE:
        if squeeze(as_shown(text)) not in shown:
            faults.append(f"not shown as given: {text!r}")
    stories = [n for n in names if n != "index.html"]
    if len(stories) < 2:
        faults.append(f"only {stories} were made: too little was tried")
    faults += faults_in_chromium(folder, ["index.html", *stories[:3]])
    for fault in faults[:40]:
        print(ascii(fault))
    print(f"{len(names)} pages, {len(faults)} faults"
          + ("" if html5lib else "; not validated, there is no html5lib"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
