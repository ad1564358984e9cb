# a statement carried whole, in part, in other words, and by nobody
cat > pile.jsonl <<'J'
{"id":"a","outlet":"Marl Courier","date":"2021-03-04","title":"Weir gives way","text":"The council met late.\n\nThe weir at Lower Marl gave way at four in the morning after eleven days of rain. Nobody was hurt, and the road along the river stays closed until engineers have looked at the bank."}
{"id":"b","outlet":"Ean Post","date":"2021-03-05","title":"Road closed","text":"Nobody was hurt, and the road along the river stays closed until engineers have looked at the bank. Buses go by the hill."}
{"id":"c","outlet":"Hill News","date":"2021-03-05","title":"Bakers win","text":"The bakers of Upper Marl won the cup for the third year in a row before a crowd of two thousand people on Saturday."}
J
$STEMMA add --quiet pile.db pile.jsonl
printf 'The weir at Lower Marl gave way at four in the morning after eleven days of rain. Nobody was hurt, and the road along the river stays closed until engineers have looked at the bank.' > said.txt
$STEMMA find pile.db said.txt
$STEMMA find pile.db --format json < said.txt | python3 -c '
import json, sys
for line in sys.stdin:
    r = json.loads(line)
    print(r["article"], r["carries"], len(r["passages"]), r["left_out"])'
echo 'The moon is made of something else entirely, said nobody.' | $STEMMA find pile.db
$STEMMA find pile.db said.txt -o who.html && grep -c '<mark>' who.html | sed 's/[1-9].*/marked/'
$STEMMA find pile.db said.txt --format pdf
