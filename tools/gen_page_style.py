"""Prints src/report/page_style_table.inc: the style of the pages."""
import sys

import page_assets

sys.stdout.write(page_assets.table("page_style", page_assets.style()))
