# an option that is none: the nearest known one is named
$STEMMA extract --thread 2 page.html
