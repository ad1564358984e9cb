#!/usr/bin/env python3
"""Trains src/match/rewrite_weights.inc from passages that readers marked.

usage: tools/train/rewrites.py ORIGINS BUILD > src/match/rewrite_weights.inc

ORIGINS is a folder of stories, each with articles.jsonl and gold.json; BUILD
holds bench/bench_match and bench/bench_rewrites. A pair of sentences is a
positive where a marked passage covers half of both. What the matcher finds by
wording is left out, as it is left out when the weights are used. Prints to
stderr what each story gets with weights from the others.
"""
import collections
import json
import math
import os
import subprocess
import sys
import tempfile

RIDGE = 3.0     # held stories decide: 1 to 10 are alike
POSITIVE = 3.0  # weight of a positive


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def bytes_of(text, at):
    return len(text[:at].encode())


def read_story(folder, build):
    path = os.path.join(folder, "articles.jsonl")
    texts = {}
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        texts[record["id"]] = record["text"]
    marked = collections.defaultdict(list)
    gold = json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8"))
    for p in gold.get("copied_passages", []):
        a, b = ((s["report"], bytes_of(texts[s["report"]], s["start"]),
                 bytes_of(texts[s["report"]], s["end"]))
                for s in (p["a"], p["b"]))
        marked[a[0], b[0]].append((a[1:], b[1:]))
        marked[b[0], a[0]].append((b[1:], a[1:]))
    known = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        out = os.path.join(scratch, "out")
        subprocess.run([os.path.join(build, "bench/bench_match"), path, "1",
                        out], check=True, stdout=subprocess.DEVNULL)
        for line in open(out):
            m = json.loads(line)
            a, b = m["a"], m["b"]
            known[a["article"], b["article"]].append(
                ((a["begin"], a["end"]), (b["begin"], b["end"])))
    lines = subprocess.run(
        [os.path.join(build, "bench/bench_rewrites"), "--likeness", path],
        check=True, capture_output=True, text=True).stdout.splitlines()
    rows = []
    for line in lines:
        f = line.split("\t")
        pair = (f[0], f[3])
        a, b = (int(f[1]), int(f[2])), (int(f[4]), int(f[5]))
        if any(overlap(x, a) and overlap(y, b) for x, y in known[pair]):
            continue
        is_positive = any(
            overlap(x, a) * 2 >= min(x[1] - x[0], a[1] - a[0]) and
            overlap(y, b) * 2 >= min(y[1] - y[0], b[1] - b[0])
            for x, y in marked[pair])
        rows.append(([float(x) for x in f[6:]] + [1.0], is_positive))
    return rows


def solve(matrix, right):
    n = len(right)
    m = [row[:] + [right[i]] for i, row in enumerate(matrix)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[pivot] = m[pivot], m[i]
        for r in range(i + 1, n):
            f = m[r][i] / m[i][i]
            for c in range(i, n + 1):
                m[r][c] -= f * m[i][c]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (m[i][n] - sum(m[i][c] * x[c] for c in range(i + 1, n))) / m[i][i]
    return x


def chance(w, x):
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, x))))


def fit(rows):
    n = len(rows[0][0])
    w = [0.0] * n
    for _ in range(30):
        gradient = [RIDGE * a for a in w]
        gradient[-1] = 0.0
        hessian = [[RIDGE if i == j and i + 1 < n else 0.0 for j in range(n)]
                   for i in range(n)]
        for x, positive in rows:
            weight = POSITIVE if positive else 1.0
            p = chance(w, x)
            for i in range(n):
                gradient[i] += weight * (p - positive) * x[i]
                for j in range(n):
                    hessian[i][j] += weight * p * (1 - p) * x[i] * x[j]
        step = solve(hessian, gradient)
        w = [a - s for a, s in zip(w, step)]
        if max(map(abs, step)) < 1e-6:
            break
    return w


def main():
    folder, build = sys.argv[1:]
    stories = {name: read_story(os.path.join(folder, name), build)
               for name in sorted(os.listdir(folder))}
    total = collections.Counter()
    for name, rows in stories.items():
        w = fit([r for other in stories if other != name
                 for r in stories[other]])
        for x, positive in rows:
            for t in (0.15, 0.2, 0.25, 0.3, 0.4):
                if chance(w, x) >= t:
                    total[t, positive] += 1
    positives = sum(p for rows in stories.values() for _, p in rows)
    for t in (0.15, 0.2, 0.25, 0.3, 0.4):
        print("held story, chance >= %.2f: %d of %d marked, %d others" % (
            t, total[t, True], positives, total[t, False]), file=sys.stderr)
    w = fit([r for rows in stories.values() for r in rows])
    print("/* Made by tools/train/rewrites.py from %d stories. */" %
          len(stories))
    for i in range(0, len(w), 4):
        print("    " + " ".join("%.4ff," % a for a in w[i:i + 4]))


main()
