package web

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"minutes/internal/digest"
	"minutes/internal/present"
	"minutes/schema"
	"minutes/searcher"
)

// digestPage is a page to send: what some meetings decided, left open and said.
type digestPage struct {
	layout
	Span    string // its dates
	Summary string
	Query   string
	Notices []string
	Groups  []digestGroup
	New     []newNames
	Search  string // address of all documents that answer the question, whenever they were said; "" if there are groups
}

// A digestGroup is what was said of a team or under a topic.
type digestGroup struct {
	Name      name
	Lead      []name
	Decisions []hit
	Actions   []hit
	Notes     []hit
	More      int
	All       string // address of all its documents
}

// newNames are names of one kind that no earlier meeting has.
type newNames struct {
	Title string
	Names []name
}

// digest answers a question with the digest of the documents that match it, from the date
// since on; without any date, of the newest one.
func (s *Server) digest(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	values := r.URL.Query()
	q, query, err := parseQuery(values)
	if err != nil {
		return nil, err
	}
	o := digest.Options{Notes: digest.Notes}
	if since := strings.TrimSpace(values.Get(paramSince)); since != "" {
		o.Since = []string{since}
		if checked := query; checked.Between(o.Since, nil) != nil {
			return nil, asked(checked.Between(o.Since, nil))
		}
	}
	d, err := digest.Make(ctx, at.Index, query, o)
	if err != nil {
		return nil, err
	}
	return s.html("digest", s.digestPage(at, r, q, d)), nil
}

// digestPage returns the page of d, which answers q.
func (s *Server) digestPage(at *reader, r *http.Request, q question, d *digest.Digest) digestPage {
	p := digestPage{
		layout: s.layout(at.snapshot, r, "Digest"), Span: present.Span(d.Result), Query: visible(q.q),
		Summary: present.DigestSummary(d.Result, d.Old),
	}
	p.Typed = q.q
	for _, notice := range present.Notices(d.Result, false) {
		p.Notices = append(p.Notices, visible(notice.String()))
	}
	if len(d.Groups) == 0 {
		p.Search = s.link("search", q)
	}
	if d.Result.First != "" {
		q = q.withoutField(schema.Date).with(schema.Date + ":" + d.Result.First + ".." + d.Result.Last)
	}
	for _, g := range d.Groups {
		p.Groups = append(p.Groups, s.digestGroup(q, g))
	}
	for field, values := range map[string][]searcher.FacetValue{schema.Topic: d.Topics, schema.Person: d.People} {
		n := newNames{Title: "New topics"}
		if field == schema.Person {
			n.Title = "Who is new"
		}
		for _, v := range values {
			n.Names = append(n.Names, s.name(field, v.Value, noSpans))
		}
		if len(n.Names) > 0 {
			p.New = append(p.New, n)
		}
	}
	slices.SortFunc(p.New, func(a, b newNames) int { return cmp.Compare(a.Title, b.Title) })
	return p
}

// digestGroup returns g, whose documents all answer q.
func (s *Server) digestGroup(q question, g digest.Group) digestGroup {
	shown := digestGroup{Name: s.name(g.Field, cmp.Or(g.Name, "Other"), noSpans), More: g.More}
	if g.Field == schema.Meeting || g.Name == "" {
		shown.Name.Address = "" // there is no page about it
	}
	if g.Name != "" {
		shown.All = s.link("search", q.with(g.Field+`:"`+strings.ReplaceAll(g.Name, `"`, " ")+`"`))
	}
	for _, lead := range g.Lead {
		shown.Lead = append(shown.Lead, s.name(schema.Person, lead, noSpans))
	}
	outcome := func(o searcher.Outcome) hit {
		return s.said(searcher.Hit{ID: o.ID, Key: o.Key, Document: o.Document})
	}
	for _, o := range g.Decisions {
		shown.Decisions = append(shown.Decisions, outcome(o))
	}
	for _, a := range g.Actions {
		h := outcome(a.Outcome)
		h.Note = present.Age(a.Days, a.Meetings, a.Since)
		for _, person := range a.People {
			h.People = append(h.People, s.name(schema.Person, person, noSpans))
		}
		shown.Actions = append(shown.Actions, h)
	}
	for _, h := range g.Notes {
		shown.Notes = append(shown.Notes, s.said(h))
	}
	return shown
}

// said returns h without what the heading of its group says.
func (s *Server) said(h searcher.Hit) hit {
	shown := s.hit(h, noSpans)
	shown.Team, shown.Topic, shown.People = nil, nil, nil
	return shown
}
