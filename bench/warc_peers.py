#!/usr/bin/env python3
"""Records a second of stemma's readers, FastWARC and warcio on the same WARC file, one core each.

usage: warc_peers.py BENCH_WARC FILE.warc.gz [PAGE...]   (needs pip's fastwarc and warcio)
With PAGEs (perhaps gzip files) FILE is made first: each page three times, a response in a gzip member of its own.
Prints processor time, best of five. Stemma's time holds more than theirs: digest, decoding to UTF-8, checks.
"""
import gzip, io, re, subprocess, sys, time


def make(path, pages):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter
    with open(path, "wb") as out:
        writer = WARCWriter(out, gzip=True)
        for turn in range(3):
            for i, page in enumerate(pages):
                body = (gzip.open if page.endswith(".gz") else open)(page, "rb").read()
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                uri = f"https://saltby.example/{turn}/{i}"
                writer.write_record(writer.create_warc_record(uri, "response", payload=io.BytesIO(body), http_headers=head))


def best(fn):
    times = []
    for _ in range(5):
        start = time.process_time()
        n, size = fn()
        times.append(time.process_time() - start)
    return n, size, min(times)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    path = sys.argv[2]
    if sys.argv[3:]:
        make(path, sys.argv[3:])
    out = subprocess.run([sys.argv[1], path, "5"], capture_output=True, text=True, check=True).stdout
    ours = float(re.search(r"(\d+) documents/s", out).group(1))
    print("stemma   ", out.strip())

    def fastwarc():
        from fastwarc.warc import ArchiveIterator, WarcRecordType
        n = size = 0
        with open(path, "rb") as f:
            for record in ArchiveIterator(f, record_types=WarcRecordType.response):
                size += len(record.reader.read())
                n += 1
        return n, size

    def warcio():
        from warcio.archiveiterator import ArchiveIterator
        n = size = 0
        with open(path, "rb") as f:
            for record in ArchiveIterator(f):
                if record.rec_type == "response":
                    size += len(record.content_stream().read())
                    n += 1
        return n, size

    for name, fn in (("fastwarc", fastwarc), ("warcio", warcio)):
        n, size, took = best(fn)
        print(f"{name:9} {n} records, {size / 1e6:.1f} MB, {took:.3f} s, {n / took:.0f} records/s, "
              f"{size / took / 1e6:.0f} MB/s, stemma x {ours * took / n:.2f}")


if __name__ == "__main__":
    main()
