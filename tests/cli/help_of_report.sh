# help of a command holds an example
$STEMMA help report | grep -q "^  stemma report" && echo "an example"
$STEMMA report --help >same; $STEMMA help report | cmp - same
