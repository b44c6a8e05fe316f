package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"minutes/internal/present"
	"minutes/schema"
	"minutes/searcher"
)

// A timeline is the number of documents in each month, year by year, as a graph whose bars
// are links. A reader can pick a range of months.
type timeline struct {
	Years   []timelineYear
	Most    int
	Crowded string // classes that say how many years there are
	From    string // of the range, as in the form
	Until   string
	All     string   // address without a range
	Hidden  []hidden // other values of the form
	Action  string
	Undated int
	Summary string // in words
}

// A timelineYear is the twelve months of a year.
type timelineYear struct {
	Name    string
	Short   string // without the century
	Address string
	Count   int
	Bars    template.HTML // of the months that have documents
	On      bool
}

// A hidden is a value that a form sends unseen.
type hidden struct{ Name, Value string }

// barHeight is the height of the drawing of a year.
const barHeight = 40

// timeline returns the time line of days, the dates of the answer to q and their counts,
// without the range that q chooses. It returns nil if there are no dates.
func (s *Server) timeline(path string, q question, days []searcher.FacetValue, undated int) *timeline {
	if len(days) == 0 {
		return nil
	}
	t := &timeline{Undated: undated, Action: s.Base + path, All: s.link(path, q.withoutField(schema.Date)), Hidden: q.withoutField(schema.Date).hidden()}
	counts := map[int]int{}
	for _, day := range days {
		month := present.Month(day.Value)
		counts[month] += day.Count
		t.Most = max(t.Most, counts[month])
	}
	chosen := rangeOf(q)
	t.From, t.Until = chosen.from, chosen.until
	first, last := present.Month(days[0].Value)/12, present.Month(days[len(days)-1].Value)/12
	first = max(first, last-maxYears+1)
	t.Crowded = crowded(last - first + 1)
	for year := first; year <= last; year++ {
		t.Years = append(t.Years, s.timelineYear(path, q, year, counts, t.Most, chosen))
	}
	return t
}

// crowded returns the classes of a time line with so many years, by which its style leaves
// out parts of their names.
func crowded(years int) string {
	switch {
	case years > 30:
		return " many lots crowd"
	case years > 18:
		return " many lots"
	case years > 9:
		return " many"
	}
	return ""
}

// maxYears is the largest number of years in a time line; the newest are shown.
const maxYears = 60

func (s *Server) timelineYear(path string, q question, year int, counts map[int]int, most int, chosen dateRange) timelineYear {
	open := q.withoutField(schema.Date)
	name := fmt.Sprintf("%04d", year)
	y := timelineYear{Name: name, Short: name[2:], Address: s.link(path, open.with("date:"+name)), On: q.has("date:" + name)}
	var bars strings.Builder
	for month := 12 * year; month < 12*year+12; month++ {
		n := counts[month]
		if n == 0 {
			continue
		}
		y.Count += n
		period := present.PeriodAt("month", month)
		address := s.link(path, open.with("date:"+period))
		title := fmt.Sprintf("%s %s: %s", time.Month(month%12+1), name, present.Counted(n, "document"))
		writeBar(&bars, month%12, float64(n)/float64(most), address, title, !chosen.holds(period))
	}
	y.Bars = template.HTML(bars.String())
	return y
}

// writeBar writes the bar of a month, a part of the largest one, in a drawing of 12 by
// barHeight. If off is true, the month is outside of the chosen range. A template would
// take a quarter of the time of a page for its bars.
func writeBar(b *strings.Builder, month int, part float64, address, title string, off bool) {
	height := max(1.5, part*barHeight)
	class := ""
	if off {
		class = ` class="off"`
	}
	title = template.HTMLEscapeString(title)
	fmt.Fprintf(b, `<a href="%s" tabindex="-1" aria-label="%s"%s><title>%s</title><rect class="reach" x="%d.1" width=".8" height="%d"/><rect class="bar" x="%d.1" y="%.1f" width=".8" height="%.1f"/></a>`,
		template.HTMLEscapeString(address), title, class, title, month, barHeight, month, barHeight-height, height)
}

// hidden returns the parameters of q for a form.
func (q question) hidden() []hidden {
	var all []hidden
	if q.q != "" {
		all = append(all, hidden{paramQuery, blanked(q.q)})
	}
	for _, f := range q.filters {
		all = append(all, hidden{paramFilter, blanked(f)})
	}
	if q.sort != "" {
		all = append(all, hidden{paramSort, q.sort})
	}
	return all
}
