"""Works in a served archive with the keyboard alone, in Chromium.

usage: served.py STEMMA REPORTS SCRATCH [--axe AXE.min.js]

Each page of `stemma serve` is opened wide and at a phone's width, light and
dark: nothing scrolls sideways, nothing is fetched from elsewhere, the console
stays empty, axe-core, where given, finds no violation. Keys lead where "?"
says, forms are filled and sent with the keyboard, and without script the
links and forms do the same. Exit status 77, "skipped", without chromedriver.
"""
import os
import shutil
import subprocess
import sys

import pages

PATHS = ("/", "/timeline", "/speakers", "/speaker-1.html", "/outlets",
         "/outlet-1.html", "/search?q=said", "/find", "/beside", "/correct",
         "/story-s1.html")
ENTER = "\ue007"
ESCAPE = "\ue00c"


class Desk(pages.Driver):
    def __init__(self, address):
        super().__init__()
        self.address = address

    def open(self, path):
        self.call("/url", {"url": self.address + path})

    def where(self):
        return self.run("return location.pathname + location.search;")

    def press(self, keys):
        actions = []
        for key in keys:
            actions += [{"type": "keyDown", "value": key},
                        {"type": "keyUp", "value": key}]
        self.call("/actions", {"actions": [
            {"type": "key", "id": "k", "actions": actions}]})


def looks(desk, path, width, dark, axe):
    desk.devtools("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 1400, "deviceScaleFactor": 1,
        "mobile": False})
    desk.devtools("Emulation.setEmulatedMedia", {"features": [
        {"name": "prefers-color-scheme",
         "value": "dark" if dark else "light"}]})
    desk.open(path)
    over, heads = desk.run(
        "document.querySelectorAll('details').forEach(x => { x.open = true; });"
        "return [document.documentElement.scrollWidth - innerWidth,"
        " document.querySelectorAll('h1').length];")
    if over > 0:
        yield f"scrolls sideways by {over} px"
    if heads != 1:
        yield f"has {heads} first headings"
    for url in pages.fetched(desk, desk.address + path):
        if not url.startswith(desk.address):
            yield f"fetched {url}"
    for entry in desk.log("browser"):
        if "favicon" not in entry["message"]:
            yield "console: " + entry["message"]
    if axe:
        desk.run(axe)
        yield from desk.run(pages.RUN_AXE, "async")
        desk.log("browser")


def check_keys(desk):
    for key, path in (("d", "/timeline"), ("v", "/speakers"),
                      ("o", "/outlets"), ("f", "/find"), ("b", "/beside"),
                      ("c", "/correct"), ("/", "/search"), ("s", "/")):
        desk.open("/outlets" if path != "/outlets" else "/")
        desk.press(key)
        if desk.where() != path:
            yield f"key {key} leads to {desk.where()}"
    desk.open("/story-s1.html")
    desk.press("?")
    told = desk.run("var d = document.querySelector('dialog');"
                    "return d && d.open ? d.textContent : '';")
    if "next part" not in told or "Corrections" not in told:
        yield f"? tells {told!r}"
    desk.press(ESCAPE)
    if desk.run("return document.querySelector('dialog').open;"):
        yield "Escape does not close the list of keys"
    desk.press("jj")
    if desk.run("return document.activeElement.tagName;") not in ("H2", "TH"):
        yield "j goes nowhere"
    desk.open("/search")
    desk.press("/")
    desk.press("said" + ENTER)
    if desk.where() != "/search?q=said":
        yield f"a search by keys leads to {desk.where()}"


def check_without_script(desk):
    desk.devtools("Emulation.setScriptExecutionDisabled", {"value": True})
    desk.open("/")
    for link, path in (("Voices", "/speakers"), ("Days", "/timeline"),
                       ("Outlets", "/outlets")):
        found = desk.call("/element", {"using": "link text", "value": link})
        desk.call("/element/%s/click" % list(found.values())[0])
        if not desk.call("/url", method="GET").endswith(path):
            yield f"without script {link} leads elsewhere"
    desk.open("/search")
    field = desk.call("/element", {"using": "css selector", "value": "#q"})
    desk.call("/element/%s/value" % list(field.values())[0],
              {"text": "said" + ENTER})
    if not desk.call("/url", method="GET").endswith("/search?q=said"):
        yield "without script the search does not search"
    desk.devtools("Emulation.setScriptExecutionDisabled", {"value": False})


def main():
    stemma, reports, scratch, *more = sys.argv[1:]
    if shutil.which("chromedriver") is None:
        print("no chromedriver: skipped")
        return 77
    axe = None
    if more[:1] == ["--axe"]:
        with open(more[1], encoding="utf-8") as f:
            axe = f.read()
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    db = os.path.join(scratch, "desk.db")
    subprocess.run([stemma, "add", "--quiet", db, reports], check=True)
    server = subprocess.Popen([stemma, "serve", "--quiet", db],
                              stdout=subprocess.PIPE, text=True)
    desk = Desk(server.stdout.readline().strip().rstrip("/"))
    wrong = []
    try:
        desk.start()
        for path in PATHS:
            for width in (1280, 390):
                for dark in (False, True):
                    wrong += [f"{path} at {width} px, "
                              f"{'dark' if dark else 'light'}: {w}"
                              for w in looks(desk, path, width, dark, axe)]
        wrong += check_keys(desk)
        wrong += check_without_script(desk)
    finally:
        desk.stop()
        server.terminate()
        server.wait(20)
    print("\n".join(wrong) or f"browser: {len(PATHS)} served pages in order")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
