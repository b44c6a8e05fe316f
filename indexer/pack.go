package indexer

import (
	"encoding/binary"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	"minutes/schema"
)

// A packed note is what documents needs of a Note, as bytes: about as many as the note has
// on disk. Numbers are varints. A text is its length and its bytes, a list its
// length and its elements.

// A scratch keeps packed notes in a file. Several goroutines may use it.
type scratch struct {
	open   func() (*os.File, error) // opens the file, once there is a note for it
	size   atomic.Int64
	remove func() // closes and removes the file; nil if there is none
}

// newScratch returns a scratch. create makes its file, and returns what removes it.
func newScratch(create func() (f *os.File, remove func(), err error)) *scratch {
	s := &scratch{}
	s.open = sync.OnceValues(func() (f *os.File, err error) {
		f, s.remove, err = create()
		return f, err
	})
	return s
}

func (s *scratch) close() {
	if s.remove != nil {
		s.remove()
	}
}

// A place is where a packed note is in a scratch. Its size is 0 if it is not there.
type place struct{ offset, size int64 }

// put packs n into s. If the file cannot be written, the note is not there.
func (s *scratch) put(n *Note) place {
	f, err := s.open()
	if err != nil {
		return place{}
	}
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.bytes = p.bytes[:0]
	p.note(n)
	size := int64(len(p.bytes))
	at := s.size.Add(size) - size
	if _, err := f.WriteAt(p.bytes, at); err != nil {
		return place{}
	}
	return place{at, size}
}

// get returns the note called name that put has put at p.
func (s *scratch) get(name string, p place) (*Note, error) {
	f, err := s.open()
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	text.Grow(int(p.size))
	if _, err := io.Copy(&text, io.NewSectionReader(f, p.offset, p.size)); err != nil {
		return nil, err
	}
	return unpackNote(name, text.String()), nil
}

// packers are reused, because their bytes grow to the size of a note.
var packers = sync.Pool{New: func() any { return &packer{} }}

// note appends n. It leaves out the findings, and what is known about lines once n is divided
// into meetings.
func (p *packer) note(n *Note) {
	p.text(n.lang)
	p.text(n.front.team)
	p.texts(n.front.lead)
	p.texts(n.front.people)
	p.number(len(n.Meetings))
	for _, m := range n.Meetings {
		p.meeting(m)
	}
}

// A packer appends to bytes.
type packer struct{ bytes []byte }

func (p *packer) number(n int) { p.bytes = binary.AppendVarint(p.bytes, int64(n)) }

func (p *packer) text(s string) {
	p.number(len(s))
	p.bytes = append(p.bytes, s...)
}

func (p *packer) texts(all []string) {
	p.number(len(all))
	for _, s := range all {
		p.text(s)
	}
}

// flags appends up to six flags as one byte.
func (p *packer) flags(all ...bool) {
	n := 0
	for i, is := range all {
		if is {
			n |= 1 << i
		}
	}
	p.number(n)
}

func (p *packer) meeting(m *Meeting) {
	p.text(m.Date)
	p.text(m.Name)
	p.number(m.Line)
	p.number(m.outer)
	p.number(len(m.headings))
	for i, h := range m.headings {
		if i < m.outer {
			p.piece(h.piece, nil)
		}
		p.text(h.team)
		p.texts(h.lead)
		p.flags(h.led, h.update, h.number, h.agenda, h.topic, h.report)
	}
	p.number(len(m.pieces))
	var above []schema.Parent
	for _, one := range m.pieces {
		p.piece(one, above)
		above = one.parents
	}
}

// piece appends one. above are the parents of the piece before it, with which it often
// shares the outer ones.
func (p *packer) piece(one piece, above []schema.Parent) {
	given, struck := one.given != nil, one.plain.unsaid != one.plain.text
	p.flags(given, struck, len(one.plain.handles) > 0, len(one.plain.linked) > 0)
	p.text(one.kind)
	p.number(one.line)
	p.number(one.level)
	p.number(int(one.plain.box))
	p.text(one.plain.text)
	p.texts(one.plain.links)
	if struck {
		p.text(one.plain.unsaid)
	}
	if len(one.plain.handles) > 0 {
		p.texts(one.plain.handles)
	}
	if len(one.plain.linked) > 0 {
		p.texts(one.plain.linked)
	}
	if given {
		p.text(one.given.topic)
		p.texts(one.given.people)
		p.texts(one.given.is)
	}
	same := 0
	for same < min(len(above), len(one.parents)) && above[same] == one.parents[same] {
		same++
	}
	p.number(same)
	p.number(len(one.parents) - same)
	for _, parent := range one.parents[same:] {
		p.number(parent.Line)
		p.text(parent.Text)
	}
}

// unpackNote returns the note called name from what packer.note has packed.
func unpackNote(name, packed string) *Note {
	u := &unpacker{packed}
	n := &Note{Name: name, lang: u.text()}
	n.front.team, n.front.lead, n.front.people = u.text(), u.texts(), u.texts()
	n.Meetings = make([]*Meeting, u.number())
	for i := range n.Meetings {
		n.Meetings[i] = u.meeting()
	}
	return n
}

// An unpacker reads from the start of rest. The texts that it returns are parts of rest.
type unpacker struct{ rest string }

func (u *unpacker) number() int {
	var value uint64
	for i := 0; ; i++ {
		c := u.rest[i]
		value |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			u.rest = u.rest[i+1:]
			return int(value>>1) ^ -int(value&1)
		}
	}
}

func (u *unpacker) text() string {
	n := u.number()
	s := u.rest[:n]
	u.rest = u.rest[n:]
	return s
}

func (u *unpacker) texts() []string {
	n := u.number()
	if n == 0 {
		return nil
	}
	all := make([]string, n)
	for i := range all {
		all[i] = u.text()
	}
	return all
}

// flags sets flags from a byte.
func (u *unpacker) flags(all ...*bool) {
	n := u.number()
	for i, is := range all {
		*is = n&(1<<i) != 0
	}
}

func (u *unpacker) meeting() *Meeting {
	m := &Meeting{Date: u.text(), Name: u.text(), Line: u.number(), outer: u.number()}
	m.headings = make([]heading, u.number())
	for i := range m.headings {
		h := &m.headings[i]
		if i < m.outer {
			h.piece = u.piece(nil)
		}
		h.team, h.lead = u.text(), u.texts()
		u.flags(&h.led, &h.update, &h.number, &h.agenda, &h.topic, &h.report)
	}
	m.pieces = make([]piece, u.number())
	next := m.outer
	var above []schema.Parent
	for i := range m.pieces {
		m.pieces[i] = u.piece(above)
		above = m.pieces[i].parents
		if m.pieces[i].kind == schema.Heading {
			m.headings[next].piece = m.pieces[i]
			next++
		}
	}
	return m
}

func (u *unpacker) piece(above []schema.Parent) piece {
	var isGiven, struck, handles, linked bool
	u.flags(&isGiven, &struck, &handles, &linked)
	p := piece{kind: u.text(), line: u.number(), level: u.number()}
	p.plain.box = byte(u.number())
	p.plain.text, p.plain.links = u.text(), u.texts()
	p.plain.unsaid = p.plain.text
	if struck {
		p.plain.unsaid = u.text()
	}
	if handles {
		p.plain.handles = u.texts()
	}
	if linked {
		p.plain.linked = u.texts()
	}
	if isGiven {
		p.given = &given{topic: u.text(), people: u.texts(), is: u.texts()}
	}
	same, own := u.number(), u.number()
	switch {
	case own > 0:
		p.parents = append(make([]schema.Parent, 0, same+own), above[:same]...)
		for range own {
			p.parents = append(p.parents, schema.Parent{Line: u.number(), Text: u.text()})
		}
	case same > 0:
		p.parents = above[:same:same]
	}
	return p
}
