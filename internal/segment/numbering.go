package segment

import "strings"

// A numbering numbers texts in the order of first use.
type numbering struct {
	numbers map[string]uint32
	texts   []string // by number
}

// number returns the number of text, which is new if there was none.
func (n *numbering) number(text string) uint32 {
	if number, ok := n.numbers[text]; ok {
		return number
	}
	if n.numbers == nil {
		n.numbers = map[string]uint32{}
	}
	number := uint32(len(n.texts))
	text = strings.Clone(text) // to avoid keeping the whole note in memory
	n.numbers[text] = number
	n.texts = append(n.texts, text)
	return number
}

// reset removes all texts, and keeps the memory for others.
func (n *numbering) reset() {
	clear(n.numbers)
	clear(n.texts)
	n.texts = n.texts[:0]
}
