package build

import (
	"fmt"
	"reflect"
	"testing"

	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/schema"
)

// marked returns the documents that repeat others, and whether they were first.
func marked(x *segment.Index) map[string]bool {
	found := map[string]bool{}
	for _, s := range x.Segments {
		for doc := range s.Size() {
			if d, _ := x.Document(uint64(s.First() + doc)); s.Shared(doc) {
				found[d.ID()] = s.Repeats(doc)
			}
		}
	}
	return found
}

func TestRoutine(t *testing.T) {
	var docs []schema.Document
	add := func(meeting, date, text string, present bool) {
		docs = append(docs, schema.Document{
			Meeting: meeting, Date: date, Text: text, Present: present, Kind: schema.Bullet,
			File: fmt.Sprintf("%03d.md", len(docs)), Line: 1,
		})
	}
	for i := range 6 {
		day := fmt.Sprintf("2023-0%d-01", i+1)
		add("Pier", day, fmt.Sprintf("what is new %d", i), false)
		if i < 4 {
			add("pier", day, "dial in: 555", false) // most meetings
		}
		if i < 3 {
			add("Pier", day, "half of them", false)
		}
		if i == 0 {
			add("Pier", day, "said in one meeting", false)
			add("Pier", day, "said in one meeting", false)
			add("Pier", day, "Ada Quist", true)
		}
	}
	for i := range 3 { // too few to tell
		add("Yard", fmt.Sprintf("2023-0%d-01", i+1), "bring a lamp", false)
	}
	add("Yard", "2023-01-01", "dial in: 555", false) // in one of three
	dir := t.TempDir()
	made, err := Make(t.Context(), dir, Contents{Batches: func(yield func(Batch) bool) {
		yield(func() ([]schema.Document, error) { return docs, nil })
	}})
	if err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, dir, made)
	for i, d := range docs {
		want := d.Text == "dial in: 555" && d.Meeting != "Yard" || d.Present
		if got := x.Segments[0].Routine(i); got != want {
			t.Errorf("%q of %s, %s: routine is %t; want %t", d.Text, d.Meeting, d.Date, got, want)
		}
	}
}

func TestRepeats(t *testing.T) {
	under := func(parents ...string) []schema.Parent {
		var all []schema.Parent
		for _, text := range parents {
			all = append(all, schema.Parent{Text: text})
		}
		return all
	}
	docs := []schema.Document{
		{Date: "2023-02-01", Team: "Beacon", Text: "Roll out lantern", Kind: schema.Row},
		{Date: "2023-01-01", Team: "Beacon", Text: "roll out: Lantern", Kind: schema.Row}, // the first by date, although it is later in the notes
		{Date: "2023-03-01", Team: "BEACON", Text: "Roll-out lantern", Kind: schema.Bullet},
		{Date: "2023-03-01", Team: "Lamp", Text: "Roll out lantern"},
		{Date: "2023-04-01", Team: "Signals", Text: "Roll out lantern"}, // Lamp by another name
		{Date: "2023-03-01", Text: "confirmed!", Parents: under("Who leads Lamp?")},
		{Date: "2023-03-02", Text: "confirmed!", Parents: under("Who leads Beacon?")},
		{Date: "2023-03-03", Text: "Confirmed", Parents: under("who leads lamp")},
		{Date: "2023-03-04", Text: "confirmed who leads lamp"},
		{Date: "2023-05-01", Team: "Beacon", Text: "Beacon", Kind: schema.Heading},
		{Date: "2023-06-01", Team: "Beacon", Text: "Beacon", Kind: schema.Heading},
		{Date: "2023-07-01", Text: "same day"},
		{Date: "2023-07-01", Text: "same day"},
		{Date: "2023-08-01", Text: "C++ and C"},
		{Date: "2023-08-02", Text: "c and c"},
	}
	for i := range docs {
		docs[i].File, docs[i].Line = fmt.Sprintf("%02d.md", i), 1
	}
	docs[12].File = "00a.md" // before the one with the same day
	joins := naming.Joins{Firsts: map[string]map[string]string{schema.Team: {"lamp": "Lamp", "signals": "Lamp"}}}
	dir := t.TempDir()
	made, err := Make(t.Context(), dir, Contents{Joins: joins, Batches: func(yield func(Batch) bool) {
		yield(func() ([]schema.Document, error) { return docs, nil })
	}})
	if err != nil {
		t.Fatal(err)
	}
	x := mustOpen(t, dir, made)
	want := map[string]bool{
		"00.md:1": true, "01.md:1": false, "02.md:1": true, "03.md:1": false, "04.md:1": true,
		"05.md:1": false, "07.md:1": true, "11.md:1": true, "00a.md:1": false,
	}
	if got := marked(x); !reflect.DeepEqual(got, want) {
		t.Errorf("marked are %v; want %v", got, want)
	}
	sum := func(i int) uint64 { return x.Segments[0].Columns.Sum(i) }
	if sum(0) != sum(2) || sum(0) == sum(3) || sum(3) != sum(4) || sum(5) != sum(7) || sum(9) != 0 {
		t.Error("documents that say the same have different sums, or others the same one")
	}
}
