"""Prints src/report/page_policy_table.inc: what the pages may load."""
import sys

import page_assets

sys.stdout.write(page_assets.MADE % "page_policy" +
                 'STM_HTML(out, "%s");\n' % page_assets.policy())
