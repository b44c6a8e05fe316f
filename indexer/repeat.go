package indexer

import (
	"cmp"
	"hash/fnv"

	"minutes/schema"
)

// markRepeats marks the documents that say what an earlier one has said: the same
// words, folded, for the same team under the same parents. A roadmap repeats its
// rows for months; the same short reply to another question is none.
func markRepeats(docs []schema.Document, joins schema.Joins) {
	type sum [16]byte
	said := map[sum]int{} // the earliest document that says it
	h := fnv.New128a()
	for i := range docs {
		d := &docs[i]
		if d.Kind == schema.Heading {
			continue
		}
		h.Reset()
		add := func(text string) { h.Write([]byte(schema.Fold(text) + "\n")) }
		add(joins.First(schema.Team, d.Team))
		for _, p := range d.Parents {
			add(p.Text)
		}
		add(d.Text)
		what := sum(h.Sum(nil))
		first, again := said[what]
		if again && docs[first].Same == "" {
			docs[first].Same = docs[first].ID()
		}
		switch {
		case !again:
			said[what] = i
		case compareAge(*d, docs[first]) < 0:
			d.Same, docs[first].Repeat = docs[first].Same, true
			said[what] = i
		default:
			d.Same, d.Repeat = docs[first].Same, true
		}
	}
}

// compareAge orders documents by date, then as they stand in the notes.
func compareAge(a, b schema.Document) int {
	return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
}
