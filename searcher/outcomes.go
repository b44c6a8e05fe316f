package searcher

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// An Outcome is an action that is open, or a decision: the newest document that has it.
// As JSON it is part of the contract with scripts.
type Outcome struct {
	Person   string `json:"person"`   // who is charged with an action; "" for nobody, and for a decision
	Since    string `json:"since"`    // date of the first meeting that has it in the same words
	Meetings int    `json:"meetings"` // how many have it so
	ID       string `json:"id"`
	Key      string `json:"key"`
	schema.Document
}

// Outcomes are those of all documents that match a query.
type Outcomes struct {
	List []Outcome
	// Result has no hits, but what is to be said of the query: Repaired, Hints,
	// Unknown, NearFields and Contradictions. Its Total is how many outcomes there are.
	Result
	names naming.Names
}

// maxOutcomes is how many documents are looked at for outcomes at most, the newest.
const maxOutcomes = 100_000

// Actions returns the actions that are open among the documents that match q with all
// its words: by person, who has the newest first, then the newest first. What is said of
// the same topic in the same words again is one action, and its newest state counts. An
// action of two people is there twice. exact is Options.Exact.
func (x *Index) Actions(ctx context.Context, q Query, exact bool) (*Outcomes, error) {
	all, err := x.outcomes(ctx, q, schema.Action, exact)
	if err != nil {
		return nil, err
	}
	open := slices.DeleteFunc(all.List, func(o Outcome) bool { return !slices.Contains(o.Is, schema.Open) })
	newest := map[string]int{} // the first action of each person, by its place
	list := []Outcome{}
	for i, o := range open {
		for _, person := range append(slices.Clone(o.People), "")[:max(1, len(o.People))] {
			o.Person = all.shownAs(person)
			person = o.Person
			if _, ok := newest[person]; !ok && person != "" {
				newest[person] = i
			}
			list = append(list, o)
		}
	}
	newest[""] = len(open) // nobody is last
	slices.SortStableFunc(list, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(newest[a.Person], newest[b.Person]), cmp.Compare(a.Person, b.Person))
	})
	all.List, all.Total, all.Full = list, len(list), len(list)
	return all, nil
}

// shownAs returns the name to show for a person: the first of those it is joined with.
func (o *Outcomes) shownAs(person string) string {
	if person == "" {
		return ""
	}
	return o.names.Show(schema.People, naming.Term(o.names.First(schema.People, person)))
}

// Decisions returns the decisions among the documents that match q with all its words,
// the newest first, those of a day by topic. What is decided of the same topic in the
// same words again is one decision. exact is Options.Exact.
func (x *Index) Decisions(ctx context.Context, q Query, exact bool) (*Outcomes, error) {
	all, err := x.outcomes(ctx, q, schema.Decision, exact)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all.List, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(b.Date, a.Date), cmp.Compare(a.File, b.File), cmp.Compare(a.Topic, b.Topic))
	})
	return all, nil
}

// outcomes returns the documents that match q and are what outcome says, the newest
// first, each in the same words of the same topic once.
func (x *Index) outcomes(ctx context.Context, q Query, outcome string, exact bool) (*Outcomes, error) {
	q.add(name{field: schema.Is, text: outcome, implied: true})
	r, hits, err := x.Stream(ctx, q, Options{Sort: Newest, Limit: maxOutcomes, Exact: exact})
	if err != nil {
		return nil, err
	}
	all := &Outcomes{List: []Outcome{}, Result: *r, names: x.index.Names}
	type meetingOf struct {
		saying string
		meeting
	}
	at, seen := map[string]int{}, map[meetingOf]bool{}
	for hit, err := range hits {
		if err != nil {
			return nil, err
		}
		if hit.Partial || hit.Kind == schema.Heading {
			continue
		}
		saying := strings.Join(analysis.Terms(hit.Text), " ") + "\n" + analysis.Fold(hit.Topic)
		i, ok := at[saying]
		if !ok {
			i = len(all.List)
			at[saying] = i
			all.List = append(all.List, Outcome{ID: hit.ID, Key: hit.Key, Document: hit.Document})
		}
		o := &all.List[i]
		if o.Since == "" || hit.Date != "" && hit.Date < o.Since {
			o.Since = hit.Date
		}
		if held := (meetingOf{saying, meeting{hit.Date, analysis.Fold(hit.Meeting)}}); !seen[held] {
			seen[held] = true
			o.Meetings++
		}
	}
	all.Total, all.Full = len(all.List), len(all.List)
	return all, nil
}
