// Package naming compares the names of teams, leads and meetings, joins those that
// mean the same, and knows how to show each.
package naming

import (
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// Fields are the fields of names that an index knows how to show.
var Fields = []string{schema.Meeting, schema.Team, schema.Lead, schema.Topic, schema.People}

// isList says whether a value of field is a list of names.
func isList(field string) bool {
	return field == schema.Lead || field == schema.People || field == schema.Is
}

// Missing is the term of a document without a name in a field. No folded name equals
// it, for those hold no punctuation.
const Missing = "-"

// Term returns the term of name among the names of a field: folded, or Missing where
// nothing is left of it.
func Term(name string) string {
	if folded := analysis.Fold(name); folded != "" {
		return folded
	}
	return Missing
}

// List returns one value that has all of elements, a line for each.
func List(elements []string) string { return strings.Join(elements, "\n") }

// Elements returns the elements of a list that is one value.
func Elements(value string) []string {
	if value == "" {
		return []string{}
	}
	return strings.Split(value, "\n")
}

// Joins are names that mean the same, as a names file joins them.
type Joins struct {
	// Firsts maps, for a team, a lead and people, each joined name, folded, to the first
	// name of its line as that is written.
	Firsts map[string]map[string]string `json:"firsts"`
	// Words has a list for each line of words: names that mean the same, each as its
	// terms.
	Words [][][]string `json:"words"`
}

// First returns the name to take for name in field: the first of those it is
// joined with, or name itself.
func (j Joins) First(field, name string) string {
	if first, ok := j.Firsts[field][Term(name)]; ok {
		return first
	}
	return name
}

// Terms returns the terms of a value of field: of the first of the names that each of
// its names is joined with, sorted, each once; Missing where it is empty.
func (j Joins) Terms(field, value string) []string {
	if !isList(field) || value == "" {
		return []string{Term(j.First(field, value))}
	}
	var terms []string
	for _, name := range Elements(value) {
		terms = append(terms, Term(j.First(field, name)))
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// Names are the names in an index.
type Names struct {
	// Shown gives the spellings to show, by field, one of Fields.
	Shown map[string]*Spellings `json:"shown"`
	Joins
}

// Show returns the spelling of the folded name in field: the first of those it is
// joined with, else the one to show, else folded itself, where no document has it.
func (n Names) Show(field, folded string) string {
	if first, ok := n.Firsts[field][folded]; ok {
		return first
	}
	if name, ok := n.Shown[field].All()[folded]; ok {
		return name
	}
	return folded
}

// Matching returns the folded names to take for all names in field, folded, that
// are so, sorted.
func (n Names) Matching(field string, so func(folded string) bool) []string {
	var found []string
	for folded := range n.Shown[field].All() {
		if so(folded) {
			found = append(found, Term(n.First(field, folded)))
		}
	}
	for folded, first := range n.Firsts[field] {
		if so(folded) {
			found = append(found, Term(first))
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// A Census counts spellings of names, to find the Names. The zero value is ready to
// use.
type Census struct {
	seen map[spelling]use
}

type spelling struct{ field, name string }

type use struct {
	documents int
	newest    string
}

// Add counts a value that so many documents have in field, one of Fields, the newest of
// them of the date newest.
func (c *Census) Add(field, value string, documents int, newest string) {
	names := []string{value}
	if isList(field) {
		names = Elements(value)
	}
	if c.seen == nil {
		c.seen = map[spelling]use{}
	}
	for _, name := range names {
		s := spelling{field, name}
		u := c.seen[s]
		c.seen[s] = use{u.documents + documents, max(u.newest, newest)}
	}
}

// Names returns what was counted, with joins. Spellings that are equal in count
// and date go by their bytes, so that the same documents always give the same
// names.
func (c *Census) Names(joins Joins) Names {
	shown := map[string]*Spellings{}
	for _, field := range Fields {
		shown[field] = &Spellings{all: map[string]string{}}
	}
	for s, u := range c.seen {
		folded := Term(s.name)
		if folded == Missing {
			continue
		}
		all := shown[s.field].all
		other, ok := all[folded]
		if !ok || u.beats(c.seen[spelling{s.field, other}], s.name < other) {
			all[folded] = s.name
		}
	}
	return Names{shown, joins}
}

func (u use) beats(v use, tied bool) bool {
	switch {
	case u.documents != v.documents:
		return u.documents > v.documents
	case u.newest != v.newest:
		return u.newest > v.newest
	}
	return tied
}
