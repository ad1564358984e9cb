"""Prints src/report/page_script_table.inc: the script of the pages."""
import sys

import page_assets

sys.stdout.write(page_assets.table("page_script", page_assets.script()))
