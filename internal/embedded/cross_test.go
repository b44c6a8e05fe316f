package embedded

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/internal/segment"
	"minutes/schema"
)

// TestCrossing compares pairs of keys with those of each document, where keys come up all the
// time, in one or two columns, in several segments, and are counted by one or two goroutines:
// in a table, in a list, or first in a table and then in a list.
func TestCrossing(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	var segments [][]schema.Document
	for n, size := range []int{6000, 10, 4000} {
		var docs []schema.Document
		for i := range size {
			docs = append(docs, schema.Document{
				Date: fmt.Sprintf("20%02d-%02d-11", 10+n+i/500, 1+i/40%12), Team: fmt.Sprint("team ", random.IntN(2+i/40)),
				Lead: []string{fmt.Sprint("lead ", random.IntN(5))}, People: []string{fmt.Sprint("person ", random.IntN(1+i/100))}[:random.IntN(2)],
				Kind: schema.Bullet, Lang: "en", Text: "net", File: fmt.Sprintf("%d/%03d.md", n, i/40), Line: 1 + i%40,
				Parents: []schema.Parent{}, Section: []string{}, Links: []string{}, Is: []string{},
			})
		}
		segments = append(segments, docs)
	}
	x := indexOf(t, segments)
	axis := func(key func(values []string) string, columns ...string) engine.Axis {
		return engine.Axis{Columns: columns, Key: key}
	}
	year := axis(func(values []string) string { return values[0][:4] }, schema.Date)
	team := axis(func(values []string) string { return values[0] }, schema.Team)
	person := axis(func(values []string) string { return values[0] + values[1] }, schema.Lead, schema.People)
	form := plan.Form{Term: "net", Weight: 1}
	word := &plan.Words{Scores: true, Boost: 1, Sources: []plan.Source{{Field: schema.Text, Boost: 1, Alternatives: []plan.Alternative{{Slots: [][]plan.Form{{form}}}}}}}

	defer func(a, b, c int) { solo, worthwhile, maxTable = a, b, c }(solo, worthwhile, maxTable)
	solo, worthwhile = 100, 100
	for _, maxTable = range []int{0, 10, 2000, 10_000, 1 << 22} {
		for i, cross := range []engine.Cross{{team, year}, {year, team}, {team, person}, {person, year}} {
			want := map[[2]string]int{}
			for _, docs := range segments {
				for _, d := range docs {
					var keys [2]string
					for j, axis := range cross {
						var values []string
						for _, field := range axis.Columns {
							values = append(values, segment.Value(&d, field))
						}
						keys[j] = axis.Key(values)
					}
					want[keys]++
				}
			}
			for _, p := range []plan.Node{plan.Filter{}, word} {
				c, err := x.Begin(context.Background()).Collect(p, engine.Request{Crossed: []engine.Cross{cross}})
				if err != nil {
					t.Fatal(err)
				}
				got := map[[2]string]int{}
				for cell := range c.Crossed[0].Cells {
					got[[2]string{c.Crossed[0].Keys[0][cell.Keys[0]], c.Crossed[0].Keys[1][cell.Keys[1]]}] += cell.N
				}
				for i, keys := range c.Crossed[0].Keys {
					if distinct := slices.Compact(slices.Sorted(slices.Values(keys))); len(distinct) != len(keys) {
						t.Errorf("axis %d has %d keys, but only %d different ones", i, len(keys), len(distinct))
					}
				}
				if !maps.Equal(got, want) {
					t.Errorf("at most %d in a table, crossing %d, %T: the cells are not those of the documents", maxTable, i, p)
				}
			}
		}
	}
}
