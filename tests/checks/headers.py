"""Every header compiles alone: as C17, and the public one as C++ too.

usage: headers.py CC CXX [INCLUDE FLAGS...]
"""
import concurrent.futures
import subprocess
import sys
import tempfile
import os

import tree

WARN = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"]


def try_one(job):
    command, path = job
    run = subprocess.run(command, capture_output=True, text=True)
    return [] if run.returncode == 0 else [f"{path}: {run.stderr.strip()}"]


def main():
    cc, cxx, flags = sys.argv[1], sys.argv[2], sys.argv[3:]
    jobs = []
    with tempfile.TemporaryDirectory() as scratch:
        for path in tree.files("src", "include", "tests", ends=(".h",)):
            # twice, which a header without a guard does not survive
            name = os.path.join(scratch, path.replace("/", "_") + ".c")
            with open(name, "w", encoding="utf-8") as f:
                f.write(f'#include "{tree.TOP}/{path}"\n' * 2)
                f.write("typedef int not_empty;\n")
            jobs.append(([cc, "-std=c17", *WARN, *flags, name], path))
        public = os.path.join(scratch, "public.cc")
        with open(public, "w", encoding="utf-8") as f:
            f.write('#include "stemma/stemma.h"\n' * 2)
            f.write("int main() { return stm_version() == nullptr; }\n")
        jobs.append(([cxx, "-std=c++17", *WARN, *flags, public], "stemma.h"))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            wrong = sum(pool.map(try_one, jobs), [])
    tree.finish("headers", wrong)


if __name__ == "__main__":
    main()
