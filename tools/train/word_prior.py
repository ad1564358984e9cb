#!/usr/bin/env python3
"""Makes src/match/word_prior_weights.inc: how often words stand in news.

usage: tools/train/word_prior.py ARTICLES.jsonl > src/match/word_prior_weights.inc

For the words that most articles hold, the share of articles that hold them,
as eighths of a bit (-8 log2). Words are kept as 24 bits of their hash.
"""
import collections
import ctypes
import json
import math
import re
import sys

WORDS = 8192
HASH = ctypes.CDLL("libxxhash.so.0").XXH3_64bits
HASH.restype = ctypes.c_uint64
HASH.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|'s")


def words(text):
    text = text.replace("\u2019", "'").casefold()
    found = set()
    for word in WORD.findall(text):
        if word.endswith("'s"):
            found.add("'s")
            word = word[:-2]
        found.add(word)
    return found


def main():
    counts = collections.Counter()
    n = 0
    for line in open(sys.argv[1], encoding="utf-8"):
        counts.update(words(json.loads(line)["text"]))
        n += 1
    table = {}
    for word, count in sorted(counts.items(), key=lambda wc: (-wc[1], wc[0])):
        if len(table) == WORDS:
            break
        data = word.encode()
        key = HASH(data, len(data)) >> 40
        table.setdefault(key, min(255, round(-8 * math.log2(count / n))))
    print("/* Made by tools/train/word_prior.py; %d articles. */" % n)
    cells = ["0x%08X," % (key << 8 | bits) for key, bits in sorted(table.items())]
    for at in range(0, len(cells), 12):
        print("    " + " ".join(cells[at:at + 12]))


main()
