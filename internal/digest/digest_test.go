package digest

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"minutes/indexer"
	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// sample returns an index of the sample notes.
func sample(t *testing.T) *searcher.Index {
	t.Helper()
	path := filepath.Join(t.TempDir(), "index.bleve")
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: path, Notes: []string{"../../testdata/notes"}}); err != nil {
		t.Fatal(err)
	}
	idx, err := searcher.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { idx.Close() })
	return idx
}

func parse(t *testing.T, text string) searcher.Query {
	t.Helper()
	q, err := searcher.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// A digest has each document of its period once, unless that repeats an earlier one, and
// only names that no document before it has.
func TestMake(t *testing.T) {
	idx := sample(t)
	everything, err := idx.Search(context.Background(), searcher.Query{}, searcher.Options{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		query string
		o     Options
		same  string // query for the same documents
	}{
		{"", Options{}, "date:last"},
		{"", Options{Since: []string{"last-3"}}, "date:last-3"},
		{"", Options{Since: []string{"2022"}}, ""},
		{"lantern", Options{Until: []string{"2023"}}, "lantern date:..2023"},
		{"team:beacon", Options{}, "team:beacon date:last"},
		{"file:watch date:2023-03..2023-04", Options{}, "file:watch date:2023-03..2023-04"},
		{"lantern in 2023", Options{}, "lantern date:2023"},
		{"zzzz", Options{}, "zzzz"},
	} {
		test.o.Notes = 1000
		d, err := Make(context.Background(), idx, parse(t, test.query), test.o)
		if err != nil {
			t.Fatal(err)
		}
		fresh, err := idx.Search(context.Background(), parse(t, test.same), searcher.Options{
			Limit: 10_000, AllWords: true, SkipRoutine: true, SkipRepeats: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		got, want := map[string]int{}, map[string]int{}
		for _, h := range fresh.Hits {
			want[h.ID] = 1
		}
		for _, g := range d.Groups {
			for _, h := range g.Notes {
				got[h.ID]++
			}
			for _, o := range g.Decisions {
				got[o.ID]++
			}
			for _, a := range g.Actions { // which is there even if it is a repeat, in its newest state
				for _, h := range fresh.Hits {
					if idx.Saying(h.Document) == idx.Saying(a.Document) {
						delete(want, h.ID)
					}
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("%q %v has %v, want %v", test.query, test.o, got, want)
		}
		known, now := map[string]bool{}, map[string]bool{}
		for _, h := range everything.Hits {
			if h.Date < d.Result.First {
				known[analysis.Fold(h.Topic)] = true
			}
		}
		if len(known) > 0 && d.Result.Total > 0 {
			matching, err := idx.Search(context.Background(), parse(t, test.same), searcher.Options{Limit: 10_000, AllWords: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range matching.Hits {
				if topic := analysis.Fold(h.Topic); topic != "" && !known[topic] {
					now[topic] = true
				}
			}
		}
		topics := map[string]bool{}
		for _, v := range d.Topics {
			topics[analysis.Fold(v.Value)] = true
		}
		if !maps.Equal(topics, now) {
			t.Errorf("%q %v has the new topics %v, want %v", test.query, test.o, topics, now)
		}
	}
}

// The age of an action counts from the first meeting that has it, also if that is before
// the period of the digest, and not up to what comes later.
func TestAge(t *testing.T) {
	idx := sample(t)
	for _, test := range []struct {
		o    Options
		want string
	}{
		{Options{Since: []string{"2023-04"}}, "[Ada] 28 days, 2 meetings"},
		{Options{Until: []string{"2023-03-15"}}, "[Ada] 0 days, 1 meetings"},
	} {
		d, err := Make(context.Background(), idx, parse(t, "file:watch"), test.o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, g := range d.Groups {
			for _, a := range g.Actions {
				if a.Text == "AI(Ada): ask the ferries for their hours" {
					got = append(got, fmt.Sprintf("%v %d days, %d meetings", a.People, a.Days, a.Meetings))
				}
			}
		}
		if !slices.Equal(got, []string{test.want}) {
			t.Errorf("%v: %q, want %q", test.o, got, test.want)
		}
	}
}

func TestNotes(t *testing.T) {
	d, err := Make(context.Background(), sample(t), parse(t, "team:beacon"), Options{Since: []string{"2022"}, Notes: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Groups) != 1 || d.Groups[0].Field != schema.Team || len(d.Groups[0].Notes) != 2 || d.Groups[0].More == 0 {
		t.Errorf("%+v; want one team with two notes, and more", d.Groups)
	}
}

func TestDays(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     int
	}{
		{"2023-03-15", "2023-04-12", 28}, {"2023-03", "2023-03-15", 14}, {"2023-12-31", "2024-01-01", 1}, {"2023-03-15", "2023-03", 0},
	} {
		if got := days(test.from, test.to); got != test.want {
			t.Errorf("days(%q, %q) = %d, want %d", test.from, test.to, got, test.want)
		}
	}
}

func TestDayBefore(t *testing.T) {
	for _, test := range [][2]string{{"2024-03-01", "2024-02-29"}, {"2024-01", "2023-12"}, {"2024-01-01", "2023-12-31"}} {
		if got, err := dayBefore(test[0]); got != test[1] || err != nil {
			t.Errorf("dayBefore(%q) = %q, %v, want %q", test[0], got, err, test[1])
		}
	}
	if _, err := dayBefore(""); err == nil {
		t.Error("no date has a day before")
	}
}
