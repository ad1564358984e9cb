#!/bin/sh
# Requests a second and the 99th percentile of a served archive's main pages.
#
# usage: bench/serve_load.sh STEMMA DB [SECONDS]
#
# Needs wrk and curl. Each page is asked for by 8 clients over 2 threads.
set -eu
stemma=$1
db=$2
seconds=${3:-5}
log=$(mktemp)
"$stemma" serve --quiet "$db" >"$log" &
server=$!
trap 'kill $server; rm -f "$log"' EXIT
while [ ! -s "$log" ]; do sleep 0.2; done
address=$(head -1 "$log")
story=$(curl -s "$address" | grep -o 'story-s[0-9]*\.html' | head -1)
for page in "" "$story" search?q=said speakers speaker-1.html outlets \
    timeline find api/search?q=said; do
    wrk -t2 -c8 -d"$seconds"s --latency "$address$page" |
        awk -v page="/$page" '/99%/ { p = $2 } /Requests\/sec/ { r = $2 }
            /Non-2xx/ { bad = " (" $0 ")" }
            END { printf "%-20s %9.1f requests/s  99 %% %s%s\n", page, r, p, bad }'
done
