package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"

	"minutes/searcher"
)

// meetingsPage lists the meetings of a year.
type meetingsPage struct {
	layout
	Year   string
	Years  []choice
	Months []month
	Count  int
}

// A month is the meetings of a month, newest first.
type month struct {
	Name     string
	Meetings []meeting
}

// A meeting is a link to its part of a note.
type meeting struct {
	Date, Name, Address, File string
	Documents                 int
}

// meetings lists the meetings of a year; without one, of the newest.
func (s *Server) meetings(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	calendar, err := at.calendar(ctx)
	if err != nil {
		return nil, err
	}
	all := calendar.all
	p := meetingsPage{layout: s.layout(at.snapshot, r, "Meetings"), Year: r.URL.Query().Get("year")}
	if p.Year == "" && len(all) > 0 {
		p.Year = all[0].Date[:4]
	}
	counts := map[string]int{}
	var years []string
	for _, m := range all {
		year := m.Date[:4]
		if counts[year] == 0 {
			years = append(years, year)
		}
		counts[year]++
		if year == p.Year {
			p.add(s.meetingOf(m))
		}
	}
	if counts[p.Year] == 0 && len(all) > 0 {
		return nil, notFound{fmt.Sprintf("there is no meeting in the year %q", p.Year)}
	}
	for _, year := range years {
		p.Years = append(p.Years, choice{year, s.Base + "meetings?year=" + year, year == p.Year})
	}
	p.layout.Title = "Meetings of " + p.Year
	return s.html("meetings", p), nil
}

func (s *Server) meetingOf(m searcher.Meeting) meeting {
	return meeting{
		Date: m.Date, Name: visible(cmp.Or(m.Name, "Meeting without a name")), File: visible(m.File),
		Address: s.lineAddress(m.File, m.Line), Documents: m.Documents,
	}
}

// add adds a meeting, which is not newer than those before.
func (p *meetingsPage) add(m meeting) {
	name := longDate(m.Date[:len("2006-01")])
	if last := len(p.Months) - 1; last < 0 || p.Months[last].Name != name {
		p.Months = append(p.Months, month{Name: name})
	}
	last := &p.Months[len(p.Months)-1]
	last.Meetings = append(last.Meetings, m)
	p.Count++
}
