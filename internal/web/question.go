package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"minutes/schema"
	"minutes/searcher"
)

// A question is what an address asks: all that decides which documents are shown, and how.
type question struct {
	q       string   // the query, as typed
	filters []string // clauses; those of one field are alternatives
	sort    string
	page    int    // from 1
	more    string // facet whose names are all shown
	find    string // what these names contain
}

// The parameters of a question, in the order of its address.
const (
	paramQuery  = "q"
	paramFilter = "f"
	paramSort   = "sort"
	paramPage   = "page"
	paramMore   = "more"
	paramFind   = "find"
	paramFrom   = "from"
	paramUntil  = "until"
	paramSince  = "since" // of a digest
	paramBy     = "by"    // of a table
)

// pageSize is the number of hits on a page, and maxPage the last page that can be shown.
const (
	pageSize = 20
	maxPage  = 500
)

// maxFilters is the largest number of filters. A query has at most 32 clauses with them.
const maxFilters = 32

// parseQuestion returns the question of an address. A from or until, as a form sends them,
// becomes a filter; changed reports whether there was one, so that the address should be
// another.
func parseQuestion(values url.Values) (q question, changed bool, err error) {
	q = question{q: strings.TrimSpace(values.Get(paramQuery)), sort: values.Get(paramSort), page: 1}
	if len(values[paramFilter]) > maxFilters {
		return q, false, badRequest{fmt.Errorf("there are more than %d filters; leave some out", maxFilters)}
	}
	for _, f := range values[paramFilter] {
		if _, ok := fieldOf(f); !ok {
			return q, false, badRequest{fmt.Errorf("the filter %q is not a clause; write field:value, such as team:beacon", f)}
		}
		q = q.with(f)
	}
	q.more, q.find = values.Get(paramMore), strings.TrimSpace(values.Get(paramFind))
	if _, err := searcher.ParseSort(q.sort); err != nil {
		return q, false, badRequest{err}
	}
	if q.more != "" && !slices.Contains(facetFields, q.more) {
		return q, false, badRequest{fmt.Errorf("unknown facet %q; the facets are %s", q.more, strings.Join(facetFields, ", "))}
	}
	if text := values.Get(paramPage); text != "" {
		if q.page, err = strconv.Atoi(text); err != nil || q.page < 1 || q.page > maxPage {
			return q, false, badRequest{fmt.Errorf("the page %q is not a number from 1 to %d", text, maxPage)}
		}
	}
	from, until := strings.TrimSpace(values.Get(paramFrom)), strings.TrimSpace(values.Get(paramUntil))
	if values.Has(paramFrom) || values.Has(paramUntil) {
		q, changed = q.withoutField(schema.Date), true
		if from != "" || until != "" {
			q = q.with(schema.Date + ":" + from + ".." + until)
		}
	}
	return q, changed, nil
}

// fieldOf returns the field of a clause that is a filter. ok is false if it has none.
func fieldOf(clause string) (field string, ok bool) {
	field, value, ok := strings.Cut(clause, ":")
	return field, ok && value != "" && slices.Contains(filterFields, field)
}

// filterFields are the fields that filters may have.
var filterFields = []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind, schema.Lang, schema.Date}

// parseQuery returns the question of an address, and its query with all filters.
func parseQuery(values url.Values) (q question, query searcher.Query, err error) {
	if q, _, err = parseQuestion(values); err == nil {
		query, err = q.query("")
	}
	return q, query, err
}

// query returns the query with its filters, apart from those of the field except.
func (q question) query(except string) (searcher.Query, error) {
	query, err := searcher.Parse(q.q)
	if err != nil {
		return query, err
	}
	for _, field := range q.fields() {
		if field == except {
			continue
		}
		if err := query.Narrow(q.of(field)...); err != nil {
			return query, asked(err)
		}
	}
	return query, nil
}

// asked returns err as an error in what was asked.
func asked(err error) error {
	if _, ok := errors.AsType[*searcher.SyntaxError](err); ok {
		return err
	}
	return badRequest{err}
}

// fields returns the fields of the filters, each once.
func (q question) fields() []string {
	var fields []string
	for _, f := range q.filters {
		if field, _ := fieldOf(f); !slices.Contains(fields, field) {
			fields = append(fields, field)
		}
	}
	return fields
}

// of returns the filters of field.
func (q question) of(field string) []string {
	var all []string
	for _, f := range q.filters {
		if has, _ := fieldOf(f); has == field {
			all = append(all, f)
		}
	}
	return all
}

// has reports whether f is a filter of q.
func (q question) has(f string) bool { return slices.Contains(q.filters, f) }

// with returns q with the filter f, on its first page.
func (q question) with(f string) question {
	if !q.has(f) {
		q.filters = append(slices.Clip(q.filters), f)
	}
	return q.first()
}

// without returns q without the filter f.
func (q question) without(f string) question {
	q.filters = slices.DeleteFunc(slices.Clone(q.filters), func(has string) bool { return has == f })
	return q.first()
}

// withoutField returns q without the filters of field.
func (q question) withoutField(field string) question {
	for _, f := range q.of(field) {
		q = q.without(f)
	}
	return q.first()
}

// first returns q on its first page.
func (q question) first() question {
	q.page, q.more, q.find = 1, "", ""
	return q
}

// address returns the parameters of q as they stand after the question mark. The same
// question always has the same address.
func (q question) address() string {
	var b strings.Builder
	add := func(name, value string) {
		if value == "" {
			return
		}
		if b.Len() > 0 {
			b.WriteByte('&')
		}
		b.WriteString(name)
		b.WriteByte('=')
		b.WriteString(escape(value))
	}
	add(paramQuery, q.q)
	for _, f := range q.filters {
		add(paramFilter, f)
	}
	add(paramSort, q.sort)
	if q.page > 1 {
		add(paramPage, strconv.Itoa(q.page))
	}
	add(paramMore, q.more)
	add(paramFind, q.find)
	return b.String()
}

// readable leaves characters that are allowed in a query, and that clauses often have.
var readable = strings.NewReplacer("%3A", ":", "%2F", "/", "%2C", ",")

// escape returns value as it may stand in an address, after an equals sign.
func escape(value string) string { return readable.Replace(url.QueryEscape(value)) }

// link returns the address of path, which is relative to the base, with the question q.
func (s *Server) link(path string, q question) string {
	if address := q.address(); address != "" {
		return s.Base + path + "?" + address
	}
	return s.Base + path
}

// searchFor returns the address of a search for the documents that clauses select.
func (s *Server) searchFor(query string, clauses ...string) string {
	q := question{q: query}
	for _, c := range clauses {
		q = q.with(c)
	}
	return s.link("search", q)
}
