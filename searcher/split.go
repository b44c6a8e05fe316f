package searcher

import (
	"minutes/schema"
)

// A word that is in no document may be two that notes write apart: boshlite for bosh-lite.
// Of shorter words, too many parts are words.
const (
	minSplit = 6 // bytes of such a word
	maxSplit = 40
	minPart  = 3 // bytes of each of the two
	minApart = 2 // texts that have the two side by side
)

// split returns the two words that term is, which no document has: known ones that stand
// side by side in some texts. They are "" if there are none, or several such pairs.
func (p *planner) split(term string) (first, second string, err error) {
	if len(term) < minSplit || len(term) > maxSplit || !isASCII(term) {
		return "", "", nil
	}
	found := 0
	for i := minPart; i <= len(term)-minPart; i++ {
		parts := []string{term[:i], term[i:]}
		both := true
		for _, part := range parts {
			there, err := p.reader.Has(schema.Text, part)
			if err != nil {
				return "", "", err
			}
			both = both && there
		}
		if !both {
			continue
		}
		slots := [][]form{{{parts[0], 1}}, {{parts[1], 1}}}
		t, err := p.open(schema.Text, slots)
		if err != nil {
			return "", "", err
		}
		n, err := p.countAll(t, schema.Text, slots)
		if err != nil {
			return "", "", err
		}
		if n >= minApart {
			found++
			first, second = parts[0], parts[1]
		}
	}
	if found > 1 { // any of them may be meant
		return "", "", nil
	}
	return first, second, nil
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
