"""What the three generators of report/ share: the style and the script of
the pages as C that writes them, and the policy that names both by hash."""
import base64
import hashlib
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent.parent / "src" / "report"


def squeeze(text, line_comments):
    """Without comments, indentation and empty lines."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    lines = []
    for line in text.split("\n"):
        line = line.strip()
        if line_comments and line.startswith("//"):
            continue
        if line:
            lines.append(line)
    return "\n".join(lines) + "\n"


def literal(line):
    out = line.replace("\\", "\\\\").replace('"', '\\"')
    return out.replace("??", "?\\?")


def calls(text):
    """One STM_HTML call a line, none over the 4,095 bytes of C17."""
    out = []
    for line in text.split("\n")[:-1]:
        assert len(line.encode()) < 3000, "a line too long: " + line[:60]
        assert "</" not in line, "would end the element: " + line[:60]
        out.append('STM_HTML(out, "%s\\n");' % literal(line))
    return "\n".join(out) + "\n"


def digest(text):
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256-" + base64.b64encode(raw).decode()


MADE = "/* Made by tools/gen_%s.py; do not edit. */\n"


def style():
    return squeeze((HERE / "page_style.css").read_text(), False)


def script():
    return squeeze((HERE / "page_script.js").read_text(), True)


def policy():
    return ("default-src 'none'; style-src '%s'; script-src '%s'; "
            "img-src data:; base-uri 'none'; form-action "
            % (digest(style()), digest(script())))


def table(name, text):
    return MADE % name + calls(text)
