package indexer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
)

// A label is one meeting of the notes of other communities, as a person reads them.
type label struct {
	File    string `json:"file"`
	Line    int    `json:"line"` // of the date line, 1 where the meeting is all of the note
	Date    string `json:"date"`
	Meeting string `json:"meeting"`
}

// A score counts how the meetings that are read agree with the labels.
type score struct {
	labels, found, invented, named int
	documents, onTheirDay          int
}

func (s *score) add(o score) {
	s.labels += o.labels
	s.found += o.found
	s.invented += o.invented
	s.named += o.named
	s.documents += o.documents
	s.onTheirDay += o.onTheirDay
}

func (s score) String() string {
	return fmt.Sprintf("meetings %d of %d, invented %d, named %d; documents on their day %d of %d",
		s.found, s.labels, s.invented, s.named, s.onTheirDay, s.documents)
}

// TestForms compares the meetings of the notes of other communities with
// testdata/forms.jsonl. The notes are no part of the project, and it is skipped without
// them.
func TestForms(t *testing.T) {
	const dir = "../../shared/forms/notes"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no notes of other communities beside the project")
	}
	text, err := os.ReadFile("../testdata/forms.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	labels := map[string][]label{}
	for line := range bytes.Lines(text) {
		var l label
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatal(err)
		}
		labels[l.File] = append(labels[l.File], l)
	}
	sources, notes := readNotes(t, dir)
	for name := range sources {
		if !slices.ContainsFunc(notes, func(n *Note) bool { return n.Name == name }) {
			notes = append(notes, &Note{Name: name}) // no day was found
		}
	}
	slices.SortFunc(notes, func(a, b *Note) int { return strings.Compare(a.Name, b.Name) })
	arrange(notes, Names{})
	var all score
	var halves [2]score // the first was looked at while the rules were made
	for i, n := range notes {
		s := compareMeetings(t, n, labels[n.Name])
		all.add(s)
		halves[i%2].add(s)
	}
	t.Logf("all:    %v", all)
	t.Logf("half 1: %v", halves[0])
	t.Logf("half 2: %v", halves[1])
	if 100*all.found < 99*all.labels || all.invented > 0 || 1000*all.onTheirDay < 995*all.documents || 100*all.named < 95*all.labels {
		t.Errorf("%v", all)
	}
}

// compareMeetings compares n with its labels, which are in the order of their lines.
func compareMeetings(t *testing.T, n *Note, labels []label) score {
	s := score{labels: len(labels)}
	read := map[label]bool{}
	for _, m := range n.Meetings {
		l := label{n.Name, m.Line, m.Date, ""}
		at := slices.IndexFunc(labels, func(want label) bool { return want.Line == l.Line && want.Date == l.Date })
		switch {
		case at < 0 && m.size() > 0:
			s.invented++
			t.Logf("invented: %s:%d: %s %q", n.Name, m.Line, m.Date, m.Name)
		case at >= 0:
			read[l] = true
			if labels[at].Meeting == m.Name {
				s.named++
			} else {
				t.Logf("name: %s:%d: %q; want %q", n.Name, m.Line, m.Name, labels[at].Meeting)
			}
		}
	}
	for _, want := range labels {
		if read[label{want.File, want.Line, want.Date, ""}] {
			s.found++
		} else {
			t.Logf("not found: %s:%d: %s", want.File, want.Line, want.Date)
		}
	}
	for _, d := range n.documents() {
		if d.Kind == schema.Heading {
			continue
		}
		s.documents++
		date := ""
		for _, l := range labels {
			if l.Line <= d.Line {
				date = l.Date
			}
		}
		if date == d.Date {
			s.onTheirDay++
		} else {
			t.Logf("day: %s: %s; want %s", d.ID(), d.Date, date)
		}
	}
	return s
}
