# a word that is no command: the nearest known one is named
$STEMMA extrct page.html
