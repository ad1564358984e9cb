#!/usr/bin/env python3
"""Scores who took what from whom against what readers found.

usage: tools/score_lineage.py ORIGINS COMMAND...

ORIGINS is a folder of stories, each with articles.jsonl and gold.json. The
command is run once a story with the articles' path added and must print what
`stemma trace` prints; "{}" in it stands for the path.

A reader's copy says that an article derives from another of the pile, or from
a text outside it (an agency's or unknown). A found line is decided where it
says which way, and right where a reader's copy has the same two ends: the
same article, or a text outside the pile whose agency, where both name one, is
the same. Lines from a statement (a lost text with a speaker) tell who was
quoted, which readers did not mark as copies; they are counted apart.
"""
import collections
import json
import os
import subprocess
import sys


def run(command, path):
    command = [path if part == "{}" else part for part in command]
    if path not in command:
        command.append(path)
    out = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def agencies_agree(a, b):
    return not a or not b or a.casefold() == b.casefold()


def story(gold, lines, total, wrong):
    lost = {l["lost"]: l for l in lines if "lost" in l}
    copies = gold["copies"]
    found = set()
    for e in (l for l in lines if "from" in l):
        origin = lost.get(e["from"])
        if origin and origin.get("speaker"):
            total["of a statement"] += 1
            continue
        total["lines"] += 1
        if not e["direction_known"]:
            total["undecided"] += 1
            continue
        total["decided"] += 1
        right = None
        for i, c in enumerate(copies):
            same_end = (origin is not None and agencies_agree(
                c["agency"], origin.get("agency"))) if c["from"] is None \
                else c["from"] == e["from"]
            if c["to"] == e["to"] and same_end:
                right = i
        if right is None:
            wrong.append(e)
            continue
        total["right"] += 1
        found.add(right)
        total["degree"] += copies[right]["kind"] == e["degree"]
    total["copies"] += len(copies)
    total["found"] += len(found)
    return [c for i, c in enumerate(copies) if i not in found]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    root = sys.argv[1]
    total = collections.Counter()
    for name in sorted(os.listdir(root)):
        folder = os.path.join(root, name)
        with open(os.path.join(folder, "gold.json"), encoding="utf-8") as f:
            gold = json.load(f)
        wrong = []
        missed = story(gold, run(sys.argv[2:], os.path.join(
            folder, "articles.jsonl")), total, wrong)
        for c in missed:
            print(f"{name}: missed {c['from']} -> {c['to']} {c['kind']} "
                  f"{c['agency'] or ''}")
        for e in wrong:
            print(f"{name}: not a reader's {e['from']} -> {e['to']} "
                  f"{e['degree']} {e['agency'] or ''} {e['confidence']}")
    print(f"decided {total['decided']} of {total['lines']} lines, right "
          f"{total['right']}; copies found {total['found']} of "
          f"{total['copies']}; same degree {total['degree']} of "
          f"{total['right']}; lines from statements {total['of a statement']}")


if __name__ == "__main__":
    main()
