# Read by ./demo and ./test: one line a step, the rest into a log.
#
#   step WORDS COMMAND...   runs COMMAND; on failure shows the end of its log
#
# Everything is written inside the checkout, the compiler's cache too.
mkdir -p build/logs build/tmp
TMPDIR=$PWD/build/tmp
CCACHE_DIR=$PWD/build/ccache
export TMPDIR CCACHE_DIR

step() {
    words=$1
    shift
    log=build/logs/$(echo "$words" | tr -c 'a-z0-9\n' '-').log
    begun=$(date +%s)
    if "$@" >"$log" 2>&1; then
        echo "$words: done, $(($(date +%s) - begun)) s"
    else
        status=$?
        tail -n 40 "$log" >&2
        echo "$words: FAILED; all of it is in $log" >&2
        exit $status
    fi
}
