package opensearch

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"minutes/internal/segment"
	"minutes/schema"
)

// A termUse is a term in a field, one of segment.Words, and what has it. It is a document in the
// index of terms.
type termUse struct {
	Field string   `json:"field"`
	Term  string   `json:"term"`
	Count int      `json:"count"` // number of documents that have it
	Langs []string `json:"langs"` // codes of the languages of these, sorted
}

// id returns the id of the document of t. Terms can be longer than ids.
func (t termUse) id() string {
	sum := sha256.Sum256([]byte(t.Field + "\x00" + t.Term))
	return hex.EncodeToString(sum[:16])
}

func (t termUse) body() []byte {
	body, _ := json.Marshal(t) // texts and numbers, which cannot fail
	return body
}

// eachTerm calls visit with the terms that documents of x have.
func eachTerm(x *segment.Index, visit func(termUse) error) error {
	for _, field := range segment.Words {
		err := x.Terms(field, "", func(term string) error {
			use, err := useOf(x, field, term)
			if err != nil || use.Count == 0 {
				return err
			}
			return visit(use)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// useOf returns what has term in field.
func useOf(x *segment.Index, field, term string) (termUse, error) {
	use := termUse{Field: field, Term: cut(term)}
	p, err := x.Postings(field, term, false)
	if err != nil {
		return use, err
	}
	use.Count = p.Count()
	last := ""
	for p.Number() != segment.NoMore {
		s, doc := x.Locate(p.Number())
		c := s.Columns.Column(schema.Lang)
		if lang := c.Value(c.Ordinal(doc)); lang != last {
			if last = lang; !slices.Contains(use.Langs, lang) {
				use.Langs = append(use.Langs, lang)
			}
		}
		if err := p.Seek(p.Number() + 1); err != nil {
			return use, err
		}
	}
	slices.Sort(use.Langs)
	return use, nil
}
