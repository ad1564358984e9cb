"""An archive that grew by parts equals one made at once.

usage: check_extend.py STEMMA REPORTS SCRATCH

The bundled reports, and invented ones that share a line of furniture which
is only seen to be that once there are several, are added in parts; every
derived table must hold what it holds in an archive made in one go. Then
what may go wrong with a file: another program's, a newer one's, one that is
locked, one that cannot be written, one whose speech was noted wrongly.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys

TOWNS = ("Marl", "Ean", "Pell", "Osk", "Thorn", "Wick")


def need(condition, what):
    if not condition:
        sys.exit("failed: " + what)


def report(n):
    town = TOWNS[n % len(TOWNS)]
    return {"id": "g%d" % n, "outlet": "Marl Courier", "language": "en",
            "url": "https://courier.example/%d" % n,
            "date": "2021-03-%02d" % (1 + n % 28), "title": "Day %d" % n,
            "text": "The ferry to %s ran %d times.\n\n\"We carried %d people,\" "
            "said harbour master Jonna Reed of %s.\n\nWrite to the desk of the "
            "Marl Courier with what you saw today." % (town, n + 3, 40 + n,
                                                       town)}


def run(*command):
    return subprocess.run(command, capture_output=True, text=True)


def tables(path):
    db = sqlite3.connect(path)
    names = [r[0] for r in db.execute(
        "select name from sqlite_schema where type = 'table' and name not "
        "like 'search%' and name not in ('document', 'state')")]
    held = {}
    for name in names:
        rows = [tuple(r) for r in db.execute('select * from "%s"' % name)]
        held[name] = sorted(rows, key=repr)
    db.close()
    return held


def check_growth(stemma, reports, scratch):
    parts = []
    for k, names in enumerate((reports[0::3], reports[1::3], reports[2::3])):
        part = os.path.join(scratch, "part%d.jsonl" % k)
        with open(part, "w", encoding="utf-8") as f:
            for n in range(8 * k, 8 * k + 8):
                f.write(json.dumps(report(n)) + "\n")
        parts.append([part] + names)
    grown = os.path.join(scratch, "grown.db")
    whole = os.path.join(scratch, "whole.db")
    for part in parts:
        r = run(stemma, "add", "--quiet", grown, *part)
        need(r.returncode == 0, "add: " + r.stderr)
    r = run(stemma, "add", "--quiet", whole, *[p for x in parts for p in x])
    need(r.returncode == 0, "add at once: " + r.stderr)
    a, b = tables(grown), tables(whole)
    need(a.keys() == b.keys(), "the same tables")
    for name in a:
        need(a[name] == b[name], "table %s differs" % name)
    need(len(a["reading"]) > 20, "what was read is noted")
    need(len(a["attribution"]) > 20, "speech was read")
    return grown


def check_wrong_note(stemma, grown, scratch):
    """Speech noted of another text, or rows cut off, is read again."""
    for sql in ("update reading set digest = digest + 1",
                "delete from attribution_span where part = 'content'",
                "update attribution_span set \"end\" = 0 where attribution "
                "= 3",
                "update state set value = '0.0' where name = 'reader'",
                "drop table reading"):
        path = os.path.join(scratch, "wrong.db")
        more = os.path.join(scratch, "part0.jsonl")
        shutil.copy(grown, path)
        db = sqlite3.connect(path)
        db.execute(sql)
        db.commit()
        db.close()
        r = run(stemma, "add", "--quiet", path, more)
        need(r.returncode == 0, sql + ": " + r.stderr)
        right = os.path.join(scratch, "right.db")
        shutil.copy(grown, right)
        run(stemma, "add", "--quiet", right, more)
        need(tables(path)["attribution_span"] ==
             tables(right)["attribution_span"], "read again after: " + sql)


def check_words(stemma, grown, scratch):
    more = os.path.join(scratch, "part1.jsonl")

    def says(path, words, *command):
        r = run(stemma, *(command or ("add", "--quiet", path, more)))
        need(r.returncode == 3 and words in r.stderr,
             "%s: %d %s" % (words, r.returncode, r.stderr))

    other = os.path.join(scratch, "other.db")
    db = sqlite3.connect(other)
    db.execute("create table mine (x)")
    db.commit()
    db.close()
    says(other, "another program")
    newer = os.path.join(scratch, "newer.db")
    shutil.copy(grown, newer)
    db = sqlite3.connect(newer)
    db.execute("pragma user_version = 999")
    db.close()
    says(newer, "newer Stemma")
    text = os.path.join(scratch, "text.db")
    with open(text, "w", encoding="utf-8") as f:
        f.write("no database " * 200)
    says(text, "not a database")
    locked = os.path.join(scratch, "locked.db")
    shutil.copy(grown, locked)
    before = tables(locked)
    db = sqlite3.connect(locked, isolation_level=None)
    db.execute("begin immediate")
    says(locked, "another program is writing")
    db.execute("rollback")
    db.close()
    need(tables(locked) == before, "a locked archive is left as it was")
    says(None, "cannot be opened", "add", "--quiet",
         os.path.join(scratch, "no", "such", "folder.db"), more)


def check_full_disk(stemma, grown, scratch):
    """A file may not grow past what it is: as if the disk were full."""
    full = os.path.join(scratch, "full.db")
    big = os.path.join(scratch, "big.jsonl")
    shutil.copy(grown, full)
    with open(big, "w", encoding="utf-8") as f:
        for n in range(400):
            a = report(n + 100)
            a["text"] += "\n\n" + "The ferry ran again on day %d. " % n * 90
            f.write(json.dumps(a) + "\n")
    blocks = os.path.getsize(full) // 512
    r = run("sh", "-c", 'trap "" XFSZ; ulimit -f %d; exec "$@"' % (blocks + 64),
            "sh", stemma, "add", "--quiet", full, big)
    need(r.returncode == 3, "a full disk: %d %s" % (r.returncode, r.stderr))
    need("disk" in r.stderr, "a full disk is told: " + r.stderr)
    r = run(stemma, "check", full)
    need(r.returncode == 0, "whole after a full disk: " + r.stdout + r.stderr)
    db = sqlite3.connect(full)
    held = [x[0] for x in db.execute("select id from document order by number")]
    db.close()
    db = sqlite3.connect(grown)
    was = [x[0] for x in db.execute("select id from document order by number")]
    db.close()
    need(held[:len(was)] == was, "a full disk loses nothing")


def main():
    stemma, folder, scratch = sys.argv[1:4]
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    reports = sorted(os.path.join(folder, n) for n in os.listdir(folder))
    grown = check_growth(stemma, reports, scratch)
    check_wrong_note(stemma, grown, scratch)
    check_words(stemma, grown, scratch)
    check_full_disk(stemma, grown, scratch)
    print("extend: the same by parts as at once")


if __name__ == "__main__":
    main()
