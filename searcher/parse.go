package searcher

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"minutes/schema"
)

// What people type is far shorter. The bounds keep what a script sends from
// taking all memory.
const (
	maxBytes   = 1024
	maxClauses = 32
)

// fields are the fields of the language, in the order they are told.
var fields = []string{
	schema.Team, schema.Lead, schema.Meeting, schema.Kind,
	schema.Section, schema.File, schema.Text, schema.Link, schema.Date,
}

// Parse returns the query that text is. An error quotes what was typed and says
// what can be written instead; plain text gives none.
func Parse(text string) (Query, error) {
	q := Query{Text: text}
	if len(text) > maxBytes {
		return q, fmt.Errorf("the query has %d bytes; shorten it to %d", len(text), maxBytes)
	}
	p := parser{text: text}
	typed := 0
	for p.skipBlanks() {
		if typed++; typed > maxClauses {
			return q, fmt.Errorf("the query has more than %d clauses; shorten it", maxClauses)
		}
		n, err := p.clause()
		if err != nil {
			return q, err
		}
		if n != nil {
			q.add(n)
		}
	}
	if typed > 0 && len(q.all) == 0 {
		q.add(or{}) // only such words as :-) are no empty query
	}
	return q, nil
}

// A parser is a text and how far it has been read.
type parser struct {
	text string
	pos  int
}

// clause reads one clause. It returns nil for a word without letters and digits.
func (p *parser) clause() (node, error) {
	start := p.pos
	at := func() span { return span{start, p.pos} }

	if field, ok := fieldName(p.text[start:]); ok {
		p.pos += len(field) + len(":")
		value, quoted := p.value()
		typed := p.text[start:p.pos]
		switch {
		case !slices.Contains(fields, field):
			return nil, fmt.Errorf("unknown field %q; the fields are %s; to search for the text, quote it: %s",
				field, strings.Join(fields, ", "), quote(typed))
		case !quoted && (value[0] == '(' || isPrefix(value)):
			return nil, notYet(typed)
		}
		return fieldNode(at(), field, value, quoted)
	}

	if isNegated(p.text[start:]) {
		p.pos++
		p.value()
		return nil, notYet(p.text[start:p.pos])
	}
	value, quoted := p.value()
	if !quoted && (value == "OR" || value == "NOT" || value[0] == '(' || isPrefix(value)) {
		return nil, notYet(value)
	}
	if terms := schema.Terms(value); len(terms) > 0 {
		return phrase{at: at(), terms: terms}, nil
	}
	return nil, nil
}

// skipBlanks goes to the next clause, if there is one.
func (p *parser) skipBlanks() bool {
	rest := strings.TrimLeftFunc(p.text[p.pos:], unicode.IsSpace)
	p.pos = len(p.text) - len(rest)
	return rest != ""
}

// value reads a quoted string, or else what stands before the next blank.
func (p *parser) value() (value string, quoted bool) {
	rest := p.text[p.pos:]
	if inner, ok := strings.CutPrefix(rest, `"`); ok {
		value, _, closed := strings.Cut(inner, `"`)
		p.pos += len(`"`) + len(value)
		if closed {
			p.pos += len(`"`)
		}
		return value, true
	}
	if blank := strings.IndexFunc(rest, unicode.IsSpace); blank >= 0 {
		rest = rest[:blank]
	}
	p.pos += len(rest)
	return rest, false
}

// fieldName returns the name of the field that text begins with: lower-case
// letters, a colon, and the beginning of a value.
func fieldName(text string) (string, bool) {
	field, rest, _ := strings.Cut(text, ":")
	for i := range len(field) {
		if field[i] < 'a' || field[i] > 'z' {
			return "", false
		}
	}
	begins := startsValue(rest) || field == schema.Date && strings.HasPrefix(rest, "..")
	return field, field != "" && begins
}

// startsValue says whether text begins with a letter, a digit, a quote or a
// parenthesis: with what is searched for, and not with punctuation.
func startsValue(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r == '"' || r == '(' || isWordRune(r)
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// isNegated says whether text begins with a clause to be left out: -rye.
func isNegated(text string) bool {
	rest, dashed := strings.CutPrefix(text, "-")
	return dashed && startsValue(rest)
}

// isPrefix says whether word is the beginning of words: rye*, not **bold**.
func isPrefix(word string) bool {
	stem, starred := strings.CutSuffix(word, "*")
	first, _ := utf8.DecodeRuneInString(stem)
	last, _ := utf8.DecodeLastRuneInString(stem)
	return starred && isWordRune(first) && isWordRune(last) && !strings.Contains(stem, "*")
}

// notYet is the error for what has a meaning in the language that Parse does not
// know.
func notYet(typed string) error {
	return fmt.Errorf("%s is not in the query language yet; to search for the word, quote it: %s",
		oneLine(typed), quote(typed))
}

// quote returns typed as a phrase of the language.
func quote(typed string) string {
	return `"` + oneLine(strings.ReplaceAll(typed, `"`, "")) + `"`
}

// oneLine returns typed with one blank for what would break or disturb a line.
func oneLine(typed string) string {
	return strings.Join(strings.FieldsFunc(typed, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r)
	}), " ")
}

// fieldNode returns what a field and the value after its colon ask for.
func fieldNode(at span, field, value string, quoted bool) (node, error) {
	switch field {
	case schema.Team, schema.Meeting:
		return name{at, field, schema.Term(value)}, nil
	case schema.Lead:
		// One word can have several terms, O'Hara; the whole name, too, has it.
		if terms := schema.Terms(value); len(terms) > 0 && !quoted && !strings.ContainsFunc(value, unicode.IsSpace) {
			return phrase{at, schema.LeadWords, terms}, nil
		}
		return name{at, field, schema.Term(value)}, nil
	case schema.Kind:
		kind := schema.Fold(value)
		if !slices.Contains(schema.Kinds, kind) {
			return nil, fmt.Errorf("unknown kind %q; the kinds are %s", value, strings.Join(schema.Kinds, ", "))
		}
		return name{at, field, kind}, nil
	case schema.Date:
		d, err := parseDates(value)
		if err != nil {
			return nil, err
		}
		d.at = at
		return d, nil
	}
	terms := schema.Terms(value)
	if len(terms) == 0 {
		return nil, fmt.Errorf("no word in %s:%q; write a word or a phrase after the colon", field, value)
	}
	return phrase{at, field, terms}, nil
}
