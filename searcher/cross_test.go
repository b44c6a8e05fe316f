package searcher_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
	"minutes/searcher"
)

// TestCross compares the cells and the edges of crossed facets with searches for their
// queries, for random fields and queries.
func TestCross(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	idx := newIndex(t, corpus())
	queries := []string{"", "oven", "kind:heading", "date:2018.. grain", "new oven", "rye cold boat", "oven bake NOT new", `team:""`, "zzzz"}
	fields := slices.DeleteFunc(slices.Clone(searcher.FacetFields), func(field string) bool {
		return field == schema.Lang // the documents of the corpus have none
	})
	for range 100 {
		text := queries[random.IntN(len(queries))]
		a, b := random.IntN(len(fields)), random.IntN(len(fields)-1)
		if b >= a {
			b++
		}
		facet := fields[a] + ":" + fields[b]
		r := answer(t, idx, text, searcher.Options{Facets: []string{facet}, Top: random.IntN(4)})
		checkCross(t, text+" -f "+facet, r.Facets[0].Cross, func(clauses string) int {
			return answer(t, idx, text+" "+clauses, searcher.Options{AllWords: r.Full > 0}).Total
		})
	}
}

// checkCross compares c with what find, which counts the documents with more clauses, returns.
func checkCross(t *testing.T, about string, c *searcher.Cross, find func(clauses string) int) {
	t.Helper()
	if got, want := c.Total, find(""); got != want {
		t.Errorf("%s: total %d; want %d", about, got, want)
	}
	for i, row := range c.Rows {
		if want := find(row.Query); row.Count != want {
			t.Errorf("%s: row %s has %d; want %d", about, row.Query, row.Count, want)
		}
		for j, column := range c.Columns {
			clauses := row.Query + " " + column.Query
			if want := find(clauses); int(c.Counts[i][j]) != want {
				t.Errorf("%s: %s has %d; want %d", about, clauses, c.Counts[i][j], want)
			}
		}
	}
	for _, column := range c.Columns {
		if want := find(column.Query); column.Count != want {
			t.Errorf("%s: column %s has %d; want %d", about, column.Query, column.Count, want)
		}
	}
}

// TestCrossSize asks for a table with more cells than there may be.
func TestCrossSize(t *testing.T) {
	defer searcher.SetMaxCells(searcher.SetMaxCells(3))
	idx := newIndex(t, corpus())
	_, err := idx.Search(context.Background(), parse(t, "oven"), searcher.Options{Facets: []string{"team:date"}})
	if !searcher.IsQueryError(err) || !strings.HasPrefix(err.Error(), "facet team:date has ") || !strings.Contains(err.Error(), "too much for a table") {
		t.Errorf("error %v", err)
	}
	if _, err := idx.Search(context.Background(), parse(t, "zzzz"), searcher.Options{Facets: []string{"team:date"}}); err != nil {
		t.Errorf("error %v for a table without cells", err)
	}
}

// TestCrossSeveral compares crossed facets that are counted together with each alone.
func TestCrossSeveral(t *testing.T) {
	idx := newIndex(t, corpus())
	all := answer(t, idx, "", searcher.Options{Facets: []string{"year:team", "team", "lead:quarter"}}).Facets
	for _, together := range all {
		alone := answer(t, idx, "", searcher.Options{Facets: []string{together.Field}}).Facets[0]
		if !reflect.DeepEqual(together, alone) {
			t.Errorf("%s together with others: %+v, want %+v", together.Field, together, alone)
		}
	}
}

func TestCrossOrder(t *testing.T) {
	idx := newIndex(t, corpus())
	c := answer(t, idx, "", searcher.Options{Facets: []string{"year:team"}, Top: 2}).Facets[0].Cross
	var years, teams []string
	for _, v := range c.Rows {
		years = append(years, v.Value)
	}
	for _, v := range c.Columns {
		teams = append(teams, v.Value)
	}
	if got, want := fmt.Sprint(years, teams, c.CutRows, c.CutColumns), "[2016 2017 2018 2019 2021] [CAFE front OVENS ] 0 4"; got != want {
		t.Errorf("rows, columns and names left out: %s; want %s", got, want)
	}
}

func TestCrossFields(t *testing.T) {
	for list, want := range map[string]string{
		"team:team":      `the facet "team:team" crosses a field with itself; write two fields, such as team:year`,
		"team:":          `unknown facet "team:"; the facets are`,
		"team:year:kind": `the facet "team:year:kind" crosses more than two fields; write two, such as team:year`,
		":":              `unknown facet ":"; the facets are`,
	} {
		if _, err := searcher.ParseFacets(list); err == nil || len(err.Error()) < len(want) || err.Error()[:len(want)] != want {
			t.Errorf("ParseFacets(%q): %v; want %s", list, err, want)
		}
	}
}
