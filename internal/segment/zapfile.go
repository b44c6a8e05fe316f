package segment

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"slices"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"
	"github.com/golang/snappy"

	"minutes/schema"
)

// A zap file, of version 17 of the format of zapx, has these parts. Numbers are varints,
// except those of a given width, which are big-endian. An offset is from the start of the
// file.
//
//	for each document, what is stored of it; see stored.add
//	for each document, the offset of what is stored: uint64
//	number of documents in other documents: 0
//	for each field
//	  for each term, its postings; see postingsWriter
//	  size of the dictionary, and the dictionary: a transducer of package vellum, from a
//	    term to the offset of its postings, or to its only document
//	  doc values; see writeDocValues
//	  offset of the doc values, offset of their end: noDocValues for none
//	  offset of the size of the dictionary
//	for each field
//	  length of its name, its name, its options
//	  number of kinds of data: 1
//	  kind of data: uint16, 0; offset of the offset of its doc values: uint64
//	number of fields
//	for each field, the offset of the length of its name: uint64
//	footer; see zapFile.close
//
// The package zapx writes such files too, but only from documents that have a map of words
// for each field, and one batch at a time, to be merged later. That takes twice as long.

// zapFields are the fields of a zap file. Every file has all of them, in this order, so
// that zapx merges files without numbering fields anew.
var zapFields = func() []zapField {
	options := map[string]index.FieldIndexingOptions{schema.ParentLines: index.StoreField}
	for _, name := range Words {
		options[name] = index.IndexField | index.IncludeTermVectors
	}
	for _, name := range schema.Tags {
		options[name] = index.IndexField | index.DocValues
	}
	for _, name := range slices.Concat(StoredWords, schema.StoredTags) {
		options[name] |= index.StoreField
	}
	fields := []zapField{{idField, index.IndexField | index.StoreField}}
	for _, name := range sortedKeys(options) {
		fields = append(fields, zapField{name, options[name]})
	}
	return fields
}()

type zapField struct {
	name    string
	options index.FieldIndexingOptions
}

// idField is the field of the keys of documents.
const idField = "_id"

// zapNumber returns the number of a field.
func zapNumber(name string) int {
	return slices.IndexFunc(zapFields, func(f zapField) bool { return f.name == name })
}

// A zapFile is a zap file that is being written. Its first error is returned by close, and
// nothing is written after that.
type zapFile struct {
	file   *os.File
	w      *bufio.Writer // of summed
	summed *summed
	offset uint64
	docs   uint64

	storedIndex uint64
	fields      []uint64 // offset of the data of each field
	terms       bytes.Buffer
	dictionary  *vellum.Builder // writes to terms
}

// summed is a file with the CRC-32 of what was written.
type summed struct {
	*os.File
	crc uint32
}

func (s *summed) Write(p []byte) (int, error) {
	s.crc = crc32.Update(s.crc, crc32.IEEETable, p)
	return s.File.Write(p)
}

func createZap(path string) (*zapFile, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	z := &zapFile{file: f, summed: &summed{File: f}}
	z.w = bufio.NewWriterSize(z.summed, 1<<20)
	if z.dictionary, err = vellum.New(&z.terms, nil); err != nil {
		f.Close()
		return nil, err
	}
	return z, nil
}

// write writes p. The buffer keeps an error until close.
func (z *zapFile) write(p []byte) {
	z.w.Write(p)
	z.offset += uint64(len(p))
}

// writeStoredIndex writes where each document is stored.
func (z *zapFile) writeStoredIndex(offsets []uint64) {
	z.docs, z.storedIndex = uint64(len(offsets)), z.offset
	out := make([]byte, 0, 8*len(offsets)+1)
	for _, offset := range offsets {
		out = binary.BigEndian.AppendUint64(out, offset)
	}
	z.write(append(out, 0))
}

// noDocValues stands for the offset of the doc values of a field that has none.
const noDocValues = 1<<64 - 1

// endField writes the dictionary of a field whose postings were written, and its doc values
// if values is not nil.
func (z *zapFile) endField(values *docValues) error {
	if err := z.dictionary.Close(); err != nil {
		return err
	}
	dictionary := z.offset
	z.write(binary.AppendUvarint(nil, uint64(z.terms.Len())))
	z.write(z.terms.Bytes())
	z.terms.Reset()
	if err := z.dictionary.Reset(&z.terms); err != nil {
		return err
	}
	start, end := uint64(noDocValues), uint64(noDocValues)
	if values != nil {
		start = z.offset
		z.write(values.finish(z.docs))
		end = z.offset
	}
	z.fields = append(z.fields, z.offset)
	for _, offset := range []uint64{start, end, dictionary} {
		z.write(binary.AppendUvarint(nil, offset))
	}
	return nil
}

// close writes the list of the fields, and the footer:
//
//	length of the name of an encryption: uint32, 0
//	number of documents, offset of the list where they are stored, offset of the number of
//	  fields: uint64 each
//	way of dividing postings into chunks, version: uint32 each
//	CRC-32 of all that is before it
func (z *zapFile) close() error {
	big := binary.BigEndian
	var offsets []uint64
	for i, field := range zapFields {
		offsets = append(offsets, z.offset)
		out := binary.AppendUvarint(nil, uint64(len(field.name)))
		out = append(out, field.name...)
		out = binary.AppendUvarint(out, uint64(field.options))
		out = append(out, 1, 0, zap.SectionInvertedTextIndex)
		z.write(big.AppendUint64(out, z.fields[i]))
	}
	fields := z.offset
	out := binary.AppendUvarint(nil, uint64(len(zapFields)))
	for _, offset := range offsets {
		out = big.AppendUint64(out, offset)
	}
	out = big.AppendUint32(out, 0)
	for _, number := range []uint64{z.docs, z.storedIndex, fields} {
		out = big.AppendUint64(out, number)
	}
	out = big.AppendUint32(out, zap.DefaultChunkMode)
	z.write(big.AppendUint32(out, zap.Version))
	if err := z.w.Flush(); err != nil {
		z.file.Close()
		return err
	}
	if _, err := z.file.Write(big.AppendUint32(nil, z.summed.crc)); err != nil {
		z.file.Close()
		return err
	}
	return z.file.Close()
}

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

// docValues are the terms of documents in one field, in chunks of documents:
//
//	for each chunk
//	  number of its documents that have terms
//	  for each, its number, and the end of its terms
//	  the terms, compressed by snappy; each is followed by index.DocValueTermSeparator
//	for each chunk, its end
//	size of these ends, number of chunks: uint64 each
//
// A chunk without such documents has no bytes.
type docValues struct {
	out    []byte
	ends   []uint64
	head   []byte
	terms  []byte
	docs   uint64 // in the current chunk
	packed []byte
}

const docValuesChunk = 1024

// add adds the terms of a document, each with its separator. Documents come in order.
func (v *docValues) add(doc uint32, terms []byte) {
	for uint64(len(v.ends)) < uint64(doc)/docValuesChunk {
		v.endChunk()
	}
	v.docs++
	v.terms = append(v.terms, terms...)
	v.head = binary.AppendUvarint(binary.AppendUvarint(v.head, uint64(doc)), uint64(len(v.terms)))
}

func (v *docValues) endChunk() {
	if v.docs > 0 {
		v.packed = snappy.Encode(v.packed[:cap(v.packed)], v.terms)
		v.out = binary.AppendUvarint(v.out, v.docs)
		v.out = append(append(v.out, v.head...), v.packed...)
	}
	v.ends = append(v.ends, uint64(len(v.out)))
	v.docs, v.head, v.terms = 0, v.head[:0], v.terms[:0]
}

// finish returns the doc values. docs is the number of documents of the segment.
func (v *docValues) finish(docs uint64) []byte {
	for n := (docs-1)/docValuesChunk + 1; uint64(len(v.ends)) < n; {
		v.endChunk()
	}
	size := len(v.out)
	for _, end := range v.ends {
		v.out = binary.AppendUvarint(v.out, end)
	}
	v.out = binary.BigEndian.AppendUint64(v.out, uint64(len(v.out)-size))
	return binary.BigEndian.AppendUint64(v.out, uint64(len(v.ends)))
}
