"""Compares what a stage prints with what it is known to print rightly.

usage: run.py [--update] BUILD-FOLDER [STAGE...]

tests/golden/<stage>/<case>.in is an input of `stemma <stage>` (a file or a
folder), <case>.out what it prints. Each case is run on one thread and on
three, and both must give the same bytes. --update rewrites: read the diff.
"""
import difflib
import os
import subprocess
import sys

GOLDEN = os.path.dirname(os.path.abspath(__file__))


def run(build, stage, case, threads):
    command = [os.path.join(build, "stemma"), stage, "--quiet",
               "--threads", str(threads), case + ".in"]
    ran = subprocess.run(command, cwd=os.path.join(GOLDEN, stage),
                         stdin=subprocess.DEVNULL, capture_output=True,
                         timeout=300)
    # 1 is what an input that cannot be read gives, and may be what is tested
    if ran.returncode not in (0, 1):
        print(f"{stage}/{case}: exit status {ran.returncode}")
        print(ran.stderr.decode(errors="replace")[-2000:])
        return None
    return ran.stdout


def check(build, stage, case, update):
    out = os.path.join(GOLDEN, stage, case + ".out")
    one = run(build, stage, case, 1)
    three = run(build, stage, case, 3)
    if one is None or three is None:
        return False
    if one != three:
        print(f"{stage}/{case}: another result on three threads than on one")
        return False
    if update:
        with open(out, "wb") as f:
            f.write(one)
        return True
    want = b""
    if os.path.exists(out):
        with open(out, "rb") as f:
            want = f.read()
    if want != one:
        print(f"{stage}/{case}: not what {case}.out holds "
              f"(make golden-update, then read the diff)")
        lines = difflib.unified_diff(
            want.decode(errors="replace").splitlines(True),
            one.decode(errors="replace").splitlines(True), "expected", "got")
        for line, _ in zip(lines, range(60)):
            print(line[:400].rstrip("\n"))
        return False
    return True


def main():
    words = sys.argv[1:]
    update = "--update" in words
    words = [w for w in words if w != "--update"]
    build = os.path.abspath(words[0])
    stages = words[1:] or sorted(
        d for d in os.listdir(GOLDEN)
        if os.path.isdir(os.path.join(GOLDEN, d)) and d[0] not in "._")
    good, n = True, 0
    for stage in stages:
        for name in sorted(os.listdir(os.path.join(GOLDEN, stage))):
            if name.endswith(".in"):
                good &= check(build, stage, name[:-3], update)
                n += 1
    print(f"golden: {n} cases")
    return 0 if good and (n > 0 or not words[1:]) else 1


if __name__ == "__main__":
    sys.exit(main())
