"""Trains the scorer of sentence pairs (src/claim/pair_scorer_weights.inc).

usage: train_pairs.py DUMP STORIES [OUT.inc]

DUMP is what build/dev/bench/dump_pairs wrote (DUMP.f32, DUMP.jsonl); STORIES
the folder that holds a folder a story with gold.json. Prints how well pairs
are told with each story left out of training; with OUT.inc, writes weights
that are trained on all stories. Needs numpy.
"""
import collections
import json
import os
import sys

import numpy as np

# Strength of the data against the ridge; .3 and .01 give .01 less.
TRUST = 0.03


def load(dump, stories):
    rows = np.fromfile(dump + ".f32", dtype=np.float32)
    lines = [json.loads(line) for line in open(dump + ".jsonl")]
    total = sum(len(d["pairs"]) for d in lines)
    rows = rows.reshape(total, -1).astype(float)
    out, at = {}, 0
    for d in lines:
        name = d["path"].split("/")[-2]
        gold = json.load(open(os.path.join(stories, name, "gold.json")))
        held = [set() for _ in d["units"]]
        for c in gold["claims"]:
            for i, m in enumerate(c["members"]):
                for k, (article, begin, end) in enumerate(d["units"]):
                    inner = min(end, m["end"]) - max(begin, m["start"])
                    shorter = min(end - begin, m["end"] - m["start"])
                    if article == m["report"] and inner > 0 \
                            and 2 * inner >= shorter:
                        held[k].add((c["id"], i))
        claims = [{c for c, _ in h} for h in held]
        articles = {}
        article = np.array([articles.setdefault(u[0], len(articles))
                            for u in d["units"]])
        pairs = np.array(d["pairs"], dtype=int).reshape(-1, 2)
        n = len(pairs)
        out[name] = {
            "gold": gold, "held": held, "article": article,
            "a": pairs[:, 0], "b": pairs[:, 1], "x": rows[at:at + n],
            "y": np.array([bool(claims[a] & claims[b]) for a, b in pairs]),
            "judged": np.array([bool(claims[a]) and bool(claims[b])
                                for a, b in pairs]),
        }
        at += n
    return out


def fit(x, y, c=TRUST):
    """Logistic regression on standardised features by Newton's method."""
    mean, sd = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / sd, np.ones((len(x), 1))])
    w = np.zeros(z.shape[1])
    ridge = np.full(len(w), 1 / c)
    ridge[-1] = 0
    for _ in range(25):
        p = 1 / (1 + np.exp(-z @ w))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z
                               + np.diag(ridge + 1e-9),
                               z.T @ (y - p) - ridge * w)
        w += step
        if np.abs(step).max() < 1e-7:
            break
    weights = w[:-1] / sd
    return weights, w[-1] - (weights * mean).sum()


def apply(model, x):
    return x @ model[0] + model[1]


def second(story, odds):
    """What the second regression sees, in the order of stm_pair_second."""
    a, b, article = story["a"], story["b"], story["article"]
    n, members = len(article), int(article.max()) + 1
    chance = 1 / (1 + np.exp(-odds))
    p = np.zeros((n, n))
    p[a, b] = p[b, a] = chance
    third = np.zeros((n, n))
    for c in range(n):
        np.maximum(third, np.minimum(p[:, c][:, None], p[c][None, :]),
                   out=third)
    product = p @ p
    row, norm = p.sum(1), np.linalg.norm(p, axis=1) + .3
    best = np.zeros((n, members))
    for m in range(members):
        if (article == m).any():
            best[:, m] = p[:, article == m].max(1)
    from_a = chance - best[a, article[b]]
    from_b = chance - best[b, article[a]]

    def at(i, j):
        ok = (i >= 0) & (i < n) & (j >= 0) & (j < n)
        i, j = np.clip(i, 0, n - 1), np.clip(j, 0, n - 1)
        return i, j, ok

    def shifted(da, db):
        i, j, ok = at(a + da, b + db)
        ok = ok & (article[i] == article[a]) & (article[j] == article[b])
        return np.where(ok, p[i, j], 0)

    return np.stack([
        odds, chance, third[a, b], np.log1p(product[a, b]),
        np.minimum(from_a, from_b), np.maximum(from_a, from_b),
        np.maximum(shifted(-1, -1), shifted(1, 1)),
        np.maximum(np.maximum(shifted(0, 1), shifted(0, -1)),
                   np.maximum(shifted(1, 0), shifted(-1, 0))),
        np.maximum(shifted(1, -1), shifted(-1, 1)),
        np.log1p(np.minimum(row[a], row[b])),
        np.log1p(np.maximum(row[a], row[b])),
        product[a, b] / norm[a] / norm[b],
    ], 1)


def stack(data, names, what):
    return np.concatenate([what(data[n])[data[n]["judged"]] for n in names])


def fit_first(data, names):
    return fit(stack(data, names, lambda s: s["x"]),
               stack(data, names, lambda s: s["y"]))


def fit_second(data, names):
    """The second sees what firsts say that never saw the story itself."""
    xs, ys = [], []
    for n in names:
        first = fit_first(data, [m for m in names if m != n])
        s = data[n]
        x = np.hstack([second(s, apply(first, s["x"])), s["x"]])
        xs.append(x[s["judged"]])
        ys.append(s["y"][s["judged"]])
    return fit(np.concatenate(xs), np.concatenate(ys))


def left_out(data):
    """Log-odds of each story's pairs by models that never saw the story."""
    odds = {}
    for n in data:
        names = [m for m in data if m != n]
        first, then = fit_first(data, names), fit_second(data, names)
        s = data[n]
        odds[n] = apply(then, np.hstack([second(s, apply(first, s["x"])),
                                         s["x"]]))
    return odds


def pair_counts(story, odds, threshold):
    n = len(story["held"])
    m = np.full((n, n), -99.)
    m[story["a"], story["b"]] = m[story["b"], story["a"]] = odds
    holds = collections.defaultdict(list)
    for k, h in enumerate(story["held"]):
        for member in h:
            holds[member].append(k)
    linked = links = 0
    for c in story["gold"]["claims"]:
        report = [x["report"] for x in c["members"]]
        for i in range(len(report)):
            for j in range(i):
                if report[i] == report[j]:
                    continue
                links += 1
                x, y = holds[c["id"], i], holds[c["id"], j]
                linked += bool(x and y
                               and m[np.ix_(x, y)].max() > threshold)
    chosen = story["judged"] & (odds > threshold)
    return np.array([story["y"][chosen].sum(), chosen.sum(), linked, links])


def f1(counts):
    p, r = counts[0] / max(1, counts[1]), counts[2] / max(1, counts[3])
    return 2 * p * r / max(1e-9, p + r), p, r


def print_array(out, name, values):
    out.write(f"static const float {name}[] = {{\n")
    for i in range(0, len(values), 5):
        out.write("    " + " ".join(f"{v:.6g}F," if "." in f"{v:.6g}"
                                    or "e" in f"{v:.6g}" else f"{v:.1f}F,"
                                    for v in values[i:i + 5]) + "\n")
    out.write("};\n")


def write_weights(path, data, names):
    first, then = fit_first(data, names), fit_second(data, names)
    with open(path, "w") as out:
        out.write("/* Made by tools/train/train_pairs.py. */\n")
        print_array(out, "first_weights", first[0])
        print_array(out, "second_weights", then[0])
        out.write(f"static const float first_bias = {first[1]:.6g}F;\n")
        out.write(f"static const float second_bias = {then[1]:.6g}F;\n")


def main():
    data = load(sys.argv[1], sys.argv[2])
    odds = left_out(data)
    for t in (-1, -.5, 0, .5):
        f = f1(sum(pair_counts(data[n], odds[n], t) for n in data))
        print("pairs over %4.1f: F1 %.3f (P %.3f R %.3f)" % (t, *f))
    chance = np.concatenate([1 / (1 + np.exp(-odds[n][data[n]["judged"]]))
                             for n in data])
    true = np.concatenate([data[n]["y"][data[n]["judged"]] for n in data])
    for low in (0, .1, .3, .5, .7, .9):
        inside = (chance >= low) & (chance < low + .2 if low < .9 else True)
        print("chance %.1f to %.1f: %5d pairs, %.2f right"
              % (low, min(1, low + .2), inside.sum(), true[inside].mean()))
    if len(sys.argv) > 3:
        write_weights(sys.argv[3], data, list(data))


if __name__ == "__main__":
    main()
