"""Reads every export of the bundled example as a program of its kind would.

usage: check_exports.py STEMMA EXAMPLE SCRATCH
"""
import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as ET

G = "{http://graphml.graphdrawing.org/xmlns}"


def need(condition, what):
    if not condition:
        sys.exit("failed: " + what)


def check_by_others(export, edges, items):
    """Asks programs of that kind, where Debian's Python has them."""
    try:
        import networkx
        graph = networkx.parse_graphml(export("graphml").decode())
        need(graph.number_of_edges() == len({(e["from"], e["to"])
                                             for e in edges}), "networkx")
        print("networkx read the graph")
    except ImportError:
        print("no networkx: skipped")
    try:
        import jsonschema
        with open(os.path.join(os.path.dirname(__file__),
                               "ninjs.schema.json"), encoding="utf-8") as f:
            schema = json.load(f)
        for item in items:
            jsonschema.validate(item, schema)
        print("jsonschema holds ninjs valid")
    except ImportError:
        print("no jsonschema: skipped")
    try:
        from prov.model import ProvDocument
        document = ProvDocument.deserialize(
            content=export("prov").decode(), format="json")
        need(len(list(document.get_records())) > 0, "prov")
        print("prov read the derivations")
    except ImportError:
        print("no prov: skipped")


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

    lines = [json.loads(x) for x in export("jsonl").splitlines()]
    for kind, key in (("article", "articles"), ("passage", "passages"),
                      ("story", "stories"), ("claim", "claims"),
                      ("lineage", "lineage")):
        n = sum(x["record"] == kind for x in lines)
        need(n == len(whole[key]), "jsonl: %d %s" % (n, key))

    items = [json.loads(x) for x in export("ninjs").splitlines()]
    read = [a for a in whole["articles"] if a["status"] == "ok"]
    need([i["bodies"][0]["value"] for i in items] ==
         [a["text"] for a in read], "ninjs: bodies")
    for i in items:
        need(i["bodies"][0]["charcount"] == len(i["bodies"][0]["value"]),
             "ninjs: charcount")

    clusters = {}
    for line in export("passim").splitlines():
        p = json.loads(line)
        need(articles[p["id"]]["text"][p["begin"]:p["end"]] == p["text"],
             "passim: text")
        clusters.setdefault(p["cluster"], []).append(p)
    need(clusters, "passim: clusters")
    where = {}
    for number, passages in clusters.items():
        need(all(p["size"] == len(passages) for p in passages), "passim: size")
        need(len({p["id"] for p in passages}) > 1, "passim: two articles")
        for p in passages:
            where.setdefault(p["id"], []).append((p["begin"], p["end"], number))
    for m in whole["passages"]:
        both = [{c for b, e, c in where[s["article"]]
                 if b <= s["begin"] and s["end"] <= e} for s in (m["a"], m["b"])]
        need(both[0] & both[1], "passim: both sides are in one cluster")

    copy = os.path.join(scratch, "copy.db")
    with open(copy, "wb") as f:
        f.write(export("sqlite"))
    held = sqlite3.connect(copy)
    need(held.execute("pragma integrity_check").fetchone() == ("ok",) and
         held.execute("pragma journal_mode").fetchone() == ("delete",) and
         held.execute("select count(*) from document").fetchone()[0] ==
         len(whole["articles"]), "sqlite: stands alone")
    held.close()
    n = sum(len(json.loads(x)["quotes"])
            for x in export("citron").splitlines())
    need(n == len([q for x in whole["attributions"]
                   for q in x["attributions"]]), "citron: quotes")
    check_by_others(export, edges, items)

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
