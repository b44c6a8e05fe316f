package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// searchPage is the answer to a question.
type searchPage struct {
	layout
	Summary  string // how many documents, in how many meetings
	Span     string // from when to when
	Notices  []notice
	Chips    []chip
	Line     *timeline
	Facets   []facet
	Hits     []hit
	First    int // number of the first hit, from 1
	Sorts    []choice
	Previous string
	Next     string
	Left     int // number of hits after these
	JSON     string
	CSV      string
	Table    string
	Hidden   []hidden // filters and sort, for the search box
	Empty    bool
	Hints    []chip // what may find more, if nothing was found
	Query    string
	Finding  []hidden // the values of the form that looks for names
}

// A chip is a filter that can be taken away, or a query that can be asked instead.
type chip struct{ Text, Address string }

// A choice is one of several links.
type choice struct {
	Text, Address string
	On            bool
}

// search answers a question.
func (s *Server) search(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	q, changed, err := parseQuestion(r.URL.Query())
	if err != nil {
		return nil, err
	}
	if changed {
		if _, err := q.query(""); err != nil {
			return nil, err
		}
		return redirect(s.link("search", q)), nil
	}
	sort, _ := searcher.ParseSort(q.sort)
	result, others, err := counted(ctx, at, q, searcher.Options{
		Sort: sort, Limit: pageSize, Offset: pageSize * (q.page - 1), Spelling: true, Without: true,
	})
	if err != nil {
		return nil, err
	}
	p := searchPage{layout: s.layout(at.snapshot, r, titleOf(q)), Query: q.q, First: pageSize*(q.page-1) + 1}
	p.Typed, p.Search = q.q, true
	p.Feed = s.link("atom", question{q: q.q, filters: q.filters})
	s.tell(&p, q, result)
	p.Notices = append(p.Notices, s.intent(ctx, at, q)...)
	for i, h := range result.Hits {
		shown := s.hit(h, result.Spans)
		if h.Partial && result.Full > 0 && (i == 0 || !result.Hits[i-1].Partial) {
			shown.Divider = terminal.Grouped(result.Total-result.Full) + " with some of the words"
		}
		p.Hits = append(p.Hits, shown)
	}
	days := result.Story
	if other := others["date"]; other != nil {
		days = other.Story
	}
	p.Line = s.timeline("search", q, days.Days, days.Undated)
	p.Facets = s.facets(q, result, others)
	p.Finding = q.first().hidden()
	s.leave(&p, q, result)
	return s.html("search", p), nil
}

// titleOf returns what q asks, for people.
func titleOf(q question) string {
	parts := slices.Clone(q.filters)
	if q.q != "" {
		parts = append([]string{q.q}, parts...)
	}
	if len(parts) == 0 {
		return "All documents"
	}
	return strings.Join(parts, " ")
}

// tell adds what p says about the answer: the summary, the filters and the notices.
func (s *Server) tell(p *searchPage, q question, r *searcher.Result) {
	p.Summary = present.Documents(r)
	if r.Story.Meetings > 0 {
		p.Summary += " in " + present.Counted(r.Story.Meetings, "meeting")
	}
	switch {
	case r.First == "":
	case r.First == r.Last:
		p.Span = r.First
	default:
		p.Span = r.First + " to " + r.Last
	}
	for _, f := range q.filters {
		p.Chips = append(p.Chips, chip{visible(f), s.link("search", q.without(f))})
	}
	p.Hidden = question{filters: q.filters, sort: q.sort}.hidden()
	p.Notices = s.notices(q, present.Notices(r, true))
	if p.Empty = r.Total == 0; p.Empty {
		p.Hints = s.wider(q)
	}
}

// leave adds the ways that lead on from p: pages, orders and formats.
func (s *Server) leave(p *searchPage, q question, r *searcher.Result) {
	page := func(n int) string {
		other := q
		other.page, other.more, other.find = n, "", ""
		return s.link("search", other)
	}
	if q.page > 1 {
		p.Previous = page(q.page - 1)
	}
	if p.Left = r.Entries - r.Offset - len(r.Hits); p.Left > 0 && q.page < maxPage {
		p.Next = page(q.page + 1)
	} else {
		p.Left = 0
	}
	now := q.sort
	if now == "" {
		now = string(searcher.Relevance)
		if r.ByDate {
			now = string(searcher.Newest)
		}
	}
	for _, sort := range searcher.Sorts {
		other := q.first()
		other.sort = sort
		p.Sorts = append(p.Sorts, choice{sort, s.link("search", other), sort == now})
	}
	p.JSON = s.link("api/search", q.first())
	p.CSV = withParam(withParam(p.JSON, "format", "csv"), "limit", strconv.Itoa(maxLimit))
	p.Table = s.link("table", question{q: q.q, filters: q.filters})
}

// wider returns what may find documents where q finds none: q without each of its filters,
// and any of its words that are no function words.
func (s *Server) wider(q question) []chip {
	var all []chip
	for _, f := range q.filters {
		all = append(all, chip{"without " + visible(f), s.link("search", q.without(f))})
	}
	if words := anyWord(q.q); words != "" {
		either := q.first()
		either.q = words
		all = append(all, chip{visible(words), s.link("search", either)})
	}
	return all
}

// A notice is a sentence with links.
type notice []noticePart

type noticePart struct{ Text, Address string }

// notices returns all with what they ask the reader to write as links.
func (s *Server) notices(q question, all []present.Notice) []notice {
	var shown []notice
	for _, n := range all {
		var parts notice
		for _, p := range n {
			switch {
			case p.Query != "":
				parts = append(parts, noticePart{visible(p.Query), s.link("search", q.instead(p.Instead, p.Query))})
			case p.Names != "":
				open := question{more: p.Names, page: 1}
				if !slices.Contains(facetFields, p.Names) {
					open.more = ""
				}
				parts = append(parts, noticePart{"see them all", s.link("search", open)})
			default:
				parts = append(parts, noticePart{visible(p.Text), ""})
			}
		}
		shown = append(shown, parts)
	}
	return shown
}

// instead returns q with query in place of typed, a clause or a word of it. If typed is ""
// or is not found as such, query takes the place of the whole.
func (q question) instead(typed, query string) question {
	for _, f := range q.filters {
		if typed != "" && (f == typed || strings.ReplaceAll(f, `"`, "") == typed) {
			return q.without(f).with(query)
		}
	}
	next := q.first()
	field, value, _ := strings.Cut(typed, ":")
	for _, form := range []string{field + `:"` + value + `"`, typed} {
		if at := strings.Index(next.q, form); typed != "" && at >= 0 {
			next.q = next.q[:at] + query + next.q[at+len(form):]
			return next
		}
	}
	next.q = query
	return next
}
