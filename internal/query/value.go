package query

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A value is a term, a name or a phrase in a query.
type value struct {
	text   string // without quotes and stars
	quoted bool
	prefix bool // whether text is only the beginning of the word or name
	suffix bool // whether it is only the end; with prefix, any part
}

// unquoted returns the value for text, which has no quotes around it.
func unquoted(text string) value {
	if stem, ok := strings.CutSuffix(text, "*"); ok && isPrefix(stem) {
		return value{text: stem, prefix: true}
	}
	return value{text: text}
}

// ofField returns v as a value of field. Names may begin with a star.
func (v value) ofField(field string) value {
	end, ok := strings.CutPrefix(v.text, "*")
	if v.quoted || !ok || !isNames(field) {
		return v
	}
	part, open := strings.CutSuffix(end, "*")
	if !isPrefix(part) {
		return v
	}
	return value{text: part, prefix: open, suffix: true}
}

// tooShort reports whether v has a star and too few letters, and returns the error
// message.
func (v value) tooShort() (message string, short bool) {
	if !v.prefix && !v.suffix || prefixLength(v.text) >= minPrefix {
		return "", false
	}
	where := "before"
	if v.suffix {
		where = "next to"
	}
	return fmt.Sprintf("%s is too short; write at least two letters %s *", OneLine(v.typed()), where), true
}

// isPrefix reports whether stem, which comes before a star, is the beginning of a word.
// It is for rye*, but not for **bold**.
func isPrefix(stem string) bool {
	first, _ := utf8.DecodeRuneInString(stem)
	last, _ := utf8.DecodeLastRuneInString(stem)
	return analysis.IsAlphanumeric(first) && (analysis.IsAlphanumeric(last) || unicode.IsMark(last)) && !strings.Contains(stem, "*")
}

// prefixLength returns the number of letters and digits in stem. A character of a script
// without spaces counts as two, because it says as much.
func prefixLength(stem string) int {
	n := 0
	for _, term := range analysis.Split(stem) {
		if analysis.Unspaced(term) {
			n += minPrefix
		}
		n += utf8.RuneCountInString(term)
	}
	return n
}

// fieldName returns the name of the field at the start of text. ok is false unless text
// begins with lower-case letters, a colon, and the beginning of a value.
func fieldName(text string) (string, bool) {
	field, rest, _ := strings.Cut(text, ":")
	for i := range len(field) {
		if field[i] < 'a' || field[i] > 'z' {
			return "", false
		}
	}
	begins := startsValue(rest) || field == schema.Date && strings.HasPrefix(rest, "..") ||
		isNames(field) && len(rest) > 1 && rest[0] == '*' && startsWord(rest[1:])
	return field, field != "" && begins
}

// startsValue reports whether text begins with a letter, a digit, a quote or a
// parenthesis.
func startsValue(text string) bool {
	_, size := typographic(text)
	return text != "" && (text[0] == '"' || text[0] == '(') || size > 0 || startsWord(text)
}

// typographicQuotes open and close a quotation in different languages, and an editor may
// put them in place of the quotes that were typed: “x”, „x“, «x», »x«, ”x”.
const typographicQuotes = "“”„‟«»"

// typographic returns the text in the typographic quotes at the start of text, and the size
// of both in bytes. The size is 0 if text does not begin with such a quote, or no other one
// follows it.
func typographic(text string) (quoted string, size int) {
	first, begin := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune(typographicQuotes, first) || first == utf8.RuneError {
		return "", 0
	}
	end := strings.IndexAny(text[begin:], typographicQuotes)
	if end < 0 {
		return "", 0
	}
	_, last := utf8.DecodeRuneInString(text[begin+end:])
	return text[begin : begin+end], begin + end + last
}

func startsWord(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return analysis.IsAlphanumeric(r)
}

// quote returns typed as a phrase of the language, in quotes for the shell.
func quote(typed string) string {
	return `'"` + OneLine(strings.NewReplacer(`"`, "", "'", "’").Replace(typed)) + `"'`
}

// OneLine returns typed with one space for each run of spaces, line breaks and other
// characters that cannot be printed.
func OneLine(typed string) string {
	return strings.Join(strings.FieldsFunc(typed, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || r == utf8.RuneError
	}), " ")
}

// fieldNode returns the node for v in field; "" means no field. It returns nil for a
// plain word without letters and digits. It returns an error if the value is not valid
// for field.
func fieldNode(at Span, field string, v value) (Node, error) {
	if isNames(field) {
		if v.text != "" && analysis.Fold(v.text) == "" {
			return nil, fmt.Errorf("no name in %s:%q; write a name, or %s:\"\" for documents without one", field, v.typed(), field)
		}
	}
	word := !v.quoted && !strings.ContainsFunc(v.text, unicode.IsSpace)
	switch field {
	case schema.Team, schema.Meeting:
		return Name{At: at, Field: field, Text: v.text, Prefix: v.prefix, Suffix: v.suffix, Guess: word && !v.prefix && !v.suffix}, nil
	case schema.Lead, schema.Topic, schema.Person:
		return Name{At: at, Field: field, Text: v.text, Prefix: v.prefix, Suffix: v.suffix, ByWord: word}, nil
	case schema.Kind:
		kind := analysis.Fold(v.text)
		if v.prefix || !slices.Contains(schema.Kinds, kind) {
			return nil, fmt.Errorf("unknown kind %q; the kinds are %s", v.typed(), strings.Join(schema.Kinds, ", "))
		}
		return Name{At: at, Field: field, Text: kind}, nil
	case schema.Lang:
		l := analysis.LanguageOf(v.text)
		if v.prefix || l == nil {
			return nil, fmt.Errorf("unknown language %q; the languages are %s", v.typed(), strings.Join(analysis.LanguageCodes(), ", "))
		}
		return Name{At: at, Field: field, Text: l.Code}, nil
	case schema.Is:
		outcome := analysis.Fold(v.text)
		if v.prefix || v.text != "" && !slices.Contains(schema.Outcomes, outcome) {
			return nil, fmt.Errorf("unknown outcome %q; the outcomes are %s", v.typed(), strings.Join(schema.Outcomes, ", "))
		}
		return Name{At: at, Field: field, Text: outcome}, nil
	case schema.Date:
		if v.text == "" && !v.prefix {
			return Dates{At: at, None: true}, nil
		}
		d, err := ParseDates(v.typed())
		if err != nil {
			return nil, err
		}
		d.At = at
		return d, nil
	}
	terms := termsOf(v.text)
	if len(terms) == 0 {
		if field == "" {
			return nil, nil
		}
		return nil, fmt.Errorf("no word in %s:%q; write a word or a phrase after the colon", field, v.text)
	}
	// Words in scripts without spaces match anything that continues them.
	prefix := v.prefix && !analysis.Unspaced(terms[len(terms)-1].Term)
	return Words{At: at, Field: field, Tokens: terms, Quoted: v.quoted, Prefix: prefix}, nil
}

// typed returns v as typed, without quotes.
func (v value) typed() string {
	typed := v.text
	if v.suffix {
		typed = "*" + typed
	}
	if v.prefix {
		typed += "*"
	}
	return typed
}

// termsOf returns the words of text, each folded and as typed.
func termsOf(text string) []Token {
	var terms []Token
	end := 0
	for word := range analysis.Words(text) {
		between := text[end:word.Start]
		terms = append(terms, Token{
			Term:   word.Term,
			Typed:  text[word.Start:word.End],
			Apart:  strings.ContainsFunc(between, unicode.IsSpace),
			Elided: len(terms) > 0 && (strings.HasSuffix(between, "'") || strings.HasSuffix(between, "’")),
		})
		end = word.End
	}
	return terms
}

// People type far shorter queries. The limits prevent a script's query from using all
// memory.
const (
	maxBytes   = 1024
	maxClauses = 32
	minPrefix  = 2 // letters and digits before a star
)
