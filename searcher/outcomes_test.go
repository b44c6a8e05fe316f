package searcher_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// TestOutcomes compares actions, decisions and people with loops over all documents.
func TestOutcomes(t *testing.T) {
	random := rand.New(rand.NewPCG(17, 4))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var docs []schema.Document
	for i := range 600 {
		d := schema.Document{
			Date: fmt.Sprintf("2031-%02d-%02d", 1+random.IntN(6), 1+random.IntN(28)), Meeting: pick("Lock SIG", "lock sig", "Harbour"),
			Lead: []string{}, Topic: pick("", "Gates", "GATES", "Lamps"), People: []string{}, Is: []string{}, Kind: schema.Bullet,
			Text: pick("oil the gate", "Oil the gate!", "clean the lamps", "paint it", "shut it"), Parents: []schema.Parent{}, Section: []string{}, Links: []string{},
			File: fmt.Sprintf("note-%d.md", i/20), Line: 1 + i%20,
		}
		if random.IntN(3) > 0 {
			d.People = [][]string{{"Ada Quist"}, {"Bo Lind"}, {"Ada Quist", "Bo Lind"}, {"ada quist"}}[random.IntN(4)]
			d.Present = random.IntN(3) == 0
		}
		d.Is = [][]string{{}, {schema.Action, schema.Open}, {schema.Action, schema.Open}, {schema.Action, schema.Done}, {schema.Decision}}[random.IntN(5)]
		if random.IntN(2) == 0 {
			d.Parents = []schema.Parent{{Line: 1, Text: pick("The gate, for Ada", "the gate for ada", "The gate, for Bo")}}
		}
		docs = append(docs, d)
	}
	idx := newIndexOf(t, docs, 600)
	for _, text := range []string{"", "gate", "topic:gates", "date:2031-03", `person:"bo lind"`, "lamps OR paint", "nothing"} {
		q := parse(t, text)
		matching := map[string]bool{}
		for _, hit := range answer(t, idx, text, searcher.Options{Limit: len(docs)}).Hits {
			matching[hit.ID] = !hit.Partial
		}
		var of []schema.Document
		for _, d := range docs {
			if matching[d.ID()] {
				of = append(of, d)
			}
		}
		actions, err := idx.Actions(t.Context(), q, false)
		if err != nil {
			t.Fatal(err)
		}
		compareOutcomes(t, text, actions.List, wantOutcomes(of, schema.Action), true)
		decisions, err := idx.Decisions(t.Context(), q, false)
		if err != nil {
			t.Fatal(err)
		}
		compareOutcomes(t, text, decisions.List, wantOutcomes(of, schema.Decision), false)
		if !slices.IsSortedFunc(decisions.List, func(a, b searcher.Outcome) int { return cmp.Compare(b.Date, a.Date) }) {
			t.Errorf("the decisions of %q are not the newest first", text)
		}

		people, err := idx.People(t.Context(), q, false)
		if err != nil {
			t.Fatal(err)
		}
		comparePeople(t, text, people, docs, of)
	}
}

// comparePeople compares people with the result of a loop over docs, for the meetings of
// those that match.
func comparePeople(t *testing.T, text string, people *searcher.People, docs, matching []schema.Document) {
	t.Helper()
	asked := map[string]bool{} // meetings
	at := func(d schema.Document) string { return d.Date + analysis.Fold(d.Meeting) }
	for _, d := range matching {
		asked[at(d)] = true
	}
	want := map[string]searcher.Presence{}
	seen, listed := map[string]bool{}, map[string]bool{}
	for _, d := range docs {
		if !d.Present || !asked[at(d)] {
			continue
		}
		listed[at(d)] = true
		for _, name := range d.People {
			folded := analysis.Fold(name)
			if strings.HasPrefix(text, "person:") && folded != "bo lind" || seen[folded+at(d)] {
				continue
			}
			seen[folded+at(d)] = true
			p, ok := want[folded]
			if !ok {
				p.From = d.Date
			}
			p.From, p.To = min(p.From, d.Date), max(p.To, d.Date)
			p.Meetings++
			want[folded] = p
		}
	}
	if people.Meetings != len(asked) || people.Unlisted != len(asked)-len(listed) || len(people.List) != len(want) {
		t.Errorf("%q: %d people of %d meetings, %d without a list; want %d, %d, %d", text,
			len(people.List), people.Meetings, people.Unlisted, len(want), len(asked), len(asked)-len(listed))
	}
	for _, got := range people.List {
		want := want[analysis.Fold(got.Person)]
		if want.Person = got.Person; got != want {
			t.Errorf("%q: %+v; want %+v", text, got, want)
		}
	}
}

// A wanted is an outcome that a loop finds.
type wanted struct {
	newest, since string
	meetings      int
	is            []string
	people        []string
}

// wantOutcomes returns the documents in docs with the outcome, by words and topic.
func wantOutcomes(docs []schema.Document, outcome string) map[string]wanted {
	all := map[string]wanted{}
	held := map[string]map[string]bool{}
	for _, d := range docs {
		if !slices.Contains(d.Is, outcome) {
			continue
		}
		key := sayingOf(d)
		w := all[key]
		if w.newest == "" || d.Date > w.newest {
			w.newest, w.is, w.people = d.Date, d.Is, d.People
		}
		if w.since == "" || d.Date < w.since {
			w.since = d.Date
		}
		if held[key] == nil {
			held[key] = map[string]bool{}
		}
		held[key][d.Date+analysis.Fold(d.Meeting)] = true
		w.meetings = len(held[key])
		all[key] = w
	}
	return all
}

// sayingOf is what the corpus has in common in documents that are one action or decision.
func sayingOf(d schema.Document) string {
	saying := analysis.Fold(d.Text) + "|" + analysis.Fold(d.Topic)
	if slices.Contains(d.Is, schema.Decision) && len(d.Parents) > 0 {
		saying += "|" + analysis.Fold(d.Parents[0].Text)
	}
	return saying
}

func compareOutcomes(t *testing.T, text string, got []searcher.Outcome, want map[string]wanted, actions bool) {
	t.Helper()
	seen := map[string]bool{}
	for _, o := range got {
		key := sayingOf(o.Document)
		w, ok := want[key]
		if !ok || o.Date != w.newest || o.Since != w.since || o.Meetings != w.meetings {
			t.Errorf("%q: %s, %s, since %s in %d; want %+v", text, key, o.Date, o.Since, o.Meetings, w)
		}
		if actions && !slices.Contains(o.Is, schema.Open) {
			t.Errorf("%q: %s is %q, and not open", text, key, o.Is)
		}
		if charged := actions && len(o.People) > 0; charged == (o.Person == "") {
			t.Errorf("%q: %s is of %q, charged are %q", text, key, o.Person, o.People)
		}
		seen[key] = true
	}
	for key, w := range want {
		// If several documents have the newest date, the first in the notes has the state.
		if !seen[key] && (!actions || !strings.Contains(strings.Join(w.is, " "), schema.Done)) {
			t.Errorf("%q: %s is missing; want %+v", text, key, w)
		}
	}
}
