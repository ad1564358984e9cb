"""What the checks share: the files of the checkout, and how to complain."""
import os
import sys

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIPPED = {".git", "build", "out", "__pycache__", "node_modules", "shared"}


def files(*roots, ends=()):
    """Paths relative to the top, in order, below the given folders."""
    found = []
    for root in roots or ("",):
        for folder, folders, names in os.walk(os.path.join(TOP, root)):
            folders[:] = sorted(f for f in folders if f not in SKIPPED)
            for name in names:
                if not ends or name.endswith(tuple(ends)):
                    path = os.path.join(folder, name)
                    found.append(os.path.relpath(path, TOP))
    return sorted(found)


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8", errors="replace") as f:
        return f.read()


def strip_c(text):
    """C source with comments and literals blanked, line numbers kept."""
    out = []
    at = 0
    while at < len(text):
        two = text[at:at + 2]
        if two == "/*":
            end = text.find("*/", at + 2)
            end = len(text) if end < 0 else end + 2
        elif two == "//":
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
        elif text[at] in "\"'":
            end = at + 1
            while end < len(text) and text[end] != text[at]:
                if text[end] == "\n":
                    break
                end += 2 if text[end] == "\\" else 1
            end += 1
        else:
            out.append(text[at])
            at += 1
            continue
        out.append("".join(c if c == "\n" else " " for c in text[at:end]))
        at = end
    return "".join(out)


def finish(what, complaints):
    """Prints what is wrong and ends the program."""
    for line in complaints:
        print(line)
    print(f"{what}: {len(complaints)} complaints" if complaints
          else f"{what}: in order")
    sys.exit(1 if complaints else 0)
