package naming

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Spellings are the spellings of names to show: of each the one that most documents
// have, then the newest. They are for one goroutine.
//
// As JSON they are one string, a line for each name: folded, tab, as it is shown. Few
// searches need one, and a string is decoded in a tenth of the time that an object of
// its lines takes.
type Spellings struct {
	text string            // not yet split
	all  map[string]string // by folded name
}

// NewSpellings returns spellings by the folded name.
func NewSpellings(byFolded map[string]string) *Spellings { return &Spellings{all: byFolded} }

// All returns the spellings by the folded name; none of nil.
func (s *Spellings) All() map[string]string {
	if s == nil {
		return nil
	}
	if s.all == nil {
		s.all = map[string]string{}
		for line := range strings.Lines(s.text) {
			folded, shown, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			s.all[folded] = shown
		}
		s.text = ""
	}
	return s.all
}

// MarshalJSON returns the string.
func (s *Spellings) MarshalJSON() ([]byte, error) {
	var text strings.Builder
	for _, folded := range slices.Sorted(maps.Keys(s.All())) {
		text.WriteString(folded + "\t" + s.all[folded] + "\n")
	}
	return json.Marshal(text.String())
}

// UnmarshalJSON takes the string.
func (s *Spellings) UnmarshalJSON(text []byte) error {
	s.all = nil
	return json.Unmarshal(text, &s.text)
}
