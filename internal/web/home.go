package web

import (
	"context"
	"net/http"
	"time"

	"minutes/internal/present"
	"minutes/schema"
	"minutes/searcher"
)

// homePage is the first page.
type homePage struct {
	layout
	Newest      []newMeeting
	AllNewest   string // address of all that is newest
	Line        *timeline
	Active      []active
	ActiveTitle string // what is active: teams, topics or people
	Actions     []hit
	AllActions  string
	Decisions   []hit
	AllDecided  string
}

// A newMeeting is some of what was said at a meeting.
type newMeeting struct {
	meeting
	Long string // its date in words
	Hits []hit
}

// An active is a name with the number of its documents in the last year, as a bar.
type active struct {
	Name    string
	Address string
	Count   int
	Width   int // of the bar, of 100
}

// The numbers of things on a page with several lists.
const (
	newestHits = 12
	listed     = 6
)

// home answers the first page.
func (s *Server) home(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	all, err := at.everything(ctx)
	if err != nil {
		return nil, err
	}
	p := homePage{layout: s.layout(at.snapshot, r, "Minutes"), AllNewest: s.searchFor("date:last-3")}
	p.Feed = s.Base + "atom"
	p.Line = s.timeline("search", question{page: 1}, all.Story.Days, all.Story.Undated)
	if err := s.addNewest(ctx, at, &p); err != nil {
		return nil, err
	}
	if err := s.addActive(ctx, at, &p); err != nil {
		return nil, err
	}
	if p.Actions, err = s.outcomes(ctx, at.Actions, recent()); err != nil {
		return nil, err
	}
	if p.Decisions, err = s.outcomes(ctx, at.Decisions, recent()); err != nil {
		return nil, err
	}
	p.AllActions, p.AllDecided = s.searchFor("", "is:action", "is:open"), s.searchFor("", "is:decision")
	return s.html("home", p), nil
}

// addNewest adds what was said at the newest meetings.
func (s *Server) addNewest(ctx context.Context, at *reader, p *homePage) error {
	var last searcher.Query
	if err := last.Filter(schema.Date, "last-3"); err != nil {
		return err
	}
	newest, err := at.Search(ctx, last, searcher.Options{Limit: newestHits, SkipRoutine: true, Collapse: true})
	if err != nil {
		return err
	}
	file := ""
	for _, h := range newest.Hits {
		end := len(p.Newest) - 1
		if end < 0 || file != h.File || p.Newest[end].Date != h.Date {
			held := searcher.Meeting{Date: h.Date, Name: h.Meeting, File: h.File, Line: h.Line}
			p.Newest = append(p.Newest, newMeeting{meeting: s.meetingOf(held), Long: longDate(h.Date)})
			end, file = end+1, h.File
		}
		p.Newest[end].Hits = append(p.Newest[end].Hits, s.hit(h, noSpans))
	}
	return nil
}

// recent returns the query for the documents of the last year.
func recent() searcher.Query {
	var q searcher.Query
	_ = q.Filter(schema.Date, "1y") // which is a date
	return q
}

// addActive adds the teams with most documents in the last year, or, without teams, the
// topics or people.
func (s *Server) addActive(ctx context.Context, at *reader, p *homePage) error {
	r, err := at.Search(ctx, recent(), searcher.Options{Facets: []string{schema.Team, schema.Topic, schema.Person}, Top: 12})
	if err != nil {
		return err
	}
	for i, title := range []string{"Teams", "Topics", "People"} {
		if values := r.Facets[i].Values; len(values) > 0 {
			p.ActiveTitle, p.Active = title, s.actives(r.Facets[i].Field, values)
			return nil
		}
	}
	return nil
}

// actives returns the values of a facet as bars.
func (s *Server) actives(field string, values []searcher.FacetValue) []active {
	var all []active
	for _, v := range values {
		a := active{Name: visible(v.Value), Count: v.Count, Width: max(1, 100*v.Count/values[0].Count)}
		if last := nameInPath(valueOf(v.Query)); last != "" {
			a.Address = s.Base + field + "/" + last
		}
		all = append(all, a)
	}
	return all
}

// A listing is a method of searcher.Index that lists actions or decisions.
type listing func(context.Context, searcher.Query, bool) (*searcher.Outcomes, error)

// outcomes returns the first actions or decisions that list returns for q.
func (s *Server) outcomes(ctx context.Context, list listing, q searcher.Query) ([]hit, error) {
	found, err := list(ctx, q, false)
	if err != nil {
		return nil, err
	}
	var all []hit
	for _, o := range found.List[:min(listed, len(found.List))] {
		h := s.hit(searcher.Hit{ID: o.ID, Key: o.Key, Document: o.Document}, noSpans)
		if o.Meetings > 1 {
			h.Note = "in " + present.Counted(o.Meetings, "meeting") + " since " + o.Since
		}
		all = append(all, h)
	}
	return all, nil
}

// longDate returns a date as people write it. It returns other text as it is.
func longDate(date string) string {
	for _, form := range [][2]string{{"2006-01-02", "2 January 2006"}, {"2006-01", "January 2006"}} {
		if day, err := time.Parse(form[0], date); err == nil {
			return day.Format(form[1])
		}
	}
	return date
}
