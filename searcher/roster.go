package searcher

import (
	"cmp"
	"context"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/internal/store"
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
	return readList(ctx, x, q, exact, leads)
}

func leads(ctx context.Context, idx *store.Index, q Query, exact bool) (*Roster, error) {
	r := newRoll(ctx, idx)
	headings := and{name{field: schema.Kind, text: schema.Heading, implied: true}}
	asked := &question{text: q.Text, all: append(headings, q.all...), names: idx.Names, exact: exact, strict: true}
	matching := map[uint64]bool{}
	teams := map[string]bool{}
	err := r.each(asked, func(s *segment.Segment, doc int, number uint64) {
		matching[number] = true
		teams[r.names.of(s, schema.Team, doc).terms[0]] = true
	})
	if err == nil && len(matching) > 0 {
		all := &question{text: q.Text, all: headings, names: idx.Names, exact: true}
		err = r.each(all, func(s *segment.Segment, doc int, number uint64) {
			if teams[r.names.of(s, schema.Team, doc).terms[0]] {
				r.add(s, doc, number, matching[number])
			}
		})
	}
	if err != nil {
		return nil, asked.failed(err)
	}
	runs := r.runs()
	return &Roster{runs, asked.listed(q, len(runs))}, nil
}

// listed returns the Result for a list with size elements that answers q, which was made
// from query.
func (q *question) listed(query Query, size int) Result {
	return Result{
		Query: query.Text, Total: size, Full: size, Repaired: q.repaired,
		Hints: q.hints, Unknown: q.unknown, NearFields: query.nearFields,
		Contradictions: q.clashes,
	}
}

// A roll reads columns of documents and collects the headings of teams.
type roll struct {
	reader *indexReader
	names  *readNames
	calls  map[call]*attendance
}

func newRoll(ctx context.Context, idx *store.Index) *roll {
	return &roll{&indexReader{Index: idx.Index, ctx: ctx}, &readNames{idx.Names, map[cell]readName{}}, map[call]*attendance{}}
}

// A readNames caches names that were read from the index, because many headings have the
// same.
type readNames struct {
	naming.Names
	known map[cell]readName
}

// A cell is a value of a column.
type cell struct {
	segment *segment.Segment
	field   string
	ordinal int
}

type readName struct {
	value string
	terms []string // result of naming.Joins.Terms
}

// of returns the value of field in document doc of s.
func (n *readNames) of(s *segment.Segment, field string, doc int) readName {
	c := s.Columns.Column(field)
	at := cell{s, field, c.Ordinal(doc)}
	name, ok := n.known[at]
	if !ok {
		name.value = c.Value(at.ordinal)
		name.terms = n.Terms(field, name.value)
		n.known[at] = name
	}
	return name
}

// A call is a team in a meeting. The names are folded.
type call struct {
	team string
	meeting
}

// An attendance is what the headings of a team in one meeting say.
type attendance struct {
	call
	number  uint64   // number of the first heading
	said    string   // leads in the first heading, as written
	leads   []string // folded, sorted
	matches bool     // whether a heading matches the query
}

// each calls visit with each document that matches q: its segment, its ordinal in the
// segment, and its number.
func (r *roll) each(q *question, visit func(s *segment.Segment, doc int, number uint64)) error {
	ranker, err := q.rank(r.reader, false, false)
	if err != nil {
		return err
	}
	return ranker.each(func(b *batch, _ *dateColumn) {
		for _, doc := range b.docs {
			visit(b.segment, int(doc), uint64(b.segment.First())+uint64(doc))
		}
	})
}

// meeting returns the meeting of document doc of s.
func (r *roll) meeting(s *segment.Segment, doc int) meeting {
	return meeting{r.names.of(s, schema.Date, doc).value, r.names.of(s, schema.Meeting, doc).terms[0]}
}

// add adds a heading, which is document doc of s and has the given number.
func (r *roll) add(s *segment.Segment, doc int, number uint64, matches bool) {
	if r.names.of(s, schema.Date, doc).value == "" {
		return // not in a meeting
	}
	a := &attendance{number: number}
	a.team = r.names.of(s, schema.Team, doc).terms[0]
	a.meeting = r.meeting(s, doc)
	if lead := r.names.of(s, schema.Lead, doc); lead.value != "" {
		a.leads, a.said = slices.Clone(lead.terms), lead.value
	}
	if first := r.calls[a.call]; first != nil {
		first.leads = append(first.leads, a.leads...)
		if r.reader.Compare(number, first.number) < 0 {
			first.number, first.said = number, a.said
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
func (r *roll) runs() []Run {
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
func (r *roll) begin(a *attendance) Run {
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
