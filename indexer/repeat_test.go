package indexer

import (
	"fmt"
	"testing"

	"minutes/schema"
)

func TestMarkRepeats(t *testing.T) {
	under := func(parents ...string) []schema.Parent {
		var all []schema.Parent
		for _, text := range parents {
			all = append(all, schema.Parent{Text: text})
		}
		return all
	}
	docs := []schema.Document{
		{Line: 1, Date: "2023-02-01", Team: "Beacon", Text: "Roll out lantern", Kind: schema.Row},
		{Date: "2023-01-01", Team: "Beacon", Text: "roll out: Lantern", Kind: schema.Row}, // the first, though it stands later
		{Date: "2023-03-01", Team: "BEACON", Text: "Roll-out lantern", Kind: schema.Bullet},
		{Date: "2023-03-01", Team: "Lamp", Text: "Roll out lantern"},
		{Date: "2023-04-01", Team: "Signals", Text: "Roll out lantern"}, // Lamp by another name
		{Date: "2023-03-01", Text: "confirmed!", Parents: under("Who leads Lamp?")},
		{Date: "2023-03-02", Text: "confirmed!", Parents: under("Who leads Beacon?")},
		{Date: "2023-03-03", Text: "Confirmed", Parents: under("who leads lamp")},
		{Date: "2023-03-04", Text: "confirmed who leads lamp"},
		{Date: "2023-05-01", Team: "Beacon", Text: "Beacon", Kind: schema.Heading},
		{Date: "2023-06-01", Team: "Beacon", Text: "Beacon", Kind: schema.Heading},
		{Date: "2023-07-01", Text: "same day", File: "b.md"},
		{Date: "2023-07-01", Text: "same day", File: "a.md"},
	}
	markRepeats(docs, schema.Joins{Firsts: map[string]map[string]string{schema.Team: {"lamp": "Lamp", "signals": "Lamp"}}})
	want := map[int]bool{0: true, 2: true, 4: true, 7: true, 11: true}
	same := map[int]int{0: 1, 1: 1, 2: 1, 3: 3, 4: 3, 5: 5, 7: 5, 11: 11, 12: 11} // one of those that say it
	for i, d := range docs {
		if of, ok := same[i]; ok != (d.Same != "") || ok && d.Same != docs[of].Same {
			t.Errorf("document %d, %s: same as %q", i, fmt.Sprint(d.Date, d.Team, d.Text), d.Same)
		}
		if d.Repeat != want[i] {
			t.Errorf("document %d, %s: repeat %t; want %t", i, fmt.Sprint(d.Date, d.Team, d.Text), d.Repeat, want[i])
		}
	}
}
