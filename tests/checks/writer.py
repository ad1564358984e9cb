"""Nothing reaches a page but through the writer of src/report/markup.c.

Literals go by STM_HTML, which takes nothing else; values are escaped. A call
that appends to a buffer, or hands the writer's inner functions a value, would
go round that.
"""
import re

import tree

OWN = ("src/report/markup.c", "src/report/markup.h")
# these write JSON and tables of values, by their own writers
OTHER = re.compile(r"^src/report/(json|csv|graphml)\w*\.[ch]$")
APPEND = re.compile(r"\b(stm_buf_(?:add|byte|u64|i64|fixed|utf8|hex))\s*\(")
INNER = re.compile(r"\bstm_(?:markup|svg|page)__\w+\s*\(([^;]*)")
OUT = re.compile(r"\bout->out\b|\bself->out\b|\bhtml\.out\b")


def complaints():
    wrong = []
    for path in tree.files("src/report", ends=(".c", ".h")):
        if path in OWN or OTHER.match(path):
            continue
        text = tree.strip_c(tree.read(path))
        for match in list(APPEND.finditer(text)) + list(OUT.finditer(text)):
            line = text.count("\n", 0, match.start()) + 1
            wrong.append(f"{path}:{line}: goes round the writer")
        for match in re.finditer(r"\bstm_markup__literal\s*\(", text):
            line = text.count("\n", 0, match.start()) + 1
            # a header's macro, or an opening that a macro made of a literal
            if path.endswith(".h") or path == "src/report/svg.c":
                continue
            wrong.append(f"{path}:{line}: only STM_HTML writes literals")
    return wrong


if __name__ == "__main__":
    tree.finish("writer", complaints())
