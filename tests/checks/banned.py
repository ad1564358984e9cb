"""No banned call, and every .c of the library includes base/banned.h last.

The compiler refuses most of these where base/banned.h is included; this
check also covers what may be used in one place and not in another.
"""
import re

import tree

EVERYWHERE = """strcpy strncpy strcat strncat sprintf vsprintf strtok strtok_r
atoi atol atoll atof strtol strtoul strtoll strtoull strtod strtof gets gmtime
localtime ctime asctime alloca setlocale system popen""".split()
HEAP = """malloc calloc realloc free strdup strndup asprintf vasprintf
reallocarray aligned_alloc posix_memalign getline getdelim""".split()
LIBRARY = """printf fprintf vprintf vfprintf puts fputs putchar perror exit
_exit abort quick_exit getenv secure_getenv setenv putenv srand rand random
isalpha isdigit isspace isupper islower isalnum ispunct tolower toupper
strcasecmp strncasecmp""".split()
# a worker process ends itself, and nothing else does
MAY = {
    ("src/base/alloc.c", name) for name in HEAP
}
WORKER = re.compile(r"^src/\w+/\w*worker\w*\.c$")
CALL = re.compile(r"(?<![\w.>])([a-z_]\w*)\s*\(")
INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.M)


def calls(path, names):
    text = tree.strip_c(tree.read(path))
    for match in CALL.finditer(text):
        name = match.group(1)
        if name in names and (path, name) not in MAY:
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path}:{line}: {name}() is not called here"


def complaints():
    wrong = []
    for path in tree.files("src", ends=(".c",)):
        banned = set(EVERYWHERE)
        outside = path.startswith(("src/cli/", "src/serve/"))
        if not outside:
            banned |= set(HEAP) | set(LIBRARY)
        if WORKER.match(path):
            banned -= {"_exit"}
        wrong += calls(path, banned)
        includes = INCLUDE.findall(tree.read(path))
        # a table that stands inside the code is no header
        includes = [i for i in includes if not i.endswith(".inc")]
        if not outside and includes[-1:] != ["base/banned.h"]:
            wrong.append(f"{path}: does not include base/banned.h last")
    return wrong


if __name__ == "__main__":
    tree.finish("banned", complaints())
