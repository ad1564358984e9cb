#!/usr/bin/env python3
"""Holds a run over the bundled example against its true account.

usage: score_example.py STEMMA EXAMPLE SCRATCH [--show]

EXAMPLE holds reports/ and account.json; the run's output goes to SCRATCH. The
account names each report by its file's stem or its given id, and each mention
by words that stand once or more in the report's text; the first place counts.

A found mention stands for a true one where both lie in one article and share
half of the shorter. Every line printed is a measure with its floor; a measure
under its floor fails. Floors are what was reached: raise them, with the change
that raises the measure.
"""
import argparse
import json
import os
import subprocess
import sys

# What must not be in any article: furniture of the pages.
FURNITURE = (
    "cookies", "Sign me up", "in your inbox", "You may also like", "Most read",
    "Leave a reply", "Advertisement", "Now playing", "free articles this",
    "Have the Courier", "partners would like", "Small ads", "More from Roads",
    "Support Ean Valley", "Tides at Pellbury", "gullwatcher")

# measure: floor. 1 where the promise is whole.
FLOORS = {
    "records read": 1.0,
    "words of the account in the extracted text": 1.0,
    "furniture left out": 1.0,
    "titles": 1.0,
    "days": 1.0,
    "outlets": 0.8,
    "stories, B-cubed": 1.0,
    "copies of the agency found": 0.7,
    "copies of the agency, degree": 0.7,
    "claim links, precision": 0.8,
    "claim links, recall": 0.5,
    "origins within the true range": 0.0,
    "origins never too many": 0.0,
    "speakers, B-cubed": 0.7,
    "differences shown": 0.0,
}


def read_json(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return json.load(f)


class Run:
    """What the command found, by the account's names of the reports."""

    def __init__(self, found, account):
        self.found, self.account = found, account
        self.article = {}  # name of the report -> article
        for a in found["articles"]:
            stem = os.path.splitext(os.path.basename(a["path"]))[0]
            self.article[a["id"] if a["path"].endswith(".jsonl")
                         else stem] = a
        self.name = {a["id"]: n for n, a in self.article.items()}
        self.members = []  # (claim, number, article id, begin, end, voice)
        self.lacking = []
        for c in account["claims"]:
            for i, m in enumerate(c["members"]):
                self.add_member(c["id"], i, m)
        self.stands = self.match_mentions()

    def add_member(self, claim, number, m):
        a = self.article.get(m["report"])
        at = (a["text"] or "").find(m["text"]) if a else -1
        if at < 0:
            self.lacking.append(f"{m['report']}: {m['text']}")
            return
        self.members.append((claim, number, a["id"], at, at + len(m["text"]),
                             m["voice"]))

    def match_mentions(self):
        """stands[(claim index, mention index)]: the true members it covers."""
        stands = {}
        for n, c in enumerate(self.found["claims"] or []):
            for k, m in enumerate(c["mentions"]):
                for g in self.members:
                    inner = min(m["end"], g[4]) - max(m["begin"], g[3])
                    least = min(m["end"] - m["begin"], g[4] - g[3])
                    if m["article"] == g[2] and inner * 2 >= least > 0 < inner:
                        stands.setdefault((n, k), []).append(g)
        return stands


def share(part, whole):
    return len(part) / len(whole) if whole else 0.0


def bcubed(true, found):
    """F1 of two labellings of the same keys."""
    p = r = 0.0
    for x in true:
        same = [y for y in true if true[y] == true[x]]
        near = [y for y in true if found[y] == found[x]]
        both = [y for y in same if y in near]
        p += len(both) / len(near)
        r += len(both) / len(same)
    n = len(true)
    return 2 * p * r / (p + r) / n if p + r else 0.0


def score_records(run, out):
    arts = run.article
    reports = [r for s in run.account["stories"] for r in s["reports"]]
    out["records read"] = share(
        [r for r in reports if r in arts and arts[r]["status"] == "ok"],
        set(reports) | set(arts))
    n = sum(len(c["members"]) for c in run.account["claims"])
    out["words of the account in the extracted text"] = \
        1 - len(run.lacking) / n
    spoilt = [w for w in FURNITURE for a in arts.values()
              if not a["path"].endswith((".txt", ".jsonl"))
              and w in (a["text"] or "")]
    out["furniture left out"] = 1 - share(set(spoilt), FURNITURE)
    known = run.account["reports"]
    for measure, field in (("titles", "title"), ("outlets", "outlet")):
        out[measure] = share([r for r in known
                              if arts[r][field] == known[r][field]], known)
    out["days"] = share([r for r in known if (arts[r]["published"] or "")
                         .startswith(known[r]["day"])], known)


def score_stories(run, out):
    true = {r: s["id"] for s in run.account["stories"] for r in s["reports"]}
    found = {r: ("alone", r) for r in true}
    for s in run.found["stories"]:
        for a in s["articles"]:
            found[run.name[a]] = s["id"]
    out["stories, B-cubed"] = bcubed(true, found)


def score_copies(run, out):
    """Edges from a text of the agency that is not among the reports."""
    edges = {}
    for e in run.found["lineage"] or []:
        if "from" in e and e["from"] not in run.name:
            edges[run.name[e["to"]]] = e
    true = {c["to"]: c for c in run.account["copies"]}
    right = [r for r in true if r in edges]
    extra = [r for r in edges if r not in true]
    out["copies of the agency found"] = \
        share(right, set(right) | set(extra) | set(true))
    out["copies of the agency, degree"] = share(
        [r for r in right if edges[r]["degree"] == true[r]["kind"]], true)


def score_links(run, out):
    home, judged, right = {}, 0, 0
    for (n, _), gs in sorted(run.stands.items()):
        for g in gs:
            home.setdefault(g[:2], set()).add(n)
    keys = sorted(run.stands)
    for x, a in enumerate(keys):
        for b in keys[:x]:
            if a[0] != b[0] or run.stands[a][0][2] == run.stands[b][0][2]:
                continue
            judged += 1
            right += bool({g[0] for g in run.stands[a]} &
                          {g[0] for g in run.stands[b]})
    links = linked = 0
    for x, g in enumerate(run.members):
        for h in run.members[:x]:
            if g[0] == h[0] and g[2] != h[2]:
                links += 1
                linked += bool(home.get(g[:2], set()) & home.get(h[:2], set()))
    out["claim links, precision"] = right / judged if judged else 0.0
    out["claim links, recall"] = linked / links if links else 0.0
    return home


def home_of(claim, home):
    """The found claim that holds most of a true one, half at least."""
    n = len(claim["members"])
    held = [x for i in range(n) for x in home.get((claim["id"], i), ())]
    best = max(sorted(set(held)), key=held.count, default=None)
    return best if best is not None and 2 * held.count(best) >= n else None


def score_origins(run, home, out, show):
    exact, not_over = [], []
    for c in run.account["claims"]:
        best = home_of(c, home)
        n = len(run.found["claims"][best]["origins"] or []) \
            if best is not None else 0
        if c["origins_low"] <= n <= c["origins_high"]:
            exact.append(c)
        if n <= c["origins_high"]:
            not_over.append(c)
        if show:
            print(f"    {c['id']:<16} {n} origins, true "
                  f"{c['origins_low']} to {c['origins_high']}"
                  f"{'' if best is not None else '; not found'}")
    out["origins within the true range"] = share(exact, run.account["claims"])
    out["origins never too many"] = share(not_over, run.account["claims"])


def score_speakers(run, out):
    true, found = {}, {}
    for (n, k), gs in sorted(run.stands.items()):
        speaker = run.found["claims"][n]["mentions"][k]["speaker"]
        for g in gs:
            if g[5] is not None and g[:2] not in true:
                true[g[:2]] = g[5]
                found[g[:2]] = speaker or ("none", g[:2])
    out["speakers, B-cubed"] = bcubed(true, found)


def is_shown(run, d, n):
    """Some difference of claim n parts two members that d parts."""
    side = {(d["claim"], i): v for v, x in enumerate(d["values"])
            for i in x["members"]}
    for e in run.found["claims"][n]["differences"] or []:
        value = {g[:2]: v for v, x in enumerate(e["values"])
                 for k in x["mentions"] for g in run.stands.get((n, k), [])
                 if g[:2] in side}
        if any(side[a] != side[b] and value[a] != value[b]
               for a in value for b in value):
            return True
    return False


def score_differences(run, out):
    wanted = run.account["differences"]
    out["differences shown"] = share(
        [d for d in wanted if any(is_shown(run, d, n)
                                  for n in range(len(run.found["claims"])))],
        wanted)


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("stemma")
    words.add_argument("example")
    words.add_argument("scratch")
    words.add_argument("--show", action="store_true")
    given = words.parse_args()
    subprocess.run([given.stemma, "report", "--quiet",
                    os.path.join(given.example, "reports"),
                    "-o", given.scratch], check=True)
    run = Run(read_json(given.scratch, "stemma.json"),
              read_json(given.example, "account.json"))
    out = {}
    score_records(run, out)
    score_stories(run, out)
    score_copies(run, out)
    home = score_links(run, out)
    score_origins(run, home, out, given.show)
    score_speakers(run, out)
    score_differences(run, out)
    for text in run.lacking:
        print("  not in the extracted text: " + text)
    failed = 0
    for measure, floor in FLOORS.items():
        under = out[measure] < floor - 1e-9
        failed += under
        print(f"{out[measure]:6.3f}  floor {floor:5.3f}  {measure}"
              f"{'   UNDER' if under else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
