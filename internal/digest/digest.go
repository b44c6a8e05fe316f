// Package digest gathers what somebody who was not there wants to know about some meetings:
// by team or topic, what was decided, what is open and for how long, and what else was
// said; then which topics and people are new. Package search writes it as Markdown, and
// package web as a page.
package digest

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// Notes is the usual value of Options.Notes.
const Notes = 5

// A Digest is about the documents that match a query in a period. As JSON it is part of the
// interface for scripts, as are its parts.
type Digest struct {
	Result *searcher.Result // without hits; its Story has the number of meetings
	Old    int              // number of its documents that are in no group, because they repeat others or are routine
	Groups []Group
	Topics []searcher.FacetValue // those that no earlier meeting has; nil if there is none earlier
	People []searcher.FacetValue // likewise
}

// MarshalJSON returns an object with the numbers and dates of the result, and all else.
func (d *Digest) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // the caller decides whether to escape HTML
	r := d.Result
	err := e.Encode(struct {
		Query     string                `json:"query"`
		Documents int                   `json:"documents"`
		Old       int                   `json:"old"`
		Meetings  int                   `json:"meetings"`
		First     string                `json:"first"`
		Last      string                `json:"last"`
		Groups    []Group               `json:"groups"`
		Topics    []searcher.FacetValue `json:"topics"`
		People    []searcher.FacetValue `json:"people"`
	}{r.Query, r.Total, d.Old, r.Story.Meetings, r.First, r.Last, append([]Group{}, d.Groups...), d.Topics, d.People})
	return b.Bytes(), err
}

// A Group is what was said of a team, or under a topic without a team. Without both, it is
// that of a meeting.
type Group struct {
	Field     string             `json:"field"` // schema.Team, Topic or Meeting
	Name      string             `json:"name"`  // "" if there is no name
	Lead      []string           `json:"lead"`
	Decisions []searcher.Outcome `json:"decisions"`
	Actions   []Action           `json:"actions"` // those that are open longest first
	Notes     []searcher.Hit     `json:"notes"`   // other documents, newest first
	More      int                `json:"more"`    // number of others that are not in Notes
}

// An Action is open.
type Action struct {
	searcher.Outcome
	People []string `json:"people"` // who must do it
	Days   int      `json:"days"`   // from the first meeting that has it to the last one of the digest
}

// Options say what a digest is about.
type Options struct {
	Since, Until []string // as for Query.Between; without both and without a date in the query, only the newest date counts
	Notes        int      // maximum number of notes of a group
}

// maxNotes is the maximum number of documents that are read for the notes of all groups.
const maxNotes = 10_000

// Make returns the digest of the documents that match q with all its words.
func Make(ctx context.Context, idx *searcher.Index, q searcher.Query, o Options) (*Digest, error) {
	within, result, hits, err := period(ctx, idx, q, o)
	if err != nil {
		return nil, err
	}
	d := &Digest{Result: result}
	if result.Total == 0 {
		return d, nil
	}
	groups := groups{idx: idx, all: map[[2]string]*Group{}}
	listed := map[string]bool{} // what decisions and actions say
	decisions, err := idx.Decisions(ctx, within, false)
	if err != nil {
		return nil, err
	}
	for _, outcome := range decisions.List {
		listed[idx.Saying(outcome.Document)] = true
		g := groups.of(outcome.Document)
		g.Decisions = append(g.Decisions, outcome)
	}
	actions, err := open(ctx, idx, q, result)
	if err != nil {
		return nil, err
	}
	for _, action := range actions {
		listed[idx.Saying(action.Document)] = true
		g := groups.of(action.Document)
		g.Actions = append(g.Actions, action)
	}
	for _, h := range hits {
		if listed[idx.Saying(h.Document)] {
			continue // perhaps an earlier state of an action
		}
		if g := groups.of(h.Document); len(g.Notes) < o.Notes {
			g.Notes = append(g.Notes, h)
		} else {
			g.More++
		}
	}
	d.Groups = groups.sorted()
	d.Old = result.Total
	for _, g := range d.Groups {
		d.Old -= len(g.Decisions) + len(g.Actions) + len(g.Notes) + g.More
	}
	return d, d.addNew(ctx, idx)
}

// period returns q with its period, the result for it, and the documents that are not
// repeats of others.
func period(ctx context.Context, idx *searcher.Index, q searcher.Query, o Options) (searcher.Query, *searcher.Result, []searcher.Hit, error) {
	counted := searcher.Options{AllWords: true, Story: true, Facets: []string{schema.Topic, schema.Person}}
	if len(o.Since)+len(o.Until) > 0 {
		if err := q.Between(o.Since, o.Until); err != nil {
			return q, nil, nil, err
		}
	}
	r, err := idx.Search(ctx, q, counted)
	if err != nil {
		return q, nil, nil, err
	}
	if len(o.Since)+len(o.Until) == 0 && !hasDate(q, r) {
		if err := q.Filter(schema.Date, "last"); err != nil {
			return q, nil, nil, err
		}
		if r, err = idx.Search(ctx, q, counted); err != nil {
			return q, nil, nil, err
		}
	}
	fresh, err := idx.Search(ctx, q, searcher.Options{
		Sort: searcher.Newest, AllWords: true, SkipRoutine: true, SkipRepeats: true, Limit: maxNotes,
	})
	if err != nil {
		return q, nil, nil, err
	}
	return q, r, fresh.Hits, nil
}

// hasDate reports whether q, whose result is r, has a date, in a clause or in words.
func hasDate(q searcher.Query, r *searcher.Result) bool {
	return q.HasDates() || slices.ContainsFunc(r.Repaired, func(one searcher.Repair) bool { return one.Field == schema.Date })
}

// open returns the actions of the period of r that are open at its end, each once. q has no
// period, so that the age of an action counts from the first meeting that has it.
func open(ctx context.Context, idx *searcher.Index, q searcher.Query, r *searcher.Result) ([]Action, error) {
	if r.Last == "" {
		return nil, nil
	}
	if err := q.Between(nil, []string{r.Last}); err != nil {
		return nil, err
	}
	found, err := idx.Actions(ctx, q, false)
	if err != nil {
		return nil, err
	}
	var all []Action
	at := map[string]int{}
	for _, outcome := range found.List {
		if outcome.Date < r.First {
			continue
		}
		i, ok := at[outcome.ID]
		if !ok {
			i = len(all)
			at[outcome.ID] = i
			all = append(all, Action{Outcome: outcome, People: []string{}, Days: days(outcome.Since, r.Last)})
		}
		if outcome.Person != "" {
			all[i].People = append(all[i].People, outcome.Person)
		}
	}
	slices.SortStableFunc(all, func(a, b Action) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return all, nil
}

// days returns the number of days from one date to another. Of a month, the first day
// counts.
func days(from, to string) int {
	day := func(date string) time.Time {
		t, _ := time.Parse(time.DateOnly, (date + "-01")[:min(len(date)+3, len(time.DateOnly))])
		return t
	}
	return max(0, int(day(to).Sub(day(from)).Hours()/24))
}

// groups are the groups of a digest.
type groups struct {
	idx *searcher.Index
	all map[[2]string]*Group // by field and folded name
}

// of returns the group of d. Joined names have one.
func (gs groups) of(d schema.Document) *Group {
	field, name := schema.Meeting, d.Meeting
	switch {
	case d.Team != "":
		field, name = schema.Team, d.Team
	case d.Topic != "":
		field, name = schema.Topic, d.Topic
	}
	name = gs.idx.Joined(field, name)
	key := [2]string{field, analysis.Fold(name)}
	g := gs.all[key]
	if g == nil {
		g = &Group{Field: field, Name: name, Lead: []string{}, Decisions: []searcher.Outcome{}, Actions: []Action{}, Notes: []searcher.Hit{}}
		gs.all[key] = g
	}
	if len(g.Lead) == 0 && len(d.Lead) > 0 {
		g.Lead = d.Lead
	}
	return g
}

// sorted returns the groups: teams, topics, then meetings, and of these first those with
// most decisions, then those with most documents.
func (gs groups) sorted() []Group {
	var all []Group
	for _, g := range gs.all {
		all = append(all, *g)
	}
	order := []string{schema.Team, schema.Topic, schema.Meeting}
	size := func(g Group) int { return len(g.Decisions) + len(g.Actions) + len(g.Notes) + g.More }
	slices.SortFunc(all, func(a, b Group) int {
		return cmp.Or(
			cmp.Compare(slices.Index(order, a.Field), slices.Index(order, b.Field)),
			cmp.Compare(len(b.Decisions), len(a.Decisions)),
			cmp.Compare(size(b), size(a)), cmp.Compare(a.Name, b.Name))
	})
	return all
}

// addNew adds the topics and people of d that no document before its period has.
func (d *Digest) addNew(ctx context.Context, idx *searcher.Index) error {
	before, err := dayBefore(d.Result.First)
	if err != nil {
		return nil // there is no date
	}
	var q searcher.Query
	if err := q.Between(nil, []string{before}); err != nil {
		return err
	}
	earlier, err := idx.Search(ctx, q, searcher.Options{Facets: []string{schema.Topic, schema.Person}})
	if err != nil || earlier.Total == 0 {
		return err
	}
	d.Topics, d.People = added(d.Result.Facets[0], earlier.Facets[0]), added(d.Result.Facets[1], earlier.Facets[1])
	return nil
}

// dayBefore returns the day before a date, or the month before one that is a month.
func dayBefore(date string) (string, error) {
	if month, err := time.Parse("2006-01", date); err == nil {
		return month.AddDate(0, -1, 0).Format("2006-01"), nil
	}
	day, err := time.Parse(time.DateOnly, date)
	return day.AddDate(0, 0, -1).Format(time.DateOnly), err
}

// added returns the values of now that earlier does not have.
func added(now, earlier searcher.Facet) []searcher.FacetValue {
	fresh := []searcher.FacetValue{}
	known := map[string]bool{}
	for _, v := range earlier.Values {
		known[analysis.Fold(v.Value)] = true
	}
	for _, v := range now.Values {
		if !known[analysis.Fold(v.Value)] {
			fresh = append(fresh, v)
		}
	}
	return fresh
}
