"""Trains who is heard for a mention (src/claim/heard_weights.inc).

usage: heard.py DUMP.jsonl STORIES [OUT.inc]

DUMP.jsonl is what build/dev/bench/dump_heard wrote; STORIES the folder that
holds a folder a story with gold.json. Prints the speakers' B-cubed F1 and
how often said or not said agrees, as origins.py counts them, each story by
weights that never saw it; with OUT.inc, writes weights trained on all.
A conditional logit over the attributions near and nobody. Needs numpy.
"""
import collections
import json
import os
import re
import sys

import numpy as np

# Both chosen by the left-out figures, which move by .01 to .02 with them.
RIDGE = 10.0
LEAST_ODDS = -0.4  # as in heard.c
HEADER = "src/claim/heard.h"


def features():
    text = open(HEADER).read()
    body = text[text.index("typedef enum stm_heard_feature"):]
    body = re.sub(r"/\*.*?\*/", "", body[:body.index("STM_HEARD_FEATURES")],
                  flags=re.S)
    return re.findall(r"STM_HEARD_(\w+)", body)


def hits(a, m):
    inner = min(a[3], m["end"]) - max(a[2], m["start"])
    return a[1] == m["report"] and inner > 0 and \
        2 * inner >= min(a[3] - a[2], m["end"] - m["start"])


def load(dump, stories):
    """name -> samples (member's voice, [speaker], x), in order of members."""
    out = {}
    for line in open(dump):
        d = json.loads(line)
        name = d["path"].split("/")[-2]
        gold = json.load(open(os.path.join(stories, name, "gold.json")))
        by_article = collections.defaultdict(list)
        for m in d["mentions"]:
            by_article[m[1]].append(m)
        samples = []
        for c in gold["claims"]:
            for m in c["members"]:
                # mentions come in order of claims: the first counts
                first = next((x for x in by_article[m["report"]]
                              if hits(x, m)), None)
                if first is None:
                    continue
                x = np.array([k[2:] for k in first[4]], dtype=float)
                samples.append((m["voice"], [k[0] for k in first[4]],
                                x.reshape(len(first[4]), -1)))
        out[name] = {"samples": samples, "names": d["names"],
                     "voices": {v["id"]: v["name"] for v in gold["voices"]},
                     "map": voice_map(samples)}
    return out


def voice_map(samples):
    """Our speaker -> the gold voice it mostly stands for, where sure."""
    half = features().index("HALF")
    counts = collections.defaultdict(collections.Counter)
    for voice, speakers, x in samples:
        for s, row in zip(speakers, x):
            if voice is not None and row[half] > 0:
                counts[s][voice] += 1
    return {s: c.most_common(1)[0][0] for s, c in counts.items()}


def rows_of(data, names):
    rows, groups, right = [], [], []
    for n in names:
        for voice, speakers, x in data[n]["samples"]:
            good = [voice is not None and data[n]["map"].get(s) == voice
                    for s in speakers]
            if voice is not None and not any(good):
                continue
            rows.append(x)
            groups.append(len(speakers))
            right.append(good + [voice is None])
    return rows, groups, right


def fit(data, names, ridge=RIDGE):
    rows, groups, right = rows_of(data, names)
    x = np.concatenate([r for r in rows if len(r)])
    n = x.shape[1]
    at = np.repeat(np.arange(len(groups)), groups)
    good = np.concatenate([np.array(r[:-1], bool) for r in right])
    none = np.array([r[-1] for r in right], bool)
    w = np.zeros(n)
    m, v = np.zeros(n), np.zeros(n)
    for t in range(1, 1501):
        e = np.exp(np.clip(x @ w, -30, 30))
        z = 1 + np.bincount(at, e, len(groups))
        zg = none + np.bincount(at, e * good, len(groups))
        g = x.T @ (e / z[at] - e * good / np.maximum(zg, 1e-12)[at])
        g += 2 * ridge * w * .5
        m, v = .9 * m + .1 * g, .999 * v + .001 * g * g
        w -= .05 * (m / (1 - .9 ** t)) / (np.sqrt(v / (1 - .999 ** t)) + 1e-9) \
            * (.1 if t > 1000 else 1)
    return w


def pick(w, x):
    if len(x) == 0:
        return None
    o = x @ w
    k = int(o.argmax())
    return k if o[k] > LEAST_ODDS else None


def old_rule(x):
    f = features()
    best = None
    for k, row in enumerate(x):
        if row[f.index("CONTENT")] > 0 and row[f.index("HALF")] > 0 and (
                best is None or row[f.index("SENTENCE")] <
                x[best][f.index("SENTENCE")]):
            best = k
    return best


def tally(story, choose, total):
    voiced = []
    for i, (voice, speakers, x) in enumerate(story["samples"]):
        k = choose(x)
        total["seen"] += 1
        total["said"] += (k is not None) == (voice is not None)
        if voice is not None:
            voiced.append((voice, speakers[k] if k is not None else ("-", i)))
    g = collections.Counter(v for v, _ in voiced)
    p = collections.Counter(s for _, s in voiced)
    for (v, s), c in collections.Counter(voiced).items():
        total["p"] += c * c / p[s]
        total["r"] += c * c / g[v]
    total["voiced"] += len(voiced)


def shown(t):
    p, r = t["p"] / t["voiced"], t["r"] / t["voiced"]
    return f"speakers {2 * p * r / (p + r):.3f} (P {p:.3f} R {r:.3f}) " \
           f"said {t['said'] / t['seen']:.3f}"


def main():
    data = load(sys.argv[1], sys.argv[2])
    whole, old, seen = (collections.Counter() for _ in range(3))
    all_weights = fit(data, list(data))
    for name in data:
        w = fit(data, [n for n in data if n != name])
        one = collections.Counter()
        tally(data[name], lambda x: pick(w, x), one)
        tally(data[name], lambda x: pick(w, x), whole)
        tally(data[name], old_rule, old)
        tally(data[name], lambda x: pick(all_weights, x), seen)
        print(f"{name:<20} {shown(one)}")
    print("left out:            " + shown(whole))
    print("seen:                " + shown(seen))
    print("half covered (rule): " + shown(old))
    best = collections.Counter()
    for name in data:
        d = data[name]
        it = iter(d["samples"])
        tally(d, lambda x: oracle(d, next(it)), best)
    print("best choice:         " + shown(best))
    if "-v" in sys.argv:
        for f, w in zip(features(), all_weights):
            print(f"{f:<22} {w:6.2f}")
    if len(sys.argv) > 3 and sys.argv[3].endswith(".inc"):
        with open(sys.argv[3], "w") as out:
            out.write("/* Made by tools/train/heard.py. */\n")
            for f, w in zip(features(), all_weights):
                out.write(f"[STM_HEARD_{f}] = {w:.4f}F,\n")


def oracle(story, sample):
    voice, speakers, _ = sample
    for k, s in enumerate(speakers):
        if voice is not None and story["map"].get(s) == voice:
            return k
    return None


if __name__ == "__main__":
    main()
