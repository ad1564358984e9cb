#!/usr/bin/env python3
"""Scores found passages against passages that readers marked.

usage: tools/score_passages.py ORIGINS COMMAND...

ORIGINS is a folder of stories, each with articles.jsonl and gold.json. The
command is run once a story with the articles' path added and must print what
`stemma match` prints; "{}" in it stands for the path. Spans are code points.

A marked passage is found where one found pair of spans covers half of the
shorter side of it on both sides. Recall is given by kind. What is found
beyond the marked passages is no error by itself (readers did not mark all):
the share of found words that lie outside is printed, and --list shows them.
"""
import collections
import json
import os
import subprocess
import sys

KINDS = ("verbatim", "near", "rewritten")


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def read_story(folder):
    gold = json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8"))
    texts = {}
    for line in open(os.path.join(folder, "articles.jsonl"), encoding="utf-8"):
        record = json.loads(line)
        texts[record["id"]] = record["text"]
    return texts, gold.get("copied_passages", [])


def run(command, path):
    command = [path if part == "{}" else part for part in command]
    if path not in command:
        command.append(path)
    out = subprocess.run(command, capture_output=True, text=True, check=True)
    found = collections.defaultdict(list)
    for line in out.stdout.splitlines():
        m = json.loads(line)
        a, b = m["a"], m["b"]
        found[a["article"], b["article"]].append(
            ((a["begin"], a["end"]), (b["begin"], b["end"]), m))
    return found


def pairs_of(found, a, b):
    for x, y, m in found.get((a, b), ()):
        yield x, y, m
    for x, y, m in found.get((b, a), ()):
        yield y, x, m


def is_found(passage, found):
    a = (passage["a"]["start"], passage["a"]["end"])
    b = (passage["b"]["start"], passage["b"]["end"])
    for x, y, _ in pairs_of(found, passage["a"]["report"],
                            passage["b"]["report"]):
        if (overlap(a, x) * 2 >= a[1] - a[0] and
                overlap(b, y) * 2 >= b[1] - b[0]):
            return True
    return False


def is_marked(x, y, pair, passages):
    for p in passages:
        sides = (p["a"], p["b"])
        if (p["a"]["report"], p["b"]["report"]) == (pair[1], pair[0]):
            sides = (p["b"], p["a"])
        elif (p["a"]["report"], p["b"]["report"]) != pair:
            continue
        if (overlap(x, (sides[0]["start"], sides[0]["end"])) > 0 and
                overlap(y, (sides[1]["start"], sides[1]["end"])) > 0):
            return True
    return False


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--list")]
    listing = len(args) + 1 < len(sys.argv)
    folder, command = args[0], args[1:]
    total = collections.Counter()
    hit = collections.Counter()
    beyond = collections.Counter()
    for name in sorted(os.listdir(folder)):
        story = os.path.join(folder, name)
        texts, passages = read_story(story)
        found = run(command, os.path.join(story, "articles.jsonl"))
        line = ["%-20s" % name]
        for kind in KINDS:
            of_kind = [p for p in passages if p["kind"] == kind]
            got = [p for p in of_kind if is_found(p, found)]
            total[kind] += len(of_kind)
            hit[kind] += len(got)
            line.append("%s %d/%d" % (kind, len(got), len(of_kind)))
            if listing:
                for p in of_kind:
                    if p not in got:
                        print("MISSED %s %s\n   %s: %s\n   %s: %s" % (
                            name, kind, p["a"]["report"], p["a"]["text"],
                            p["b"]["report"], p["b"]["text"]))
        n = extra = 0
        for pair, spans in found.items():
            for x, y, m in spans:
                n += 1
                if is_marked(x, y, pair, passages):
                    continue
                extra += 1
                if listing:
                    print("BEYOND %s %s score %.2f rarity %.1f\n   %s\n   %s" % (
                        name, m["kind"], m["score"], m["rarity"],
                        texts[pair[0]][x[0]:x[1]].replace("\n", " / "),
                        texts[pair[1]][y[0]:y[1]].replace("\n", " / ")))
        beyond["found"] += n
        beyond["extra"] += extra
        line.append("found %d, not marked %d" % (n, extra))
        print("  ".join(line))
    print("all                   " + "  ".join(
        "%s %d/%d %.3f" % (k, hit[k], total[k], hit[k] / max(1, total[k]))
        for k in KINDS) + "  found %d, not marked %d" % (
            beyond["found"], beyond["extra"]))


main()
