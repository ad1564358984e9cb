"""Each room includes only rooms that CMakeLists.txt lets it use.

usage: layers.py LAYERS.TXT        (written by the build: "room: room room")
"""
import re
import sys

import tree

INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.M)
# the program stands outside the library and sees its public header alone
OUTSIDE = ("cli",)


def read_layers(path):
    layers = {}
    with open(path, encoding="utf-8") as f:
        for line in f:
            room, _, uses = line.partition(":")
            layers[room.strip()] = uses.split()
    return layers


def cycles(layers):
    """A room may use only rooms declared before it, so none can be cyclic."""
    wrong, seen = [], set()
    for room, uses in layers.items():
        wrong += [f"CMakeLists.txt: {room} uses {u}, which is not declared "
                  f"before it" for u in uses if u not in seen]
        seen.add(room)
    return wrong


def complaints(layers):
    wrong = cycles(layers)
    for path in tree.files("src", ends=(".c", ".h", ".cc", ".inc")):
        room = path.split("/")[1]
        if room not in layers and room not in OUTSIDE:
            wrong.append(f"{path}: the room {room} is not in CMakeLists.txt")
            continue
        text = tree.read(path)
        for match in INCLUDE.finditer(text):
            name = match.group(1)
            line = text.count("\n", 0, match.start()) + 1
            other = name.split("/")[0]
            if "/" not in name or other == room:
                continue
            if room in OUTSIDE:
                ours = other in layers or other in OUTSIDE
                if ours and name != "base/banned.h":
                    wrong.append(f"{path}:{line}: includes {name}; only "
                                 f"stemma/stemma.h of ours may be")
            elif other in layers and other not in layers[room]:
                wrong.append(f"{path}:{line}: includes {name}, but {room} is "
                             f"not declared to use {other}")
            elif other in OUTSIDE:
                wrong.append(f"{path}:{line}: includes {name} of a program")
    return wrong


if __name__ == "__main__":
    tree.finish("layers", complaints(read_layers(sys.argv[1])))
