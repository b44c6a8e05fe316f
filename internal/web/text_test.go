package web

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("low tide ", 40) + "spring " + strings.Repeat("high tide ", 40)
	spring := strings.Index(long, "spring")
	for _, test := range []struct {
		text  string
		spans [][2]int
		size  int
		want  string // with the spans in brackets
	}{
		{"low tide", [][2]int{{4, 8}}, 20, "low [tide]"},
		{"low tide at noon", [][2]int{{4, 8}, {12, 16}}, 10, "low [tide] …"},
		{long, [][2]int{{spring, spring + 6}}, 150, "… " + strings.Repeat("low tide ", 9) + "[spring] " + strings.TrimSpace(strings.Repeat("high tide ", 6)) + " …"},
		{strings.Repeat("ö", 200), nil, 101, strings.Repeat("ö", 50) + " …"},
	} {
		part, spans := excerpt(test.text, test.spans, test.size)
		if got := bracketed(part, spans); got != test.want {
			t.Errorf("excerpt(%.20q, %v, %d) = %q; want %q", test.text, test.spans, test.size, got, test.want)
		}
	}
}

func bracketed(text string, spans [][2]int) string {
	var b strings.Builder
	done := 0
	for _, s := range spans {
		b.WriteString(text[done:s[0]] + "[" + text[s[0]:s[1]] + "]")
		done = s[1]
	}
	return b.String() + text[done:]
}

// FuzzExcerpt: an excerpt is part of the text, whole letters, not much longer than asked,
// and its spans are the same words as before.
func FuzzExcerpt(f *testing.F) {
	f.Add("low tide at noon, high tide at six", 4, 8, 10)
	f.Add(strings.Repeat("é", 300), 170, 180, 160)
	f.Fuzz(func(t *testing.T, text string, from, to, size int) {
		if !utf8.ValidString(text) || from < 0 || to <= from || to > len(text) || size < 100 || size > 1000 {
			return
		}
		part, spans := excerpt(text, [][2]int{{from, to}}, size)
		inner := strings.TrimSuffix(strings.TrimPrefix(part, "… "), " …")
		if !strings.Contains(text, inner) || len(part) > size+2*len("… ") || utf8.ValidString(text[from:to]) && !utf8.ValidString(part) {
			t.Fatalf("excerpt(%q, %d, %d, %d) = %q", text, from, to, size, part)
		}
		for _, s := range spans {
			if part[s[0]:s[1]] != text[from:to] {
				t.Fatalf("excerpt(%q, %d, %d, %d) marks %q", text, from, to, size, part[s[0]:s[1]])
			}
		}
	})
}

// A form sends a filter with the meaning of the one on its page.
func TestBlanked(t *testing.T) {
	for _, c := range invisible {
		name := "Bea" + c + "con"
		if got := blanked(name); folded(got) != folded(name) || visible(got) != got {
			t.Errorf("blanked(%q) = %q, folded to %q; want %q", name, got, folded(got), folded(name))
		}
	}
}
