package segment

import (
	"encoding/binary"

	"github.com/golang/snappy"
)

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
