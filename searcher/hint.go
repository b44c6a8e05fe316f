package searcher

import (
	"cmp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
)

// A Hint is a name in the query that no document has, and those nearest to it.
type Hint struct {
	Field   string   // team, lead, topic, person or meeting
	Name    string   // as it was typed
	Nearest []string // at most three, in the spelling to show
}

const maxNearest = 3

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
			typed := value{text: n.text, prefix: n.prefix}.typed()
			all = append(all, Hint{n.field, typed, p.nearestNames(n.field, analysis.Fold(n.text))})
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
		case n.prefix || n.word:
			if len(p.meant(n)) > 0 {
				return false
			}
		case shown[folded] != "" || p.names.Firsts[column][folded] != "":
			return false
		}
	}
	return true
}

// nearestNames returns the names in field that are nearest to folded: those that
// have its words, then those that few edits make of it.
func (p *planner) nearestNames(field, folded string) []string {
	type candidate struct {
		name  string
		edits int
	}
	var near []candidate
	for _, column := range columnsOf(field) {
		for name := range p.names.Shown[column].All() {
			c := candidate{naming.Term(p.names.First(column, name)), edits(folded, name)}
			if hasWords(name, folded) || hasWords(folded, name) {
				c.edits = 0
			} else if 2*c.edits > len(folded) {
				continue
			}
			near = append(near, c)
		}
	}
	slices.SortFunc(near, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.edits, b.edits), cmp.Compare(len(a.name), len(b.name)), cmp.Compare(a.name, b.name))
	})
	var shown []string
	for _, c := range near {
		name := showName(p.names, field, c.name)
		if !slices.Contains(shown, name) && len(shown) < maxNearest {
			shown = append(shown, name)
		}
	}
	return shown
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
