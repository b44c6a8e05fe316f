package embedded

import (
	"math/bits"

	"minutes/internal/segment"
)

// A docSet is a set of the documents of a segment, with a bit for each.
type docSet []uint64

func newDocSet(s *segment.Segment) docSet { return make(docSet, (s.Size()+63)/64) }

// add adds docs, which are sorted.
func (d docSet) add(docs []uint32) {
	for i := 0; i < len(docs); {
		at, word := docs[i]/64, uint64(0)
		for ; i < len(docs) && docs[i]/64 == at; i++ {
			word |= 1 << (docs[i] % 64)
		}
		d[at] |= word
	}
}

func (d docSet) addAll(other docSet) {
	for i, word := range other {
		d[i] |= word
	}
}

// block fills docs with the documents of d in a block, and returns them.
func (d docSet) block(index int, docs *[blockSize]uint32) []uint32 {
	const words = blockSize / 64
	first, n := index*words, 0
	for i, word := range d[first:min(first+words, len(d))] {
		for at := uint32(64 * (first + i)); word != 0; word &= word - 1 {
			// A block has no more than blockSize; % tells the compiler, which leaves out a check.
			docs[n%blockSize] = at + uint32(bits.TrailingZeros64(word))
			n++
		}
	}
	return docs[:n]
}

// blocks returns the number of blocks of d.
func (d docSet) blocks() int { return (64*len(d) + blockSize - 1) / blockSize }
