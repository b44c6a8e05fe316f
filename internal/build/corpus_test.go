package build

import (
	"math/rand/v2"
	"slices"
	"strings"

	"minutes/internal/naming"
	"minutes/schema"
)

// note returns the documents of a note called file, made of words that many notes have.
func note(random *rand.Rand, file string, count int) []schema.Document {
	words := strings.Fields("tide tides crane craned ferry ferries jetty köln pier C++ tide-gauge v1.2")
	some := func(n int) string {
		var text []string
		for range n {
			text = append(text, words[random.IntN(len(words))])
		}
		return strings.Join(text, " ")
	}
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	var docs []schema.Document
	for line := range count {
		d := schema.Document{
			Date: pick("2031-05-06", "2031-06-03", "2032-01-13"), Meeting: pick("Board", "board", ""), Team: pick("Harbour", "HARBOUR", "Locks", ""),
			Lead: []string{}, Topic: pick("", "Gates", "GATES"), People: []string{}, Is: []string{}, Kind: pick(schema.Kinds...), Text: some(random.IntN(4)), Parents: []schema.Parent{},
			Section: []string{"Reports", pick("Harbour", "Locks")}, Links: []string{}, File: file, Line: line + 1,
		}
		switch random.IntN(4) {
		case 0:
			d.Lead = []string{"Ida Fjord", pick("Bo", "IDA FJORD", "Åse Vik")}
			d.People, d.Is = []string{pick("Bo", "@ada"), "Ida Fjord"}, []string{schema.Action, pick(schema.Open, schema.Done)}
			d.Links = []string{"https://harbour.example/" + pick("a", "b")}
		case 1:
			d.Lead = []string{pick("Bo", "Åse Vik")}
			d.Parents = []schema.Parent{{Line: 1, Text: some(2)}, {Line: 2, Text: some(1)}}
		}
		docs = append(docs, d)
	}
	return docs
}

// A corpus maps the file of a note to its documents.
type corpus map[string][]schema.Document

func (c corpus) files() []string {
	var files []string
	for file := range c {
		files = append(files, file)
	}
	slices.Sort(files)
	return files
}

// documents returns all of c, in the order of the notes.
func (c corpus) documents() []schema.Document {
	var docs []schema.Document
	for _, file := range c.files() {
		docs = append(docs, c[file]...)
	}
	return docs
}

// batches returns a batch for each file, or for several files together.
func (c corpus) batches(random *rand.Rand, files []string) func(func(Batch) bool) {
	return func(yield func(Batch) bool) {
		for len(files) > 0 {
			n := min(1+random.IntN(3), len(files))
			batch := files[:n]
			files = files[n:]
			if !yield(func() ([]schema.Document, error) {
				var docs []schema.Document
				for _, file := range batch {
					docs = append(docs, c[file]...)
				}
				return docs, nil
			}) {
				return
			}
		}
	}
}

var joins = naming.Joins{Firsts: map[string]map[string]string{schema.Team: {"locks": "Harbour", "harbour": "Harbour"}, schema.Lead: {}}}
