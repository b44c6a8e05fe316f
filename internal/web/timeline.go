package web

import (
	"fmt"
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
	Wide    bool   // whether there are too many years to write each
	Chosen  string // the range that is chosen; "" for none
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
	Months  []timelineMonth // those that have documents
	On      bool
}

// A timelineMonth is a bar, in a drawing of 12 by height.
type timelineMonth struct {
	X, Y, Height string
	Title        string
	Address      string
	Off          bool // whether it is outside of the chosen range
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
	t := &timeline{Undated: undated, Action: s.Base + path, All: s.link(path, q.withoutField(schema.Date))}
	for _, h := range q.withoutField(schema.Date).hidden() {
		t.Hidden = append(t.Hidden, h)
	}
	counts := map[int]int{}
	for _, day := range days {
		month := present.Month(day.Value)
		counts[month] += day.Count
		t.Most = max(t.Most, counts[month])
	}
	chosen := rangeOf(q)
	t.From, t.Until = chosen.from, chosen.until
	first, last := present.Month(days[0].Value)/12, present.Month(days[len(days)-1].Value)/12
	t.Wide = last-first >= 16
	first = max(first, last-maxYears+1)
	for year := first; year <= last; year++ {
		t.Years = append(t.Years, s.timelineYear(path, q, year, counts, t.Most, chosen))
	}
	return t
}

// maxYears is the largest number of years in a time line; the newest are shown.
const maxYears = 60

func (s *Server) timelineYear(path string, q question, year int, counts map[int]int, most int, chosen dateRange) timelineYear {
	open := q.withoutField(schema.Date)
	name := fmt.Sprintf("%04d", year)
	y := timelineYear{Name: name, Short: name[2:], Address: s.link(path, open.with("date:"+name)), On: q.has("date:" + name)}
	for month := 12 * year; month < 12*year+12; month++ {
		n := counts[month]
		if n == 0 {
			continue
		}
		y.Count += n
		period := present.PeriodAt("month", month)
		height := max(1.5, float64(n)*barHeight/float64(most))
		y.Months = append(y.Months, timelineMonth{
			X: fmt.Sprintf("%d.1", month%12), Y: fmt.Sprintf("%.1f", barHeight-height), Height: fmt.Sprintf("%.1f", height),
			Title:   fmt.Sprintf("%s %s: %s", time.Month(month%12+1), name, present.Counted(n, "document")),
			Address: s.link(path, open.with("date:"+period)),
			Off:     !chosen.holds(period),
		})
	}
	return y
}

// hidden returns the parameters of q for a form.
func (q question) hidden() []hidden {
	var all []hidden
	if q.q != "" {
		all = append(all, hidden{paramQuery, q.q})
	}
	for _, f := range q.filters {
		all = append(all, hidden{paramFilter, f})
	}
	if q.sort != "" {
		all = append(all, hidden{paramSort, q.sort})
	}
	return all
}
