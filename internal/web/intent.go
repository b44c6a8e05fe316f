package web

import (
	"context"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
	"minutes/searcher"
)

// intent returns the link to what answers q better than its hits, if there is one: the page of
// a team for who led it, a filter, a facet or another order. It never changes an answer, so
// there is none if the index cannot be asked in time.
func (s *Server) intent(ctx context.Context, at *reader, q question) []notice {
	if q.q == "" || len(q.filters) > 0 || q.sort != "" || q.page > 1 || q.more != "" {
		return nil
	}
	query, err := searcher.Parse(q.q)
	if err != nil {
		return nil
	}
	in, err := at.Intent(ctx, query)
	if err != nil || in == nil {
		return nil
	}
	text, address := s.better(in)
	if address == "" {
		return nil
	}
	return []notice{{{"This may be what you look for: ", ""}, {visible(text), address}}}
}

// better returns the link to the answer of in; "" if no page has it.
func (s *Server) better(in *searcher.Intent) (text, address string) {
	q := question{q: in.Query, page: 1}
	about := func(what string) string {
		if in.Query == "" {
			return what
		}
		return what + ": " + in.Query
	}
	if len(in.Flags) == 0 {
		return in.Query, s.link("search", q)
	}
	switch in.Flags[0] {
	case "--leads":
		for _, clause := range clausesOf(in.Query) {
			if name := nameInPath(valueOf(clause)); name != "" && strings.HasPrefix(clause, schema.Team+":") {
				return "the leads of " + valueOf(clause), s.Base + schema.Team + "/" + name + "#runs"
			}
		}
	case "--people":
		q.more = schema.Person
		return about("people"), s.link("search", q) + "#" + schema.Person
	case "--actions":
		return about("open actions"), s.link("search", q.with("is:action").with("is:open"))
	case "--decisions":
		return about("decisions"), s.link("search", q.with("is:decision"))
	case "--sort":
		q.sort = in.Flags[1]
		return about("the oldest first"), s.link("search", q)
	case "-f":
		if field := in.Flags[1]; slices.Contains(facetFields, field) {
			q.more = field
			return about("by " + field), s.link("search", q) + "#" + field
		}
	}
	return "", ""
}

// clausesOf returns the clauses of a query that has no quotes but around values.
func clausesOf(query string) []string {
	quoted := false
	return strings.FieldsFunc(query, func(c rune) bool {
		if c == '"' {
			quoted = !quoted
		}
		return c == ' ' && !quoted
	})
}

// anyWord returns the query for any of the words of typed that say what it is about; "" if
// they are all or there is none.
func anyWord(typed string) string {
	if strings.ContainsAny(typed, `"():*`) {
		return ""
	}
	words := strings.Fields(typed)
	if len(words) < 2 || len(words) > 12 || slices.Contains(words, "OR") {
		return ""
	}
	telling := slices.DeleteFunc(slices.Clone(words), func(word string) bool {
		return strings.HasPrefix(word, "-") || analysis.English.IsFunction(strings.ToLower(strings.Trim(word, "?!.,;")))
	})
	for i, word := range telling {
		telling[i] = strings.Trim(word, "?!.,;")
	}
	return strings.Join(telling, " OR ")
}
