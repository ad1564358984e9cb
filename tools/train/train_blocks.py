#!/usr/bin/env python3
"""Train the model of src/extract/block_model_weights.inc: which blocks of a page are its article.

usage: train_blocks.py DUMP PAGES_DIR SCORER [--write FOLDER] [--folds N]
DUMP       stem of the files that dump_blocks wrote for the pages (DUMP.f32, .jsonl, .names, .slots)
PAGES_DIR  folder that holds article-body.jsonl, publishers.jsonl and segments.jsonl (the gold), and dates.jsonl, whose
           pages have no label for blocks and serve the second training only
SCORER     folder that holds pages.py

Logistic models over hashed words of text and classes, then two rounds of boosted trees. The first sees each block and its surroundings; the second sees that and what the first
said of the block's neighbours. Gold text is aligned to blocks in reading order; pieces wanted and unwanted label single
blocks. Every figure printed is cross-validated: all pages of one site are in one fold. Needs numpy, scipy,
scikit-learn and lightgbm.
"""
import argparse, bisect, collections, json, os, re, sys
import numpy as np

WORD = re.compile(r"\w+")


def sites(gold_dir, names):
    """Record and site of each page, by set and file name."""
    out = {}
    for s in ("article-body", "publishers", "segments", "dates"):
        for line in open(os.path.join(gold_dir, s + ".jsonl"), encoding="utf-8"):
            g = json.loads(line)
            key = s + "/" + os.path.basename(g["file"])
            url = g.get("url") or ""
            host = re.sub(r"^x*https?://", "", url).split("/")[0].lower().split(":")[0]
            parts = host.split(".")
            if len(parts) > 2:
                parts = parts[-3:] if parts[-2] in ("co", "com", "org", "net", "gov", "ac", "blogspot", "wordpress") else parts[-2:]
            site = parts[0] if parts[0] else (g.get("outlet") or g["file"])
            site = re.sub(r"[^a-z0-9]", "", site.lower())
            out[key] = (s, site, g)
    return out


def align(blocks, gold):
    """Share of each block's words that stand in the gold, in order, each place used once."""
    gw = WORD.findall(gold)
    n = 4
    at = collections.defaultdict(list)
    for i in range(len(gw) - n + 1):
        at[tuple(gw[i:i + n])].append(i)
    short = collections.defaultdict(list)
    for k in range(1, n):
        for i in range(len(gw) - k + 1):
            short[tuple(gw[i:i + k])].append(i)
    lines = {tuple(WORD.findall(l)) for l in gold.split("\n")}
    cands = []  # (begin, end, matched words, block)
    for b, text in enumerate(blocks):
        w = WORD.findall(text)
        if not w:
            continue
        if len(w) < n:
            for i in short.get(tuple(w), [])[:40]:
                cands.append((i, i + len(w), len(w) * (1.0 if tuple(w) in lines else 0.3), b, 1.0))
            continue
        offs = collections.Counter()
        hits = []
        for j in range(len(w) - n + 1):
            for i in at.get(tuple(w[j:j + n]), ())[:8]:
                offs[(i - j) // 6] += 1
                hits.append((i, j))
        for off, _ in offs.most_common(3):
            mine = [(i, j) for i, j in hits if abs((i - j) // 6 - off) <= max(1, len(w) // 60)]
            grams = {j for i, j in mine}
            frac = len(grams) / (len(w) - n + 1)
            if frac < 0.2 and len(grams) < 8:
                continue
            begin, end = min(i for i, j in mine), max(i for i, j in mine) + n
            cands.append((begin, end, len(grams), b, frac))
    # heaviest chain that rises in block and does not overlap in the gold (a little overlap is forgiven)
    cands.sort(key=lambda c: (c[3], c[0]))
    ends, best, keep = [], [], []
    # DP by gold end with a Fenwick tree over gold positions
    size = len(gw) + 2
    tree = [(0.0, -1)] * (size + 1)

    def query(i):
        r = (0.0, -1)
        while i > 0:
            if tree[i][0] > r[0]:
                r = tree[i]
            i -= i & -i
        return r

    def update(i, v):
        while i <= size:
            if v[0] > tree[i][0]:
                tree[i] = v
            i += i & -i

    back = {}
    i = 0
    while i < len(cands):
        j = i
        pend = []
        while j < len(cands) and cands[j][3] == cands[i][3]:
            begin, end, m, b, frac = cands[j]
            s, prev = query(begin + 1 + min(2, (end - begin) // 4))
            back[j] = prev
            pend.append((end + 1, (s + m, j)))
            j += 1
        for e, v in pend:
            update(min(e, size), v)
        i = j
    share = np.zeros(len(blocks), np.float32)
    dup = np.zeros(len(blocks), bool)
    for c in cands:
        if c[4] > 0.5 and c[1] - c[0] >= 4:
            dup[c[3]] = True
    s, k = query(size)
    while k >= 0:
        share[cands[k][3]] = cands[k][4]
        dup[cands[k][3]] = False
        k = back[k]
    return share, dup


def label(pages, gold):
    """y, weight of every block."""
    y, w = [], []
    for p in pages:
        s, site, g = gold[p["key"]]
        blocks = p["blocks"]
        words = np.array([len(WORD.findall(b)) for b in blocks], np.float32)
        if s in ("segments", "dates"):
            yy, ww = np.zeros(len(blocks), np.float32), np.zeros(len(blocks), np.float32)
            for piece, v in [(x, 1) for x in g.get("with", [])] + [(x, 0) for x in g.get("without", []) + (g.get("comments") or [])]:
                hits = [i for i, b in enumerate(blocks) if piece in b]
                for i in hits:
                    if ww[i] > 0 and yy[i] != v:
                        ww[i] = 1e-3
                    else:
                        yy[i], ww[i] = v, 1.2 / len(hits) ** 0.5
        else:
            share, dup = align(blocks, g["body"])
            yy = (share >= 0.5).astype(np.float32)
            total = max(words[yy > 0].sum(), 30.0)
            ww = 0.15 + 60 * np.minimum(words, 120) / max(total, 200)
            ww = np.minimum(ww, 8)
            ww[(share > 0.15) & (share < 0.85)] *= 0.5
            ww[dup] *= 0.3
        y.append(yy)
        w.append(ww.astype(np.float32))
    return np.concatenate(y), np.concatenate(w)


def neighbours(pages, start, p, X, names):
    """Second-round features from the first round's p."""
    col = {n: i for i, n in enumerate(names)}
    out = []
    for k, pg in enumerate(pages):
        a, b = start[k], start[k + 1]
        q = p[a:b]
        n = b - a
        size = np.round(np.exp2(X[a:b, col["text_log_bytes"]]) - 1)
        f = np.zeros((n, 20), np.float32)
        pad = np.concatenate([np.zeros(3), q, np.zeros(3)])
        f[:, 0] = q
        for j, d in enumerate((-1, -2, -3, 1, 2, 3)):
            f[:, 1 + j] = pad[3 + d:3 + d + n]
        cq = np.concatenate([[0], np.cumsum(q * size)])
        cs = np.concatenate([[0], np.cumsum(size)])
        idx = np.arange(n)
        for j, r in enumerate((4, 10)):
            lo, hi = np.maximum(idx - r, 0), np.minimum(idx + r + 1, n)
            f[:, 7 + j] = (cq[hi] - cq[lo]) / np.maximum(cs[hi] - cs[lo], 1)
        tot = max(cq[-1], 1)
        f[:, 9] = cq[:-1] / tot
        f[:, 10] = np.log2(1 + cq[:-1])
        f[:, 11] = np.log2(1 + cq[-1] - cq[1:])
        f[:, 12] = q.max() if n else 0
        f[:, 13] = np.log2(1 + cq[-1])
        kin = pg["kin"]
        sig_q, sig_s = np.bincount(kin[:, 0], q * size), np.bincount(kin[:, 0], size)
        f[:, 14] = sig_q[kin[:, 0]] / np.maximum(sig_s[kin[:, 0]], 1)
        for j in range(4):
            lo, hi = kin[:, 1 + 2 * j], kin[:, 2 + 2 * j]
            f[:, 15 + j] = (cq[hi] - cq[lo]) / np.maximum(cs[hi] - cs[lo], 1)
        runs = 0
        for i in range(n):
            f[i, 19] = min(runs, 30)
            runs = 0 if q[i] > 0.5 else runs + 1
        out.append(f)
    return np.concatenate(out)


SECOND = ("p prev1 prev2 prev3 next1 next2 next3 window4 window10 before_share before after best total "
          "kin up1 up2 up3 article gap").split()


FIRST, LAST = (16, 300), (12, 200)  # leaves, trees


def folds_of(pages, gold, n):
    by = collections.defaultdict(int)
    for p in pages:
        by[gold[p["key"]][1]] += 1
    load, fold = [0] * n, {}
    for site, c in sorted(by.items(), key=lambda kv: (-kv[1], kv[0])):
        k = min(range(n), key=lambda i: (load[i], i))
        fold[site] = k
        load[k] += c
    return np.array([fold[gold[p["key"]][1]] for p in pages])


FALLING = "comment related cookie modal nav footer share sidebar".split()


def directions(names, extra):
    """Which way a feature may push: a comment's class never speaks for a block, JSON-LD's text never against."""
    d = [-1 if n.startswith("use_") and n.split("_")[-1] in FALLING else
         1 if n in ("hint_ld_share", "words_text", "words_class", "in_body_prop", "use_own_body", "use_near_body", "use_all_body") else 0 for n in names]
    return d + [0] * extra


def fit(lgb, X, y, w, seed, names, leaves, rounds):
    keep = w > 0
    params = dict(objective="binary", learning_rate=0.06, num_leaves=leaves, min_data_in_leaf=40, feature_fraction=0.3,
                  bagging_fraction=0.7, bagging_freq=1, lambda_l2=10.0, max_bin=63, verbose=-1, seed=seed, num_threads=2,
                  deterministic=True, force_col_wise=True, min_sum_hessian_in_leaf=2.0, extra_trees=True,
                  monotone_constraints=directions(names, X.shape[1] - len(names)))
    return lgb.train(params, lgb.Dataset(X[keep], y[keep], weight=w[keep]), num_boost_round=rounds)


def report(pages, start, gold, p, scorer, cut=0.5, extra=None):
    rec = collections.defaultdict(list)
    got = {}
    for k, pg in enumerate(pages):
        q = p[start[k]:start[k + 1]]
        text = "\n\n".join(b for b, v in zip(pg["blocks"], q) if v >= cut)
        got[pg["key"]] = text
        s, site, g = gold[pg["key"]]
        rec[s].append((g, text))
    line = []
    for s in ("article-body", "publishers"):
        o = [scorer.overlap(g["body"], t) for g, t in rec[s]]
        pr = np.mean([tp / (tp + fp) for tp, fp, fn in o if tp + fp > 0])
        rc = np.mean([tp / (tp + fn) if tp + fn else 1.0 for tp, fp, fn in o])
        line.append(f"{s} {2 * pr * rc / (pr + rc):.4f} ({pr:.3f}/{rc:.3f})")
    tp = sum(x in t for g, t in rec["segments"] for x in g["with"])
    fn = sum(x not in t for g, t in rec["segments"] for x in g["with"])
    fp = sum(x in t for g, t in rec["segments"] for x in g["without"])
    line.append(f"segments {2 * tp / (2 * tp + fp + fn):.4f} ({tp / (tp + fp):.3f}/{tp / (tp + fn):.3f})")
    print("  ".join(line), flush=True)
    return got


def load(dump, gold_dir):
    names = open(dump + ".names").read().split()
    pages = []
    for line in open(dump + ".jsonl", encoding="utf-8"):
        p = json.loads(line)
        p["key"] = "/".join(p["path"].split("/")[-2:])
        p["kin"] = np.array(p["kin"], np.int64).reshape(-1, 9)
        pages.append(p)
    X = np.fromfile(dump + ".f32", np.float32).reshape(-1, len(names))
    start = np.concatenate([[0], np.cumsum([len(p["blocks"]) for p in pages])])
    return names, pages, X, start, sites(gold_dir, names)


SLOTS, STRENGTH = 8192, 0.2


def slots_of(dump, n):
    """Two sparse matrices, block by slot: words of the text, words of the classes."""
    import scipy.sparse as sp
    raw = np.fromfile(dump + ".slots", np.uint16)
    out = [([], [0]), ([], [0])]
    at = 0
    for _ in range(n):
        a, b = int(raw[at]), int(raw[at + 1])
        at += 2
        for (ids, ptr), k in zip(out, (a, b)):
            ids.append(raw[at:at + k])
            ptr.append(ptr[-1] + k)
            at += k
    return [sp.csr_matrix((np.ones(ptr[-1], np.float32), np.concatenate(ids), ptr), shape=(n, SLOTS)) for ids, ptr in out]


def words_fit(M, y, w):
    from sklearn.linear_model import LogisticRegression
    keep = w > 0
    return LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0).fit(M[keep], y[keep], sample_weight=w[keep])


def words_scores(M, y, w, row_fold, folds):
    s = np.zeros(len(y), np.float32)
    for k in range(folds):
        s[row_fold == k] = words_fit(M[row_fold != k], y[row_fold != k], w[row_fold != k]).decision_function(M[row_fold == k])
    return s


def write_words(path, mats, y, w):
    models = [words_fit(M, y, w) for M in mats]
    unit = max(np.abs(m.coef_).max() for m in models) / 127
    with open(path, "w") as f:
        f.write("/* Made by tools/train/train_blocks.py; see block_model.md. */\n")
        f.write(f"static const float word_unit = {num(unit)}F;\n")
        for name, m in zip(("text", "class"), models):
            f.write(f"static const float {name}_bias = {num(m.intercept_[0])}F;\n")
            f.write(f"static const int8_t {name}_weights[STM_WORD_SLOTS] = {{\n")
            wrap(f, [str(int(round(v / unit))) for v in m.coef_[0]])
            f.write("};\n")


def without_comments(pages, start, p, X, names):
    """The rule of src/extract/main_content.c: comments and consent notices go where enough else stays."""
    col = {n: i for i, n in enumerate(names)}
    q = p.copy()
    for a, b in zip(start[:-1], start[1:]):
        foreign = (X[a:b, col["use_all_comment"]] > 0) | (X[a:b, col["use_all_cookie"]] > 0)
        size = np.round(np.exp2(X[a:b, col["text_log_bytes"]]) - 1)
        if (size * (p[a:b] >= 0.5) * ~foreign).sum() >= 300:
            q[a:b][foreign] = 0
    return q


def flatten(tree, out):
    """A LightGBM tree as (threshold or value, feature, distance to the right child or 0), in preorder."""
    if "leaf_value" in tree:
        out.append([tree["leaf_value"], 0, 0])
        return
    t = np.float32(tree["threshold"])
    if float(t) > tree["threshold"]:
        t = np.nextafter(t, np.float32(-np.inf))
    here = len(out)
    out.append([float(t), tree["split_feature"], 0])
    flatten(tree["left_child"], out)
    out[here][2] = len(out) - here
    flatten(tree["right_child"], out)


def write_table(path, models):
    with open(path, "w") as f:
        f.write("/* Made by tools/train/train_blocks.py; see block_model.md. */\n")
        for name, m in models:
            trees = [t["tree_structure"] for t in m.dump_model()["tree_info"]]
            nodes, starts = [], []
            for t in trees:
                starts.append(len(nodes))
                flatten(t, nodes)
            f.write(f"static const node {name}_nodes[{len(nodes)}] = {{\n")
            cells = ["{%sF,%d,%d}" % (num(v), k, r) for v, k, r in nodes]
            wrap(f, cells)
            f.write(f"}};\nstatic const uint32_t {name}_starts[{len(starts)}] = {{\n")
            wrap(f, [str(x) for x in starts])
            f.write(f"}};\nstatic const forest {name} = {{{name}_nodes, {name}_starts, {len(starts)}}};\n")


def num(v):
    s = "%.9g" % np.float32(v)
    return s if "." in s or "e" in s or "inf" in s else s + ".0"


def wrap(f, cells):
    line = ""
    for c in cells:
        if len(line) + len(c) > 118:
            f.write(line + "\n")
            line = ""
        line += c + ","
    f.write(line + "\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("dump"), ap.add_argument("pages"), ap.add_argument("scorer")
    ap.add_argument("--write"), ap.add_argument("--folds", type=int, default=8)
    ap.add_argument("--save")
    a = ap.parse_args()
    sys.path.insert(0, a.scorer)
    import pages as scorer
    import lightgbm as lgb
    names, pages, X, start, gold = load(a.dump, a.pages)
    y, w = label(pages, gold)
    print(f"{len(pages)} pages, {len(y)} blocks, {int((w > 0).sum())} labelled, {y[w > 0].mean():.3f} wanted")
    print("gold labels     ", end="")
    report(pages, start, gold, np.where(w > 0, y, 0), scorer)
    fold = folds_of(pages, gold, a.folds)
    row_fold = np.repeat(fold, np.diff(start))
    mats = slots_of(a.dump, len(y))
    for name, M in zip(("words_text", "words_class"), mats):
        X[:, names.index(name)] = words_scores(M, y, w, row_fold, a.folds)
    def rounds(y, w):
        """Both rounds on sites left out: their answers, and the second round's features."""
        p1, p2 = np.zeros(len(y)), np.zeros(len(y))
        for k in range(a.folds):
            m = fit(lgb, X[row_fold != k], y[row_fold != k], w[row_fold != k], 1, names, *FIRST)
            p1[row_fold == k] = m.predict(X[row_fold == k])
        print("first round     ", end="")
        report(pages, start, gold, p1, scorer)
        X2 = np.concatenate([X, neighbours(pages, start, p1, X, names)], axis=1)
        for k in range(a.folds):
            m = fit(lgb, X2[row_fold != k], y[row_fold != k], w[row_fold != k], 2, names, *LAST)
            p2[row_fold == k] = m.predict(X2[row_fold == k])
        print("second round    ", end="")
        report(pages, start, gold, p2, scorer)
        return p1, p2, X2

    p1, p2, X2 = rounds(y, w)
    # Most blocks of the pages with pieces have no label: what is sure of them from other sites' pages becomes one.
    sure = without_comments(pages, start, (p1 + p2) / 2, X, names)
    guess = (w == 0) & ((sure < 0.05) | (sure > 0.9))
    y[guess], w[guess] = sure[guess] > 0.5, 0.15
    print(f"again with {int(guess.sum())} blocks labelled by that")
    p1, p2, X2 = rounds(y, w)
    print("mean of both    ", end="")
    report(pages, start, gold, (p1 + p2) / 2, scorer)
    p2 = without_comments(pages, start, (p1 + p2) / 2, X, names)
    print("without comments", end="")
    report(pages, start, gold, p2, scorer)
    for c in (0.35, 0.4, 0.45, 0.55, 0.6):
        print(f"  cut at {c}     ", end="")
        report(pages, start, gold, p2, scorer, c)
    if a.write:
        m1 = fit(lgb, X, y, w, 1, names, *FIRST)
        m2 = fit(lgb, X2, y, w, 2, names, *LAST)
        write_table(os.path.join(a.write, "block_model_weights.inc"), [("first_round", m1), ("second_round", m2)])
        write_words(os.path.join(a.write, "block_words_weights.inc"), mats, y, np.where(guess, 0, w))
    if a.save:
        np.savez(a.save, p1=p1, p2=p2, y=y, w=w, start=start)


if __name__ == "__main__":
    main()
