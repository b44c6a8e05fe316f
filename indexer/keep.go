package indexer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"minutes/internal/terminal"
)

// A ReplaceError is the error that Build returns if the index would lose documents and
// neither Options.Replace nor Options.Full allows it.
type ReplaceError struct {
	Index string
	Holds int    // number of documents in the index, with headings
	Root  string // folder of the notes in the index
	Why   string // why the notes given may not replace them
	Other bool   // whether the reason is that these notes are in another folder
}

func (e *ReplaceError) Error() string {
	return fmt.Sprintf("%s holds %s documents and headings of %s, but %s; it was left as it was", e.Index, terminal.Grouped(e.Holds), e.Root, e.Why)
}

// refuse returns an error if no notes were found, or if the index is of notes in another
// folder.
func (b *builder) refuse() error {
	switch {
	case !b.guards():
		return nil
	case len(b.inputs) == 0:
		return b.refusal("no notes were found in " + b.root)
	case b.live.Root != b.root:
		err := b.refusal("these notes are in " + b.root)
		err.Other = true
		return err
	}
	return nil
}

// refuseFewer returns an error if count, which includes headings, is less than half the
// number of documents in the index.
func (b *builder) refuseFewer(count int) error {
	if !b.guards() || 2*count >= b.live.Documents {
		return nil
	}
	return b.refusal(fmt.Sprintf("these notes make only %s", terminal.Grouped(count)))
}

// guards reports whether there is an index whose documents must not be lost.
func (b *builder) guards() bool { return b.isLive && b.live.Documents > 0 && !b.Full && !b.Replace }

func (b *builder) refusal(why string) *ReplaceError {
	return &ReplaceError{Index: b.Index, Holds: b.live.Documents, Root: b.live.Root, Why: why}
}

// keepUnreadable keeps the documents of notes that are in the index but cannot be read
// now.
func (b *builder) keepUnreadable() {
	if b.from == nil {
		return
	}
	var unreadable, others []Skip
	for _, skip := range b.skipped {
		if skip.Unreadable {
			unreadable = append(unreadable, skip)
		} else {
			others = append(others, skip)
		}
	}
	for _, skip := range unreadable {
		before := len(b.inputs)
		for _, n := range b.before.Notes {
			if n.File == skip.File || strings.HasPrefix(n.File, skip.File+"/") {
				b.inputs = append(b.inputs, &input{File: File{Name: n.File}, noteRecord: n, known: true, kept: true})
			}
		}
		if len(b.inputs) > before {
			b.unread = append(b.unread, skip)
		} else {
			others = append(others, skip) // the index has nothing of it
		}
	}
	b.skipped = others
	sortSkips(b.skipped)
	slices.SortFunc(b.inputs, func(x, y *input) int { return cmp.Compare(x.Name, y.Name) })
}
