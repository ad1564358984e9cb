"""Opens pages in Chromium and asserts that they are inert and accessible.

usage: pages.py [--axe AXE.min.js] PAGE.html...

Each page is opened at 1280 and 390 px, light and dark, with every fold open:
nothing an input brought may have run (window.ran stays unset), nothing may be
fetched but the page itself, the console stays empty, nothing scrolls
sideways, and axe-core, where given, finds no violation. Speaks WebDriver to
chromedriver over loopback. Exit status 77, "skipped", where there is no
chromedriver.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """var done = arguments[0];
axe.run({runOnly: %s}).then(function (r) {
  done(r.violations.map(function (v) {
    return v.id + ': ' + v.nodes[0].html.slice(0, 160);
  }));
});""" % json.dumps(RULES)


class Driver:
    def __init__(self):
        self.process = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.process.stdout:
            port = re.search(r"on port (\d+)", line)
            if port and "started successfully" in line:
                self.base = f"http://127.0.0.1:{port.group(1)}"
                break
        self.session = None

    def call(self, path, body=None, method="POST"):
        url = self.base + (f"/session/{self.session}" if self.session else "")
        data = None if method != "POST" else json.dumps(body or {}).encode()
        request = urllib.request.Request(
            url + path, data, {"Content-Type": "application/json"},
            method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def start(self):
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu"]
        made = self.call("/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": flags},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}}})
        self.session = made["sessionId"]

    def devtools(self, command, params):
        self.call("/goog/cdp/execute", {"cmd": command, "params": params})

    def run(self, script, kind="sync"):
        return self.call(f"/execute/{kind}", {"script": script, "args": []})

    def log(self, kind):
        return self.call("/se/log", {"type": kind})

    def stop(self):
        if self.session:
            self.call("", method="DELETE")
        self.process.terminate()
        self.process.wait(30)


def fetched(driver, page):
    for entry in driver.log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            url = message["params"]["request"]["url"]
            if url.split("#")[0] != page and not url.startswith("data:"):
                yield url


def check(driver, path, width, dark, axe):
    page = "file://" + os.path.abspath(path)
    driver.devtools("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": 1400, "deviceScaleFactor": 1,
        "mobile": False})
    driver.devtools("Emulation.setEmulatedMedia", {"features": [
        {"name": "prefers-color-scheme",
         "value": "dark" if dark else "light"}]})
    driver.call("/url", {"url": page})
    ran, over = driver.run(
        "document.querySelectorAll('details').forEach(x => { x.open = true; });"
        "return [window.ran === undefined ? null : 'ran',"
        " document.documentElement.scrollWidth - innerWidth];")
    wrong = []
    if ran:
        wrong.append("something an input brought has run")
    if over > 0:
        wrong.append(f"scrolls sideways by {over} px")
    wrong += [f"fetched {url}" for url in fetched(driver, page)]
    wrong += ["console: " + entry["message"] for entry in driver.log("browser")]
    if axe:
        driver.run(axe)
        wrong += driver.run(RUN_AXE, "async")
        driver.log("browser")
    return [f"{path} at {width} px, {'dark' if dark else 'light'}: {w}"
            for w in wrong]


def main():
    words = sys.argv[1:]
    axe = None
    if words[:1] == ["--axe"]:
        with open(words[1], encoding="utf-8") as f:
            axe = f.read()
        words = words[2:]
    if shutil.which("chromedriver") is None:
        print("no chromedriver: skipped")
        return 77
    driver = Driver()
    wrong = []
    try:
        driver.start()
        for path in words:
            for width in (1280, 390):
                for dark in (False, True):
                    wrong += check(driver, path, width, dark, axe)
    finally:
        driver.stop()
    print("\n".join(wrong) or f"browser: {len(words)} pages in order")
    return 1 if wrong or not words else 0


if __name__ == "__main__":
    sys.exit(main())
