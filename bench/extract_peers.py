#!/usr/bin/env python3
"""Pages a second of stemma, resiliparse and trafilatura on the same pages, one core each.

usage: extract_peers.py BENCH_EXTRACT PAGE...   (pages may be gzip files; needs pip's resiliparse and trafilatura)
Prints processor time of the best of three passes (trafilatura: one); reading and inflating is not timed for any of
them, decoding is part of resiliparse's and trafilatura's time as they are given bytes.
"""
import gzip, re, subprocess, sys, time


def best(pages, passes, fn):
    times = []
    for _ in range(passes):
        start = time.process_time()
        for p in pages:
            fn(p)
        times.append(time.process_time() - start)
    return len(pages) / min(times)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    files = sys.argv[2:]
    pages = [(gzip.open if f.endswith(".gz") else open)(f, "rb").read() for f in files]
    size = sum(map(len, pages)) / 1e6
    out = subprocess.run([sys.argv[1], "--times", "3", *files], capture_output=True, text=True, check=True).stdout
    ours = float(re.search(r"([\d.]+) pages/s", out).group(1))
    print(f"{len(pages)} pages, {size:.1f} MB\nstemma       {ours:7.1f} pages/s", flush=True)
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def resiliparse(page):
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page)))
        return extract_plain_text(tree, main_content=True)

    theirs = best(pages, 3, resiliparse)
    print(f"resiliparse  {theirs:7.1f} pages/s, stemma x {ours / theirs:.2f}", flush=True)
    import trafilatura
    theirs = best(pages, 1, lambda p: trafilatura.extract(p, include_comments=False))
    print(f"trafilatura  {theirs:7.1f} pages/s, stemma x {ours / theirs:.2f}", flush=True)


if __name__ == "__main__":
    main()
