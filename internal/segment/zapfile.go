package segment

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"os"
	"slices"

	index "github.com/blevesearch/bleve_index_api"
	"github.com/blevesearch/vellum"
	zap "github.com/blevesearch/zapx/v17"

	"minutes/schema"
)

// A zap file, of version 17 of the format of zapx, has these parts. Numbers are varints,
// except those of a given width, which are big-endian. An offset is from the start of the
// file.
//
//	for each document, what is stored of it; see storer.add
//	for each document, the offset of what is stored: uint64
//	number of documents in other documents: 0
//	for each field
//	  for each term, its postings; see postingsWriter
//	  size of the dictionary, and the dictionary: a transducer of package vellum, from a
//	    term to the offset of its postings, or to its only document
//	  doc values; see docValues
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
