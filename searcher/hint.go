package searcher

import (
	"cmp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
)

// A Hint is a name in the query that no document has, and clauses for those nearest to
// it.
type Hint struct {
	Field   string // team, lead, topic, person or meeting
	Name    string // as it was typed
	Nearest []string
	All     string // a clause for all names that have Name in them, where several have; else ""
}

// How many clauses a hint has at most: of names that have the word that was typed, and
// of names that are only near.
const (
	maxHaving  = 6
	maxNearest = 3
)

// hints returns a hint for each name of n that is in no document.
func (p *planner) hints(n node) []Hint {
	var all []Hint
	switch n := n.(type) {
	case and:
		for _, child := range n {
			all = append(all, p.hints(child)...)
		}
	case or:
		for _, child := range n {
			all = append(all, p.hints(child)...)
		}
	case not:
		return p.hints(n.node)
	case name:
		if p.isUnknown(n) {
			all = append(all, p.hint(n))
		}
	}
	return all
}

// isUnknown says whether n is a name that nobody has, nor is joined to.
func (p *planner) isUnknown(n name) bool {
	folded := analysis.Fold(n.text)
	for _, column := range columnsOf(n.field) {
		n.field = column
		shown := p.names.Shown[column].All()
		switch {
		case shown == nil, folded == "":
			return false
		case n.prefix || n.suffix || n.word:
			if len(p.meant(n)) > 0 {
				return false
			}
		case shown[folded] != "" || p.names.Firsts[column][folded] != "":
			return false
		}
	}
	return true
}

// typed returns n as it was typed, but for quotes.
func (n name) typed() string {
	return value{text: n.text, prefix: n.prefix, suffix: n.suffix}.typed()
}

// hint returns the hint for n, a name that nobody has: the names that have its words or,
// where none has, those that few edits make of it.
func (p *planner) hint(n name) Hint {
	type candidate struct {
		name  string
		edits int
	}
	folded := analysis.Fold(n.text)
	having := p.having(n.field, folded)
	var near []candidate
	for _, column := range columnsOf(n.field) {
		for name := range p.names.Shown[column].All() {
			c := candidate{naming.Term(p.names.First(column, name)), edits(folded, name)}
			if hasWords(folded, name) || slices.Contains(having, c.name) {
				c.edits = 0
			} else if 2*c.edits > len(folded) || len(having) > 0 {
				continue
			}
			near = append(near, c)
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name))
	})
	hint := Hint{Field: n.field, Name: n.typed()}
	most := maxNearest
	if len(having) > 1 {
		most, hint.All = maxHaving, n.field+":*"+strings.ReplaceAll(folded, " ", "-")+"*"
	}
	for _, c := range near {
		clause := nameClause(n.field, c.name, showName(p.names, n.field, c.name))
		if !slices.Contains(hint.Nearest, clause) && len(hint.Nearest) < most {
			hint.Nearest = append(hint.Nearest, clause)
		}
	}
	return hint
}

// having returns the folded names to take for those in field that have the words folded.
func (p *planner) having(field, folded string) []string {
	var all []string
	for _, column := range columnsOf(field) {
		all = append(all, p.names.Matching(column, func(name string) bool { return hasWords(name, folded) })...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// edits returns how many letters have to change to make of folded the name or, where
// it is one word, one of the name's.
func edits(folded, name string) int {
	least := levenshtein(folded, name)
	if !strings.Contains(folded, " ") {
		for word := range strings.FieldsSeq(name) {
			least = min(least, levenshtein(folded, word))
		}
	}
	return least
}

// levenshtein returns how many bytes have to be put in, taken out or replaced to make
// b of a (Wagner and Fischer, "The String-to-String Correction Problem", 1974).
func levenshtein(a, b string) int {
	row := make([]int, len(b)+1) // of what was seen of a, to each beginning of b
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// hasWords says whether the folded name has the words of another side by side.
func hasWords(name, other string) bool { return strings.Contains(" "+name+" ", " "+other+" ") }
