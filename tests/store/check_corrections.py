"""A person's corrections of an archive: kept, applied, exported, taken back.

usage: check_corrections.py STEMMA REPORTS SCRATCH
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys


def need(condition, what):
    if not condition:
        sys.exit("failed: " + what)


def main():
    stemma, reports, scratch = sys.argv[1:4]
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    db = os.path.join(scratch, "desk.db")

    def run(*words, good=True):
        r = subprocess.run([stemma, *words], capture_output=True, text=True)
        need((r.returncode == 0) == good, " ".join(words) + ": " + r.stderr)
        return r.stdout if good else r.stderr

    def export():
        e = json.loads(run("export", db, "--format", "json"))
        e.pop("options")
        return e

    def correct(*lines):
        path = os.path.join(scratch, "lines.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for line in lines:
                f.write(line if isinstance(line, str) else json.dumps(line))
                f.write("\n")
        return path

    names = sorted(os.path.join(reports, n) for n in os.listdir(reports))
    run("add", "--quiet", db, *names[:-1])
    before = export()
    need(run("correct", db) == "", "none at first")

    # a bad line: nothing is kept
    told = run("correct", db, correct({"date": "x"}, "nonsense"), good=False)
    need("line 1" in told and run("correct", db) == "", "a bad line: " + told)

    # a merge undone
    claim = next(c for c in before["claims"]
                 if any(len(o["mentions"]) > 1 for o in c["origins"]))
    pair = next(o["mentions"] for o in claim["origins"]
                if len(o["mentions"]) > 1)[:2]
    run("correct", "--quiet", db, "--undo",
        "%s:%d-%d" % (claim["claim"], *pair))
    now = next(c for c in export()["claims"] if c["claim"] == claim["claim"])
    need(not any(set(pair) <= set(o["mentions"]) for o in now["origins"]),
         "the two are apart")

    # a date, a story, a voice
    first = next(s for s in before["stories"] if len(s["articles"]) > 2)
    moved = first["articles"][-1]
    voice = next(s for s in before["speakers"] if len(s["articles"]) == 1)
    other = next(s for s in before["speakers"] if len(s["articles"]) > 1)
    kept = [{"date": moved, "published": "2031-05-06", "note": "its masthead"},
            {"story": moved, "alone": True},
            {"speaker": voice["name"], "is": other["name"]}]
    run("correct", "--quiet", db, correct(*kept))

    def check(now, when):
        day = next(a for a in now["articles"] if a["id"] == moved)["published"]
        need(day.startswith("2031-05-06"), when + ": the date holds")
        story = next(s for s in now["stories"] if moved in s["articles"])
        need(story["articles"] == [moved], when + ": the story holds")
        joined = [s for s in now["speakers"] if voice["name"] in s["names"]]
        need(len(joined) == 1 and other["name"] in joined[0]["names"],
             when + ": the voices are one")

    check(export(), "at once")
    run("rebuild", "--quiet", db)
    check(export(), "after rebuild")
    run("add", "--quiet", db, names[-1])
    check(export(), "after an addition")
    need("whole" in run("check", db), "the archive is whole")

    # exported as a plain file that another archive takes
    lines = run("correct", db).splitlines()
    need([json.loads(x) for x in lines[1:]] == kept, "the file is what was kept")
    need("apart" in json.loads(lines[0]), "an undone merge is two places")
    shutil.copy(db, os.path.join(scratch, "corrected.db"))
    with_all = export()
    for _ in lines:
        run("correct", "--quiet", db, "--take-back", "1")
    need(run("correct", db) == "", "all are taken back")
    run("correct", "--quiet", db, "--take-back", "1", good=False)
    plain = export()
    run("rebuild", "--quiet", db)
    need(plain == export(), "taken back: as if never made")
    need(plain["articles"] != with_all["articles"], "and that is a change")
    run("correct", "--quiet", db, correct(*lines))
    need(export() == with_all, "the exported file gives the same account")

    # a report's corrections are in its archive too
    out = os.path.join(scratch, "report")
    run("report", "--quiet", "--corrections", correct(*kept), *names, "-o", out)
    db = os.path.join(out, "stemma.db")
    check(export(), "in a report's archive")

    # an archive of the version before knows no corrections: brought up
    old = sqlite3.connect(db)
    old.executescript("drop table correction; drop table reading; "
                      "pragma user_version = 1;")
    old.close()
    need("older" in run("stats", db, good=False), "an older one is told")
    run("rebuild", "--quiet", db)
    need(run("correct", db) == "" and "whole" in run("check", db),
         "brought up")
    print("corrections hold, are shown, and are taken back")


if __name__ == "__main__":
    main()
