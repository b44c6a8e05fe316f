package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"minutes/schema"
)

// Fields are the fields of the query language, in the order for help and messages.
var Fields = []string{
	schema.Team, schema.Lead, schema.Topic, schema.Person, schema.Is, schema.Meeting, schema.Kind, schema.Lang,
	schema.Section, schema.File, schema.Text, schema.Link, schema.Date,
}

// A SyntaxError is an error in a query, with its place.
type SyntaxError struct {
	Query      string
	Start, End int // the part of Query that is wrong, in bytes
	Message    string
}

// Error returns, on one line, what is wrong and what to write instead.
func (e *SyntaxError) Error() string { return e.Message }

// A parser is a text and the position up to which it has been read.
//
//	either = every { "OR" every }
//	every  = clause { [ "AND" ] clause }
//	clause = ( "NOT" | "-" ) clause | [ field ":" ] ( group | value )
//	group  = "(" either ")"
//
// An operator that lacks a clause on either side is a word. A group without a closing
// parenthesis ends with the text.
type parser struct {
	text    string
	pos     int
	depth   int    // number of open groups
	field   string // field of the current group
	clauses int
	typed   bool // whether anything but spaces was read

	nearFields []string // words that look like fields: Team:x, team: x
	unclosed   Span     // the quote or parenthesis that nothing closes, and all that follows; zero if there is none
}

// more skips spaces and reports whether text is left.
func (p *parser) more() bool {
	rest := strings.TrimLeftFunc(p.text[p.pos:], unicode.IsSpace)
	p.pos = len(p.text) - len(rest)
	p.typed = p.typed || rest != ""
	return rest != ""
}

// atEnd reports whether the current group, or the text, has nothing left.
func (p *parser) atEnd() bool { return !p.more() || p.depth > 0 && p.text[p.pos] == ')' }

func (p *parser) either() (Node, error) {
	var either Or
	for {
		n, err := p.every()
		if err != nil {
			return nil, err
		}
		if n != nil {
			either = append(either, n)
		}
		if p.atEnd() || !p.operator("OR") {
			break
		}
	}
	return alone(either), nil
}

func (p *parser) every() (Node, error) {
	var every And
	for read := 0; !p.atEnd(); read++ {
		if p.depth == 0 && p.text[p.pos] == ')' {
			p.pos++
			continue
		}
		if read > 0 {
			if p.peekOperator("OR") {
				break
			}
			if p.operator("AND") {
				p.more()
			}
		}
		n, err := p.clause()
		if err != nil {
			return nil, err
		}
		switch n := n.(type) {
		case nil:
		case And:
			every = append(every, n...)
		default:
			every = append(every, n)
		}
	}
	return alone(every), nil
}

// alone returns the node of list if it has one, nil if it has none, and otherwise list.
func alone[List And | Or](list List) Node {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return list
}

// operator reads word if it comes next as a separate word and is followed by a clause. It
// reports whether it read it.
func (p *parser) operator(word string) bool {
	if !p.peekOperator(word) {
		return false
	}
	p.pos += len(word)
	return true
}

func (p *parser) peekOperator(word string) bool {
	rest, ok := strings.CutPrefix(p.text[p.pos:], word)
	if !ok {
		return false
	}
	after := strings.TrimLeftFunc(rest, unicode.IsSpace)
	return after != "" && (len(after) < len(rest) || after[0] == '(') && !(p.depth > 0 && after[0] == ')')
}

// clause reads one clause. It returns nil for a word without letters and digits.
func (p *parser) clause() (Node, error) {
	start := p.pos
	rest := p.text[start:]
	switch {
	case p.operator("NOT"):
		p.more()
		return p.negated()
	case rest[0] == '-' && startsValue(rest[1:]):
		p.pos++
		return p.negated()
	case rest[0] == '(':
		return p.group(p.field)
	}
	field, explicit := fieldName(rest)
	if !explicit {
		if near, _, ok := strings.Cut(rest, ":"); ok && slices.Contains(Fields, strings.ToLower(near)) {
			p.nearFields = append(p.nearFields, OneLine(strings.Fields(rest)[0]))
		}
		return p.leaf(start, p.field)
	}
	valid := slices.Contains(Fields, field)
	p.pos += len(field) + len(":")
	if p.text[p.pos] == '(' && valid {
		return p.group(field)
	}
	if !valid {
		at := Span{start, p.pos - len(":")}
		if p.text[p.pos] != '(' {
			p.value()
		} else if _, err := p.group(""); err != nil {
			return nil, err
		}
		return nil, p.fail(at, "unknown field %q; the fields are %s; to search for the text, quote it: %s",
			field, strings.Join(Fields, ", "), quote(p.text[start:p.pos]))
	}
	return p.leaf(start, field)
}

// negated reads the clause after NOT or a dash.
func (p *parser) negated() (Node, error) {
	n, err := p.clause()
	if n == nil || err != nil {
		return nil, err
	}
	if twice, ok := n.(Not); ok {
		return twice.Node, nil // so that the depth of the tree is limited by its clauses
	}
	return Not{n}, nil
}

// group reads a group. Its values without a field are values of field.
func (p *parser) group(field string) (Node, error) {
	start := p.pos
	p.pos++
	outer := p.field
	p.field = field
	p.depth++
	n, err := p.either()
	p.depth--
	p.field = outer
	if p.more() {
		p.pos++
	} else if p.unclosed.End == 0 || p.text[p.unclosed.Start] == '(' { // the outermost one; a quote hides what would close it
		p.unclosed = Span{start, len(p.text)}
	}
	return n, err
}

// leaf reads a value of field, which may be "", for the clause that begins at start.
func (p *parser) leaf(start int, field string) (Node, error) {
	if p.clauses++; p.clauses > maxClauses {
		return nil, p.fail(Span{start, len(p.text)}, "the query has more than %d clauses; shorten it", maxClauses)
	}
	from := p.pos
	v := p.value().ofField(field)
	at := Span{from, p.pos}
	if message, short := v.tooShort(); short {
		if field == "" {
			message += ", or quote it: " + quote(p.text[start:p.pos])
		}
		return nil, p.fail(at, "%s", message)
	}
	n, err := fieldNode(at, field, v)
	if err != nil {
		return nil, p.fail(at, "%v", err)
	}
	return n, nil
}

// fail returns an error about the given part of the query.
func (p *parser) fail(at Span, format string, args ...any) error {
	return &SyntaxError{p.text, at.Start, at.End, fmt.Sprintf(format, args...)}
}

// value reads a quoted string, or else the text up to the next space or the end of the
// group.
func (p *parser) value() value {
	rest := p.text[p.pos:]
	if inner, ok := strings.CutPrefix(rest, `"`); ok {
		text, _, closed := strings.Cut(inner, `"`)
		start := p.pos
		p.pos += len(`"`) + len(text)
		if closed {
			p.pos += len(`"`)
		} else {
			p.unclosed = Span{start, p.pos}
		}
		return value{text: text, quoted: true}
	}
	if text, size := typographic(rest); size > 0 {
		p.pos += size
		return value{text: text, quoted: true}
	}
	open := 0
	end := strings.IndexFunc(rest, func(r rune) bool {
		switch r {
		case '(':
			open++
		case ')':
			open--
		}
		return unicode.IsSpace(r) || p.depth > 0 && open < 0
	})
	if end >= 0 {
		rest = rest[:end]
	}
	p.pos += len(rest)
	return unquoted(rest)
}
