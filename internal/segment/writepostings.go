package segment

import (
	"bytes"
	"encoding/binary"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// A postingsWriter writes the postings of a term to a zap file:
//
//	if the term has an offset of frequencies
//	  chunks of: for each document, frequency * 2, plus 1 if it has positions; words of field
//	if the term has positions
//	  chunks of: for each document, the bytes of what follows; for each position, the number
//	    of the field, the position, two numbers for the bytes it spans, and one for lists; 0
//	offset of the frequencies, offset of the positions: 0 for none
//	size of a Roaring bitmap, and the bitmap: its documents
//
// A term with one document, once and without positions, has no postings: its value in the
// dictionary has the number of the document.
type postingsWriter struct {
	z         *zapFile
	field     uint64
	chunkSize uint64
	docs      []uint32
	lengths   uint64 // words of the field of the last document
	freqs     chunks
	places    chunks
	place     []byte
	bitmap    *roaring.Bitmap
	serial    bytes.Buffer
}

func newPostingsWriter(z *zapFile, field int) *postingsWriter {
	return &postingsWriter{z: z, field: uint64(field), bitmap: roaring.New()}
}

// begin begins a term that has count documents. A chunk has about a thousand of them.
func (p *postingsWriter) begin(count int) {
	p.chunkSize = p.z.docs / (uint64(count)/1024 + 1)
	n := int((p.z.docs-1)/p.chunkSize) + 1
	p.docs = p.docs[:0]
	p.freqs.reset(n)
	p.places.reset(n)
}

// add adds a document, in whose field, of length words, the term is once, at no position.
func (p *postingsWriter) add(doc uint32, length uint64) {
	p.docs, p.lengths = append(p.docs, doc), length
	p.freqs.data = binary.AppendUvarint(append(p.freqs.data, 1<<1), length)
	p.freqs.end(uint64(doc) / p.chunkSize)
}

// addRun adds the documents of r that have its term.
func (p *postingsWriter) addRun(r *runReader) {
	doc, rest := r.first, r.postings
	number := func() uint64 {
		if rest[0] < 0x80 {
			n := rest[0]
			rest = rest[1:]
			return uint64(n)
		}
		n, size := binary.Uvarint(rest)
		rest = rest[size:]
		return n
	}
	for range r.docs {
		doc += uint32(number())
		length, freq := number(), number()
		p.docs = append(p.docs, doc)
		p.freqs.data = binary.AppendUvarint(binary.AppendUvarint(p.freqs.data, freq<<1|1), length)
		p.place = p.place[:0]
		position := uint64(0)
		for range freq {
			position += number()
			p.place = binary.AppendUvarint(append(p.place, byte(p.field)), position)
			p.place = append(p.place, 0, 0, 0)
		}
		p.places.data = binary.AppendUvarint(p.places.data, uint64(len(p.place)))
		p.places.data = append(p.places.data, p.place...)
		chunk := uint64(doc) / p.chunkSize
		p.freqs.end(chunk)
		p.places.end(chunk)
	}
}

// end writes the postings, and adds term to the dictionary.
func (p *postingsWriter) end(term []byte) error {
	z := p.z
	if len(p.docs) == 1 && len(p.places.data) == 0 {
		return z.dictionary.Insert(term, zap.FSTValEncode1Hit(uint64(p.docs[0]), p.lengths))
	}
	freqs := p.freqs.write(z)
	places := p.places.write(z)
	postings := z.offset
	p.bitmap.Clear()
	p.bitmap.AddMany(p.docs)
	p.serial.Reset()
	if _, err := p.bitmap.WriteTo(&p.serial); err != nil {
		return err
	}
	p.place = binary.AppendUvarint(p.place[:0], freqs)
	p.place = binary.AppendUvarint(p.place, places)
	z.write(binary.AppendUvarint(p.place, uint64(p.serial.Len())))
	z.write(p.serial.Bytes())
	return z.dictionary.Insert(term, postings)
}

// chunks are data that are divided by the numbers of documents, written as
//
//	number of chunks
//	for each chunk, its end, in bytes after the last of these numbers
//	the data
type chunks struct {
	data []byte
	ends []uint64 // 0 for an empty chunk
	head []byte
}

func (c *chunks) reset(n int) {
	c.data = c.data[:0]
	c.ends = slices.Grow(c.ends[:0], n)[:n]
	clear(c.ends)
}

// end says that the data so far are in chunk number n or before it.
func (c *chunks) end(n uint64) { c.ends[n] = uint64(len(c.data)) }

// write writes the chunks to z and returns their offset; 0 if there are no data.
func (c *chunks) write(z *zapFile) uint64 {
	if len(c.data) == 0 {
		return 0
	}
	offset := z.offset
	c.head = binary.AppendUvarint(c.head[:0], uint64(len(c.ends)))
	last := uint64(0)
	for _, end := range c.ends {
		last = max(last, end)
		c.head = binary.AppendUvarint(c.head, last)
	}
	z.write(c.head)
	z.write(c.data)
	return offset
}
