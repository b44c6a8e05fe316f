package assistant

import (
	"strings"

	"minutes/internal/present"
	"minutes/searcher"
)

// A question selects documents.
type question struct {
	Query   string   `json:"query,omitempty" jsonschema:"words and clauses, such as: lantern team:beacon. Empty selects all documents."`
	Filters []string `json:"filters,omitempty" jsonschema:"clauses field:value, such as team:beacon, person:ada, date:2023Q1, is:decision (or action, open, done), kind:row (or bullet, paragraph, heading); those of one field are alternatives"`
	Since   string   `json:"since,omitempty" jsonschema:"first date: 2023, 2023Q1, 2023-03, 2023-03-14; 90d, 6m or 1y before the newest date"`
	Until   string   `json:"until,omitempty" jsonschema:"last date, in the same forms"`
}

// A page selects a part of a list.
type page struct {
	Limit  int `json:"limit,omitempty" jsonschema:"maximum number of elements. Answers end earlier at 8 KB."`
	Offset int `json:"offset,omitempty" jsonschema:"number of elements to skip, as next of the answer before"`
}

// parse returns the query of q.
func (q question) parse() (searcher.Query, error) {
	query, err := searcher.Parse(q.Query)
	if err != nil {
		return query, err
	}
	clauses, fields := map[string][]string{}, []string{}
	for _, f := range q.Filters {
		field, value, ok := strings.Cut(f, ":")
		if !ok || value == "" || field == "" {
			return query, bad("the filter %q is not a clause; write field:value, such as team:beacon", cut(f, maxName))
		}
		if clauses[field] == nil {
			fields = append(fields, field)
		}
		clauses[field] = append(clauses[field], f)
	}
	for _, field := range fields {
		if err := query.Narrow(clauses[field]...); err != nil {
			return query, badArgument{err}
		}
	}
	if err := query.Between(given(q.Since), given(q.Until)); err != nil {
		return query, badArgument{err}
	}
	return query, nil
}

func given(date string) []string {
	if date == "" {
		return nil
	}
	return []string{date}
}

// part returns the part of list that p selects.
func part[T any](p page, list []T) []T {
	list = list[min(p.Offset, len(list)):]
	return list[:min(p.Limit, len(list))]
}

// A summary is what all answers have.
type summary struct {
	Total   int      `json:"total" jsonschema:"number of elements on all pages"`
	Next    int      `json:"next,omitempty" jsonschema:"offset of the next page; missing on the last one"`
	Notices []string `json:"notices,omitempty" jsonschema:"what was read as something else, and what the answer does not show"`
}

// after sets the offset of the page after shown elements of p.
func (s *summary) after(p page, shown int) {
	if next := p.Offset + shown; shown > 0 && next < s.Total {
		s.Next = next
	}
}

// notices returns the notices about r for an assistant.
func notices(r *searcher.Result) []string {
	var all []string
	for _, n := range present.Notices(r, false) {
		var b strings.Builder
		for _, p := range n {
			switch {
			case p.Query != "":
				b.WriteString(p.Query)
			case p.Names != "":
				b.WriteString("list them with the tool facets, field " + p.Names)
			default:
				b.WriteString(p.Text)
			}
		}
		all = append(all, cut(b.String(), 400))
	}
	all = all[:min(len(all), maxNames)]
	if r.Total == 0 {
		all = append(all, "nothing found; ask with fewer or other words and clauses, or list the names that exist with the tool facets")
	}
	return all
}
