package web

import (
	"html/template"
	"net/url"
	"strings"
	"unicode/utf8"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/internal/terminal"
)

// visible returns text with control characters and those that change the direction of text
// as escapes, so that a note cannot look like something else.
func visible(text string) string { return terminal.Visible(text) }

// blanked returns text with blanks in place of the characters that visible escapes, and
// without soft hyphens. As a query or a filter it means the same, because words and names
// are compared that way.
func blanked(text string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\u00ad':
			return -1
		case visible(string(c)) != string(c):
			return ' '
		}
		return c
	}, text)
}

// escaped returns text as HTML.
func escaped(text string) string { return template.HTMLEscapeString(visible(text)) }

// marked returns text as HTML, with spans of it as matched words.
func marked(text string, spans [][2]int) template.HTML {
	var b strings.Builder
	done := 0
	for _, span := range spans {
		from, to := max(span[0], done), min(span[1], len(text))
		if from >= to {
			continue
		}
		b.WriteString(escaped(text[done:from]))
		b.WriteString("<mark>" + escaped(text[from:to]) + "</mark>")
		done = to
	}
	b.WriteString(escaped(text[done:]))
	return template.HTML(b.String())
}

// excerpt returns about size bytes of text around the first of spans, and the spans in it.
// It cuts between words.
func excerpt(text string, spans [][2]int, size int) (string, [][2]int) {
	if len(text) <= size {
		return text, spans
	}
	const before = 80 // bytes kept before the first span
	from := 0
	if len(spans) > 0 && spans[0][1] > size-before {
		from = cutAt(text, max(0, spans[0][0]-before))
	}
	to := min(len(text), from+size)
	if to < len(text) {
		to = max(cutAt(text, to), from)
	}
	part, shift := text[from:to], from
	if from > 0 {
		part, shift = "… "+part, from-len("… ")
	}
	if to < len(text) {
		part = strings.TrimRight(part, " ") + " …"
	}
	var in [][2]int
	for _, span := range spans {
		if span[0] >= from && span[1] <= to {
			in = append(in, [2]int{span[0] - shift, span[1] - shift})
		}
	}
	return part, in
}

// cutAt returns the start of the word at offset in text, or of its letter if the word is
// long.
func cutAt(text string, offset int) int {
	for !utf8.RuneStart(text[offset]) {
		offset--
	}
	if blank := strings.LastIndexByte(text[max(0, offset-60):offset], ' '); blank >= 0 {
		return max(0, offset-60) + blank + 1
	}
	return offset
}

// nameInPath returns name, of a team, a person or a topic, as the last part of an address.
// It is the same for all spellings. It returns "" if the name has no letters or digits.
func nameInPath(name string) string {
	folded := naming.Term(name)
	if folded == naming.Missing {
		return ""
	}
	return url.PathEscape(strings.ReplaceAll(folded, " ", "-"))
}

// folded returns name in the form in which names are compared.
func folded(name string) string { return analysis.Fold(name) }

// pathOf returns file, which has slashes, as a part of an address.
func pathOf(file string) string {
	parts := strings.Split(file, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}
