package search

import (
	"math/rand"
	"slices"
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text          string
		columns, less int
		want          []string
	}{
		{"", 10, 0, []string{""}},
		{"one two three", 7, 0, []string{"one two", "three"}},
		{"one two three", 7, 2, []string{"one", "two", "three"}},
		{"one two three", 9, 2, []string{"one two", "three"}},
		{"a unbreakable b", 5, 0, []string{"a", "unbreakable", "b"}},
		{"潮汐 表 on", 7, 0, []string{"潮汐 表", "on"}}, // two columns each
		{"会议记录，v2版本 on", 7, 0, []string{"会议记", "录，v2", "版本 on"}},
		{"ประภาคาร", 4, 0, []string{"ประ", "ภาคา", "ร"}},
		{"tide-gauge会議", 4, 0, []string{"tide-gauge", "会議"}},
		{"🚢 🚢 🚢", 5, 0, []string{"🚢 🚢", "🚢"}},                       // two columns each
		{"👩‍🚀 ❤️ e\u0301te", 5, 0, []string{"👩‍🚀 ❤️", "e\u0301te"}}, // several characters in the place of one
		{"no\u00a0break", 7, 0, []string{"no", "break"}},
		{"x \x1b[31m", 20, 0, []string{`x \x1b[31m`}},
		{"x", 0, 0, []string{"x"}},
		{"x y", -5, 3, []string{"x", "y"}},
	} {
		var got []string
		for _, line := range wrap(splitWords(test.text, nil, plain), test.columns, test.less) {
			got = append(got, screen{}.line(line))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("wrap(%q, %d, %d) = %q; want %q", test.text, test.columns, test.less, got, test.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		text    string
		columns int
		want    string
	}{
		{"short enough", 12, "short enough"},
		{"no word of it matches here", 12, "no word of …"},
		{"a b c d e f g MATCH h i j k l", 15, "… f g MATCH h i …"},
		{"MATCH b c d e f g h i j k l MATCH", 25, "MATCH b c d … j k l MATCH"},
		{"MATCH MATCH MATCH MATCH MATCH", 12, "MATCH MATCH …"},
		{"潮汐表很长MATCH而且没有空格的文字", 16, "…表很长MATCH而且…"},
		{"aMATCHwithoutanend", 8, "aMATCHw…"},
		{"x wordwithoutanyend", 8, "x …"},
	} {
		var spans [][2]int
		for at := 0; ; {
			i := strings.Index(test.text[at:], "MATCH")
			if i < 0 {
				break
			}
			spans = append(spans, [2]int{at + i, at + i + 5})
			at += i + 5
		}
		if got := (screen{}).line(cut(splitWords(test.text, spans, plain), test.columns, plain)); got != test.want {
			t.Errorf("cut(%q, %d) = %q; want %q", test.text, test.columns, got, test.want)
		}
	}
}

// TestCutKeeps cuts random texts. The remaining words must be in the text in that order,
// take no more than the columns and the marks for omitted words, and have a match if the
// text has one.
func TestCutKeeps(t *testing.T) {
	random := rand.New(rand.NewSource(3))
	for range 500 {
		var words []word
		for range 1 + random.Intn(60) {
			as := plain
			if random.Intn(8) == 0 {
				as = matched
			}
			words = append(words, newWord(piece{strings.Repeat("x", 1+random.Intn(9)), as}))
		}
		columns := 10 + random.Intn(100)
		kept := cut(words, columns, plain)
		gaps, at := 0, 0
		for _, w := range kept {
			if w.pieces[0].text == ellipsis {
				gaps++
				continue
			}
			for at < len(words) && !slices.Equal(words[at].pieces, w.pieces) {
				at++
			}
			if at++; at > len(words) {
				t.Fatalf("cut to %d columns: %v is not in the order of %v", columns, kept, words)
			}
		}
		if got := width(kept); got > columns+2*gaps {
			t.Errorf("cut to %d columns: %d with %d gaps", columns, got, gaps)
		}
		if slices.ContainsFunc(words, word.isMatched) && !slices.ContainsFunc(kept, word.isMatched) {
			t.Errorf("cut to %d columns: %v has no match of %v", columns, kept, words)
		}
	}
}

func TestMarked(t *testing.T) {
	s := screen{color: true}
	for _, test := range []struct {
		text  string
		spans [][2]int
		want  string
	}{
		{"tide table", nil, "tide table"},
		{"tide table", [][2]int{{0, 4}}, "\x1b[1;31mtide\x1b[0m table"},
		{"tide table", [][2]int{{0, 4}, {5, 10}}, "\x1b[1;31mtide\x1b[0m \x1b[1;31mtable\x1b[0m"},
		{"a\x1bb", [][2]int{{2, 3}}, "a\\x1b\x1b[1;31mb\x1b[0m"},
		{"tide", [][2]int{{2, 9}}, "ti\x1b[1;31mde\x1b[0m"}, // a span that is too long is cut
	} {
		if got := s.marked(test.text, test.spans, plain); got != test.want {
			t.Errorf("marked(%q, %v) = %q; want %q", test.text, test.spans, got, test.want)
		}
		var words strings.Builder
		for i, w := range splitWords(test.text, test.spans, plain) {
			if i > 0 {
				words.WriteByte(' ')
			}
			for _, p := range w.pieces {
				words.WriteString(s.paint(p.text, p.style))
			}
		}
		if words.String() != test.want {
			t.Errorf("splitWords(%q, %v) is %q; want %q", test.text, test.spans, words.String(), test.want)
		}
	}
}
