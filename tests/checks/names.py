"""Source files have names of their own and are not too long."""
import os
import re

import tree

MOST_LINES = 900
GOOD = re.compile(r"^[a-z0-9_]+\.(c|h|cc|inc)$")


def guards_of(path):
    """STM_<ROOM>_<FILE>_H, the room once where the file is named for it."""
    room, name = path[len("src/"):-len(".h")].upper().split("/")
    short = name if name.startswith(room + "_") else f"{room}_{name}"
    return [f"STM_{short}_H", f"STM_{room}_{name}_H"]


def complaints():
    wrong, first = [], {}
    for path in tree.files("src", "include", "tests", "fuzz", "bench",
                           ends=(".c", ".h", ".cc", ".inc")):
        name = os.path.basename(path)
        if not GOOD.match(name):
            wrong.append(f"{path}: not snake_case")
        if name in first:
            wrong.append(f"{path}: {first[name]} has the same name")
        first.setdefault(name, path)
        lines = tree.read(path).count("\n")
        if lines > MOST_LINES and not name.endswith(("_table.inc", "_weights.inc")):
            wrong.append(f"{path}: {lines} lines, more than {MOST_LINES}")
        if path.endswith(".h") and path.startswith("src/"):
            guards = guards_of(path)
            if not any(f"#ifndef {g}\n#define {g}\n" in tree.read(path)
                       for g in guards):
                wrong.append(f"{path}: no guard {guards[0]}")
    return wrong


if __name__ == "__main__":
    tree.finish("names", complaints())
