# nothing asked: the list of commands, and that this is not right
$STEMMA 2>&1 | grep -c "^usage: stemma"
$STEMMA >/dev/null 2>&1
