#!/usr/bin/env python3
"""A larger pile from a given one: perturbed copies of every article.

usage: bench/perturb_articles.py ARTICLES.jsonl COPIES > MORE.jsonl

Each copy has its sentences shuffled, one in five left out, and every word
with a capital inside a sentence changed for another of the pile. The same
input gives the same output.
"""
import json
import random
import re
import sys

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}")


def main():
    records = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    names = sorted({n for r in records for n in NAME.findall(r["text"])})
    rng = random.Random(1)
    for record in records:
        print(json.dumps(record, ensure_ascii=False))
    for copy in range(1, int(sys.argv[2])):
        for record in records:
            sentences = re.split(r"(?<=[.!?]) +|\n+", record["text"])
            kept = [s for s in sentences if rng.random() > 0.2]
            rng.shuffle(kept)
            other = {}
            text = NAME.sub(
                lambda m: other.setdefault(m.group(), rng.choice(names)),
                " ".join(kept))
            print(json.dumps(dict(record, id="%s-%d" % (record["id"], copy),
                                  text=text), ensure_ascii=False))


main()
