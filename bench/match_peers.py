#!/usr/bin/env python3
"""datasketch's MinHash LSH and our matcher over one file, side by side.

usage: bench/match_peers.py BENCH_MATCH ARTICLES.jsonl [PAIRS.tsv]

BENCH_MATCH is build/<preset>/bench/bench_match. PAIRS.tsv has columns id_a
and id_b: how many of these each finds is printed. Needs `datasketch` (pip).
Settings as in its documentation's near-duplicate example: 128 permutations,
five-word shingles, threshold .5. Times are CPU seconds of one core.
"""
import csv
import json
import re
import resource
import subprocess
import sys
import tempfile
import time

from datasketch import MinHash, MinHashLSH


def minhash(path):
    begun = time.process_time()
    lsh = MinHashLSH(threshold=0.5, num_perm=128)
    pairs = set()
    n = 0
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        words = re.findall(r"\w+", record["text"].lower())
        sketch = MinHash(num_perm=128)
        sketch.update_batch({" ".join(words[i:i + 5]).encode()
                             for i in range(max(1, len(words) - 4))})
        for other in lsh.query(sketch):
            pairs.add(frozenset((other, record["id"])))
        lsh.insert(record["id"], sketch)
        n += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return n, time.process_time() - begun, peak, pairs


def ours(bench, path):
    with tempfile.NamedTemporaryFile("r") as out:
        subprocess.run([bench, path, "1", out.name], check=True,
                       stdout=subprocess.DEVNULL)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        pairs = {frozenset((m["a"]["article"], m["b"]["article"]))
                 for m in map(json.loads, out)}
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, pairs


def main():
    bench, path = sys.argv[1:3]
    listed = []
    if len(sys.argv) > 3:
        listed = [frozenset((r["id_a"], r["id_b"]))
                  for r in csv.DictReader(open(sys.argv[3]), delimiter="\t")]
    seconds, peak, pairs = ours(bench, path)
    n, mh_seconds, mh_peak, mh_pairs = minhash(path)
    for name, s, p, found in (("stemma", seconds, peak, pairs),
                              ("datasketch", mh_seconds, mh_peak, mh_pairs)):
        print("%-11s %6.1f CPU s  %6.0f articles/s  %5.0f MB  %6d pairs  "
              "listed %d of %d" % (name, s, n / s, p, len(found),
                                   sum(x in found for x in listed),
                                   len(listed)))


main()
