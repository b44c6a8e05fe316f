package searcher_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"minutes/internal/store"
	"minutes/schema"
)

// corpus returns the notes of a bakery: names that differ in case, accents and
// punctuation, several leads or none, headings, and dates with gaps.
func corpus() []schema.Document {
	texts := []string{
		"The rye-bread oven is cold again!",
		"Cold rye bread for the café, see https://bakery.example/rye/cold-start",
		"CRÈME brûlée: v1.20 of the recipe replaces v1.2",
		"New oven ordered; the old oven goes to Ute.",
		"the new, the old, the new oven",
		"Oven? new!",
		"Flour delivery slips to 2018-06-26 (Odile)",
		"naïve plan: bake twice, sell once",
		"Bake twice. Sell once more; bake",
		"Straße closed, ﬂour comes by boat",
		"night_shift_only mode is on for ovens",
		"ovens ovens ovens",
		"Zoe asked about grain",
		"grain and flour and grain",
		"C++ scale firmware #4711",
		"scale: b2b link lost at 12:30",
		"…",
		"Yeast!",
		"yeast: slow, slow, quick",
		"Decide on the name \"Crumb & Co\"",
	}
	teams := []string{"Ovens", "OVENS", "Ovens-Night", "Flour and Grain", "Café Front", "CAFE front", "Crumb & Co", "", "Yeast"}
	leads := [][]string{{"Zoë Marchetti"}, {"Ute", "Odile Brandt"}, {"Ute Vasquez"}, {}, {"Tomás Ibarra-Quint", "ZOE MARCHETTI"}, {"Ute"}, {"Zoë"}}
	meetings := []string{"Bakery Council", "bakery council", "Crème Circle", ""}
	dates := []string{"2016-02-29", "2017-12-31", "2018-01-01", "2018-03-31", "2018-04-01", "2018-06-26", "2019-02-28", "2021-02-27", "2021-02-28", "2021-08-24", "2021-08-31"}
	sections := [][]string{{}, {"Round of the teams", "Ovens - Zoë Marchetti"}, {"Crème", "new plans"}, {"Old", "oven"}}
	links := [][]string{{}, {"https://bakery.example/rye/cold-start"}, {"http://rye.example/a", "http://bakery.example/b?c=d"}}

	var docs []schema.Document
	for i := range 66 {
		d := schema.Document{
			Date:    dates[i*7%len(dates)],
			Meeting: meetings[i*i%len(meetings)],
			Team:    teams[i*5%len(teams)],
			Lead:    leads[i*3%len(leads)],
			Kind:    schema.Kinds[i%3],
			Text:    texts[i%len(texts)],
			Parents: []schema.Parent{},
			Section: sections[i*3/2%len(sections)],
			Links:   links[i%len(links)],
			Line:    i + 1,
		}
		if i%4 == 1 { // stands under the one before
			d.Parents = append(docs[i-1].Parents, schema.Parent{Line: i, Text: docs[i-1].Text})
		}
		if i%11 == 10 {
			d.Kind, d.Text = schema.Heading, d.Team+" - "+d.Meeting
		}
		d.File = fmt.Sprintf("%s/notes-%s.md", d.Date[:4], d.Date)
		docs = append(docs, d)
	}
	return docs
}

// newIndex returns an index of docs, in several segments.
func newIndex(t *testing.T, docs []schema.Document) *store.Index {
	t.Helper()
	return newIndexOf(t, docs, 25)
}

// newIndexOf returns an index of docs, with so many in a segment.
func newIndexOf(t *testing.T, docs []schema.Document, segment int) *store.Index {
	t.Helper()
	idx, err := bleve.NewUsing("", schema.Mapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { idx.Close() })
	var census schema.Census
	batch := idx.NewBatch()
	for i, d := range docs {
		census.Add(d)
		key, fields, err := schema.Fields(d, schema.Joins{})
		if err != nil {
			t.Fatal(err)
		}
		if err := batch.Index(key, fields); err != nil {
			t.Fatal(err)
		}
		if i%segment == segment-1 || i == len(docs)-1 {
			if err := idx.Batch(batch); err != nil {
				t.Fatal(err)
			}
			batch.Reset()
		}
	}
	return &store.Index{Index: idx, Names: census.Names(schema.Joins{})}
}

// parent returns d as a parent.
func parent(d schema.Document) schema.Parent { return schema.Parent{Line: d.Line, Text: d.Text} }

func sorted(lines []int) []int {
	slices.Sort(lines)
	return lines
}
