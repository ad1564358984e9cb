#!/bin/sh
# Makes src/quote/quote_weights.bin anew from annotated articles.
#
# usage: tools/train/train_quote.sh DATA BUILD OUT
# DATA holds quotes/polnear-{train,dev}.jsonl and bulk/allsides.jsonl.gz;
# BUILD is a build folder with the benchmarks (cmake --preset dev); OUT a
# folder for what comes between. Half an hour on one core.
#
# 1. Five networks are trained on the annotated articles.
# 2. Together they label the bulk articles, which nobody annotated.
# 3. One smaller dictionary's network learns from both, then once more from
#    the annotated ones alone, slowly.
# 4. Its 45,000 rows that matter most are written as small integers.
set -eu
data=$1
train=$2/bench/train_quote
out=$3
gold="$data/quotes/polnear-train.jsonl $data/quotes/polnear-dev.jsonl"
mkdir -p "$out"
bulk=$out/bulk.jsonl
gzip -dc "$data/bulk/allsides.jsonl.gz" > "$bulk"
# shellcheck disable=SC2086 # two file names
run() { "$train" $gold "$@"; }

for seed in 1 2 3 4 5; do
    run out "$out/s$seed" epochs 8 seed "$seed"
done
teachers=$out/s1.net,$out/s2.net,$out/s3.net,$out/s4.net,$out/s5.net
"$train" "$bulk" "$data/quotes/polnear-dev.jsonl" load "$teachers" \
    silver_out "$out/silver.bin"
run out "$out/b" epochs 2 seed 1 min 60 bulk "$bulk" \
    silver_in "$out/silver.bin" df .15 dh .1 lr_dense .0015
run out "$out/bf" epochs 3 seed 1 init "$out/b.net" lr_deep .01 lr_dense .0005
run load "$out/bf.net" keep 45000 bonus 1.2 \
    export "$(dirname "$0")/../../src/quote/quote_weights.bin"
