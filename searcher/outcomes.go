package searcher

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/query"
	"minutes/schema"
)

// An Outcome is an open action or a decision, with the newest document that has it. As
// JSON it is part of the interface for scripts.
type Outcome struct {
	Person   string `json:"person"`   // who must do the action; "" if nobody is named, and for a decision
	Since    string `json:"since"`    // date of the first meeting with the same words
	Meetings int    `json:"meetings"` // number of meetings with the same words
	ID       string `json:"id"`
	Key      string `json:"key"`
	schema.Document
}

// Outcomes are the actions or decisions among the documents that match a query.
type Outcomes struct {
	List []Outcome
	// Result has no hits. It has Repaired, Hints, Unknown, NearFields and Contradictions
	// for notices about the query. Total and Full are the number of outcomes.
	Result
	names naming.Names
}

// maxOutcomes is the maximum number of documents that are searched for outcomes; the
// newest are used.
const maxOutcomes = 100_000

// Actions returns the open actions among the documents that match q with all its words.
// They are sorted by person, first the person with the newest action, then by date,
// newest first. Actions with the same words and the same topic count as one, in its
// newest state. An action of two people is listed twice. For exact, see Options.Exact.
func (x *Index) Actions(ctx context.Context, q Query, exact bool) (*Outcomes, error) {
	all, err := x.outcomes(ctx, q, schema.Action, exact)
	if err != nil {
		return nil, err
	}
	open := slices.DeleteFunc(all.List, func(o Outcome) bool { return !slices.Contains(o.Is, schema.Open) })
	newest := map[string]int{} // index of the first action of each person
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
	newest[""] = len(open) // actions without a person come last
	slices.SortStableFunc(list, func(a, b Outcome) int {
		return cmp.Or(cmp.Compare(newest[a.Person], newest[b.Person]), cmp.Compare(a.Person, b.Person))
	})
	all.List, all.Total, all.Full = list, len(list), len(list)
	return all, nil
}

// shownAs returns the name to show for a person: the first name on its line if it is
// joined.
func (o *Outcomes) shownAs(person string) string {
	if person == "" {
		return ""
	}
	return o.names.Show(schema.People, naming.Term(o.names.First(schema.People, person)))
}

// Decisions returns the decisions among the documents that match q with all its words,
// newest first. Those of one day are sorted by file and topic. Decisions count as one if
// Saying is the same. For exact, see Options.Exact.
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

// outcomes returns the documents that match q and have the outcome, newest first.
// Documents whose Saying is the same are merged into one.
func (x *Index) outcomes(ctx context.Context, q Query, outcome string, exact bool) (*Outcomes, error) {
	q.Add(query.Name{Field: schema.Is, Text: outcome, Implied: true})
	r, hits, err := x.Stream(ctx, q, Options{Sort: Newest, Limit: maxOutcomes, Exact: exact, Without: true})
	if err != nil {
		return nil, err
	}
	all := &Outcomes{List: []Outcome{}, Result: *r, names: x.names}
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
		saying := x.Saying(hit.Document)
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

// Saying returns what documents with the same words and the same topic have in common. They
// are one decision or action. Joined topics are the same. Decisions must also have the same
// parents: many are replies, and "confirmed" says nothing without what was proposed.
func (x *Index) Saying(d schema.Document) string {
	saying := strings.Join(analysis.Terms(d.Text), " ") + "\n" + analysis.Fold(x.Joined(schema.Topic, d.Topic))
	if slices.Contains(d.Is, schema.Decision) {
		for _, parent := range d.Parents {
			saying += "\n" + strings.Join(analysis.Terms(parent.Text), " ")
		}
	}
	return saying
}
