package searcher

import (
	"cmp"
	"context"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/planner"
	"minutes/internal/query"
	"minutes/schema"
)

// A Run is a period in which a team has the same leads. As JSON it is part of the
// interface for scripts.
type Run struct {
	Team     string   `json:"team"`
	Lead     []string `json:"lead"` // in the order of the first heading; [] if there is none
	From     string   `json:"from"` // date of the first meeting
	To       string   `json:"to"`   // date of the last meeting
	Meetings int      `json:"meetings"`
}

// A Roster lists who led which team, and when.
type Roster struct {
	Runs []Run // by team, then by date
	// Result has no hits. It has Repaired, Hints, Unknown, NearFields and Contradictions
	// for notices about the query. Total and Full are the number of runs.
	Result
}

// Leads returns the roster of the headings that match q with all its words. A run
// continues from one heading of its team to the next until the leads change; a meeting
// without the team does not end it. Its dates and meetings are only those of the headings
// that match, so a query for dates clips it. If a team has two headings in a meeting, it
// has the leads of both. For exact, see Options.Exact.
func (x *Index) Leads(ctx context.Context, q Query, exact bool) (*Roster, error) {
	return listOf(ctx, x, q, exact, leads)
}

func leads(reader engine.Reader, names naming.Names, q Query, exact bool) (*Roster, error) {
	r := headings{newRows(reader, names), map[call]*attendance{}}
	isHeading := query.And{query.Name{Field: schema.Kind, Text: schema.Heading, Implied: true}}
	asked := &planner.Question{Text: q.Text, Tree: append(isHeading, q.Tree...), Names: names, Exact: exact, AllWords: true}
	matching := map[place]bool{}
	teams := map[string]bool{}
	err := r.each(asked, func(at engine.Row) {
		matching[placeOf(at)] = true
		teams[r.terms(at, schema.Team)[0]] = true
	})
	if err == nil && len(matching) > 0 {
		all := &planner.Question{Text: q.Text, Tree: isHeading, Names: names, Exact: true}
		err = r.each(all, func(at engine.Row) {
			if teams[r.terms(at, schema.Team)[0]] {
				r.add(at, matching[placeOf(at)])
			}
		})
	}
	if err != nil {
		return nil, asked.Failed(err)
	}
	runs := r.runs()
	return &Roster{runs, resultOf(asked, q, len(runs))}, nil
}

// A place is the place of a document in the notes.
type place struct {
	file string
	line int
}

func placeOf(at engine.Row) place { return place{at.Value(schema.File), at.Line()} }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.file, q.file), cmp.Compare(p.line, q.line))
}

// A call is a team in a meeting. The names are folded.
type call struct {
	team string
	meeting
}

// An attendance is what the headings of a team in one meeting say.
type attendance struct {
	call
	first   place    // of the first heading
	said    string   // leads in the first heading, as written
	leads   []string // folded, sorted
	matches bool     // whether a heading matches the query
}

// Headings are the headings of teams, by team and meeting.
type headings struct {
	*rows
	calls map[call]*attendance
}

// add adds a heading.
func (r headings) add(at engine.Row, matches bool) {
	if at.Value(schema.Date) == "" {
		return // not in a meeting
	}
	a := &attendance{first: placeOf(at)}
	a.team = r.terms(at, schema.Team)[0]
	a.meeting = r.meeting(at)
	if lead := at.Value(schema.Lead); lead != "" {
		a.leads, a.said = slices.Clone(r.terms(at, schema.Lead)), lead
	}
	if first := r.calls[a.call]; first != nil {
		first.leads = append(first.leads, a.leads...)
		if a.first.compare(first.first) < 0 {
			first.first, first.said = a.first, a.said
		}
		matches = matches || first.matches
		a = first
	}
	slices.Sort(a.leads)
	a.leads = slices.Compact(a.leads)
	a.matches = matches
	r.calls[a.call] = a
}

// runs returns the runs of the headings that were added, limited to those that match.
func (r headings) runs() []Run {
	var all []*attendance
	for _, a := range r.calls {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *attendance) int {
		return cmp.Or(cmp.Compare(a.team, b.team), cmp.Compare(a.date, b.date), cmp.Compare(a.name, b.name))
	})
	runs := []Run{}
	open := false // whether the last run may continue
	for i, a := range all {
		if i > 0 && (a.team != all[i-1].team || !slices.Equal(a.leads, all[i-1].leads)) {
			open = false
		}
		switch {
		case !a.matches:
			continue
		case !open:
			runs = append(runs, r.begin(a))
			open = true
		}
		run := &runs[len(runs)-1]
		run.To = a.date
		run.Meetings++
	}
	slices.SortStableFunc(runs, func(a, b Run) int { return cmp.Compare(analysis.Fold(a.Team), analysis.Fold(b.Team)) })
	return runs
}

// begin returns the run that begins with a.
func (r headings) begin(a *attendance) Run {
	run := Run{Team: r.names.Show(schema.Team, a.team), Lead: []string{}, From: a.date}
	left := slices.Clone(a.leads)
	for _, name := range naming.Elements(a.said) {
		folded := naming.Term(r.names.First(schema.Lead, name))
		if i := slices.Index(left, folded); i >= 0 {
			run.Lead = append(run.Lead, r.names.Show(schema.Lead, folded))
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, folded := range left { // leads in the second heading
		run.Lead = append(run.Lead, r.names.Show(schema.Lead, folded))
	}
	return run
}
