"""Scores whole claims, each story by weights that never saw it.

usage: claims_left_out.py DUMP STORIES SCORER [BUILD]

For each story: trains the pair scorer on the others, builds bench_claim with
these weights, prints the story's claims and hands all to SCORER (origins.py).
DUMP as for train_pairs.py; BUILD is build/dev. The shipped weights are put
back at the end. Origins are counted as none: only links, speakers and
differences of the scorer's line mean anything. Needs numpy.
"""
import os
import subprocess
import sys
import tempfile

import train_pairs

WEIGHTS = "src/claim/pair_scorer_weights.inc"


def build(folder):
    subprocess.run(["cmake", "--build", folder, "--target", "bench_claim"],
                   check=True, stdout=subprocess.DEVNULL)


def claims_of(build_folder, story):
    run = subprocess.run([os.path.join(build_folder, "bench/bench_claim"),
                          "--print", os.path.join(story, "articles.jsonl")],
                         check=True, capture_output=True, text=True)
    return run.stdout.replace('"origins":null', '"origins":[]')


def main():
    dump, stories, scorer = sys.argv[1:4]
    build_folder = sys.argv[4] if len(sys.argv) > 4 else "build/dev"
    data = train_pairs.load(dump, stories)
    shipped = open(WEIGHTS).read()
    with tempfile.TemporaryDirectory() as folder:
        args = []
        try:
            for name in data:
                train_pairs.write_weights(WEIGHTS, data,
                                          [m for m in data if m != name])
                build(build_folder)
                path = os.path.join(folder, name)
                story = os.path.join(stories, name)
                with open(path, "w") as out:
                    out.write(claims_of(build_folder, story))
                args.append(f"{story}={path}")
        finally:
            with open(WEIGHTS, "w") as out:
                out.write(shipped)
            build(build_folder)
        subprocess.run([sys.executable, scorer, *args], check=True)


if __name__ == "__main__":
    main()
