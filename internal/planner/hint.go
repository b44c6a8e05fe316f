package planner

import (
	"cmp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/query"
)

// Maximum number of clauses in a hint: for names that contain the words that were typed,
// and for names that are only similar.
const (
	maxHaving  = 6
	maxNearest = 3
)

// hints returns a hint for each name in n that no document has.
func (p *planner) hints(n query.Node) []Hint {
	var all []Hint
	switch n := n.(type) {
	case query.And:
		for _, child := range n {
			all = append(all, p.hints(child)...)
		}
	case query.Or:
		for _, child := range n {
			all = append(all, p.hints(child)...)
		}
	case query.Not:
		return p.hints(n.Node)
	case query.Name:
		if p.isUnknown(n) {
			all = append(all, p.hint(n))
		}
	}
	return all
}

// hint returns the hint for n, a name that no document has. The clauses are for the names
// that contain its words. If there are none, they are for names that differ by few edits.
func (p *planner) hint(n query.Name) Hint {
	type candidate struct {
		name  string
		edits int
	}
	folded := analysis.Fold(n.Text)
	having := p.having(n.Field, folded)
	var near []candidate
	for _, column := range query.ColumnsOf(n.Field) {
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
	hint := Hint{Field: n.Field, Name: n.Typed()}
	most := maxNearest
	if len(having) > 1 {
		most, hint.All = maxHaving, n.Field+":*"+strings.ReplaceAll(folded, " ", "-")+"*"
	}
	for _, c := range near {
		clause := query.NameClause(n.Field, c.name, ShowName(p.names, n.Field, c.name))
		if !slices.Contains(hint.Nearest, clause) && len(hint.Nearest) < most {
			hint.Nearest = append(hint.Nearest, clause)
		}
	}
	return hint
}

// edits returns the number of edits between folded and name. If folded is a single word,
// the edits to a word of name count if they are fewer.
func edits(folded, name string) int {
	least := levenshtein(folded, name)
	if !strings.Contains(folded, " ") {
		for word := range strings.FieldsSeq(name) {
			least = min(least, levenshtein(folded, word))
		}
	}
	return least
}

// levenshtein returns the number of bytes to insert, delete or replace to turn a into b
// (Wagner and Fischer, "The String-to-String Correction Problem", 1974).
func levenshtein(a, b string) int {
	row := make([]int, len(b)+1) // distances from the part of a read so far to each prefix of b
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
