// Package seen remembers which documents of an index a reader was shown, so that each is
// shown once, and again when it has changed. It goes by the keys and the content of
// documents, never by the clock or by lines, so it holds when an index is built anew, when
// a file is renamed, and when lines are added above a document.
//
// A Record is in a file of its own for each reader and index (file.go). It says nothing
// about documents but hashes.
package seen

import (
	"encoding/binary"
	"hash/fnv"
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A Change says how a document differs from what was shown.
type Change string

// The changes.
const (
	New     Change = "new"
	Changed Change = "changed" // it was shown with another text, outcome or link, or in another place
)

// A Print identifies a document and its content.
type Print struct {
	key     uint64 // schema.Document.Key
	words   uint64 // similar texts differ in few bits
	meeting uint32 // hash of its date and meeting
	rest    uint32 // hash of what else changes: outcomes and links
}

// of returns the Print of d, whose key is key, without its words, which take most of the time.
func of(key string, d schema.Document) Print {
	number, _ := strconv.ParseUint(key, 16, 64) // 16 digits
	return Print{
		key: number, meeting: hash(d.Date, d.Meeting),
		rest: hash(append(append([]string{}, d.Is...), d.Links...)...),
	}
}

// hash returns a hash of values.
func hash(values ...string) uint32 {
	h := fnv.New32a()
	for _, v := range values {
		h.Write(binary.AppendUvarint(nil, uint64(len(v))))
		h.Write([]byte(v))
	}
	return h.Sum32()
}

// sketch returns the simhash of the different words of text: each bit is what most words have
// there.
// Texts with most words in common differ in few bits, others in about half of them.
func sketch(text string) (words uint64) {
	var votes [64]int
	terms := slices.Sorted(slices.Values(analysis.Terms(text)))
	for _, term := range slices.Compact(terms) {
		for bit, h := 0, mix(term); bit < 64; bit++ {
			votes[bit] += int(h>>bit&1)*2 - 1
		}
	}
	for bit, vote := range votes {
		if vote > 0 {
			words |= 1 << bit
		}
	}
	return words
}

// mix returns a hash of term whose bits are all independent of each other.
func mix(term string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(strings.ToLower(term)))
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// near is the largest number of bits in which the sketches of a text and of its new version
// differ. Of two unrelated texts, 3 in 10,000 pairs are as near.
const near = 18

// A form is what makes a document known: the same key, outcomes and links.
type form struct {
	key  uint64
	rest uint32
}

func (p Print) form() form { return form{p.key, p.rest} }

// A Comparison compares documents with those that a Record has.
type Comparison struct {
	record  *Record
	left    map[form]int // documents of the record that were not found yet
	staying map[form]int // documents that are not gone; see Stay
	fresh   []Print
	before  []int        // for each of fresh, the index in the record of what it was before; -1 if it is new
	gone    map[int]bool // indexes in the record of documents that were not found
}

// Compare begins a comparison of documents with r, whose file it reads.
func (r *Record) Compare() (*Comparison, error) {
	if err := r.read(); err != nil {
		return nil, err
	}
	c := &Comparison{record: r, left: make(map[form]int, len(r.prints))}
	for _, p := range r.prints {
		c.left[p.form()]++
	}
	return c, nil
}

// Add adds d, whose key is key. It reports whether d has to be shown, which is also true for
// the second of two equal documents if the record has only one.
func (c *Comparison) Add(key string, d schema.Document) bool {
	p := of(key, d)
	if n := c.left[p.form()]; n > 0 {
		c.left[p.form()] = n - 1
		return false
	}
	p.words = sketch(d.Text)
	c.fresh = append(c.fresh, p)
	return true
}

// Doubtful reports whether Changes may take a document that was not added for one that is
// gone. If it does, Stay must be called for all documents of the meetings of those that have
// to be shown; if the record is full, for all documents of the index.
func (c *Comparison) Doubtful() bool {
	if c.Full() {
		return true
	}
	meetings := map[uint32]bool{}
	for _, p := range c.fresh {
		meetings[p.meeting] = true
	}
	return slices.ContainsFunc(c.record.prints, func(p Print) bool { return meetings[p.meeting] && c.left[p.form()] > 0 })
}

// Full reports whether the record has no room for all that have to be shown.
func (c *Comparison) Full() bool { return len(c.record.prints)+len(c.fresh) > most }

// Stay says that d, whose key is key, is not gone, whether it was added or not.
func (c *Comparison) Stay(key string, d schema.Document) {
	if c.staying == nil {
		c.staying = map[form]int{}
	}
	c.staying[of(key, d).form()]++
}

// vanish leaves in c.left only what is gone.
func (c *Comparison) vanish() {
	gone := map[form]int{}
	for _, p := range c.record.prints {
		if f := p.form(); c.staying[f] > 0 {
			gone[f]++
		}
	}
	for f, n := range gone {
		c.left[f] = max(0, n-c.staying[f])
	}
}

// mostCompared is the largest number of vanished documents of one meeting that a document
// is compared with. It keeps the time within bounds if a meeting has all the documents.
const mostCompared = 300

// Changes returns a Change for each document that has to be shown, in the order of Add,
// when all were added. A document is changed if the record has one that is gone and that
// has the same key, or that is of the same meeting and has most of its words. Gone is what
// was not added, nor named to Stay.
func (c *Comparison) Changes() []Change {
	c.vanish()
	byKey, byMeeting := map[uint64][]int{}, map[uint32][]int{}
	left := c.left
	c.gone = map[int]bool{}
	for i, p := range c.record.prints {
		if left[p.form()] == 0 {
			continue
		}
		left[p.form()]--
		c.gone[i] = true
		byKey[p.key] = append(byKey[p.key], i)
		if len(byMeeting[p.meeting]) < mostCompared {
			byMeeting[p.meeting] = append(byMeeting[p.meeting], i)
		}
	}
	c.before = make([]int, len(c.fresh))
	for i := range c.before {
		c.before[i] = -1
	}
	taken := map[int]bool{}
	pair := func(among func(Print) []int, most int) {
		for i, p := range c.fresh {
			if c.before[i] >= 0 {
				continue
			}
			best := most + 1
			for _, at := range among(p) {
				if far := bits.OnesCount64(p.words ^ c.record.prints[at].words); far < best && !taken[at] {
					best, c.before[i] = far, at
				}
			}
			if c.before[i] >= 0 {
				taken[c.before[i]] = true
			}
		}
	}
	pair(func(p Print) []int { return byKey[p.key] }, 64)
	pair(func(p Print) []int { return byMeeting[p.meeting] }, 0) // the same text before a similar one
	pair(func(p Print) []int { return byMeeting[p.meeting] }, near)
	changes := make([]Change, len(c.fresh))
	for i, before := range c.before {
		changes[i] = New
		if before >= 0 {
			changes[i] = Changed
		}
	}
	return changes
}

// Shown makes the record have the first n documents for which Changes returned a Change. A
// changed one replaces what it was before. If there are too many, it forgets those that are
// gone; the caller sees to it that no more than Most were added.
func (c *Comparison) Shown(n int) {
	replaced := map[int]bool{}
	for _, before := range c.before[:n] {
		if before >= 0 {
			replaced[before] = true
		}
	}
	excess := len(c.record.prints) - len(replaced) + n - most
	kept := make([]Print, 0, len(c.record.prints)+n)
	for i, p := range c.record.prints {
		switch {
		case replaced[i]:
		case excess > 0 && c.gone[i]:
			excess--
		default:
			kept = append(kept, p)
		}
	}
	if len(kept) < len(c.record.prints) {
		c.record.settled = nil // one of them may come back
	}
	c.record.prints = slices.Concat(kept, c.fresh[:n])
}

// most is Most, which tests lower.
var most = Most
