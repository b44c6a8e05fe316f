package searcher

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/store"
	"minutes/schema"
)

// A Run is a time over which a team has the same leads. As JSON it is part of the
// contract with scripts.
type Run struct {
	Team     string   `json:"team"`
	Lead     []string `json:"lead"` // in the order of the first heading; [] for nobody
	From     string   `json:"from"` // date of its first meeting
	To       string   `json:"to"`   // of its last
	Meetings int      `json:"meetings"`
}

// A Roster tells who led which team, and when.
type Roster struct {
	Runs []Run // by team, then by date
	// Result has no hits, but what is to be said of the query: Repaired, Hints,
	// Unknown and NearFields.
	Result
}

// Leads returns the roster of all headings in idx that match q with all its words.
// A run lasts, from heading to heading of its team, until the leads are others; a
// meeting without the team does not end it. Its dates and meetings are those of the
// headings that match, so that a query of dates clips it. Of a team that has two
// headings in a meeting, the leads are those of both.
func Leads(ctx context.Context, idx *store.Index, q Query, exact bool) (*Roster, error) {
	open, err := idx.Reader()
	if err != nil {
		return nil, fmt.Errorf("read index: %w", err)
	}
	defer open.Close()
	reader := &indexReader{Reader: open, ctx: ctx}
	values, err := reader.DocValueReader([]string{schema.Team, schema.Lead, schema.Date, schema.Meeting})
	if err != nil {
		return nil, fmt.Errorf("read values: %w", err)
	}
	r := &roll{reader, idx, values, map[call]*attendance{}}
	headings := and{name{field: schema.Kind, text: schema.Heading}}
	asked := &question{text: q.Text, all: append(headings, q.all...), names: idx.Names, exact: exact}
	matching := map[uint64]bool{}
	err = r.each(asked, func(number uint64) error {
		matching[number] = true
		return nil
	})
	if err == nil && len(matching) > 0 {
		all := &question{text: q.Text, all: headings, names: idx.Names, exact: true}
		err = r.each(all, func(number uint64) error { return r.add(number, matching[number]) })
	}
	var runs []Run
	if err == nil {
		runs, err = r.runs()
	}
	if err != nil {
		return nil, asked.failed(err)
	}
	return &Roster{runs, Result{
		Query: q.Text, Total: len(runs), Full: len(runs), Repaired: asked.repaired,
		Hints: asked.hints, Unknown: asked.unknown, NearFields: q.nearFields,
	}}, nil
}

// A roll gathers the headings of teams.
type roll struct {
	reader *indexReader
	idx    *store.Index
	values index.DocValueReader
	calls  map[call]*attendance
}

// A call is a team in a meeting. Names are folded.
type call struct {
	team string
	meeting
}

// An attendance is what the headings of a team in a meeting say.
type attendance struct {
	call
	number  uint64   // the first of them
	leads   []string // folded, sorted
	matches bool     // whether one of them is asked for
}

// each calls visit with the documents that match q.
func (r *roll) each(q *question, visit func(number uint64) error) (err error) {
	ranker, err := q.rank(r.reader, r.idx.Mapping(), false, false)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, ranker.close()) }()
	for {
		m, ok, err := ranker.next()
		if err != nil || !ok {
			return err
		}
		if err := visit(m.number); err != nil {
			return err
		}
	}
}

// add adds the heading that has number.
func (r *roll) add(number uint64, matches bool) error {
	a := &attendance{number: number}
	err := r.values.VisitDocValues(index.NewIndexInternalID(nil, number), func(field string, value []byte) {
		switch v := string(value); field {
		case schema.Team:
			a.team = v
		case schema.Date:
			a.date = v
		case schema.Meeting:
			a.name = v
		case schema.Lead:
			if v != schema.Missing {
				a.leads = append(a.leads, v)
			}
		}
	})
	if err != nil {
		return fmt.Errorf("read values: %w", err)
	}
	if first := r.calls[a.call]; first != nil {
		first.leads = append(first.leads, a.leads...)
		a = first
	}
	slices.Sort(a.leads)
	a.leads = slices.Compact(a.leads)
	a.matches = a.matches || matches
	r.calls[a.call] = a
	return nil
}

// runs returns the runs of all headings added, as far as they are asked for.
func (r *roll) runs() ([]Run, error) {
	var all []*attendance
	for _, a := range r.calls {
		all = append(all, a)
	}
	slices.SortFunc(all, func(a, b *attendance) int {
		return cmp.Or(cmp.Compare(a.team, b.team), cmp.Compare(a.date, b.date), cmp.Compare(a.name, b.name))
	})
	runs := []Run{}
	open := false // whether the last of runs may go on
	for i, a := range all {
		if i > 0 && (a.team != all[i-1].team || !slices.Equal(a.leads, all[i-1].leads)) {
			open = false
		}
		switch {
		case !a.matches:
			continue
		case !open:
			run, err := r.begin(a)
			if err != nil {
				return nil, fmt.Errorf("read heading: %w", err)
			}
			runs = append(runs, run)
			open = true
		}
		run := &runs[len(runs)-1]
		run.To = a.date
		run.Meetings++
	}
	slices.SortStableFunc(runs, func(a, b Run) int { return cmp.Compare(schema.Fold(a.Team), schema.Fold(b.Team)) })
	return runs, nil
}

// begin returns the run that a begins.
func (r *roll) begin(a *attendance) (Run, error) {
	names := r.idx.Names
	run := Run{Team: names.Show(schema.Team, a.team), Lead: []string{}, From: a.date}
	key, err := r.reader.ExternalID(index.NewIndexInternalID(nil, a.number))
	if err != nil {
		return run, err
	}
	d, err := r.reader.Stored(key)
	if err != nil {
		return run, err
	}
	left := slices.Clone(a.leads)
	for _, name := range d.Lead {
		folded := schema.Term(names.First(schema.Lead, name))
		if i := slices.Index(left, folded); i >= 0 {
			run.Lead = append(run.Lead, names.Show(schema.Lead, folded))
			left = slices.Delete(left, i, i+1)
		}
	}
	for _, folded := range left { // in the second heading
		run.Lead = append(run.Lead, names.Show(schema.Lead, folded))
	}
	return run, nil
}
