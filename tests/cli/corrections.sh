# a person keeps two mentions apart, sets a date, moves a report, joins voices
cat > pile.jsonl <<'J'
{"id":"a","outlet":"Log","date":"2031-01-02","title":"Boiler bursts","text":"A boiler burst at Nebin on Monday, killing two sailors, Nebin police said."}
{"id":"b","outlet":"Courier","date":"2031-01-02","title":"Two sailors killed","text":"Two sailors were killed when a boiler burst at Nebin on Monday, Nebin police said."}
{"id":"c","outlet":"Post","date":"2031-01-03","title":"Nebin boiler","text":"Two sailors died at Nebin on Monday when a boiler burst, harbour master Orla Jenssen said."}
J
cat > by_hand.jsonl <<'J'
# what the desk found out
{"apart": [{"article": "a", "begin": 0, "end": 60}, {"article": "b", "begin": 0, "end": 60}], "note": "the Courier rang the morgue"}
{"date": "c", "published": "2031-01-02"}
{"speaker": "Orla Jenssen", "is": "Nebin police"}
{"apart": "nothing"}
{"story": "zzz", "alone": true}
J
tell() { python3 -c '
import json, sys
c = json.loads(sys.stdin.readline())
print(c["range"], [o["mentions"] for o in c["origins"]])
for m in c["merges"]:
    if m["kind"] == "person":
        print("by hand:", m["a"], m["b"], m["sure"], m["why"])'; }
$STEMMA claims --quiet pile.jsonl | tell
$STEMMA claims --quiet --corrections by_hand.jsonl pile.jsonl | tell
$STEMMA claims --quiet --undo c1:0-1 pile.jsonl | tell
echo '{"story": "c", "alone": true}' > alone.jsonl
$STEMMA group --quiet --corrections alone.jsonl pile.jsonl | python3 -c '
import json, sys
for line in sys.stdin:
    print(json.loads(line)["articles"])'
$STEMMA claims --quiet --corrections nowhere.jsonl pile.jsonl
$STEMMA claims --undo c1 pile.jsonl
