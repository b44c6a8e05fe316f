package opensearch

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// A writer writes queries about documents.
type writer struct {
	*rand.Rand
	docs []schema.Document
}

func newWriter(random *rand.Rand, docs []schema.Document) *writer { return &writer{random, docs} }

// doc returns a document that has words.
func (w *writer) doc() schema.Document {
	for {
		if d := w.docs[w.IntN(len(w.docs))]; len(analysis.Split(d.Text)) > 1 {
			return d
		}
	}
}

// side returns n words of one text, side by side.
func (w *writer) side(n int) []string {
	words := analysis.Split(w.doc().Text)
	at := w.IntN(max(1, len(words)-n+1))
	return words[at:min(at+n, len(words))]
}

func (w *writer) word() string { return w.side(1)[0] }

// some returns n words, each of one of a few documents.
func (w *writer) some(n int) string {
	docs := []schema.Document{w.doc(), w.doc()}
	var words []string
	for range n {
		all := analysis.Split(docs[min(w.IntN(5)/4, 1)].Text)
		words = append(words, all[w.IntN(len(all))])
	}
	return strings.Join(words, " ")
}

// misspelled returns a word with a letter too many, too few or another, or two swapped.
func (w *writer) misspelled() string {
	for {
		s := []rune(w.word())
		if len(s) < 5 {
			continue
		}
		at := 1 + w.IntN(len(s)-2)
		switch w.IntN(4) {
		case 0:
			return string(s[:at]) + string(s[at+1:])
		case 1:
			return string(s[:at]) + "x" + string(s[at:])
		case 2:
			s[at] = 'q'
		default:
			s[at], s[at+1] = s[at+1], s[at]
		}
		return string(s)
	}
}

// filter returns a clause for a field.
func (w *writer) filter() string {
	d := w.doc()
	name := func(field, value string) string {
		value = strings.ReplaceAll(value, `"`, "")
		if w.IntN(4) == 0 && len(value) > 3 && analysis.Fold(value[:3]) != "" && value[:3] == strings.ToLower(analysis.Fold(value[:3])) {
			return fmt.Sprintf("%s:%s*", field, value[:3])
		}
		return fmt.Sprintf("%s:%q", field, value)
	}
	switch w.IntN(13) {
	case 0:
		return name("team", d.Team)
	case 1:
		return name("lead", strings.Join(d.Lead[:min(1, len(d.Lead))], ""))
	case 2:
		return name("meeting", d.Meeting)
	case 3:
		return "kind:" + d.Kind
	case 4:
		return "lang:" + d.Lang
	case 5:
		return "is:" + schema.Outcomes[w.IntN(len(schema.Outcomes))]
	case 6:
		return name("person", strings.Join(d.People[:min(1, len(d.People))], ""))
	case 7:
		return name("topic", d.Topic)
	case 8:
		return "section:" + w.word()
	case 9:
		if d.Date == "" {
			return `date:""`
		}
		return "date:" + d.Date[:4+3*w.IntN(2)]
	case 10:
		return []string{"date:last", "date:90d", "date:1y", "date:2022..", "date:..2021", "date:last-3", `date:""`}[w.IntN(7)]
	case 11:
		words := analysis.Split(d.File)
		return "file:" + words[w.IntN(len(words))]
	}
	return "link:" + []string{"example", "https", "harbor", "org"}[w.IntN(4)]
}

// query returns a query, and what kind it is. Each number has its kind.
func (w *writer) query(number int) (kind, text string) {
	kinds := []struct {
		kind string
		text func() string
	}{
		{"word", w.word},
		{"words", func() string { return w.some(2 + w.IntN(2)) }},
		{"side by side", func() string { return strings.Join(w.side(2+w.IntN(2)), " ") }},
		{"many words", func() string { return w.some(4 + w.IntN(5)) }},
		{"phrase", func() string { return `"` + strings.Join(w.side(2+w.IntN(3)), " ") + `"` }},
		{"compound", func() string { return strings.Join(w.side(2), "-") }},
		{"prefix", func() string { s := []rune(w.word()); return string(s[:min(len(s), 2+w.IntN(3))]) + "x*"[w.IntN(2):] }},
		{"phrase of a prefix", func() string { return `"` + strings.Join(w.side(2), " ") + `"*`[:1+w.IntN(2)] }},
		{"or", func() string { return w.word() + " OR " + w.some(2) }},
		{"not", func() string { return w.word() + " -" + w.word() }},
		{"group", func() string { return fmt.Sprintf("(%s OR %s) %s", w.word(), w.filter(), w.word()) }},
		{"group of groups", func() string {
			return fmt.Sprintf("(%s OR NOT (%s OR %s)) (%s OR %s)", w.some(2), w.word(), w.filter(), w.filter(), w.some(2))
		}},
		{"filter", w.filter},
		{"filters", func() string { return w.filter() + " " + w.filter() }},
		{"filter and words", func() string { return w.filter() + " " + w.some(1+w.IntN(4)) }},
		{"not filter", func() string { return "-" + w.filter() + " " + w.some(1+w.IntN(2)) }},
		{"misspelled", w.misspelled},
		{"misspelled and words", func() string { return w.misspelled() + " " + w.some(2) }},
		{"question", func() string {
			return []string{"what did we decide about ", "who works on ", "when was ", "why is the "}[w.IntN(4)] + w.some(2+w.IntN(3))
		}},
		{"dates in words", func() string {
			return w.some(1+w.IntN(2)) + []string{" in 2023", " since March 2022", " last year", " before 2023", " Q2 2022", " latest"}[w.IntN(6)]
		}},
		{"or of filters", func() string { return w.filter() + " OR " + w.filter() + " " + w.word() }},
		{"text", func() string { return "text:" + w.word() + " " + w.word() }},
	}
	k := kinds[number%len(kinds)]
	return k.kind, k.text()
}
