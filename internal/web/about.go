package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"minutes/internal/present"
	"minutes/schema"
	"minutes/searcher"
)

// aboutPage is a page about a team, a person or a topic.
type aboutPage struct {
	layout
	Kind      string // team, person or topic
	Name      string
	Summary   string
	Span      string
	Line      *timeline
	Runs      []run
	RunTitle  string
	Decisions []hit
	Actions   []hit
	Decided   string
	Open      string
	Newest    []hit
	All       string
	Beside    []beside // names that occur with it
	JSON      string
}

// A run is a period in which a team has the same leads, as a bar between the first and
// the last date of the page.
type run struct {
	Name     string
	People   []name
	From, To string
	Meetings int
	X, Width string
}

// A beside is the names of one kind that occur with a name.
type beside struct {
	Title string
	Names []active
}

// about returns the page about the name of a field.
func (s *Server) about(field string) page {
	return func(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
		name := folded(strings.ReplaceAll(r.PathValue("name"), `"`, " "))
		if name == "" {
			return nil, notFound{"there is no " + field + " without a name"}
		}
		clause := field + `:"` + name + `"`
		q := question{page: 1}.with(clause)
		query, err := q.query("")
		if err != nil {
			return nil, err
		}
		with := besideFields(field)
		result, err := at.Search(ctx, query, searcher.Options{
			Sort: searcher.Newest, Limit: 10, Story: true, Collapse: true, SkipRoutine: true, Top: 10, Facets: append([]string{field}, with...),
		})
		if err != nil {
			return nil, err
		}
		if result.Total == 0 {
			return nil, s.unknownName(field, name, result)
		}
		q = question{page: 1}.with(clauseOf(result.Facets[0], clause))
		shown := shownName(result.Facets[0], name)
		p := aboutPage{layout: s.layout(at.snapshot, r, shown), Kind: field, Name: visible(shown)}
		p.Summary = present.Documents(result) + " in " + present.Counted(result.Story.Meetings, "meeting")
		p.Span = result.First + " to " + result.Last
		p.Feed, p.All, p.JSON = s.link("atom", q), s.link("search", q), s.link("api/search", q)
		p.Line = s.timeline("search", q, result.Story.Days, result.Story.Undated)
		for _, h := range result.Hits {
			p.Newest = append(p.Newest, s.hit(h, noSpans))
		}
		for _, f := range result.Facets[1:] {
			if len(f.Values) > 0 {
				p.Beside = append(p.Beside, beside{plural(f.Field), s.actives(f.Field, f.Values)})
			}
		}
		if err := s.addOutcomes(ctx, at, &p, query, q); err != nil {
			return nil, err
		}
		if err := s.addRuns(ctx, at, &p, field, name); err != nil {
			return nil, err
		}
		return s.html("about", p), nil
	}
}

// besideFields returns the fields whose names a page about a field shows.
func besideFields(field string) []string {
	var all []string
	for _, other := range []string{schema.Team, schema.Topic, schema.Person} {
		if other != field && !(field == schema.Team && other == schema.Topic) { // which is the team again
			all = append(all, other)
		}
	}
	return all
}

func plural(field string) string {
	return map[string]string{schema.Team: "Teams", schema.Topic: "Topics", schema.Person: "People"}[field]
}

// shownName returns the spelling of name that a facet shows.
func shownName(f searcher.Facet, name string) string {
	for _, v := range f.Values {
		if folded(valueOf(v.Query)) == name {
			return v.Value
		}
	}
	if len(f.Values) > 0 && f.Field != schema.Person {
		return f.Values[0].Value // a joined name
	}
	return name
}

// clauseOf returns the clause that a facet has for the documents of clause.
func clauseOf(f searcher.Facet, clause string) string {
	for _, v := range f.Values {
		if folded(valueOf(v.Query)) == folded(valueOf(clause)) {
			return v.Query
		}
	}
	return clause
}

// unknownName returns the error for a name that no document has, with the nearest ones.
func (s *Server) unknownName(field, name string, r *searcher.Result) error {
	what := fmt.Sprintf("no document has the %s %q", field, name)
	for _, h := range r.Hints {
		var near []string
		for _, clause := range h.Nearest {
			near = append(near, valueOf(clause))
		}
		if len(near) > 0 {
			what += "; the nearest: " + strings.Join(near, ", ")
		}
	}
	return notFound{what}
}

// addOutcomes adds the newest decisions and the open actions.
func (s *Server) addOutcomes(ctx context.Context, at *reader, p *aboutPage, query searcher.Query, q question) (err error) {
	if p.Decisions, err = s.outcomes(ctx, at.Decisions, query); err != nil {
		return err
	}
	if p.Actions, err = s.outcomes(ctx, at.Actions, query); err != nil {
		return err
	}
	p.Decided, p.Open = s.link("search", q.with("is:decision")), s.link("search", q.with("is:action"))
	return nil
}

// addRuns adds who led a team, or which teams a person led.
func (s *Server) addRuns(ctx context.Context, at *reader, p *aboutPage, field, who string) error {
	if field == schema.Topic {
		return nil
	}
	by := schema.Team
	p.RunTitle = "Leads"
	if field == schema.Person {
		by, p.RunTitle = schema.Lead, "Teams led"
	}
	var query searcher.Query
	if err := query.Narrow(by + `:"` + who + `"`); err != nil {
		return err
	}
	roster, err := at.Leads(ctx, query, false)
	if err != nil || len(roster.Runs) == 0 {
		return err
	}
	first, last := roster.Runs[0].From, roster.Runs[0].To
	for _, r := range roster.Runs {
		first, last = min(first, r.From), max(last, r.To)
	}
	from, all := dayNumber(first), max(1, dayNumber(last)-dayNumber(first))
	for _, r := range roster.Runs {
		shown := run{From: r.From, To: r.To, Meetings: r.Meetings}
		if field == schema.Person {
			shown.People = []name{s.name("team", r.Team, noSpans)}
		} else {
			for _, lead := range r.Lead {
				shown.People = append(shown.People, s.name("person", lead, noSpans))
			}
		}
		x := 1000 * (dayNumber(r.From) - from) / all
		shown.X, shown.Width = fmt.Sprint(min(x, 990)), fmt.Sprint(max(10, 1000*(dayNumber(r.To)-from)/all-x))
		p.Runs = append(p.Runs, shown)
	}
	return nil
}

// dayNumber returns the number of a date in days, close enough for a drawing.
func dayNumber(date string) int {
	day := 0
	if len(date) > len("2006-01-") {
		day, _ = strconv.Atoi(date[len("2006-01-"):])
	}
	return 31*present.Month(date) + day
}
