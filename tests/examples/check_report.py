#!/usr/bin/env python3
"""Checks what `stemma report` writes, whatever it found.

usage: check_report.py STEMMA REPORTS SCRATCH

Runs four times over REPORTS, on one thread and on two: every file must have
the same bytes. Then stemma.json must be as docs/stemma.schema.json says, every
id in it must name something, and every span must lie in its text.
"""
import json
import os
import subprocess
import sys

from schema import faults_of

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))


def run(stemma, reports, folder, threads):
    """Every file of a fresh run as {name: bytes}."""
    if os.path.isdir(folder):
        for name in os.listdir(folder):
            os.remove(os.path.join(folder, name))
    ran = subprocess.run(
        [stemma, "report", "--quiet", "--threads", str(threads), reports,
         "-o", folder], capture_output=True, text=True)
    if ran.returncode not in (0, 1):
        sys.exit(f"exit {ran.returncode}: {ran.stderr}")
    files = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            files[name] = f.read()
    return files


def faults_of_runs(stemma, reports, scratch):
    first, faults = None, []
    for number, threads in enumerate((1, 2, 1, 2)):
        files = run(stemma, reports, f"{scratch}-{number}", threads)
        if first is None:
            first = files
            continue
        for name in sorted(set(first) | set(files)):
            if first.get(name) != files.get(name):
                faults.append(f"{name} differs between run 1 on 1 thread and "
                              f"run {number + 1} on {threads}")
    return first, faults


def faults_of_spans(d, texts):
    def outside(article, span):
        n = len(texts.get(article, ""))
        return not 0 <= span["begin"] <= span["end"] <= n

    for a in d["articles"]:
        for p in a["paragraphs"]:
            if outside(a["id"], p):
                yield f"a paragraph of {a['id']} lies outside its text"
    for q in d["attributions"]:
        for x in q["attributions"]:
            if any(outside(q["id"], s) for k in ("source", "cue", "content")
                   for s in x[k]):
                yield f"an attribution of {q['id']} lies outside its text"
    for p in d["passages"]:
        if any(outside(p[s]["article"], p[s]) for s in "ab"):
            yield "a passage lies outside its text"
    for c in d["claims"]:
        if any(outside(m["article"], m) or m["begin"] == m["end"]
               for m in c["mentions"]):
            yield f"a mention of {c['claim']} is empty or outside its text"


def faults_of_ids(d):
    ids = {"articles": [a["id"] for a in d["articles"]],
           "stories": [s["id"] for s in d["stories"]],
           "speakers": [s["id"] for s in d["speakers"]],
           "claims": [c["claim"] for c in d["claims"]]}
    for kind, names in ids.items():
        if len(names) != len(set(names)):
            yield f"an id stands twice among the {kind}"
    def absent(kind, names):
        return [n for n in names if n is not None and n not in ids[kind]]
    lost = [x["lost"] for x in d["lineage"] if "lost" in x]
    for s in d["stories"]:
        for kind in ("articles", "speakers", "claims"):
            for n in absent(kind, s[kind]):
                yield f"{s['id']} names {n}, which is none of the {kind}"
    for c in d["claims"]:
        yield from faults_of_claim(c, absent)
    for x in d["lineage"]:
        if "to" in x and (absent("articles", [x["to"]]) or x["from"]
                          not in ids["articles"] + lost + [None]):
            yield f"an edge from {x['from']} to {x['to']} leads nowhere"


def faults_of_claim(c, absent):
    n = len(c["mentions"])
    if absent("stories", [c["story"]]) or \
            absent("articles", [m["article"] for m in c["mentions"]]) or \
            absent("speakers", [m["speaker"] for m in c["mentions"]]):
        yield f"{c['claim']} names what is not there"
    if c["origins"] is not None:
        held = sorted(i for o in c["origins"] for i in o["mentions"])
        if held != list(range(n)):
            yield f"{c['claim']}: its origins do not hold each mention once"
        low, high = c["range"]["low"], c["range"]["high"]
        if not 1 <= low <= high:
            yield f"{c['claim']}: {low} to {high} origins"
    for e in c["differences"]:
        held = [i for v in e["values"] for i in v["mentions"]]
        if any(i >= n for i in held) or len(held) != len(set(held)):
            yield f"{c['claim']}: a difference counts a mention wrongly"


def main():
    stemma, reports, scratch = sys.argv[1:]
    files, faults = faults_of_runs(stemma, reports, scratch)
    data = json.loads(files["stemma.json"])
    with open(os.path.join(TOP, "docs", "stemma.schema.json"),
              encoding="utf-8") as f:
        schema = json.load(f)
    faults += faults_of(data, schema, schema)
    texts = {a["id"]: a.get("text", "") for a in data["articles"]}
    faults += faults_of_spans(data, texts)
    faults += faults_of_ids(data)
    for line in faults[:40]:
        print(line)
    print(f"{len(files)} files, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
