package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"minutes/internal/present"
	"minutes/searcher"
)

// The numbers of hits that programs get at once: without a limit, and at most.
const (
	defaultLimit = 20
	maxLimit     = 1000
	maxOffset    = 10_000
)

// apiFormats are the formats of answers for programs.
var apiFormats = []string{"json", "jsonl", "csv"}

// apiSearch answers a question with the JSON of search -o json, or with jsonl or csv.
func (s *Server) apiSearch(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	values := r.URL.Query()
	query, q, err := apiQuery(values, paramSort, "limit", "offset", "facet", "top", "exact", "all-words", "format")
	if err != nil {
		return nil, err
	}
	format := "json"
	if values.Has("format") {
		format = values.Get("format")
	}
	if !slices.Contains(apiFormats, format) {
		return nil, badRequest{fmt.Errorf("unknown format %q; the formats are %s", format, strings.Join(apiFormats, ", "))}
	}
	if format != "json" && values.Has("facet") {
		return nil, badRequest{fmt.Errorf("format=%s has no facets; leave out facet, or write format=json", format)}
	}
	o, err := apiOptions(values, q)
	if err != nil {
		return nil, err
	}
	result, err := at.Search(ctx, query, o)
	if err != nil {
		return nil, err
	}
	rep := &reply{status: http.StatusOK, foreign: true}
	var b bytes.Buffer
	switch format {
	case "json":
		rep.kind, err = jsonKind, present.WriteJSON(&b, result, "\n")
	case "jsonl":
		rep.kind = "application/jsonl"
		for _, h := range result.Hits {
			if err := present.WriteJSON(&b, h, "\n"); err != nil {
				return nil, err
			}
		}
	case "csv":
		rep.kind, rep.name = csvKind, "minutes.csv"
		w := csv.NewWriter(&b)
		w.Write(present.HitNames)
		for _, h := range result.Hits {
			w.Write(present.Cells(present.HitValues(h), present.HitNames))
		}
		w.Flush()
		err = w.Error()
	}
	rep.body = b.Bytes()
	return rep, err
}

// apiLeads answers a question with the JSON of search --leads -o json.
func (s *Server) apiLeads(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	values := r.URL.Query()
	query, _, err := apiQuery(values, "exact")
	if err != nil {
		return nil, err
	}
	exact, err := isSet(values, "exact")
	if err != nil {
		return nil, err
	}
	roster, err := at.Leads(ctx, query, exact)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = present.WriteJSON(&b, roster.Runs, "\n")
	return &reply{status: http.StatusOK, kind: jsonKind, body: b.Bytes(), foreign: true}, err
}

// apiQuery returns the query of an address, whose parameters must be a query, its filters,
// or in more.
func apiQuery(values url.Values, more ...string) (searcher.Query, question, error) {
	known := append([]string{paramQuery, paramFilter}, more...)
	for name := range values {
		if !slices.Contains(known, name) {
			return searcher.Query{}, question{}, badRequest{fmt.Errorf("unknown parameter %q; the parameters are %s", name, strings.Join(known, ", "))}
		}
	}
	q, query, err := parseQuery(values)
	return query, q, err
}

// apiOptions returns the options that the parameters of an address set.
func apiOptions(values url.Values, q question) (o searcher.Options, err error) {
	if o.Sort, err = searcher.ParseSort(q.sort); err != nil {
		return o, badRequest{err}
	}
	if o.Facets, err = searcher.ParseFacets(values.Get("facet")); err != nil {
		return o, badRequest{err}
	}
	for _, p := range []struct {
		name        string
		value       *int
		other, most int
	}{{"limit", &o.Limit, defaultLimit, maxLimit}, {"offset", &o.Offset, 0, maxOffset}, {"top", &o.Top, 10, maxLimit}} {
		*p.value = p.other
		if text := values.Get(p.name); text != "" {
			if *p.value, err = strconv.Atoi(text); err != nil || *p.value < 0 || *p.value > p.most {
				return o, badRequest{fmt.Errorf("the %s %q is not a number from 0 to %d", p.name, text, p.most)}
			}
		}
	}
	if o.Exact, err = isSet(values, "exact"); err != nil {
		return o, err
	}
	o.AllWords, err = isSet(values, "all-words")
	return o, err
}

// isSet returns whether a parameter is set: name=1, or name alone.
func isSet(values url.Values, name string) (bool, error) {
	switch value := values.Get(name); {
	case !values.Has(name), value == "0", value == "false":
		return false, nil
	case value == "", value == "1", value == "true":
		return true, nil
	default:
		return false, badRequest{fmt.Errorf("the %s %q is neither 0 nor 1", name, value)}
	}
}
