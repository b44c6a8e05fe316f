package opensearch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/segment"
	"minutes/schema"
)

// A tagged is a document of an index in a folder, with what the bitmaps there say of it.
type tagged struct {
	schema.Document
	sum                               uint64 // as in segment.Columns.Sum
	repeats, routine, shared, pointer bool
}

// A choice says which documents of an index are wanted.
type choice func(s *segment.Segment, doc int) bool

func all(*segment.Segment, int) bool { return true }

// documents yields the documents of x that are wanted, without deleted ones.
func documents(x *segment.Index, wanted choice) iter.Seq2[tagged, error] {
	return func(yield func(tagged, error) bool) {
		for _, s := range x.Segments {
			for doc := range s.Size() {
				if s.Deleted(doc) || !wanted(s, doc) {
					continue
				}
				d, err := x.Document(uint64(s.First() + doc))
				if !yield(tagged{d, s.Columns.Sum(doc), s.Repeats(doc), s.Routine(doc), s.Shared(doc), s.Columns.Pointer(doc)}, err) {
					return
				}
			}
		}
	}
}

// A written is a document in the form that the cluster keeps.
type written struct {
	id, file string
	body     []byte // JSON
	hash     digest
}

// A digest is a hash of a document.
type digest [16]byte

func (d digest) String() string { return hex.EncodeToString(d[:]) }

// add adds other to d. The sum of many is the same in any order.
func (d *digest) add(other digest) {
	for i := range d {
		d[i] ^= other[i]
	}
}

// write returns d as the cluster keeps it.
func write(d tagged, joins naming.Joins) (written, error) {
	file, line := d.File, d.Line
	made := object{
		lineField: line, docField: d.Document, saidField: fmt.Sprintf("%016x", d.sum),
		personsField: cut(segment.Value(&d.Document, schema.Lead) + "\x00" + segment.Value(&d.Document, schema.People)),
	}
	if d.Kind == schema.Heading {
		made[saidField] = id(d.Document) // headings say nothing, so none says the same as another
	}
	if d.Date != "" {
		made[dayField] = numberOf(d.Date)
		made[heldField] = cut(d.Date + "\x00" + analysis.Fold(d.Meeting))
	}
	for mark, is := range map[string]bool{
		oldField: d.repeats || d.routine, routineField: d.routine, sharedField: d.shared, presentField: d.Present, pointerField: d.pointer,
	} {
		if is {
			made[mark] = true
		}
	}
	for _, field := range columns {
		if value := segment.Value(&d.Document, field); value != "" {
			made[columnField(field)] = cut(value)
		}
	}
	for _, field := range tags {
		if terms := tagTerms(&d.Document, field, joins); len(terms) > 0 {
			made[tagField(field)] = terms
		}
	}
	for _, field := range segment.Words {
		text, length := stream(segment.TextOf(&d.Document, field))
		if length == 0 {
			continue
		}
		made[wordsField(field)] = text
		if field == schema.Text {
			made[lengthField] = length
		}
	}
	var body bytes.Buffer
	e := json.NewEncoder(&body)
	e.SetEscapeHTML(false)
	if err := e.Encode(made); err != nil {
		return written{}, err
	}
	w := written{id: id(d.Document), file: file}
	w.body, w.hash = sealed(bytes.TrimSuffix(body.Bytes(), []byte("\n")))
	return w, nil
}

// hashStart is how the JSON of a document begins, whose hash is of the rest.
const hashStart = `{"` + hashField + `":"`

// sealed returns body, an object, with its hash as its first field.
func sealed(body []byte) ([]byte, digest) {
	sum := sha256.Sum256(body)
	hash := digest(sum[:len(digest{})])
	return append([]byte(hashStart+hash.String()+`",`), body[1:]...), hash
}

// unsealed returns the hash that the JSON of a document has, and whether it is that of the
// rest.
func unsealed(body []byte) (hash digest, whole bool) {
	rest, ok := bytes.CutPrefix(body, []byte(hashStart))
	text, rest, ok2 := bytes.Cut(rest, []byte(`",`))
	if n, err := hex.Decode(hash[:], text[:min(len(text), 2*len(hash))]); !ok || !ok2 || err != nil || n != len(hash) {
		return hash, false
	}
	sum := sha256.Sum256(append([]byte{'{'}, rest...))
	return hash, digest(sum[:len(hash)]) == hash
}

// id returns the id of d in the cluster, where it has at most 512 bytes.
func id(d schema.Document) string {
	key := segment.Key(d)
	if len(key) <= 512 {
		return key
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

// numberOf returns a date as a number with its digits. A month has 00 for the day. Numbers are
// counted in half of the time that texts take.
func numberOf(date string) int {
	digits := strings.ReplaceAll(date, "-", "")
	n, _ := strconv.Atoi((digits + "0000")[:len("20180626")]) // dates of documents consist of digits
	return n
}

// dateOf returns the date for which numberOf returned n.
func dateOf(n int) string {
	year, month, day := n/10000, n/100%100, n%100
	switch {
	case month == 0:
		return fmt.Sprintf("%04d", year)
	case day == 0:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}

// tagTerms returns the terms of d in field, one of tags.
func tagTerms(d *schema.Document, field string, joins naming.Joins) (terms []string) {
	switch {
	case field == schema.Year && d.Date != "":
		return []string{d.Date[:len("2006")]}
	case field == schema.Year:
		return nil
	case !schema.IsName(field):
		return naming.Elements(segment.Value(d, field))
	}
	for _, term := range joins.Terms(field, segment.Value(d, field)) {
		if term != naming.Missing {
			terms = append(terms, cut(term))
		}
	}
	return terms
}

// stream returns the terms of text, and the number of its words. Positions are separated by
// spaces. The analyzer of the cluster takes it apart again.
func stream(text string) (terms string, length int) {
	if text == "" {
		return "", 0
	}
	var b strings.Builder
	last := 0
	for t := range analysis.Tokens(text) {
		if t.Position == last {
			b.WriteString(textStart)
		} else {
			length++
			for ; last < t.Position; last++ {
				if last > 0 {
					b.WriteByte(' ')
				}
				if last+1 < t.Position {
					b.WriteString(textMissing)
				}
			}
		}
		b.WriteString(cut(t.Term))
	}
	return b.String(), length
}

// cut returns the part of a term or a value that Lucene takes.
func cut(term string) string {
	if len(term) <= longest {
		return term
	}
	end := longest
	for !utf8.RuneStart(term[end]) {
		end--
	}
	return term[:end]
}
