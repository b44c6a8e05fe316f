package embedded

import (
	"context"
	"fmt"
	"reflect"
	"testing"

	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/schema"
)

// TestCountMeetings checks the counts of meetings and persons in several segments, where
// one meeting has several spellings and some have no date.
func TestCountMeetings(t *testing.T) {
	type note struct{ date, meeting, lead, people string }
	for _, segments := range [][][]note{
		{},
		{{{"", "Quay", "Ada", ""}}},
		{{{"2023-06-07", "Quay", "Ada", "Ute"}, {"2023-06-07", "quay", "Ada", "Ute"}, {"2023-06-07", "", "", ""}}},
		{
			{{"2023-06-07", "Quay", "Ada", "Ute"}, {"", "Night Ferry", "Ute", ""}, {"2023-06-07", "Quay", "Ada", ""}},
			{{"2023-06-06", "Night Ferry", "", ""}, {"2023-06-07", "QUAY", "Ada", "Ute"}, {"2023-06-07", "night-ferry", "Ute", "Ada"}},
			{{"2023-06-07", "Night  Ferry", "Ute", "Ada"}, {"", "", "", ""}, {"2023-06-06", "Quay", "", "Ute"}},
		},
	} {
		var docs [][]schema.Document
		meetings, persons := map[[2]string]bool{}, map[[2]string]int{}
		for i, notes := range segments {
			var some []schema.Document
			for j, n := range notes {
				d := schema.Document{
					Date: n.date, Meeting: n.meeting, Kind: schema.Bullet, Lang: "en", Text: "net", File: fmt.Sprintf("%d/%d.md", i, j), Line: 1,
					Parents: []schema.Parent{}, Section: []string{}, Links: []string{}, Is: []string{},
				}
				if n.lead != "" {
					d.Lead = []string{n.lead}
				}
				if n.people != "" {
					d.People = []string{n.people}
				}
				some = append(some, d)
				persons[[2]string{n.lead, n.people}]++
				if n.date != "" {
					meetings[[2]string{n.date, analysis.Fold(n.meeting)}] = true
				}
			}
			docs = append(docs, some)
		}
		c, err := indexOf(t, docs).Begin(context.Background()).Collect(plan.Filter{}, engine.Request{Meetings: true, Persons: true})
		if err != nil {
			t.Fatal(err)
		}
		if c.Meetings != len(meetings) || !reflect.DeepEqual(c.Persons, persons) {
			t.Errorf("%v: %d meetings, persons %v; want %d, %v", segments, c.Meetings, c.Persons, len(meetings), persons)
		}
	}
}

// TestPagesOfMany checks that a page has the hits of its place among all hits, though most
// matches are dropped for it.
func TestPagesOfMany(t *testing.T) {
	x := nets(t)
	form := plan.Form{Term: "net", Weight: 1}
	p := &plan.Words{Scores: true, Boost: 1, Sources: []plan.Source{{Field: schema.Text, Boost: 1, Alternatives: []plan.Alternative{{Slots: [][]plan.Form{{form}}}}}}}
	page := func(q engine.Request) (int, []engine.Found) {
		c, err := x.Begin(context.Background()).Collect(p, q)
		if err != nil {
			t.Fatal(err)
		}
		return c.Entries, hitsOf(t, c)
	}
	for _, collapse := range []bool{false, true} {
		for _, explain := range []bool{false, true} {
			q := engine.Request{Limit: 10_000, Order: engine.Order{ByScore: true}, Collapse: collapse, Explain: explain}
			entries, all := page(q)
			if entries != len(all) || entries < 1000 {
				t.Fatalf("%d entries, %d hits", entries, len(all))
			}
			for offset := 0; offset < 100; offset += 7 {
				q.Limit, q.Offset = 7, offset
				n, hits := page(q)
				if want := all[offset:min(offset+7, len(all))]; n != entries || !reflect.DeepEqual(hits, want) {
					t.Errorf("collapse %v, explain %v, offset %d: %d entries, first hit %v; want %d, %v",
						collapse, explain, offset, n, hits[0].Score, entries, want[0].Score)
				}
			}
		}
	}
}
