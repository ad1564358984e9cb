"""Kills `stemma add` at any moment: the archive stays whole.

usage: kill_add.py STEMMA SCRATCH [KILLS]

Each round starts an addition, kills it after a time drawn at random, and
then: `check` finds no fault, every document that was there is there still
and whole, none is there in half, and in the end an addition that is let run
gives the same account as one that never was disturbed.
"""
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

TOWNS = ("Marl", "Ean", "Pell", "Osk", "Thorn", "Wick", "Lund", "Brae")


def article(n):
    r = random.Random(n)
    town = TOWNS[n % len(TOWNS)]
    lines = ["The %s council met for the %dth time, and %d people came."
             % (town, r.randrange(9, 99), r.randrange(10, 900))
             for _ in range(30)]
    return {"id": "n%d" % n, "outlet": "%s Courier" % town,
            "date": "2021-03-%02d" % (1 + n % 28),
            "title": "Council of %s meets, %d" % (town, n),
            "text": "\n\n".join(lines)}


def write(path, first, n):
    with open(path, "w", encoding="utf-8") as f:
        for i in range(first, first + n):
            f.write(json.dumps(article(i)) + "\n")


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def documents(stemma, db):
    """The ids that the archive holds, each compared with what was given."""
    stats = run(stemma, "stats", db)
    if stats.returncode != 0:
        return None
    rebuilt = run(stemma, "rebuild", "--quiet", db)
    if rebuilt.returncode != 0:
        sys.exit("rebuild: " + rebuilt.stderr)
    ids = []
    for line in run(stemma, "export", db, "--format", "articles") \
            .stdout.splitlines():
        a = json.loads(line)
        whole = article(int(a["id"][1:]))
        if a["title"] != whole["title"] or a["text"] != whole["text"]:
            sys.exit("half an article: " + a["id"])
        ids.append(a["id"])
    if len(ids) != json.loads(stats.stdout)["documents"]:
        sys.exit("counted and held differ")
    return ids


def main():
    stemma, scratch = sys.argv[1:3]
    kills = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    db = os.path.join(scratch, "desk.db")
    pile = os.path.join(scratch, "pile.jsonl")
    draw = random.Random(7)
    first, held, killed, left = 0, [], 0, 0
    for _ in range(kills):
        write(pile, first, 60)
        p = subprocess.Popen([stemma, "add", "--quiet", db, pile],
                             stderr=subprocess.DEVNULL)
        time.sleep(draw.random() * 0.25)
        p.send_signal(signal.SIGKILL)
        killed += p.wait() == -signal.SIGKILL
        if not os.path.exists(db):
            continue
        checked = run(stemma, "check", db)
        now = documents(stemma, db)
        if now is None:  # killed before it was an archive: nothing to lose
            if held:
                sys.exit("the archive is gone")
            continue
        if "behind" not in checked.stdout and checked.returncode not in (0, 1):
            sys.exit("check: " + checked.stdout + checked.stderr)
        if now[:len(held)] != held:
            sys.exit("lost: %s" % sorted(set(held) - set(now)))
        left += len(now) > len(held)
        held = now
        first = len(held)
        if now != ["n%d" % i for i in range(len(now))]:
            sys.exit("out of order: " + " ".join(now[:5]))
        if first >= 240:  # begin anew before the archive slows the test
            os.remove(db)
            first, held = 0, []
    write(pile, len(held), 20)
    if run(stemma, "add", "--quiet", db, pile).returncode != 0:
        sys.exit("the last addition failed")
    whole = os.path.join(scratch, "whole.db")
    write(pile, 0, len(held) + 20)
    run(stemma, "add", "--quiet", whole, pile)
    export = [json.loads(run(stemma, "export", d, "--format", "json").stdout)
              for d in (db, whole)]
    for e in export:
        for a in e["articles"]:
            a["path"] = a["offset"] = None
    if export[0]["claims"] != export[1]["claims"] or \
            export[0]["articles"] != export[1]["articles"]:
        sys.exit("the account differs from one never disturbed")
    print("%d additions, %d killed, %d left something; the archive stayed whole"
          % (kills, killed, left))


if __name__ == "__main__":
    main()
