package naming

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Spellings are the spellings of names to show. They must not be used by several
// goroutines at once.
//
// Their JSON is a string with one line per name: the folded name, a tab, and the spelling.
// Few searches need spellings, and decoding a string takes a tenth of the time of decoding
// an object.
type Spellings struct {
	text  string            // JSON string that is not split yet
	parts []*Spellings      // spellings that are not merged yet
	all   map[string]string // folded name to its spelling
}

// All returns a map from folded names to spellings; nil if s is nil.
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
		for _, part := range slices.Backward(s.parts) { // the first part counts
			maps.Copy(s.all, part.All())
		}
		s.text, s.parts = "", nil
	}
	return s.all
}

// MarshalJSON returns s as a JSON string.
func (s *Spellings) MarshalJSON() ([]byte, error) {
	var text strings.Builder
	for _, folded := range slices.Sorted(maps.Keys(s.All())) {
		text.WriteString(folded + "\t" + s.all[folded] + "\n")
	}
	return json.Marshal(text.String())
}

// UnmarshalJSON sets s from a JSON string. It splits the string only when All is called.
func (s *Spellings) UnmarshalJSON(text []byte) error {
	s.parts, s.all = nil, nil
	return json.Unmarshal(text, &s.text)
}
