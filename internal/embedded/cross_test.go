package embedded

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"

	"minutes/internal/engine"
	"minutes/internal/plan"
	"minutes/internal/segment"
	"minutes/schema"
)

// cellsOf returns the number of documents with each pair of keys.
func cellsOf(t *testing.T, c engine.Crossed) map[[2]string]int {
	t.Helper()
	var places engine.Places
	for axis, keys := range c.Keys {
		for i := range keys {
			places[axis] = append(places[axis], []int{i})
		}
	}
	table, err := c.Count(places, len(c.Keys[0]), len(c.Keys[1]))
	if err != nil {
		t.Fatal(err)
	}
	cells := map[[2]string]int{}
	for i, row := range table {
		for j, n := range row {
			if n > 0 {
				cells[[2]string{c.Keys[0][i], c.Keys[1][j]}] = int(n)
			}
		}
	}
	return cells
}

// TestCrossing compares pairs of keys with those of each document, where keys come up all the
// time, in one or two columns, in several segments, and are counted by one or two goroutines.
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
	month := axis(func(values []string) string { return values[0][:7] }, schema.Date)
	team := axis(func(values []string) string { return values[0] }, schema.Team)
	person := axis(func(values []string) string { return values[0] + values[1] }, schema.Lead, schema.People)
	form := plan.Form{Term: "net", Weight: 1}
	word := &plan.Words{Scores: true, Boost: 1, Sources: []plan.Source{{Field: schema.Text, Boost: 1, Alternatives: []plan.Alternative{{Slots: [][]plan.Form{{form}}}}}}}

	defer func(a, b int) { solo, worthwhile = a, b }(solo, worthwhile)
	solo, worthwhile = 100, 100
	for i, cross := range []engine.Cross{{team, year}, {year, team}, {team, person}, {person, year}, {year, month}} {
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
			crossed := c.Crossed[0]
			if got := cellsOf(t, crossed); !maps.Equal(got, want) {
				t.Errorf("crossing %d, %T: the cells are not those of the documents", i, p)
			}
			for axis, keys := range crossed.Keys {
				sums := map[string]int{}
				for pair, n := range want {
					sums[pair[axis]] += n
				}
				got := map[string]int{}
				for j, key := range keys {
					got[key] += crossed.Sums[axis][j]
				}
				if len(got) != len(keys) || !maps.Equal(got, sums) {
					t.Errorf("crossing %d, %T: %d keys, %v; want %v", i, p, len(keys), got, sums)
				}
			}
		}
	}
}

// TestCrossingCanceled counts cells when nobody waits for them any longer.
func TestCrossingCanceled(t *testing.T) {
	x := indexOf(t, [][]schema.Document{{
		{Date: "2021-02-03", Kind: schema.Bullet, Lang: "en", Text: "net", File: "a.md", Line: 1},
	}})
	axis := func(column string) engine.Axis {
		return engine.Axis{Columns: []string{column}, Key: func(values []string) string { return values[0] }}
	}
	ctx, cancel := context.WithCancel(context.Background())
	c, err := x.Begin(ctx).Collect(plan.Filter{}, engine.Request{Crossed: []engine.Cross{{axis(schema.Date), axis(schema.Kind)}}})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := c.Crossed[0].Count(engine.Places{{{0}}, {{0}}}, 1, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}
