package segment

import (
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// isPointer reports whether d only points to something: it is a bare link, or a line of an
// agenda. agenda says whether its section is an agenda.
func isPointer(d *schema.Document, agenda bool) bool {
	return agenda && len(d.Parents) == 0 || len(d.Links) > 0 && isBareLink(d)
}

// isAgenda reports whether section, as a document has it, is an agenda.
func isAgenda(section []string) bool {
	last := len(section) - 1
	return last >= 0 && strings.HasPrefix(analysis.Fold(section[last]), "agenda")
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
