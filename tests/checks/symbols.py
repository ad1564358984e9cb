"""libstemma.so shows what stemma.h declares, all of it and nothing else.

usage: symbols.py NM LIBSTEMMA.SO
"""
import re
import subprocess
import sys

import tree

# what the sanitizers and the linker add by themselves
ADDED = re.compile(r"^(__asan_|__odr_asan|__ubsan|__tsan|__sanitizer|_init$|_fini$|"
                   r"_edata$|_end$|__bss_start$)")


def main():
    nm, library = sys.argv[1:]
    run = subprocess.run([nm, "-D", "--defined-only", "--format=posix", library],
                         capture_output=True, text=True, check=True)
    shown = {line.split()[0].split("@")[0] for line in run.stdout.splitlines()}
    shown = {name for name in shown if not ADDED.match(name)}
    header = tree.strip_c(tree.read("include/stemma/stemma.h"))
    declared = set(re.findall(r"STM_API[^;(]*?\b(stm_\w+)\s*\(", header))
    wrong = [f"{name}: shown, but not declared in stemma.h"
             for name in sorted(shown - declared)]
    wrong += [f"{name}: declared in stemma.h, but not shown"
              for name in sorted(declared - shown)]
    tree.finish("symbols", wrong)


if __name__ == "__main__":
    main()
