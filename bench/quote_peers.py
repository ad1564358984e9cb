#!/usr/bin/env python3
"""Tokens a second of stemma's attributions and spaCy's small English pipeline on the same texts, one core each.

usage: quote_peers.py BENCH_QUOTE ARTICLES.jsonl [N [MODEL]]   (needs pip's spacy and a model, en_core_web_sm)
spaCy tags, parses and finds names, which rule systems for quotations need before they begin; it finds no attributions.
It reads the first N articles (default 60), stemma all. Tokens are each one's own. Processor time, run one after the
other, so that a loaded machine slows both.
"""
import json
import re
import subprocess
import sys
import time


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 60
    out = subprocess.run([sys.argv[1], sys.argv[2], "3"], capture_output=True, text=True, check=True).stdout
    alone = int(re.search(r"^attributions .* (\d+) tokens/s", out, re.M).group(1))
    both = int(re.search(r"^both .* (\d+) tokens/s", out, re.M).group(1))
    print(out, end="", flush=True)
    import spacy
    model = sys.argv[4] if len(sys.argv) > 4 else "en_core_web_sm"
    pipeline = spacy.load(model)
    with open(sys.argv[2], encoding="utf-8") as f:
        texts = [json.loads(line)["text"] for _, line in zip(range(n), f)]
    begun = time.process_time()
    tokens = sum(len(doc) for doc in pipeline.pipe(texts))
    theirs = tokens / (time.process_time() - begun)
    print(f"spaCy {spacy.__version__} {model}, {len(texts)} articles: {theirs:.0f} tokens/s; "
          f"attributions x {alone / theirs:.0f}, with cutting words x {both / theirs:.0f}")


if __name__ == "__main__":
    main()
