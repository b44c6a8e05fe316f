package segment

import (
	"context"
	"maps"
	"slices"

	index "github.com/blevesearch/bleve_index_api"

	"minutes/internal/naming"
	"minutes/schema"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// tagTerms are the terms that a value of a tag has in the index.
type tagTerms struct {
	numbers []uint32 // of its terms; each once
	values  []byte   // the terms, sorted, as doc values have them
	length  uint64   // number of elements of the value
}

// writeTags writes the field of tag name, one of schema.Tags, whose values are in columns.
// Names that joins joins have the term of the first of them.
func (z *zapFile) writeTags(ctx context.Context, name string, columns *columnWriter, joins naming.Joins) error {
	from := name
	if name == schema.Year {
		from = schema.Date
	}
	column := &columns.columns[slices.Index(schema.Columns, from)]
	terms := &numbering{}
	of := make([]tagTerms, len(column.values.texts))
	for i, value := range column.values.texts {
		of[i] = newTagTerms(termsOf(name, tagOf(name, value), joins), terms)
	}
	if len(terms.texts) == 0 {
		return z.endField(nil)
	}

	values := &docValues{}
	for doc, value := range column.of {
		if v := of[value].values; len(v) > 0 {
			values.add(uint32(doc), v)
		}
	}
	docs, ends := byTerm(column, of, len(terms.texts))
	p := newPostingsWriter(z, zapNumber(name))
	for _, term := range sortedKeys(terms.numbers) {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		number := terms.numbers[term]
		has := docs[ends[number]:ends[number+1]]
		p.begin(len(has))
		for _, doc := range has {
			p.add(doc, of[column.of[doc]].length)
		}
		if err := p.end([]byte(term)); err != nil {
			return err
		}
	}
	return z.endField(values)
}

// byTerm returns the documents of each of so many terms, one list after the other. That of term
// i begins at ends[i] and ends at ends[i+1]. It sorts by counting.
func byTerm(column *columnInMaking, of []tagTerms, terms int) (docs []uint32, ends []int) {
	ends = make([]int, terms+1)
	for _, value := range column.of {
		for _, number := range of[value].numbers {
			ends[number+1]++
		}
	}
	for number := range terms {
		ends[number+1] += ends[number]
	}
	docs = make([]uint32, ends[terms])
	next := slices.Clone(ends)
	for doc, value := range column.of {
		for _, number := range of[value].numbers {
			docs[next[number]] = uint32(doc)
			next[number]++
		}
	}
	return docs, ends
}

// newTagTerms returns the terms of a value, which all has the numbers of.
func newTagTerms(terms []string, all *numbering) tagTerms {
	t := tagTerms{length: uint64(len(terms))}
	slices.Sort(terms)
	for _, term := range slices.Compact(terms) {
		t.numbers = append(t.numbers, all.number(term))
		t.values = append(append(t.values, term...), index.DocValueTermSeparator)
	}
	return t
}

// termsOf returns the terms of value, which is in the field of tag name. It may repeat one.
func termsOf(name, value string, joins naming.Joins) []string {
	if value == "" {
		return nil
	}
	terms := elementsOf(name, value)
	if schema.IsName(name) {
		terms = joins.Terms(name, value)
	}
	return slices.DeleteFunc(terms, func(term string) bool { return term == naming.Missing })
}
