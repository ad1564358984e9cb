"""Serves an archive of invented reports and asks it politely and rudely.

usage: test_serve.py STEMMA SCRATCH

Every case must be answered with the status it names, and the server must
still answer at the end. Nothing but 127.0.0.1 is spoken to.
"""
import concurrent.futures
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.parse

WEIR = ("The weir at Lower Marl gave way at four in the morning after eleven "
        "days of rain. Nobody was hurt, and the road along the river stays "
        "closed until engineers have looked at the bank.")
MEAN = "<script>document.title='ran'</script>\"><img src=x onerror=alert(1)>"
REPORTS = [
    {"id": "a", "outlet": "Marl Courier", "date": "2021-03-04",
     "title": "Weir gives way " + MEAN, "text": "The council met.\n\n" + WEIR},
    {"id": "b", "outlet": "Ean Post " + MEAN, "date": "2021-03-05",
     "title": "Weir at Lower Marl gives way", "text": WEIR + "\n\nBuses go by "
     "the hill. " + MEAN},
    {"id": "c", "outlet": "Marl Courier", "date": "2023-11-09",
     "title": "School opens", "text": "The school at Ean opened its doors to "
     "forty children.\n\n\"The bank will be looked at by Friday,\" said "
     "Ona Velt, mayor of Lower Marl."},
]


REQUESTS = int(os.environ.get("STM_REQUESTS", "2000"))


class Failed(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Failed(what)


class Client:
    def __init__(self, port):
        self.port = port

    def ask(self, path, method="GET", body=None, headers=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            c.putrequest(method, path, skip_host=True)
            sent = {"Host": "127.0.0.1:%d" % self.port}
            sent.update(headers or {})
            if body is not None:
                sent["Content-Length"] = str(len(body))
            for name, value in sent.items():
                c.putheader(name, value)
            c.endheaders(body)
            r = c.getresponse()
            return r.status, r.read(), r.headers
        finally:
            c.close()

    def status(self, *args, **more):
        return self.ask(*args, **more)[0]

    def refused(self, *args):
        """Answered with 413 or cut off; the former may come too late."""
        try:
            return self.status(*args) == 413
        except ConnectionError:
            return True

    def raw(self, data, wait=2.0):
        """Sends bytes and closes; what came back, if anything."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as s:
            s.settimeout(wait)
            try:
                s.sendall(data)
                return s.recv(4096)
            except (TimeoutError, ConnectionError):
                return b""


def form(**fields):
    return urllib.parse.urlencode(fields).encode()


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def check_pages(c):
    status, page, headers = c.ask("/")
    need(status == 200, "front page: %d" % status)
    need(headers["X-Content-Type-Options"] == "nosniff", "nosniff")
    need(b"/search" in page and b"/find" in page, "links to search and find")
    need(b"<script>document.title" not in page, "markup of an input ran free")
    story = page.split(b'href="story-')[1].split(b'"')[0].decode()
    for path in ("/story-" + story.split("#")[0], "/search", "/find",
                 "/index.html"):
        need(c.status(path) == 200, path)
    need(c.status("/story-nothing.html") == 404, "a story that is not there")
    need(c.status("/../../etc/passwd") == 404, "a path upwards")
    need(c.status("/%2e%2e/%00") in (400, 404), "a coded path upwards")
    status, page, _ = c.ask("/", method="HEAD")
    need(status == 200 and page == b"", "HEAD has no body")


def check_search(c):
    status, page, _ = c.ask("/search?q=" + urllib.parse.quote("buses"))
    need(status == 200 and b"1 report" in page, "a word is found")
    for query in ('"', "a OR", MEAN, "(" * 300, "*", "\0", "é" * 300):
        status, page, _ = c.ask("/search?q=" + urllib.parse.quote(query))
        need(status == 200, "search for %r: %d" % (query[:20], status))
        need(b"<script>document.title" not in page, "the query ran free")
        need(b"<img src=x" not in page, "the query ran free")
    need(c.status("/api/search") == 400, "search without words")
    status, found, _ = c.ask("/api/search?q=weir")
    ids = {json.loads(line)["id"] for line in found.splitlines()}
    need(status == 200 and ids == {"a", "b"}, "the API finds both")


def check_find(c):
    status, page, _ = c.ask("/find", "POST", form(text=WEIR), FORM)
    need(status == 200 and page.count(b"<mark>") >= 4, "find marks texts")
    need(b"<img src=x" not in page, "an input ran free in find")
    status, page, _ = c.ask("/find", "POST", form(text="no such thing"), FORM)
    need(status == 200 and b"No report carries" in page, "nothing found")
    need(c.status("/find", "POST", form(text=""), FORM) == 200, "empty")
    need(c.status("/find", "POST", b"text=%zz", FORM) == 200, "bad coding")
    status, found, _ = c.ask("/api/find", "POST", WEIR.encode())
    first = json.loads(found.splitlines()[0])
    need(status == 200 and first["carries"] == "whole", "the API finds it")


def check_desk(c):
    """Voices, outlets, days, any two reports: pages made of the account."""
    for path in ("/speakers", "/outlets", "/timeline", "/beside", "/correct"):
        status, page, _ = c.ask(path)
        need(status == 200, path)
        need(b"<script>document.title" not in page and
             b"<img src=x" not in page, "markup of an input ran free: " + path)
    _, page, _ = c.ask("/speakers")
    need(b"Ona Velt" in page, "a voice is listed")
    voice = page.split(b'href="/speaker-')[1].split(b'"')[0].decode()
    status, page, _ = c.ask("/speaker-" + voice)
    need(status == 200 and b"The bank will be looked at" in page and
         b"Marl Courier" in page, "what a voice said, and who carried it")
    _, page, _ = c.ask("/outlets")
    outlet = page.split(b'href="/outlet-')[1].split(b'"')[0].decode()
    status, page, _ = c.ask("/outlet-" + outlet)
    need(status == 200 and b"Its reports" in page, "an outlet's page")
    _, page, _ = c.ask("/timeline")
    need(b"2021" in page and b"2 reports" in page, "stories by day")
    status, page, _ = c.ask("/beside?a=a&b=b")
    need(status == 200 and page.count(b"<mark>") >= 2, "two side by side")
    status, page, _ = c.ask("/beside?a=a&b=c")
    need(status == 200 and b"not in common" in page, "two that share nothing")
    for path in ("/speaker-0.html", "/speaker-99999.html", "/speaker-x.html",
                 "/speaker-.html", "/outlet-99999999999999.html"):
        need(c.status(path) == 404, path)
    for query in ("a=a&b=a", "a=a", "a=%00&b=b", "a=&b=", "b=%zz"):
        need(c.status("/beside?" + query) == 200, query)


def check_corrections(c):
    """Only the address with the token changes anything; undo undoes."""
    def published():
        _, text, _ = c.ask("/api/articles")
        return {a["id"]: a["published"]
                for a in map(json.loads, text.splitlines())}

    before = published()
    _, page, _ = c.ask("/correct")
    address = page.split(b'action="')[1].split(b'"')[0].decode()
    need(len(address) == len("/correct/") + 32, "a token: " + address)
    fields = form(date="c", published="2021-04-05")
    wrong = address[:-1] + ("0" if address[-1] != "0" else "1")
    for path in ("/correct", "/correct/", wrong, address + "x"):
        need(c.status(path, "POST", fields, FORM) in (403, 404), path)
    need(c.status(address, "POST", fields,
                  {**FORM, "Origin": "http://evil.example"}) == 403, "origin")
    need(published() == before, "nothing has changed")
    status, page, _ = c.ask(address, "POST", fields, FORM)
    need(status == 200 and b"It is kept" in page, "a day is set")
    need(published() == {**before, "c": "2021-04-05"}, "and it holds")
    front = c.ask("/")[1]
    need(b"5 April 2021" in front and front == c.ask("/")[1],
         "the front page is made anew, then kept")
    for bad in (form(date="c"), form(merge="c1"), form(merge="c999999:0-1"),
                form(back="9"), form(back="x"), b"", form(speaker="x"),
                form(date="c", published="<b>")):
        need(c.status(address, "POST", bad, FORM) == 400, repr(bad))
    mean = form(speaker=MEAN, voice=MEAN, how="is")
    status, page, _ = c.ask(address, "POST", mean, FORM)
    need(status == 200 and b"<script>document.title" not in page and
         b"<img src=x" not in page, "a correction ran free")
    for _ in range(2):
        status, page, _ = c.ask(address, "POST", form(back="1"), FORM)
        need(status == 200 and b"taken back" in page, "taken back")
    need(b"There are none" in page and published() == before, "as before")


def check_views(c):
    status, text, _ = c.ask("/api/stemma.json")
    need(status == 200 and len(json.loads(text)["articles"]) == 3, "all")
    for name in ("articles", "passages", "stories", "quotes", "claims",
                 "lineage"):
        status, text, _ = c.ask("/api/" + name)
        need(status == 200, name)
        for line in text.splitlines():
            json.loads(line)
    with open(os.path.join(os.path.dirname(__file__), "..", "..", "docs",
                           "openapi.json"), encoding="utf-8") as f:
        paths = json.load(f)["paths"]
    for path, methods in paths.items():
        for method in methods:
            body = WEIR.encode() if method == "post" else None
            query = "?q=weir" if path.endswith("search") else ""
            path = path.replace("{story}", "story-s1.html")
            path = path.replace("{number}", "1")
            if path.endswith("{token}"):
                continue  # asked in check_corrections
            query = "?a=a&b=b" if path == "/beside" else query
            status = c.status(path + query, method.upper(), body)
            need(status == 200, "%s %s: %d" % (method, path, status))


def check_rude(c):
    need(c.status("/", headers={"Host": "evil.example"}) == 403, "host")
    need(c.status("/", headers={"Host": ""}) == 403, "no host")
    need(c.status("/find", "POST", b"text=x",
                  {**FORM, "Origin": "http://evil.example"}) == 403, "origin")
    need(c.status("/", "DELETE") in (405, 501), "DELETE")
    need(c.status("/", "POST", b"x") == 405, "POST to a page")
    need(c.refused("/find", "POST", b"x" * (4 << 20)), "a large body")
    need(c.status("/" + "a" * (64 << 10)) in (400, 413, 414, 431), "long path")
    for data in (b"", b"\r\n\r\n", b"\0" * 2000, b"GET", b"GET / HTTP/9.9\r\n\r\n",
                 b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                 b"POST /find HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                 b"Content-Length: 99999999\r\n\r\nhalf" % c.port):
        c.raw(data, 0.3)
    need(c.status("/") == 200, "answers after rudeness")


def check_many(c):
    # twenty that send half a request and wait must not hold up others
    idle = [socket.create_connection(("127.0.0.1", c.port)) for _ in range(20)]
    for s in idle:
        s.sendall(b"GET / HTTP/1.1\r\nHost: 127")
    paths = ("/find", "/speakers", "/search?q=weir", "/timeline")
    with concurrent.futures.ThreadPoolExecutor(64) as pool:
        got = list(pool.map(lambda i: c.status(paths[i % len(paths)]),
                            range(REQUESTS)))
    need(got == [200] * REQUESTS, "many requests, 64 at once")
    for s in idle:
        s.close()


def main():
    stemma, scratch = sys.argv[1:3]
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    pile = os.path.join(scratch, "pile.jsonl")
    with open(pile, "w", encoding="utf-8") as f:
        for r in REPORTS:
            f.write(json.dumps(r) + "\n")
    db = os.path.join(scratch, "desk.db")
    subprocess.run([stemma, "add", "--quiet", db, pile], check=True)
    server = subprocess.Popen([stemma, "serve", "--quiet", db],
                              stdout=subprocess.PIPE, text=True)
    try:
        address = server.stdout.readline().strip()
        need(address.startswith("http://127.0.0.1:"), "address: " + address)
        c = Client(int(address.rstrip("/").rsplit(":", 1)[1]))
        for check in (check_pages, check_search, check_find, check_desk,
                      check_corrections, check_views, check_rude, check_many):
            check(c)
            need(server.poll() is None, "it died in " + check.__name__)
            print(check.__name__, "ok")
        server.send_signal(signal.SIGTERM)
        need(server.wait(20) == 0, "it ends well when asked to")
    except Failed as e:
        print("failed:", e)
        return 1
    finally:
        server.kill()
    return 0


if __name__ == "__main__":
    sys.exit(main())
