package planner

import (
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/query"
)

// MatchingNames returns the folded names in the index that n matches. If n is a whole name, it
// returns that name, even if the index does not have it; for an empty name, it returns
// the term for documents without one.
func MatchingNames(names naming.Names, n query.Name) []string {
	folded := analysis.Fold(n.Text)
	whole := []string{naming.Term(names.First(n.Field, n.Text))}
	switch {
	case folded == "":
		return whole
	case n.Prefix && n.Suffix:
		return names.Matching(n.Field, func(name string) bool { return strings.Contains(name, folded) })
	case n.Suffix && n.ByWord:
		return names.Matching(n.Field, func(name string) bool { return strings.Contains(name+" ", folded+" ") })
	case n.Suffix:
		return names.Matching(n.Field, func(name string) bool { return strings.HasSuffix(name, folded) })
	case n.Prefix && n.ByWord:
		return names.Matching(n.Field, func(name string) bool { return strings.Contains(" "+name, " "+folded) })
	case n.Prefix:
		return names.Matching(n.Field, func(name string) bool { return strings.HasPrefix(name, folded) })
	case n.ByWord:
		return names.Matching(n.Field, func(name string) bool { return hasWords(name, folded) })
	}
	return whole
}

// isUnknown reports whether no document has the name n, and no names file joins it.
func (p *planner) isUnknown(n query.Name) bool {
	folded := analysis.Fold(n.Text)
	for _, column := range query.ColumnsOf(n.Field) {
		n.Field = column
		shown := p.names.Shown[column].All()
		switch {
		case shown == nil, folded == "":
			return false
		case n.Prefix || n.Suffix || n.ByWord:
			if len(MatchingNames(p.names, n)) > 0 {
				return false
			}
		case shown[folded] != "" || p.names.Firsts[column][folded] != "":
			return false
		}
	}
	return true
}

// having returns the folded names of field that contain the words of folded. Joined names
// are replaced by the first name on their line.
func (p *planner) having(field, folded string) []string {
	var all []string
	for _, column := range query.ColumnsOf(field) {
		all = append(all, p.names.Matching(column, func(name string) bool { return hasWords(name, folded) })...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// hasWords reports whether the folded name contains the words of other, side by side.
func hasWords(name, other string) bool { return strings.Contains(" "+name+" ", " "+other+" ") }

// ShowName returns the spelling to show for a folded name.
func ShowName(names naming.Names, field, folded string) string {
	columns := query.ColumnsOf(field)
	for _, column := range columns {
		if _, ok := names.Shown[column].All()[folded]; ok {
			return names.Show(column, folded)
		}
	}
	return names.Show(columns[0], folded)
}
