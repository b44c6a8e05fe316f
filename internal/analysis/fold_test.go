package analysis

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
)

func TestTerms(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"cf-deployment v6.21.0", "cf deployment v6 21 0"},
		{"Garden-Windows", "garden windows"},
		{"CVE-2018-1277", "cve 2018 1277"},
		{"admin_read_only", "admin read only"},
		{"code.example.org/cli", "code example org cli"},
		{"c2c, C++ and #2143", "c2c c++ and 2143"},
		{"g++, c+++ 2++ C#, F# c#4 ab# a+b", "g++ c 2 c# f# c 4 ab a b"},
		{"don't, BOSH's", "don t bosh s"},
		{"Köper Ko\u0308per KÖPER", "koper koper koper"}, // both normal forms
		{"Łukasz Sørensen Weiß Æsir", "lukasz sorensen weiss aesir"},
		{"ﬁne ＷＩＤＥ x²", "fine wide x2"},
		{"Ελλάδα Москва", "ελλαδα москва"},
		{"日本語 한국어", "日本語 한국어"},
		{"naïve—“quoted”…🚢", "naive quoted"},
		{"deploy\u00adment \u00ad ❤\ufe0f ok\ufe0f 1\ufe0f\u20e3", "deployment ok 1"},
		{":-) -- * \u0301", ""},
		{"bad \xff\ufffd bytes", "bad bytes"},
	} {
		if got := strings.Join(Terms(test.text), " "); got != test.want {
			t.Errorf("Terms(%q) = %q; want %q", test.text, got, test.want)
		}
	}
}

func TestWordsStand(t *testing.T) {
	const text = "Zoë’s 2nd tide-gauge"
	var got []string
	for word := range Words(text) {
		got = append(got, text[word.Start:word.End]+"="+word.Term)
	}
	want := []string{"Zoë=zoe", "s=s", "2nd=2nd", "tide=tide", "gauge=gauge"}
	if !slices.Equal(got, want) {
		t.Errorf("Words(%q) = %q; want %q", text, got, want)
	}
}

func FuzzTerms(f *testing.F) {
	for _, seed := range []string{"Köper", "ﬁne ½ x²", "\u0345\u0301", "İstanbul ẞ", "ǆ ͅ", "\xff", "ﱠT", "会议记录v2版本", "ｶﾞｽ゙ー", "น้ำทะเล", "ㅋㅏ각ᆨ㈠"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for word := range Words(text) {
			if word.Start < end || word.End <= word.Start || word.End > len(text) {
				t.Errorf("Words(%q): %+v lies outside or overlaps", text, word)
			}
			end = word.End
		}
		checkParts(t, text)
		folded := Fold(text)
		if again := Fold(folded); again != folded {
			t.Errorf("Fold(%q) = %q, and that folds to %q", text, folded, again)
		}
	})
}

// Letters that Unicode does not decompose are folded as Bleve's filter does it.
func TestFoldAsBleve(t *testing.T) {
	filter := asciifolding.New()
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !inWord(r) {
			continue
		}
		small := strings.ToLower(unaccented(string(r)))
		want := strings.ToLower(string(filter.Filter([]byte(small))))
		if got := toLatin(small); got != want {
			t.Errorf("%q (%U) is %q; want %q", r, r, got, want)
		}
	}
}
