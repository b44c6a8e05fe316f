package indexer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
)

// A label is a meeting or a document in the notes of other communities, as a person reads
// them.
type label struct {
	File string `json:"file"`
	Line int    `json:"line"` // of the document, or of the date line; 1 if the meeting is the whole note

	Date    string `json:"date"` // of a meeting, "" of a document
	Meeting string `json:"meeting"`

	Topic  string   `json:"topic"`
	People []string `json:"people"`
	Is     []string `json:"is"`
}

// formsDir holds the notes of other communities. They are not part of the project.
const formsDir = "../../shared/forms/notes"

// readLabels returns the labels of meetings, or of documents, by file.
func readLabels(t *testing.T, documents bool) map[string][]label {
	t.Helper()
	if _, err := os.Stat(formsDir); err != nil {
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
		if (l.Date == "") == documents {
			labels[l.File] = append(labels[l.File], l)
		}
	}
	return labels
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
// testdata/forms.jsonl.
func TestForms(t *testing.T) {
	labels := readLabels(t, false)
	sources, notes := readNotes(t, formsDir)
	for name := range sources {
		if !slices.ContainsFunc(notes, func(n *Note) bool { return n.Name == name }) {
			notes = append(notes, &Note{Name: name}) // no day was found
		}
	}
	slices.SortFunc(notes, func(a, b *Note) int { return strings.Compare(a.Name, b.Name) })
	arrange(notes, Names{})
	var all score
	var halves [2]score // the rules were made with the first half in view
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
	read := make([]bool, len(labels))
	for _, m := range n.Meetings {
		at := slices.IndexFunc(labels, func(want label) bool { return want.Line == m.Line && want.Date == m.Date })
		switch {
		case at < 0 && m.size() > 0:
			s.invented++
			t.Logf("invented: %s:%d: %s %q", n.Name, m.Line, m.Date, m.Name)
		case at >= 0:
			read[at] = true
			if labels[at].Meeting == m.Name {
				s.named++
			} else {
				t.Logf("name: %s:%d: %q; want %q", n.Name, m.Line, m.Name, labels[at].Meeting)
			}
		}
	}
	for i, want := range labels {
		if read[i] {
			s.found++
		} else {
			t.Logf("not found: %s:%d: %s", want.File, want.Line, want.Date)
		}
	}
	for _, d := range documents([]*Note{n}, defaultLanguages) {
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

// An agreement counts how often values that are read agree with labels.
type agreement struct{ right, wrong, missing int }

func (a *agreement) add(got, want []string) {
	for _, value := range got {
		if slices.Contains(want, value) {
			a.right++
		} else {
			a.wrong++
		}
	}
	for _, value := range want {
		if !slices.Contains(got, value) {
			a.missing++
		}
	}
}

func (a agreement) precision() float64 { return float64(a.right) / float64(max(1, a.right+a.wrong)) }
func (a agreement) recall() float64    { return float64(a.right) / float64(max(1, a.right+a.missing)) }

// TestFormsDocuments compares topic, people and outcomes of documents in the notes of
// other communities with testdata/forms.jsonl.
func TestFormsDocuments(t *testing.T) {
	if testing.Short() {
		t.Skip("TestForms reads the same notes")
	}
	labels := readLabels(t, true)
	_, notes := readNotes(t, formsDir)
	arrange(notes, Names{})
	values := map[string]*agreement{}
	of := func(what string) *agreement {
		if values[what] == nil {
			values[what] = &agreement{}
		}
		return values[what]
	}
	for _, n := range notes {
		want := map[int]label{}
		for _, l := range labels[n.Name] {
			want[l.Line] = l
		}
		community, _, _ := strings.Cut(n.Name, "/")
		for _, d := range documents([]*Note{n}, defaultLanguages) {
			l, ok := want[d.Line]
			if !ok || d.Kind == schema.Heading {
				continue
			}
			for _, what := range []string{"", " of " + community} {
				of("topic"+what).add([]string{d.Topic}, []string{l.Topic})
				of("people"+what).add(d.People, l.People)
				for _, outcome := range schema.Outcomes {
					have := func(is []string) []string {
						return slices.DeleteFunc(slices.Clone(is), func(o string) bool { return o != outcome })
					}
					of(outcome+what).add(have(d.Is), have(l.Is))
				}
			}
			if d.Topic != l.Topic || !slices.Equal(d.People, l.People) && len(d.People)+len(l.People) > 0 || strings.Join(d.Is, ",") != strings.Join(l.Is, ",") {
				t.Logf("%s: topic %q, people %q, is %q; want %q, %q, %q", d.ID(), d.Topic, d.People, d.Is, l.Topic, l.People, l.Is)
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(values)) {
		t.Logf("%-22s precision %.3f recall %.3f of %d", what, values[what].precision(), values[what].recall(), values[what].right+values[what].missing)
	}
	for what, least := range map[string][2]float64{
		"people": {0.99, 0.99}, "action": {0.99, 0.99}, "decision": {0.99, 0.99}, "open": {0.99, 0.99}, "done": {0.99, 0.99}, "topic": {0.99, 0.99},
	} {
		if a := values[what]; a.precision() < least[0] || a.recall() < least[1] {
			t.Errorf("%s: precision %.3f, recall %.3f; want %v", what, a.precision(), a.recall(), least)
		}
	}
}
