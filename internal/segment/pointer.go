package segment

import (
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// isPointer reports whether d only points to something: it is a bare link, or a line of an
// agenda.
func isPointer(d *schema.Document) bool {
	if len(d.Links) > 0 && isBareLink(d) {
		return true
	}
	last := len(d.Section) - 1
	return last >= 0 && len(d.Parents) == 0 && strings.HasPrefix(analysis.Fold(d.Section[last]), "agenda")
}

// isBareLink reports whether the text of d has no words besides its links.
func isBareLink(d *schema.Document) bool {
	for word := range strings.FieldsSeq(d.Text) {
		if !strings.Contains(word, "://") && analysis.Fold(word) != "" {
			return false
		}
	}
	return true
}
