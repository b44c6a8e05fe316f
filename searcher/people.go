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

// A Presence counts the meetings that a person attended. As JSON it is part of the
// interface for scripts.
type Presence struct {
	Person   string `json:"person"`
	From     string `json:"from"` // date of the first meeting
	To       string `json:"to"`   // date of the last meeting
	Meetings int    `json:"meetings"`
}

// People are those who attended meetings.
type People struct {
	List []Presence // by number of meetings, then by name
	// Result is as in Outcomes; Total and Full are the number of people.
	Result
	Meetings int // number of meetings with a document that matches
	Unlisted int // number of those without a list of attendees
}

// People returns who attended the meetings that have a document that matches q with all
// its words, from their lists of attendees. If q asks for people, it returns only these.
// For exact, see Options.Exact.
func (x *Index) People(ctx context.Context, q Query, exact bool) (*People, error) {
	return listOf(ctx, x, q, exact, people)
}

func people(reader engine.Reader, names naming.Names, q Query, exact bool) (*People, error) {
	r := newRows(reader, names)
	asked := &planner.Question{Text: q.Text, Tree: q.Tree, Names: names, Exact: exact, AllWords: true}
	listed := map[meeting]bool{} // for each meeting that matches: whether it lists people
	err := r.each(asked, func(row engine.Row) {
		if at := r.meeting(row); at.date != "" {
			listed[at] = false
		}
	})
	if err != nil {
		return nil, asked.Failed(err)
	}
	wanted := peopleIn(q.Tree, names)
	type presentAt struct {
		person string
		meeting
	}
	seen := map[presentAt]bool{}
	found := map[string]*Presence{}
	err = r.each(&planner.Question{Names: names, Exact: true}, func(row engine.Row) {
		if !row.Present() {
			return
		}
		at := r.meeting(row)
		if _, ok := listed[at]; !ok {
			return
		}
		listed[at] = true
		for _, person := range r.terms(row, schema.People) {
			if person == naming.Missing || wanted != nil && !wanted[person] || seen[presentAt{person, at}] {
				continue
			}
			seen[presentAt{person, at}] = true
			p := found[person]
			if p == nil {
				p = &Presence{Person: names.Show(schema.People, person), From: at.date, To: at.date}
				found[person] = p
			}
			p.From, p.To = min(p.From, at.date), max(p.To, at.date)
			p.Meetings++
		}
	})
	if err != nil {
		return nil, asked.Failed(err)
	}
	list := []Presence{}
	for _, p := range found {
		list = append(list, *p)
	}
	slices.SortFunc(list, func(a, b Presence) int {
		return cmp.Or(cmp.Compare(b.Meetings, a.Meetings), cmp.Compare(analysis.Fold(a.Person), analysis.Fold(b.Person)), cmp.Compare(a.Person, b.Person))
	})
	unlisted := 0
	for _, has := range listed {
		if !has {
			unlisted++
		}
	}
	return &People{list, resultOf(asked, q, len(list)), len(listed), unlisted}, nil
}

// peopleIn returns the people that n asks for, as folded names. It returns nil if n asks
// for none.
func peopleIn(n query.Node, names naming.Names) map[string]bool {
	var wanted map[string]bool
	for leaf := range query.Leaves(n) {
		asked, ok := leaf.(query.Name)
		if !ok || asked.Field != schema.Person || analysis.Fold(asked.Text) == "" {
			continue
		}
		if wanted == nil {
			wanted = map[string]bool{}
		}
		for _, column := range query.ColumnsOf(asked.Field) {
			asked.Field = column
			for _, person := range planner.MatchingNames(names, asked) {
				wanted[person] = true
			}
		}
	}
	return wanted
}
