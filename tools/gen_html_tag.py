#!/usr/bin/env python3
"""Prints src/html/html_tag_table.inc from the list in src/html/html_tag.h."""
import os
import re

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OWN = {"DOCUMENT", "TEXT", "COMMENT", "OTHER", "COUNT"}

with open(os.path.join(TOP, "src/html/html_tag.h"), encoding="utf-8") as f:
    body = re.search(r"typedef enum stm_tag \{(.*?)\} stm_tag;", f.read(), re.S)
print("/* MyHTML's tag numbers as ours; what is not named here is OTHER. */")
for name in re.findall(r"\bSTM_TAG_([A-Z0-9_]+)\b", body.group(1)):
    if name not in OWN:
        print(f"[MyHTML_TAG_{name}] = STM_TAG_{name},")
print("[MyHTML_TAG__TEXT] = STM_TAG_TEXT,")
print("[MyHTML_TAG__COMMENT] = STM_TAG_COMMENT,")
