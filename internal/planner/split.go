package planner

import (
	"minutes/schema"
)

// A word that no document has may be two words that notes write separately: boshlite for
// bosh-lite. Shorter words are not split, because their parts are words too often.
const (
	minSplit = 6 // minimum length of such a word, in bytes
	maxSplit = 40
	minPart  = 3 // minimum length of each part, in bytes
	minApart = 2 // minimum number of texts that have the parts side by side
)

// split splits term, which no document has, into two known words that are side by side in
// some texts. They are "" if there is no such pair, or if there are several.
func (p *planner) split(term string) (first, second string, err error) {
	if len(term) < minSplit || len(term) > maxSplit || !isASCII(term) {
		return "", "", nil
	}
	found := 0
	for i := minPart; i <= len(term)-minPart; i++ {
		parts := []string{term[:i], term[i:]}
		both := true
		for _, part := range parts {
			there, err := p.dictionary.Has(schema.Text, part, 0)
			if err != nil {
				return "", "", err
			}
			both = both && there
		}
		if !both {
			continue
		}
		n, err := p.dictionary.Find(sideBySide(schema.Text, parts), minApart)
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
