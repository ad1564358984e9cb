"""Runs the tests of the command line: tests/cli/*.sh.

usage: run.py [--update] BUILD-FOLDER [NAME...]

Each script runs under sh in an empty folder of its own with $STEMMA (the
command) and $TOP (the checkout). Beside it stand, where they are not empty:

  x.sh.stdout.exact    what it must print
  x.sh.stderr.exact    what it must say
  x.sh.exit            its exit status, where that is not 0

The path of the checkout and of the folder are written as @TOP@ and @HERE@.
--update rewrites the files from what happens now: read the diff.
"""
import difflib
import os
import shutil
import subprocess
import sys

CLI = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(CLI))


def expected(path):
    try:
        with open(path, "rb") as f:
            return f.read()
    except FileNotFoundError:
        return b""


def keep(path, content):
    if content:
        with open(path, "wb") as f:
            f.write(content)
    elif os.path.exists(path):
        os.remove(path)


def run(build, name):
    here = os.path.join(build, "scratch", "cli", name)
    shutil.rmtree(here, ignore_errors=True)
    os.makedirs(here)
    env = {"PATH": os.environ["PATH"], "HOME": here, "TMPDIR": here,
           "LC_ALL": "C.UTF-8", "TERM": "dumb", "TOP": TOP,
           "STEMMA": os.path.join(build, "stemma")}
    for kept in os.environ:
        if kept.endswith("SAN_OPTIONS"):
            env[kept] = os.environ[kept]
    ran = subprocess.run(["sh", os.path.join(CLI, name + ".sh")], cwd=here,
                         env=env, stdin=subprocess.DEVNULL,
                         capture_output=True, timeout=120)
    here_too = here.encode(), b"@HERE@"
    top = TOP.encode(), b"@TOP@"
    status = b"" if ran.returncode == 0 else b"%d\n" % ran.returncode
    return {".sh.stdout.exact": ran.stdout.replace(*here_too).replace(*top),
            ".sh.stderr.exact": ran.stderr.replace(*here_too).replace(*top),
            ".sh.exit": status}


def show(name, ending, want, got):
    print(f"{name}{ending}: not what is expected")
    sys.stdout.writelines(difflib.unified_diff(
        want.decode(errors="replace").splitlines(True),
        got.decode(errors="replace").splitlines(True), "expected", "got"))


def main():
    words = sys.argv[1:]
    update = "--update" in words
    words = [w for w in words if w != "--update"]
    build = os.path.abspath(words[0])
    names = words[1:] or sorted(n[:-3] for n in os.listdir(CLI)
                                if n.endswith(".sh"))
    failed = 0
    for name in names:
        for ending, got in run(build, name).items():
            path = os.path.join(CLI, name + ending)
            if update:
                keep(path, got)
            elif got != expected(path):
                show(name, ending, expected(path), got)
                failed += 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
