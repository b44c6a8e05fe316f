package indexer

import (
	"bytes"
	"encoding/binary"

	"minutes/schema"
)

// A packed note is what documents needs of a Note, as bytes: about as many as the note has
// on disk, a third of what the Note takes in memory, and without pointers for the garbage
// collector to follow. Numbers are varints. A text is its length and its bytes, a list its
// length and its elements.

// pack returns n packed. It leaves out the findings, and what is known about lines once n
// is divided into meetings.
func (n *Note) pack() []byte {
	p := &packer{}
	p.text(n.lang)
	p.text(n.front.team)
	p.texts(n.front.lead)
	p.texts(n.front.people)
	p.number(len(n.Meetings))
	for _, m := range n.Meetings {
		p.meeting(m)
	}
	return bytes.Clone(p.bytes) // without room for more
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

// unpackNote returns the note called name that pack has packed.
func unpackNote(name string, packed []byte) *Note {
	u := &unpacker{string(packed)}
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
