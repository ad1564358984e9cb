#!/bin/sh
# Prints src/extract/date_names_table.inc, from the installed ICU.
set -e
here=$(dirname "$0")
made=$(mktemp)
trap 'rm -f "$made"' EXIT
# shellcheck disable=SC2046
cc -O1 "$here/gen_date_names.c" $(pkg-config --cflags --libs icu-i18n icu-uc) -o "$made"
"$made"
