#!/usr/bin/env python3
"""Train the model that tells whether two articles are on one story.

usage: train_group.py DUMP STORIES [--write FILE]
DUMP is the built program dump_group_pairs, STORIES a folder of *.jsonl whose lines have id, story, title, text and
perhaps date. Prints B-cubed and pairs F1 of each whole set, every pair judged by a model that has
seen neither of its stories (six folds of stories; three minutes); with --write trains on all and writes src/group/pair_weights.inc. Needs numpy and scikit-learn. Seeds are fixed; same data, same table.

Each set is read twice, once with its dates taken away, so that undated piles are learned from too. Pairs of a set
weigh as the square root of their number, so that no set drowns the others.
"""
import collections, hashlib, heapq, json, os, subprocess, sys, tempfile

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

TREES, LEAVES, RATE, LEAST, RIDGE = 160, 12, .06, 60, 2.0
LENIENCY, UNLINKED = .8, -4.0


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


FOLDS = 6


def fold_of(story):
    return hashlib.sha256(story.encode()).digest()[0] % FOLDS


def dump(program, rows):
    """Pairs and features of rows, and which rows' lists are full."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        for r in rows:
            f.write(json.dumps({k: v for k, v in r.items() if v is not None}) + "\n")
        f.flush()
        out = subprocess.run([program, f.name], check=True, capture_output=True, text=True).stdout.splitlines()
    full = np.array(out[0].split("\t")[1].split(), int)
    table = np.array([line.split("\t") for line in out[1:]], float)
    pairs = table[:, :2].astype(int)
    same = np.array([rows[a]["story"] == rows[b]["story"] for a, b in pairs])
    folds = np.array([fold_of(r["story"]) for r in rows])[pairs]
    return {"rows": rows, "full": full, "pairs": pairs, "folds": folds, "x": table[:, 2:].astype(np.float32), "y": same}


def undated(rows):
    return [{k: v for k, v in r.items() if k != "date"} for r in rows]


def fit(sets, without=()):
    """A model of the pairs neither of whose stories lies in a fold of `without`."""
    keep = [~np.isin(s["folds"], without).any(axis=1) for s in sets]
    sets = [{"x": s["x"][k], "y": s["y"][k]} for s, k in zip(sets, keep)]
    weight = np.concatenate([np.full(len(s["y"]), 1 / np.sqrt(max(1, s["y"].sum()))) for s in sets])
    model = HistGradientBoostingClassifier(max_iter=TREES, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=LEAST,
                                           l2_regularization=RIDGE, early_stopping=False, random_state=0)
    model.fit(np.concatenate([s["x"] for s in sets]), np.concatenate([s["y"] for s in sets]), sample_weight=weight / weight.mean())
    return model


def cluster(n, pairs, odds, full):
    """Average linkage, as src/group/cluster.c does it."""
    sides = [dict() for _ in range(n)]
    for (a, b), o in zip(pairs, odds):
        sides[a][b] = sides[b][a] = (o, 1)
    short, into, version = [1 - f for f in full], list(range(n)), [0] * n

    def average(a, b):
        total, count = sides[a][b]
        missing = max(0, short[a] * short[b] - count)
        return (total + missing * UNLINKED) / (count + missing)

    heap = []
    for a in range(n):
        for b in sides[a]:
            if a < b and average(a, b) > 0:
                heap.append((-average(a, b), a, b, 0, 0))
    heapq.heapify(heap)
    while heap:
        _, a, b, va, vb = heapq.heappop(heap)
        if into[a] != a or into[b] != b or version[a] != va or version[b] != vb:
            continue
        for k, (total, count) in sides[b].items():
            if k == a:
                continue
            t, c = sides[a].get(k, (0, 0))
            sides[a][k] = sides[k][a] = (t + total, c + count)
            sides[k].pop(b)
        sides[a].pop(b)
        into[b], short[a], version[a] = a, short[a] + short[b], version[a] + 1
        for k in sides[a]:
            v = average(a, k)
            if v > 0:
                x, y = min(a, k), max(a, k)
                heapq.heappush(heap, (-v, x, y, version[x], version[y]))

    def root(i):
        while into[i] != i:
            i = into[i]
        return i
    return [root(i) for i in range(n)]


def f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def score(gold, guess):
    n, g, p, b = len(gold), collections.Counter(gold), collections.Counter(guess), collections.Counter(zip(gold, guess))
    two = lambda c: sum(v * (v - 1) // 2 for v in c.values())
    precision = sum(c * c / p[k[1]] for k, c in b.items()) / n
    recall = sum(c * c / g[k[0]] for k, c in b.items()) / n
    return f1(precision, recall), f1(two(b) / max(1, two(p)), two(b) / max(1, two(g))), precision, recall


def folds_left_out():
    return [(a,) if a == b else (a, b) for a in range(FOLDS) for b in range(a, FOLDS)]


def odds_left_out(models, s):
    """Each pair judged by the model that has seen neither of its stories."""
    odds = np.zeros(len(s["y"]))
    for without, model in models.items():
        here = (s["folds"].min(axis=1) == without[0]) & (s["folds"].max(axis=1) == without[-1])
        p = np.clip(model.predict_proba(s["x"][here])[:, 1], 1e-6, 1 - 1e-6)
        odds[here] = np.log(p / (1 - p))
    return odds


def test(s, odds):
    groups = cluster(len(s["rows"]), s["pairs"], odds + LENIENCY, s["full"])
    return score([r["story"] for r in s["rows"]], groups)


def write(model, path):
    nodes, starts = [], []
    for predictors in model._predictors:
        starts.append(len(nodes))
        for n in predictors[0].nodes:
            if n["is_leaf"]:
                nodes.append("    {0, 0, 0, 0.0f, %.8gf}," % n["value"] if "." in "%.8g" % n["value"] or "e" in "%.8g" % n["value"]
                             else "    {0, 0, 0, 0.0f, %.1ff}," % n["value"])
            else:
                t = "%.8g" % n["num_threshold"]
                t += "" if "." in t or "e" in t else ".0"
                nodes.append("    {%d, %d, %d, %sf, 0.0f}," % (n["feature_idx"], n["left"], n["right"], t))
    base = float(np.ravel(model._baseline_prediction)[0])
    with open(path, "w", encoding="utf-8") as f:
        f.write("/* Made by tools/train/train_group.py. */\n/* clang-format off */\n")
        f.write("static const float pair_base = %.8gf;\n" % base)
        f.write("static const uint16_t pair_trees[] = {%s};\n" % ", ".join(map(str, starts)))
        f.write("static const tree_node pair_nodes[] = {\n" + "\n".join(nodes) + "\n};\n")


def main():
    if len(sys.argv) not in (3, 5) or (len(sys.argv) == 5 and sys.argv[3] != "--write"):
        sys.exit(__doc__)
    program, folder = sys.argv[1:3]
    names = sorted(f for f in os.listdir(folder) if f.endswith(".jsonl") and "facts" not in f)
    rows = {f: read(os.path.join(folder, f)) for f in names}
    sets = {}
    for f in names:
        sets[f] = dump(program, rows[f])
        if any(r.get("date") for r in rows[f]):
            sets[f + " undated"] = dump(program, undated(rows[f]))
    models = {w: fit(list(sets.values()), w) for w in folds_left_out()}
    for name, s in sorted(sets.items()):
        print("%-28s B-cubed F1 %.3f  pairs F1 %.3f  (B-cubed precision %.3f recall %.3f)" % (name, *test(s, odds_left_out(models, s))))
    if len(sys.argv) == 5:
        write(fit(list(sets.values())), sys.argv[4])


if __name__ == "__main__":
    main()
