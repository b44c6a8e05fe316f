package segment

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"io"
	"slices"
)

// A run holds the inverted words of some consecutive documents of a segment in making. It
// is in a file: a segment of a million documents has about 200 MB of them.
type run struct {
	first  uint32             // number of its first document in the segment
	fields [wordsCount]extent // of the words of each field, in the file
}

// An extent is a part of a file.
type extent struct{ offset, size int64 }

// A runReader reads the terms of a run in one field, in order, as wordsOf.appendRun wrote
// them.
type runReader struct {
	r        *bufio.Reader
	first    uint32
	term     []byte // current term
	docs     int    // number of its documents
	postings []byte
}

// next reads the next term. It returns io.EOF if there is none.
func (r *runReader) next() error {
	if _, err := r.r.Peek(1); err != nil {
		return err
	}
	var err error
	if r.term, err = r.bytes(r.term); err == nil {
		var docs uint64
		if docs, err = binary.ReadUvarint(r.r); err == nil {
			r.docs = int(docs)
			r.postings, err = r.bytes(r.postings)
		}
	}
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// bytes reads a length and that number of bytes, if possible into into.
func (r *runReader) bytes(into []byte) ([]byte, error) {
	n, err := binary.ReadUvarint(r.r)
	if err != nil {
		return into, err
	}
	into = slices.Grow(into[:0], int(n))[:n]
	_, err = io.ReadFull(r.r, into)
	return into, err
}

// runBuffer is the size of the buffer for each run that is read, in bytes.
const runBuffer = 1 << 16

// mergeRuns calls visit with each term of a field of runs, in order, and with those runs
// that have it, in their order. What visit gets holds for the call alone.
func mergeRuns(file io.ReaderAt, runs []run, field int, visit func(term []byte, runs []*runReader) error) error {
	var heap []*runReader // ordered by their current terms: each is before those at 2i+1 and 2i+2
	for _, one := range runs {
		at := one.fields[field]
		r := &runReader{r: bufio.NewReaderSize(io.NewSectionReader(file, at.offset, at.size), int(min(runBuffer, at.size+16))), first: one.first}
		if err := r.next(); err == io.EOF {
			continue
		} else if err != nil {
			return err
		}
		heap = append(heap, r)
	}
	slices.SortFunc(heap, (*runReader).compare) // a sorted list is a heap
	var same []*runReader
	var term []byte
	for len(heap) > 0 {
		// Take the runs with the first term from the heap, one after the other. Each is
		// visited before it goes on, so hold them until the last one is found.
		same = append(same[:0], heap[0])
		heap = pop(heap)
		for len(heap) > 0 && bytes.Equal(heap[0].term, same[0].term) {
			same = append(same, heap[0])
			heap = pop(heap)
		}
		term = append(term[:0], same[0].term...)
		if err := visit(term, same); err != nil {
			return err
		}
		for _, r := range same {
			if err := r.next(); err == io.EOF {
				continue
			} else if err != nil {
				return err
			}
			heap = push(heap, r)
		}
	}
	return nil
}

func (r *runReader) compare(other *runReader) int {
	if c := bytes.Compare(r.term, other.term); c != 0 {
		return c
	}
	return cmp.Compare(r.first, other.first)
}

// push adds r to heap.
func push(heap []*runReader, r *runReader) []*runReader {
	heap = append(heap, r)
	for i := len(heap) - 1; i > 0; {
		parent := (i - 1) / 2
		if heap[parent].compare(heap[i]) < 0 {
			break
		}
		heap[parent], heap[i] = heap[i], heap[parent]
		i = parent
	}
	return heap
}

// pop removes the first of heap.
func pop(heap []*runReader) []*runReader {
	last := len(heap) - 1
	heap[0] = heap[last]
	heap = heap[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			return heap
		}
		if child+1 < last && heap[child+1].compare(heap[child]) < 0 {
			child++
		}
		if heap[i].compare(heap[child]) < 0 {
			return heap
		}
		heap[i], heap[child] = heap[child], heap[i]
		i = child
	}
}
