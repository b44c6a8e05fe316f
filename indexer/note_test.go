package indexer

import (
	"bytes"
	"encoding/hex"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"minutes/schema"
)

// documentsOf returns the documents of one note. The note must have a date.
func documentsOf(t *testing.T, src string) []schema.Document {
	t.Helper()
	n, err := Parse("2024-01-01.md", []byte(src))
	if err != nil {
		t.Fatalf("Parse(%q): %v", src, err)
	}
	return Documents([]*Note{n}, Names{})
}

// shown returns documents as lines: "LINE KIND PARENTS> TEXT".
func shown(docs []schema.Document) string {
	var b strings.Builder
	for _, d := range docs {
		b.WriteString(strings.TrimPrefix(d.ID(), d.File+":") + " " + d.Kind + " ")
		for _, p := range d.Parents {
			b.WriteString(p.Text + "> ")
		}
		b.WriteString(d.Text + "\n")
	}
	return b.String()
}

func TestPieces(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"own text", "- a\n  - b\n- \n- c\n\n  more\nlazy", "1 bullet a\n2 bullet a> b\n4 bullet c more lazy\n"},
		{"only nested", "- - a\n-\n  - b", "1 bullet a\n3 bullet b\n"},
		{"text below its marker", "-\n  a", "1 bullet a\n"},
		{"by the eye", "- a\n - b\n1. c\n  2. d\n* e", "1 bullet a\n2 bullet a> b\n3 bullet c\n4 bullet c> d\n5 bullet e\n"},
		{"tabs", "\t- 10 a\n\t  - b\n>\t* ", "1 bullet 10 a\n2 bullet 10 a> b\n"},
		{"replies", "- a?\n-- b\n-- c\n\n-- d", "1 bullet a?\n2 bullet a?> b\n3 bullet a?> c\n5 paragraph -- d\n"},
		{"reply without blank", "* a?\n*Ada: yes\n* *b* c\n*d*", "1 bullet a?\n2 bullet a?> Ada: yes\n3 bullet b c d\n"},
		{"numbers are no replies", "1. Fork\n1. Fix\n12 people came", "1 bullet Fork\n2 bullet Fix 12 people came\n"},
		{"tasks", "- [ ] a\n- [x] b", "1 bullet a\n2 bullet b\n"},
		{"quotes", "> a\n> - b\n\n- c\n  > d", "1 paragraph a\n2 bullet b\n4 bullet c d\n"},
		{"code", "```go\nx := 1\n\ny\n```", "2 paragraph x := 1 y\n"},
		{"words behind a fence", "```Version 2\nis out\n```", "1 paragraph Version 2 is out\n"},
		{"open fence", "```\n- a\n- b", "2 bullet a\n3 bullet b\n"},
		{"report", "```\n# New\nIn short\n- a\n  b\n# Old\n\nc\n```", "2 paragraph New In short\n4 bullet a b\n6 paragraph Old\n8 paragraph c\n"},
		{"HTML", "<details>\n<summary>a</summary>\n\n- b\n\n</details>\n<!-- c\n\nd --> e", "2 paragraph a\n4 bullet b\n9 paragraph e\n"},
		{"tags and placeholders", "Use <name>-live<br/>or <b>b</b> &amp; \\_ <!-- no -->", "1 paragraph Use <name>-live or b & _\n"},
		{"links", "[a](http://x.y) ![b](c.png) <http://d.e> [[f|g]] [h][i]\n\n[i]: /j", "1 paragraph a b http://d.e g h\n"},
		{"no definition", "[Misc]: BigInt\n\n[a]: https://x.y", "1 paragraph [Misc]: BigInt\n"},
		{"marks", "**a** _b_ `c_d` ~~e~~ f_g_h", "1 paragraph a b c_d e f_g_h\n"},
		{"rule under a paragraph", "a\nb\n---\nc", "1 paragraph a b\n4 paragraph c\n"},
		{"lone dash", "a\n-\nb\n-\n- c\n-", "1 paragraph a\n3 paragraph b\n5 bullet c\n"},
		{"lone dash in an item", "- a\n  -  \n- b\n  -\n  - c", "1 bullet a\n3 bullet b\n5 bullet b> c\n"},
		{"labels", "When | What\n---|---\n*Soon* | a\n|| - b\n||\n*Later* |\n|| c", "3 row Soon> a\n4 row Soon> b\n7 row Later> c\n"},
		{"cells", "a | b | c\n-|-|-\n1 | | 2\n3 | 4 | 5 | 6", "3 row 1 | 2\n4 row 3 | 4 | 5 | 6\n"},
		{"headings", "- a\n  #### b\n- c", "1 bullet a\n3 bullet c\n"},
		{"footnotes", "a[^1] b[^x]\n- c[^2]\n\n[^1]: https://x.y one\n[^2]: two\n\n    more\n[^3]: uncalled\n\nd [^none]", "1 paragraph a b[^x]\n4 paragraph a b[^x]> https://x.y one\n2 bullet c\n5 paragraph c> two\n7 paragraph c> more\n8 paragraph uncalled\n10 paragraph d [^none]\n"},
		{"a footnote in an item", "- a[^1]\n\n  [^1]: one\n- b\n", "1 bullet a\n3 paragraph a> one\n4 bullet b\n"},
		{"a footnote of a heading", "# t\n## a[^1]\nb\n\n[^1]: one\n    - two\n", "5 paragraph one\n6 bullet two\n3 paragraph b\n"},
		{"front matter", "---\ntags: [a, b]\n---\nc", "4 paragraph c\n"},
		{"no front matter", "---\nnot: [yaml\n---\nc", "4 paragraph c\n"},
	} {
		if got := shown(documentsOf(t, test.src)); got != test.want {
			t.Errorf("%s: documents of %q are\n%swant\n%s", test.name, test.src, got, test.want)
		}
	}
}

func TestFrontMatter(t *testing.T) {
	n, err := Parse("standup.md", []byte("---\ntitle: Harbour standup\ndate: 2024-03-01\nteam: Beacon\nlead: [Zoë Lindqvist, Bo]\n---\n- a\n\n## Updates\n\n### Lamp - Ada\n- b\n"))
	if err != nil {
		t.Fatal(err)
	}
	if m := n.Meetings[0]; m.Date != "2024-03-01" || m.Name != "Harbour standup" {
		t.Errorf("date %q, meeting %q; want 2024-03-01, Harbour standup", m.Date, m.Name)
	}
	docs := Documents([]*Note{n}, Names{})
	want := []struct {
		text, team string
		lead       []string
	}{{"a", "Beacon", []string{"Zoë Lindqvist", "Bo"}}, {"Lamp - Ada", "Lamp", []string{"Ada"}}, {"b", "Lamp", []string{"Ada"}}}
	for i, d := range docs {
		if d.Text != want[i].text || d.Team != want[i].team || !slices.Equal(d.Lead, want[i].lead) {
			t.Errorf("document %q is of %q, %q; want %+v", d.Text, d.Team, d.Lead, want[i])
		}
	}
}

func TestLimits(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"size", strings.Repeat("word ", maxNote/5+1), "line 1: more than 1048576 bytes in a note"},
		{"lines", strings.Repeat("a\n", maxLines), "line 10001: more than 10000 lines in a note"},
		{"quotes", "a\n" + strings.Repeat(">", maxNesting+1), "line 2: more than 100 nested lists and quotes"},
		{"markers", strings.Repeat("- ", maxNesting+1) + "a", "line 1: more than 100 nested lists and quotes"},
		{"indentation", strings.Repeat("\t", maxNesting) + "- a", "line 1: more than 100 nested lists and quotes"},
		{"definitions", strings.Repeat("[a]: /b\n", maxDefinitions+1), "line 5001: more than 5000 link definitions"},
		{"brackets", strings.Repeat("[a](b\n", maxBrackets+1), "line 251: more than 250 opening brackets in a paragraph"},
		{"footnotes", strings.Repeat("[^a]: b\n\n", maxFootnotes+1), "line 2001: more than 1000 footnotes"},
		{"cells", strings.Repeat("a|", maxCells/10) + "\n" + strings.Repeat("b|\n", 20), "line 10: more than 50000 cells in a table"},
		{"parents", "- " + strings.Repeat("word ", 6_000) + "\n" + strings.Repeat("  - a\n", 2_000), "line 1120: more than 33554432 bytes in the headings and items above lines"},
		{"headings", "# " + strings.Repeat("word ", 6_000) + "\n## b\n" + strings.Repeat("- a\n", 2_000), "line 1120: more than 33554432 bytes in the headings and items above lines"},
		{"headings apart", strings.Repeat("# "+strings.Repeat("word ", 6_000)+"\n- a\n", 30) + strings.Repeat("# b\n- a\n", 2_000), ""},
		{"within", strings.Repeat("- [a](b) | c\n", 9_000), ""},
	} {
		_, err := Parse("2024-01-01.md", []byte(test.src))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: Parse fails with %q; want %q", test.name, got, test.want)
		}
	}
	if n, err := Parse("2024-01-01.md", []byte("# "+strings.Repeat("(", maxLine/2))); err != nil || n.Meetings[0].Name != "" {
		t.Errorf("a title of brackets: %v, meeting %q; want none", err, n.Meetings[0].Name) // reading it took minutes
	}
	n, err := Parse("2024-01-01.md", []byte("- one\n- "+strings.Repeat("word ", maxLine)))
	if err != nil || len(n.cut) != 1 || n.cut[0].Line != 2 {
		t.Errorf("a long line: %v, cut %v; want line 2 cut", err, n.cut)
	}
}

// FuzzParse checks what is true of any note: Parse does not panic, lines are within the
// note, ids are unique, packing changes nothing, and each word is in the documents as often
// as in the note, if that can be counted without reading Markdown.
func FuzzParse(f *testing.F) {
	found, err := Find([]string{"../testdata/notes"}, "")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range found.Files {
		src, _ := bytes.CutPrefix(readAll(f, file.Path), []byte("\ufeff"))
		if _, err := Parse(file.Name, src); err == nil {
			f.Add(src)
		}
	}
	for _, seed := range []string{"- a\n-- b\n```\n- c", "|a|b|\n|-|-|\n||c|", "---\ndate: 2024-01-01\n---\n# T - A\n", "> - # x\n>   y\n***\n1) z", "<b\n- x\n<!--\n", "\t- a\n     - b\r- c\x00"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		n, err := Parse("2024-01-01.md", src)
		if err != nil {
			return
		}
		lines := strings.Count(decode(src).text, "\n") + 1
		ids := map[string]bool{}
		words := map[string]int{}
		for _, d := range Documents([]*Note{n}, Names{}) {
			if d.Line < 1 || d.Line > lines {
				t.Errorf("%s: the note has %d lines", d.ID(), lines)
			}
			if ids[d.ID()] {
				t.Errorf("%s: two documents", d.ID())
			}
			ids[d.ID()] = true
			if d.Text == "" || d.Text != oneLine(d.Text) {
				t.Errorf("%s: the text %q is not one line", d.ID(), d.Text)
			}
			if d.Kind != schema.Heading {
				addWords(words, d.Text)
			}
		}
		checkPacked(t, []*Note{n})
		// Marks inside words, entities and tags change words, so only the words of plain
		// notes can be counted.
		if len(n.Meetings) > 1 || strings.ContainsAny(string(src), "`*_~[]<>&\\|#=:") || !isASCII(src) || len(n.cut) > 0 || loneMarker.Match(src) {
			return
		}
		want := map[string]int{}
		addWords(want, decode(src).text)
		isNumber := func(word string, _ int) bool { return strings.Trim(word, "0123456789") == "" }
		maps.DeleteFunc(want, isNumber) // the number of an item is not one of its words
		maps.DeleteFunc(words, isNumber)
		if !maps.Equal(words, want) {
			t.Errorf("the note has the words %v, its documents %v", want, words)
		}
	})
}

// loneMarker matches a line that can be an empty item, text or a rule, depending on where
// it is.
var loneMarker = regexp.MustCompile(`(?m)--|^\s*(?:[-+]|\d{1,9}[.)])+\s*$`)

func isASCII(src []byte) bool {
	return !bytes.ContainsFunc(src, func(r rune) bool { return r >= utf8.RuneSelf || r < ' ' && r != '\n' })
}

func readAll(f *testing.F, path string) []byte {
	f.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return src
}

// Lines keep their numbers, and what is no text for a reader of the note is empty.
func TestLines(t *testing.T) {
	src := "\ufeff---\r\ntitle: Pier\r\n---\r\n# Pier\r\n- rope?\r\n-- yes\r\n<!-- dull -->\r\n[Misc]: BigInt\r\n"
	got, err := Lines([]byte(src))
	want := []string{"", "", "", "# Pier", "- rope?", "  - yes", "", `\[Misc]: BigInt`, ""}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("Lines = %q, %v; want %q", got, err, want)
	}
	for _, src := range []string{"a\x00b", strings.Repeat("x", maxNote+1), strings.Repeat("- ", 200) + "x"} {
		if _, err := Lines([]byte(src)); err == nil {
			t.Errorf("Lines of %q... gave no error", src[:3])
		}
	}
}

func TestSums(t *testing.T) {
	src := []byte("# Pier\n")
	text, err := record{Notes: []noteRecord{{File: "a.md", SHA256: sum(src)}, {File: "b.md", SHA256: "short"}}}.encode()
	if err != nil {
		t.Fatal(err)
	}
	sums := Sums(append(text, "no JSON\n"...))
	if got := sums["a.md"]; len(sums) != 1 || hex.EncodeToString(got[:]) != sum(src) {
		t.Errorf("Sums = %v; want that of a.md", sums)
	}
}
