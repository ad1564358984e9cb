"""Reads every export of the bundled example as a program of its kind would.

usage: check_exports.py STEMMA EXAMPLE SCRATCH
"""
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET

G = "{http://graphml.graphdrawing.org/xmlns}"


def need(condition, what):
    if not condition:
        sys.exit("failed: " + what)


def main():
    stemma, example, scratch = sys.argv[1:4]
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    db = os.path.join(scratch, "desk.db")
    subprocess.run([stemma, "add", "--quiet", db, example], check=True)

    def export(name):
        return subprocess.run([stemma, "export", db, "--format", name],
                              check=True, capture_output=True).stdout

    whole = json.loads(export("json"))
    articles = {a["id"]: a for a in whole["articles"]}
    edges = [e for e in whole["lineage"] if "to" in e]
    need(edges, "the example has lineage")

    graph = ET.fromstring(export("graphml")).find(G + "graph")
    nodes = {n.get("id") for n in graph.findall(G + "node")}
    got = [(e.get("source"), e.get("target")) for e in graph.findall(G + "edge")]
    need(got == [(e["from"], e["to"]) for e in edges], "graphml: edges")
    need({x for e in got for x in e} <= nodes, "graphml: nodes of edges")

    dot = export("dot").decode()
    need(dot.count(" -> ") == len(edges), "dot: edges")
    if shutil.which("dot"):
        subprocess.run(["dot", "-Tplain"], input=dot.encode(), check=True,
                       capture_output=True)

    text = export("csv").decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    mentions = [(c["claim"], m) for c in whole["claims"] for m in c["mentions"]]
    need(len(rows) == len(mentions), "csv: a row a mention")
    for row, (claim, m) in zip(rows, mentions):
        a = articles[row["article"]]
        need(row["claim"] == claim and row["article"] == m["article"],
             "csv: order")
        span = a["text"][int(row["begin"]):int(row["end"])]
        need(row["text"].lstrip("'") == span.lstrip("'"), "csv: text")
        need(row["text"][:1] not in "=+-@" or not row["text"], "csv: formula")

    for line in export("webannotation").splitlines():
        a = json.loads(line)
        need(a["type"] == "Annotation", "webannotation")
        place, quote = a["target"]["selector"]
        need(place["end"] - place["start"] == len(quote["exact"]),
             "webannotation: the two selectors agree")

    reviews = [json.loads(x) for x in export("claimreview-draft").splitlines()]
    shared = [c for c in whole["claims"] if c["counts"]["articles"] >= 2]
    need(len(reviews) == len(shared), "claimreview: shared claims")
    need(not any("reviewRating" in r for r in reviews), "no rating")

    prov = json.loads(export("prov"))
    for d in prov["wasDerivedFrom"].values():
        need(d["prov:generatedEntity"] in prov["entity"] and
             d["prov:usedEntity"] in prov["entity"], "prov: entities")
    need(len(prov["wasDerivedFrom"]) ==
         sum(e["direction_known"] for e in edges), "prov: sure directions")

    def quotes(name):
        return subprocess.run([stemma, "quotes", "--quiet", example,
                               "--format", name], check=True,
                              capture_output=True).stdout.decode("utf-8")

    n = 0
    for line in quotes("citron").splitlines():
        d = json.loads(line)
        for q in d["quotes"]:
            n += 1
            for s in [q["cue"]] + q["sources"] + q["contents"]:
                need(d["text"][s["start"]:s["end"]] == s["text"], "citron")
    rows = list(csv.DictReader(io.StringIO(quotes("csv"), newline="")))
    need(len(rows) == n > 10, "quotes csv: a row an attribution")
    page = quotes("html")
    need(page.count("<mark>") >= n // 2 and "</html>" in page, "quotes html")

    wrong = subprocess.run([stemma, "export", db, "--format", "xls"],
                           capture_output=True, text=True)
    need(wrong.returncode == 2 and "graphml" in wrong.stderr, "a wrong format")
    print("exports hold: %d edges, %d rows, %d reviews"
          % (len(edges), len(rows), len(reviews)))


if __name__ == "__main__":
    main()
