package searcher_test

import (
	"context"
	"fmt"
	"math/rand"
	"reflect"
	"slices"
	"strings"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// headings returns headings of a few teams over many meetings, some of which have
// two on one day, or two headings of a team.
func headings(random *rand.Rand, n int) []schema.Document {
	teams := []string{"Ovens", "Crème", "Night Shift"}
	leads := [][]string{{}, {"Ute"}, {"Odile Brandt"}, {"Ute", "Odile Brandt"}, {"Odile Brandt", "Ute"}}
	var docs []schema.Document
	for i := range n {
		docs = append(docs, schema.Document{
			Date:    fmt.Sprintf("20%02d-%02d-01", 18+i/24, 1+i/2%12),
			Meeting: []string{"Bakery Council", "Crème Circle"}[random.Intn(2)],
			Team:    teams[random.Intn(len(teams))],
			Lead:    leads[random.Intn(len(leads))],
			Kind:    schema.Heading,
			File:    fmt.Sprintf("%03d.md", i/3),
			Line:    i + 1,
		})
	}
	return docs
}

// roster computes Leads in another way: it walks over the days of each team, for the
// headings for which so returns true.
func roster(docs []schema.Document, so func(schema.Document) bool) []searcher.Run {
	type sitting struct {
		day   string // with the meeting
		who   []string
		asked bool
	}
	sittings := map[string][]sitting{}
	for _, d := range docs {
		day := d.Date + analysis.Fold(d.Meeting)
		all := sittings[d.Team]
		i := slices.IndexFunc(all, func(s sitting) bool { return s.day == day })
		if i < 0 {
			all = append(all, sitting{day: day})
			i = len(all) - 1
		}
		all[i].who = append(all[i].who, d.Lead...)
		all[i].asked = all[i].asked || so(d)
		sittings[d.Team] = all
	}
	runs := []searcher.Run{}
	for _, team := range []string{"Crème", "Night Shift", "Ovens"} {
		all := sittings[team]
		slices.SortFunc(all, func(a, b sitting) int { return strings.Compare(a.day, b.day) })
		var last *searcher.Run
		before := "-"
		for _, s := range all {
			slices.Sort(s.who)
			s.who = slices.Compact(s.who)
			if now := strings.Join(s.who, ","); now != before {
				last, before = nil, now
			}
			if !s.asked {
				continue
			}
			if last == nil {
				runs = append(runs, searcher.Run{Team: team, Lead: append([]string{}, s.who...), From: s.day[:10]})
				last = &runs[len(runs)-1]
			}
			last.To = s.day[:10]
			last.Meetings++
		}
	}
	return runs
}

func leads(t *testing.T, idx *searcher.Index, text string) []searcher.Run {
	t.Helper()
	r, err := idx.Leads(context.Background(), parse(t, text), false)
	if err != nil {
		t.Fatalf("Leads(%q): %v", text, err)
	}
	return r.Runs
}

func TestLeadsAgainstOracle(t *testing.T) {
	questions := map[string]func(schema.Document) bool{
		"":                           func(schema.Document) bool { return true },
		"team:ovens":                 func(d schema.Document) bool { return d.Team == "Ovens" },
		"creme":                      func(d schema.Document) bool { return d.Team == "Crème" },
		`lead:"odile brandt"`:        func(d schema.Document) bool { return slices.Contains(d.Lead, "Odile Brandt") },
		`lead:""`:                    func(d schema.Document) bool { return len(d.Lead) == 0 },
		"lead:ute team:ovens":        func(d schema.Document) bool { return d.Team == "Ovens" && slices.Contains(d.Lead, "Ute") },
		"date:2018Q2..2019-03":       func(d schema.Document) bool { return d.Date >= "2018-04" && d.Date < "2019-04" },
		"meeting:creme-circle":       func(d schema.Document) bool { return d.Meeting == "Crème Circle" },
		"NOT team:ovens date:..2018": func(d schema.Document) bool { return d.Team != "Ovens" && d.Date < "2019" },
		"kind:bullet":                func(schema.Document) bool { return false },
	}
	random := rand.New(rand.NewSource(5))
	for range 8 {
		docs := headings(random, 60)
		idx := newIndex(t, append(slices.Clone(docs), corpus()[0])) // a bullet is not a heading
		for text, so := range questions {
			got := leads(t, idx, text)
			for i := range got {
				slices.Sort(got[i].Lead)
			}
			if want := roster(docs, so); !reflect.DeepEqual(got, want) {
				t.Errorf("Leads(%q):\n%+v; want\n%+v", text, got, want)
			}
		}
	}
}

// TestLeadsAsWritten checks the names of a run: in the order of its first heading,
// in the spelling to show.
func TestLeadsAsWritten(t *testing.T) {
	heading := func(line int, date, team string, lead ...string) schema.Document {
		return schema.Document{Date: date, Team: team, Lead: lead, Kind: schema.Heading, File: "a.md", Line: line}
	}
	idx := newIndex(t, []schema.Document{
		heading(1, "2020-01-01", "OVENS", "Ute", "Odile Brandt"),
		heading(2, "2020-02-01", "Ovens", "ODILE BRANDT", "Ute"),
		heading(3, "2020-03-01", "Ovens", "Odile Brandt", "Ute"),
	})
	want := []searcher.Run{{Team: "Ovens", Lead: []string{"Ute", "Odile Brandt"}, From: "2020-01-01", To: "2020-03-01", Meetings: 3}}
	if got := leads(t, idx, ""); !reflect.DeepEqual(got, want) {
		t.Errorf("Leads: %+v; want %+v", got, want)
	}
}
