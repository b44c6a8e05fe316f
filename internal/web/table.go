package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// tablePage counts the documents of an answer by two fields.
type tablePage struct {
	layout
	Query   string
	Summary string
	Hits    string   // address of the documents
	Down    []choice // fields for the rows
	Across  []choice // fields for the columns
	Heads   []cell
	Rows    []tableRow
	Totals  []cell
	Left    string // what is left out
	All     string // address with all names; "" if nothing is left out
	JSON    string
}

type tableRow struct {
	Head  cell
	Cells []cell
}

// A cell is a number, or a name at an edge, with the address of its documents. Its shade, from
// 0 to 4, is darker the larger the number is.
type cell struct {
	Text    string
	Address string
	Shade   int
}

// The fields that the page offers for rows and for columns. Its address takes any two facets.
var (
	tableRows    = []string{schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Meeting, schema.Is, schema.Kind}
	tableColumns = []string{"year", "quarter", "month", schema.Kind, schema.Is}
)

// defaultTable is the crossed facet of the page if its address names none.
const defaultTable = schema.Team + ":year"

// tableNames is the number of names that the page shows in rows or in columns.
const tableNames = 20

// table answers a question with a table.
func (s *Server) table(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	values := r.URL.Query()
	q, query, err := parseQuery(values)
	if err != nil {
		return nil, err
	}
	by := cmp.Or(values.Get(paramBy), defaultTable)
	facets, err := searcher.ParseFacets(by)
	if err == nil && (len(facets) != 1 || !searcher.IsCrossed(facets[0])) {
		err = fmt.Errorf("%q is not two fields; write for example by=%s", by, defaultTable)
	}
	if err != nil {
		return nil, badRequest{err}
	}
	o := searcher.Options{Facets: facets, Top: tableNames}
	if values.Get(paramMore) != "" {
		o.Top = 0
	}
	result, err := at.Search(ctx, query, o)
	if err != nil {
		return nil, err
	}
	return s.html("table", s.tablePage(at, r, q, facets[0], result)), nil
}

func (s *Server) tablePage(at *reader, r *http.Request, q question, by string, result *searcher.Result) tablePage {
	q = q.first()
	p := tablePage{
		layout: s.layout(at.snapshot, r, "Table"), Query: visible(titleOf(q)), Summary: present.Documents(result),
		Hits: s.link("search", q), JSON: withParam(withParam(s.link("api/search", q), "facet", by), "limit", "0"),
	}
	p.Typed = q.q
	c := result.Facets[0].Cross
	down, across := c.Fields[0], c.Fields[1]
	address := func(down, across string) string { return withParam(s.link("table", q), paramBy, down+":"+across) }
	for _, field := range tableRows {
		if field != across {
			p.Down = append(p.Down, choice{field, address(field, across), field == down})
		}
	}
	for _, field := range tableColumns {
		if field != down {
			p.Across = append(p.Across, choice{field, address(down, field), field == across})
		}
	}
	most := 0
	for _, row := range c.Counts {
		most = max(most, int(slices.Max(append(row, 0))))
	}
	found := func(values ...searcher.FacetValue) string {
		narrow := q
		for _, v := range values {
			field, _ := fieldOf(v.Query)
			narrow = narrow.withoutField(field).with(v.Query)
		}
		return s.link("search", narrow)
	}
	for _, column := range c.Columns {
		p.Heads = append(p.Heads, cell{Text: valueName(column), Address: found(column)})
		p.Totals = append(p.Totals, cell{Text: terminal.Grouped(column.Count)})
	}
	p.Totals = append(p.Totals, cell{Text: terminal.Grouped(c.Total)})
	for i, row := range c.Rows {
		shown := tableRow{Head: cell{Text: valueName(row), Address: found(row)}}
		for j, count := range c.Counts[i] {
			one := cell{}
			if n := int(count); n > 0 {
				one = cell{terminal.Grouped(n), found(row, c.Columns[j]), (4*n + most - 1) / most}
			}
			shown.Cells = append(shown.Cells, one)
		}
		p.Rows = append(p.Rows, tableRow{shown.Head, append(shown.Cells, cell{Text: terminal.Grouped(row.Count)})})
	}
	if p.Left = present.LeftOut(c); p.Left != "" {
		p.All = withParam(address(down, across), paramMore, "all")
	}
	return p
}

// valueName returns the text for a value at an edge.
func valueName(v searcher.FacetValue) string {
	if v.Value == "" {
		return "none"
	}
	return visible(v.Value)
}

// withParam returns an address with one more parameter.
func withParam(address, name, value string) string {
	join := "?"
	if strings.Contains(address, "?") {
		join = "&"
	}
	return address + join + name + "=" + url.QueryEscape(value)
}
