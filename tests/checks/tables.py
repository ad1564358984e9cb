"""Every generated table is what its generator makes today.

src/<room>/<what>_table.inc is made by tools/gen_<what>.py or .sh, which prints
it on standard output and needs nothing from outside the checkout.
"""
import os
import subprocess
import sys

import tree


def complaints():
    wrong = []
    for path in tree.files("src", ends=("_table.inc",)):
        what = os.path.basename(path)[:-len("_table.inc")]
        for ending, start in ((".py", [sys.executable]), (".sh", ["sh"])):
            tool = f"tools/gen_{what}{ending}"
            if os.path.exists(os.path.join(tree.TOP, tool)):
                run = subprocess.run([*start, tool], cwd=tree.TOP,
                                     capture_output=True)
                if run.returncode != 0:
                    wrong.append(f"{tool}: {run.stderr.decode()[:200]}")
                elif run.stdout.decode() != tree.read(path):
                    wrong.append(f"{path}: not what {tool} makes "
                                 f"({tool} > {path})")
                break
        else:
            wrong.append(f"{path}: there is no tools/gen_{what}.py or .sh")
    return wrong


if __name__ == "__main__":
    tree.finish("tables", complaints())
