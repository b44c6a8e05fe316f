package embedded

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"minutes/internal/engine"
	"minutes/internal/naming"
	"minutes/internal/plan"
	"minutes/internal/segment/segmenttest"
	"minutes/internal/store"
	"minutes/schema"
)

// TestCollectTogether checks that two goroutines collect what one does.
func TestCollectTogether(t *testing.T) {
	x := nets(t)
	words := func(term string) *plan.Words {
		form := plan.Form{Term: term, Weight: 1}
		return &plan.Words{Scores: true, Boost: 1, Sources: []plan.Source{{Field: schema.Text, Boost: 1, Alternatives: []plan.Alternative{{Slots: [][]plan.Form{{form}}}}}}}
	}
	plans := []plan.Node{
		words("net"),
		plan.Any{words("net"), words("mast")},
		&plan.All{Must: []plan.Node{words("net")}, MustNot: []plan.Node{words("mast")}},
		plan.Filter{},
		&plan.All{Must: []plan.Node{words("net"), plan.Filter{{Field: schema.Kind, Wants: func(kind string) bool { return kind == schema.Row }}}}},
		words("nobody"),
	}
	whole := func(values []string) string { return values[0] }
	crossed := []engine.Cross{{{Columns: []string{schema.Team}, Key: whole}, {Columns: []string{schema.Date}, Key: func(values []string) string { return values[0][:7] }}}}
	requests := []engine.Request{
		{Limit: 10, Order: engine.Order{ByScore: true}, Fields: []string{schema.Team, schema.Kind}, Persons: true, Meetings: true, Crossed: crossed},
		{Limit: 7, Offset: 5, Collapse: true, Order: engine.Order{ByScore: true}},
		{Limit: 3000, Collapse: true, Order: engine.Order{Oldest: true}, SkipRoutine: true},
		{Fields: []string{schema.Lead}},
	}
	collect := func(p plan.Node, q engine.Request) (*engine.Collection, []engine.Found, map[[2]string]int) {
		c, err := x.Begin(context.Background()).Collect(p, q)
		if err != nil {
			t.Fatal(err)
		}
		hits := hitsOf(t, c)
		var cells map[[2]string]int
		for _, one := range c.Crossed {
			cells = cellsOf(t, one)
		}
		c.Hits, c.Crossed = nil, nil
		return c, hits, cells
	}
	defer func(a, b int) { solo, worthwhile = a, b }(solo, worthwhile)
	for i, p := range plans {
		for j, q := range requests {
			solo, worthwhile = 1<<30, 1<<30
			want, wantHits, wantCells := collect(p, q)
			solo, worthwhile = 100, 100
			got, gotHits, gotCells := collect(p, q)
			if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(gotCells, wantCells) {
				t.Errorf("plan %d, request %d: two goroutines count %v; one counts %v", i, j, got, want)
			}
			if !reflect.DeepEqual(gotHits, wantHits) {
				t.Errorf("plan %d, request %d: two goroutines find other hits than one", i, j)
			}
		}
	}
}

// TestFilterEnds checks that a filter with few matches is not read again by a second goroutine.
func TestFilterEnds(t *testing.T) {
	x := nets(t)
	first := plan.Filter{{Field: schema.File, Wants: func(file string) bool { return file == "0/000.md" }}}
	c, err := x.Begin(context.Background()).(*reader).newCollector(first, engine.Request{})
	if err != nil {
		t.Fatal(err)
	}
	if err := c.until(noMore, solo); err != nil || c.total != 40 || c.ranker.after != noMore {
		t.Errorf("%d matches, %v, and goes on at document %d; want 40 and the end", c.total, err, c.ranker.after)
	}
}

// nets returns an index of several segments, in which many documents say the same.
func nets(t *testing.T) *Index {
	random := rand.New(rand.NewPCG(2, 9))
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var segments [][]schema.Document
	for n, size := range []int{4000, 1500} {
		var docs []schema.Document
		for i := range size {
			file := fmt.Sprintf("%d/%03d.md", n, i/40)
			d := schema.Document{
				Date: fmt.Sprintf("20%02d-%02d-11", 10+n, 1+i/40%12), Meeting: "Quay", Team: pick("Nets", "Masts", ""), Lead: []string{pick("Ada", "Ute")},
				People: []string{pick("Ada", "Odile")}, Kind: pick(schema.Bullet, schema.Row), Lang: "en", File: file, Line: 1 + i%40,
				Text:    pick("net", "mast", "net net", fmt.Sprint("net ", i), fmt.Sprint("mast and net ", i)),
				Parents: []schema.Parent{}, Section: []string{}, Links: []string{}, Is: []string{},
			}
			docs = append(docs, d)
		}
		segments = append(segments, docs)
	}
	return indexOf(t, segments)
}

// indexOf returns an index of segments with the given documents.
func indexOf(t *testing.T, segments [][]schema.Document) *Index {
	t.Helper()
	return New(&store.Index{Index: segmenttest.Index(t, t.TempDir(), segments, naming.Joins{})})
}

// hitsOf returns the hits of c.
func hitsOf(t *testing.T, c *engine.Collection) (hits []engine.Found) {
	t.Helper()
	for hit, err := range c.Hits {
		if err != nil {
			t.Fatal(err)
		}
		hits = append(hits, hit)
	}
	return hits
}
