package segment

import (
	"cmp"
	"encoding/binary"
	"slices"

	"minutes/internal/analysis"
	"minutes/schema"
)

// Words lists the fields that are indexed as words, with positions, in the order in which
// they are indexed.
var Words = []string{schema.Text, schema.TeamWords, schema.LeadWords, schema.Parents, schema.Section, schema.Link}

// StoredWords are those of Words whose texts are stored.
var StoredWords = []string{schema.Text, schema.Parents, schema.Link}

const wordsCount = 6 // len(Words)

// wordsOf collects the words of one field of some documents. It keeps the words of the last
// text, because the next document of a note often has the same team, lead and section.
type wordsOf struct {
	terms  numbering
	counts []uint32 // occurrences of each term

	occurrences []occurrence // of all documents, in order
	ends        []uint32     // end of the occurrences of each document
	lengths     []uint32     // number of words of each document

	text   string           // the last text
	tokens []analysis.Token // of text
	start  int              // of the occurrences of text
	length uint32           // of text, in words

	places []place // memory for appendRun
}

// An occurrence is one occurrence of a term in a document.
type occurrence struct{ term, position uint32 }

// A place is where a term occurs.
type place struct{ doc, position uint32 }

// add adds the words of text, which are the field of the next document.
func (w *wordsOf) add(text string) {
	if text == w.text {
		w.repeat()
		return
	}
	w.text, w.tokens, w.length = text, w.tokens[:0], 0
	w.start = len(w.occurrences)
	position := 0
	for token := range analysis.Tokens(text) {
		w.tokens = append(w.tokens, token)
		if token.Position != position {
			w.length++
		}
		position = token.Position
		number := w.terms.number(token.Term)
		if int(number) == len(w.counts) {
			w.counts = append(w.counts, 0)
		}
		w.counts[number]++
		w.occurrences = append(w.occurrences, occurrence{number, uint32(position)})
	}
	w.end()
}

// repeat adds the words of the last text again.
func (w *wordsOf) repeat() {
	start := len(w.occurrences)
	if len(w.tokens) > 0 {
		w.occurrences = append(w.occurrences, w.occurrences[w.start:w.start+len(w.tokens)]...)
	}
	for _, o := range w.occurrences[start:] {
		w.counts[o.term]++
	}
	w.start = start
	w.end()
}

// reset removes all documents, and keeps the memory for others.
func (w *wordsOf) reset() {
	w.terms.reset()
	clear(w.tokens[:cap(w.tokens)]) // they have parts of notes
	w.counts, w.tokens = w.counts[:0], w.tokens[:0]
	w.occurrences, w.ends, w.lengths = w.occurrences[:0], w.ends[:0], w.lengths[:0]
	w.text, w.start, w.length = "", 0, 0
}

func (w *wordsOf) end() {
	w.ends = append(w.ends, uint32(len(w.occurrences)))
	w.lengths = append(w.lengths, w.length)
}

// appendRun appends the inverted words to out, in the form that a runReader reads: for each
// term, in order,
//
//	length of the term, the term
//	number of its documents
//	length of what follows
//	for each document
//	  its number, less that of the one before
//	  number of words in its field
//	  number of occurrences of the term
//	  for each, its position, less that of the one before
//
// All numbers are varints. Documents are numbered from 0.
func (w *wordsOf) appendRun(out []byte) []byte {
	terms := w.terms.texts
	order := make([]uint32, len(terms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Compare(terms[a], terms[b]) })

	// Sort the occurrences by term, by counting. Those of a term stay in order.
	w.places = slices.Grow(w.places[:0], len(w.occurrences))[:len(w.occurrences)]
	places := w.places
	next := make([]uint32, len(terms)) // where the next occurrence of each term goes
	start := uint32(0)
	for _, term := range order {
		next[term] = start
		start += w.counts[term]
	}
	start = 0
	for doc, end := range w.ends {
		for _, o := range w.occurrences[start:end] {
			places[next[o.term]] = place{uint32(doc), o.position}
			next[o.term]++
		}
		start = end
	}

	var postings []byte
	for _, term := range order {
		of := places[next[term]-w.counts[term] : next[term]]
		postings = postings[:0]
		docs, before := 0, uint32(0)
		for len(of) > 0 {
			doc, n := of[0].doc, 1
			for n < len(of) && of[n].doc == doc {
				n++
			}
			postings = binary.AppendUvarint(postings, uint64(doc-before))
			postings = binary.AppendUvarint(postings, uint64(w.lengths[doc]))
			postings = binary.AppendUvarint(postings, uint64(n))
			position := uint32(0)
			for _, p := range of[:n] {
				postings = binary.AppendUvarint(postings, uint64(p.position-position))
				position = p.position
			}
			docs, before, of = docs+1, doc, of[n:]
		}
		out = binary.AppendUvarint(out, uint64(len(terms[term])))
		out = append(out, terms[term]...)
		out = binary.AppendUvarint(out, uint64(docs))
		out = binary.AppendUvarint(out, uint64(len(postings)))
		out = append(out, postings...)
	}
	return out
}
