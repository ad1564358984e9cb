# the version, and that it is on standard output
$STEMMA --version
