"""Every C file is laid out as .clang-format says.

usage: layout.py CLANG-FORMAT-14
"""
import subprocess
import sys

import tree


def main():
    paths = tree.files("src", "include", "tests", "fuzz", "bench",
                       ends=(".c", ".h"))
    run = subprocess.run([sys.argv[1], "--dry-run", "-Werror", *paths],
                         cwd=tree.TOP, capture_output=True, text=True)
    wrong = sorted({line.split(":")[0] + ": not laid out by .clang-format "
                    "(make format)" for line in run.stderr.splitlines()
                    if ": error:" in line})
    if run.returncode != 0 and not wrong:
        wrong = [run.stderr.strip()]
    tree.finish("format", wrong)


if __name__ == "__main__":
    main()
