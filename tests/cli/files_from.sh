# names of inputs from a list, by lines and by NUL bytes; an empty list is told
printf 'The ferry left Saltby at noon.' > 'a b.txt'
printf 'a b.txt\r\n\n' > lines
printf 'a b.txt\0' > nuls
: > empty
$STEMMA extract --files-from lines | grep -c '"path":"a b.txt"'
$STEMMA extract -0 --files-from - < nuls | grep -c '"path":"a b.txt"'
$STEMMA extract --files-from empty
