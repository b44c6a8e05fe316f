package searcher_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"minutes/schema"
	"minutes/searcher"
)

// bullets returns a document for each text, on consecutive days.
func bullets(texts ...string) []schema.Document {
	var docs []schema.Document
	for i, text := range texts {
		docs = append(docs, schema.Document{
			Date: fmt.Sprintf("2018-%02d-%02d", 1+i/28, 1+i%28), Kind: schema.Bullet, Text: text, File: "a.md", Line: i + 1,
		})
	}
	return docs
}

func TestRepair(t *testing.T) {
	idx := newIndex(t, append(bullets(
		"the lantern is lit", "lantern, lantern", "a lectern", "boats and goats", "goats", "goats again",
		"version 21 of rs232x", "containerd", "containerd again", "contained", "crumbs",
	), schema.Document{Date: "2018-06-26", Kind: schema.Bullet, Team: "Ovens", Lead: []string{"Zoë Marchetti"}, Text: "…", File: "b.md", Line: 1}))
	for _, test := range []struct{ query, want, why string }{
		{"latnern", "latnern=lantern", "two letters changed places: one edit, and lectern is two"},
		{"lanterns lit", "", "an inflection is there"},
		{"bpats", "bpats=boats", "one edit"},
		{"voats", "voats=goats", "as near as boats, in more documents"},
		{"containrd", "containrd=containerd", "as near as contained, in more documents"},
		{"LATNERN!", "LATNERN=lantern", "shown as it was typed"},
		{"xatnexn", "", "two edits are too far for seven letters"},
		{"marchetit", "marchetit=marchetti", "the name of a lead; two edits are near for nine letters"},
		{"ovesn", "ovesn=ovens", "the name of a team"},
		{"lti", "", "three letters"},
		{"22 rs232y", "", "words with digits"},
		{"latnern-lti", "latnern=lantern", "part of a compound"},
		{"latnern OR bpats", "latnern=lantern bpats=boats", "each"},
		{"(goats latnern)", "latnern=lantern", "in a group"},
		{"latn*", "", "a beginning"},
		{"latnern 2", "latnern=lantern", "next to a number"},
		{"NOT latnern", "", "left out"},
		{`"latnern"`, "", "a phrase"},
		{"text:latnern team:ovesn lead:marchetit", "", "fields"},
	} {
		var got []string
		for _, r := range answer(t, idx, test.query, searcher.Options{}).Repaired {
			got = append(got, r.From+"="+r.To)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("Search(%q) repairs %q; want %q: %s", test.query, got, test.want, test.why)
		}
		if r := answer(t, idx, test.query, searcher.Options{Exact: true}); len(r.Repaired) > 0 {
			t.Errorf("Search(%q, Exact) repairs %v", test.query, r.Repaired)
		}
	}
	r := answer(t, idx, "latnern zzzz", searcher.Options{})
	if got := strings.Join(r.Unknown, " "); got != "zzzz" || r.Total > 0 {
		t.Errorf("Search(latnern zzzz): total %d, unknown %q; want 0, zzzz", r.Total, got)
	}
	if r := answer(t, idx, "99887766 v4711 zzzz", searcher.Options{}); strings.Join(r.Unknown, " ") != "99887766 v4711 zzzz" {
		t.Errorf("Search(99887766 v4711 zzzz): unknown %q; want each", r.Unknown)
	}
	if r := answer(t, idx, "zzzz", searcher.Options{}); len(r.Unknown) > 0 {
		t.Errorf("Search(zzzz): unknown %q; want none of a single word", r.Unknown)
	}
}

func TestHints(t *testing.T) {
	idx := namesIndex(t)
	for _, test := range []struct{ query, want string }{
		{"team:gardn", "team gardn: team:garden, team:garden-windows"},
		{`team:"windows"`, "team windows: team:garden-windows"},
		{"NOT team:windows", "team windows: team:garden-windows"},
		{"team:crew", "team crew: team:night-crew, team:crew-routing; all team:*crew*"},
		{`team:"garden windows team"`, "team garden windows team: team:garden, team:garden-windows"},
		{"team:dieog", "team dieog: team:diego"},
		{"team:zzzzzz", "team zzzzzz: "},
		{"team:zz*", "team zz*: "},
		{"team:*zz", "team *zz: "},
		{"team:*zz*", "team *zz*: "},
		{"NOT team:rooting", "team rooting: team:routing, team:crew-routing"},
		{"team:gardn x OR team:gardn", "team gardn: team:garden, team:garden-windows"},
		{"x OR (y lead:fridman)", `lead fridman: lead:"julz friedman"`},
		{"meeting:pnc", "meeting pnc: meeting:pmc"},
		{`team:garden team:gard* team:*win* team:*ows lead:julz lead:fried* team:"" kind:row date:1999`, ""},
	} {
		var got []string
		for _, h := range answer(t, idx, test.query, searcher.Options{}).Hints {
			hint := h.Field + " " + h.Name + ": " + strings.Join(h.Nearest, ", ")
			if h.All != "" {
				hint += "; all " + h.All
			}
			got = append(got, hint)
		}
		if got := strings.Join(got, "; "); got != test.want {
			t.Errorf("Search(%q) hints at %q; want %q", test.query, got, test.want)
		}
	}
}

func TestGuess(t *testing.T) {
	idx := namesIndex(t)
	for _, test := range []struct {
		query, want string
		total       int
	}{
		{"team:windows", "team:windows=team:garden-windows", 1},
		{"team:Windows x", "team:Windows=team:garden-windows", 1},
		{"team:(windows OR diego)", "team:windows=team:garden-windows", 2},
		{"team:night", "team:night=team:night-crew", 1},
		{"meeting:council", "meeting:council=meeting:pier-council", 1},
		{"team:garden", "", 1},
		{"team:crew", "", 0},
		{"team:wind", "", 0},
		{`team:"windows"`, "", 0},
		{"NOT team:windows", "", 7},
		{"team:*window", "", 0},
		{"team:*windows", "", 1},
		{"team:*indow*", "", 1},
		{"team:*den*", "", 2},
		{"team:*crew*", "", 2},
		{"team:*n-win*", "", 1},
		{"lead:*riedman", "", 7},
		{"lead:*riedma", "", 0},
		{"lead:*riedma*", "", 7},
		{"lead:*ulz", "", 7}, // a word of the name ends with it
	} {
		r := answer(t, idx, test.query, searcher.Options{})
		var got []string
		for _, r := range r.Repaired {
			got = append(got, r.From+"="+r.To)
		}
		if got := strings.Join(got, " "); got != test.want || r.Total != test.total {
			t.Errorf("Search(%q) guesses %q and finds %d; want %q, %d", test.query, got, r.Total, test.want, test.total)
		}
	}
	var q searcher.Query
	if err := q.Filter("team", "windows"); err != nil {
		t.Fatal(err)
	}
	for _, exact := range []bool{false, true} {
		r, err := idx.Search(context.Background(), q, searcher.Options{Exact: exact})
		if err != nil || (r.Total == 1) == exact || (len(r.Repaired) == 1) == exact || (len(r.Hints) == 1) != exact {
			t.Errorf("Search with the team windows, exact %t: %+v, %v", exact, r, err)
		}
	}
}

// namesIndex returns an index of teams whose names share words.
func namesIndex(t *testing.T) *searcher.Index {
	var docs []schema.Document
	for i, team := range []string{"Garden", "Garden-Windows", "Diego", "Routing", "Night Crew", "Crew Routing", ""} {
		docs = append(docs, schema.Document{Date: "2018-01-01", Team: team, Lead: []string{"Julz Friedman"}, Meeting: "PMC", Kind: schema.Bullet, Text: "x", File: "a.md", Line: i + 1})
	}
	docs[0].Meeting = "Pier Council"
	return newIndex(t, docs)
}

// A repair must not destroy a phrase that has related words, and must tell the truth about
// words that stand in.
func TestRepairKeepsPhrases(t *testing.T) {
	idx := newIndex(t, bullets("bind the lantern", "the lantern was retired", "the rope"))
	for _, test := range []struct {
		query    string
		options  searcher.Options
		repaired int
		standIns int
	}{
		{query: "wind down lantern"},
		{query: "wind lantern", repaired: 1},
		{query: "deprecate lantern", standIns: 1},
		{query: "deprecate lantern", options: searcher.Options{AllWords: true}},
		{query: "lantern (deprecate OR rope)"},
	} {
		r := answer(t, idx, test.query, test.options)
		if len(r.Repaired) != test.repaired || len(r.StandIns) != test.standIns {
			t.Errorf("Search(%q) repairs %v, with %v standing in; want %d and %d", test.query, r.Repaired, r.StandIns, test.repaired, test.standIns)
		}
	}
}
