// Package naming compares the names of teams, leads, meetings, topics and people, joins
// those that mean the same, and chooses the spelling to show.
package naming

import (
	"slices"
	"strings"
	"sync"

	"minutes/internal/analysis"
	"minutes/schema"
)

// Fields lists the fields of names for which an index has spellings to show.
var Fields = []string{schema.Meeting, schema.Team, schema.Lead, schema.Topic, schema.People}

// isList reports whether a value of field is a list of names.
func isList(field string) bool {
	return field == schema.Lead || field == schema.People || field == schema.Is
}

// Missing is the term for a document without a name in a field. It is never equal to a
// folded name, because these have no punctuation.
const Missing = "-"

// Term returns the term for name: its folded form, or Missing if that is empty.
func Term(name string) string {
	if folded := analysis.Fold(name); folded != "" {
		return folded
	}
	return Missing
}

// List returns a single value with all of elements, one per line.
func List(elements []string) string { return strings.Join(elements, "\n") }

// Elements returns the elements of a value that List returned.
func Elements(value string) []string {
	if value == "" {
		return []string{}
	}
	return strings.Split(value, "\n")
}

// Joins are the names that a names file joins, because they mean the same.
type Joins struct {
	// Firsts maps a field (schema.Team, schema.Lead or schema.People) and a folded name to
	// the first name on its line, as written.
	Firsts map[string]map[string]string `json:"firsts"`
	// Words has an element for each line of words. It lists the names on the line, each
	// split into its terms.
	Words [][][]string `json:"words"`
}

// First returns the first of the names that name is joined with in field, or name itself
// if there are none.
func (j Joins) First(field, name string) string {
	if first, ok := j.Firsts[field][Term(name)]; ok {
		return first
	}
	return name
}

// Terms returns the terms of a value of field, sorted, each once. Each name counts as the
// first of the names that it is joined with. If the value is empty, Terms returns
// Missing.
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
	// Shown maps each of Fields to the spellings to show.
	Shown map[string]*Spellings `json:"shown"`
	Joins
	known *known // nil unless Keep was called
}

// known are results of Terms. A question that is counted by two goroutines uses it in both.
type known struct {
	mu    sync.Mutex
	terms map[fieldValue][]string
}

type fieldValue struct{ field, value string }

// Keep makes n keep the results of Terms. Pairs of leads and people have the same names again
// and again, and folding them takes longer than counting them.
func (n *Names) Keep() { n.known = &known{terms: map[fieldValue][]string{}} }

// Terms is that of Joins. The caller must not change the result. Several goroutines may call
// it at once.
func (n Names) Terms(field, value string) []string {
	if n.known == nil {
		return n.Joins.Terms(field, value)
	}
	n.known.mu.Lock()
	defer n.known.mu.Unlock()
	key := fieldValue{field, value}
	terms, ok := n.known.terms[key]
	if !ok {
		terms = n.Joins.Terms(field, value)
		n.known.terms[key] = terms
	}
	return terms
}

// Show returns the spelling to show for a folded name in field. If the name is joined, it
// is the first name on the line. If no document has the name, it is folded itself.
func (n Names) Show(field, folded string) string {
	if first, ok := n.Firsts[field][folded]; ok {
		return first
	}
	if name, ok := n.Shown[field].All()[folded]; ok {
		return name
	}
	return folded
}

// Matching returns the folded names in field for which so returns true, sorted, each
// once. A joined name is replaced by the first one on its line.
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

// A Census counts spellings of names, to choose those to show. The zero value is ready to
// use.
type Census struct {
	seen map[spelling]use
}

type spelling struct{ field, name string }

type use struct {
	documents int
	newest    string
}

// Add counts a value of field, one of Fields. documents is the number of documents with
// that value, and newest the latest of their dates.
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

// Names returns the names that were counted, with joins. The spelling to show is the one
// with the most documents, then the newest, then the first by bytes. So the same
// documents always give the same names.
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
	return Names{Shown: shown, Joins: joins}
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
