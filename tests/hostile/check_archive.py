#!/usr/bin/env python3
"""The hostile reports in an archive: served, on the terminal, exported.

usage: check_archive.py STEMMA SCRATCH

Every page that `serve` has is asked for and read as check_hostile.py reads a
report's; what commands print holds no control character and no override of
direction; every export is read by a parser of its kind. Files have names that
lead upwards or hold escapes. Nothing may appear outside the folders named.
"""
import csv
import http.client
import io
import json
import os
import shutil
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

import check_hostile as hostile

OWN_ADDRESS = ("/", "#", "https://ok.example/", "index.html", "story-")
OWN_FORMS = ("/search", "/find", "/beside", "/correct/")
FORMS = {"form", "textarea"}


class ServedReader(hostile.Reader):
    """As for a report, but a page may hold our own forms."""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        before = len(self.faults)
        super().handle_starttag(tag, attrs)
        added = self.faults[before:]
        del self.faults[before:]
        for fault in added:
            own = (tag in FORMS and fault == f"an element <{tag}>") or \
                ("action=" in fault and tag == "form" and
                 given.get("action", "").startswith(OWN_FORMS)) or \
                ("href=" in fault and
                 (given.get("href") or "").startswith(OWN_ADDRESS))
            if not own:
                self.faults.append(fault)


def faults_of(page):
    reader = ServedReader()
    reader.feed(page)
    yield from reader.faults
    if reader.scripts != 1:
        yield f"{reader.scripts} scripts"
    if hostile.html5lib is not None:
        parser = hostile.html5lib.HTMLParser()
        parser.parse(page)
        for place, code, _ in parser.errors[:3]:
            yield f"is not HTML at {place}: {code}"


class Server:
    def __init__(self, stemma, db):
        self.process = subprocess.Popen([stemma, "serve", "--quiet", db],
                                        stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1]
                        .strip().rstrip("/"))

    def ask(self, path, form=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        body = None if form is None else urllib.parse.urlencode(form)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        c.request("GET" if form is None else "POST", path, body,
                  kind if form is not None else {})
        answer = c.getresponse()
        page = answer.read().decode("utf-8")
        c.close()
        return answer.status, page


def faults_of_server(server, keep):
    paths = ["/", "/speakers", "/outlets", "/timeline", "/beside", "/search",
             "/find", "/correct"]
    asked = set()
    while paths:
        path = paths.pop(0)
        if path in asked or len(asked) > 150:
            continue
        asked.add(path)
        status, page = server.ask(path)
        if status != 200:
            yield f"{path}: {status}"
            continue
        keep.append(page)
        yield from (f"{path}: {w}" for w in faults_of(page))
        for start in ('href="/speaker-', 'href="/outlet-', 'href="story-'):
            for part in page.split(start)[1:12]:
                paths.append("/" + start.split('"')[1].lstrip("/") +
                             part.split('"')[0].split("#")[0])
    action = server.ask("/correct")[1].split('action="')[1].split('"')[0]
    for text in hostile.HOSTILE:
        quoted = urllib.parse.quote(text.encode("utf-8", "surrogatepass"))
        asks = [("/search?q=" + quoted, None),
                ("/beside?a=" + quoted + "0&b=" + quoted + "1", None),
                ("/find", {"text": text * 3}),
                (action, {"merge": text}), (action, {"back": text})]
        for path, form in asks:
            status, page = server.ask(path, form)
            if status not in (200, 400):
                yield f"{path[:40]!r}: {status}"
            yield from (f"{path[:40]!r}: {w}" for w in faults_of(page))
    if len(asked) < 20:
        yield f"only {len(asked)} pages were asked for: too little was tried"


def is_unsafe(text):
    return any((ord(c) < 32 and c != "\n") or 0x7f <= ord(c) < 0xa0 or
               c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
               for c in text)


def faults_of_terminal(stemma, db, source, names):
    asks = [["search", db, "footbridge"], ["stats", db], ["check", db],
            ["find", db], ["search", db, "\x1b[31m\""],
            ["remove", db, "\x1b[2Jnone"], ["export", db, "--format", "\x1b"],
            ["add", os.path.join(os.path.dirname(db), "again.db"), source,
             *names, "no\x1b[31msuch"]]
    for words in asks:
        r = subprocess.run([stemma, *words], capture_output=True,
                           input=hostile.SENTENCES[0].encode())
        said = r.stderr.decode("utf-8", "replace")
        if words[0] not in ("search",):
            said += r.stdout.decode("utf-8", "replace")
        elif b"\x1b" in r.stdout:
            yield f"{words[0]} prints an escape"
        if is_unsafe(said):
            bad = next(x for x in said.splitlines() if is_unsafe(x))
            yield f"{words[0]} prints {bad[:120]!r}"
        if r.returncode < 0:
            yield f"{words[0]} died of signal {-r.returncode}"


def faults_of_exports(stemma, db):
    def export(name):
        r = subprocess.run([stemma, "export", db, "--format", name],
                           capture_output=True)
        if r.returncode != 0:
            raise ValueError(r.stderr.decode()[:200])
        return r.stdout.decode("utf-8")

    def lines(name):
        return [json.loads(x) for x in export(name).split("\n") if x]

    def rows(name):
        return list(csv.reader(io.StringIO(export(name), newline="")))

    def dot(name):
        text = export(name)
        if shutil.which("dot"):
            subprocess.run(["dot", "-Tplain"], input=text.encode(), check=True,
                           capture_output=True)

    checks = {"json": lambda n: json.loads(export(n)), "jsonl": lines,
              "articles": lines, "claims": lines, "ninjs": lines,
              "passim": lines, "citron": lines, "webannotation": lines,
              "claimreview-draft": lines, "csv": rows, "dot": dot,
              "prov": lambda n: json.loads(export(n)),
              "graphml": lambda n: ET.fromstring(export(n))}
    for name, check in checks.items():
        try:
            got = check(name)
        except (ValueError, ET.ParseError, subprocess.CalledProcessError) as e:
            yield f"export {name}: {str(e)[:200]}"
            continue
        if name == "csv":
            if len({len(r) for r in got}) != 1:
                yield "export csv: rows of unlike length"
            if any(c[:1] in ("=", "+", "-", "@") and not
                   c.lstrip("-").replace(".", "").isdigit()
                   for r in got for c in r):
                yield "export csv: a formula"


def write_files(folder):
    """Files whose own names, or names inside an archive, are hostile."""
    os.makedirs(folder)
    text = "The ferry at Saltby ran late, the harbour master said.\n"
    names = ["..%2f..%2fup.txt", "a\x1b[31mred.txt", "<img src=x>.txt",
             "';drop table document;--.txt", "\u202etxt.exe.txt", "-o.txt"]
    for i, name in enumerate(names):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text + f"It was day {i}.\n")
    with zipfile.ZipFile(os.path.join(folder, "up.zip"), "w") as z:
        z.writestr("../../../../escaped.txt", text + "It came in a zip.\n")
        z.writestr("/absolute.txt", text + "It came from the root.\n")
    return [folder]


def main():
    stemma, scratch = sys.argv[1:]
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    source = os.path.join(scratch, "hostile.jsonl")
    db = os.path.join(scratch, "desk.db")
    hostile.write_input(source)
    files = write_files(os.path.join(scratch, "files"))
    made = subprocess.run([stemma, "add", db, source, *files],
                          capture_output=True)
    if made.returncode not in (0, 1):
        sys.exit(f"exit {made.returncode}: {made.stderr[-400:]!r}")
    faults, keep = [], []
    if is_unsafe(made.stderr.decode("utf-8", "replace")):
        faults.append("add prints what a terminal would run")
    server = Server(stemma, db)
    try:
        faults += faults_of_server(server, keep)
        if server.process.poll() is not None:
            faults.append("the server died")
    finally:
        server.process.terminate()
        server.process.wait(20)
    faults += faults_of_terminal(stemma, db, source, files)
    faults += faults_of_exports(stemma, db)
    held = sorted(os.listdir(scratch))
    if any("escaped" in n or "absolute" in n or "up.txt" == n for n in held):
        faults.append(f"a file beside: {held}")
    pages = []
    for i, page in enumerate(keep[:4]):
        pages.append(f"served{i}.html")
        with open(os.path.join(scratch, pages[-1]), "w",
                  encoding="utf-8") as f:
            f.write(page)
    faults += hostile.faults_in_chromium(scratch, pages)
    for fault in faults[:40]:
        print(ascii(fault))
    print(f"{len(keep)} served pages, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
