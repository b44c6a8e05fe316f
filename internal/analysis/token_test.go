package analysis

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

func TestTokens(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"The C++ tide-gauge", "the@1 c++@2 c@2 tide@3 gauge@4"},
		{"会议记录", "会议@1 会@1 议记@2 议@2 记录@3 记@3 录@4"},
		{"灯", "灯@1"},
		{"灯,塔", "灯@1 塔@2"},
		{"灯\n塔", "灯@1 塔@3"},
		{"v2版本 Kubernetes会议", "v2@1 版本@2 版@2 本@3 kubernetes@4 会议@5 会@5 议@6"},
		{"Tシャツ", "t@1 シャ@2 シ@2 ャツ@3 ャ@3 ツ@4"},
		{"第3回", "第@1 3@2 回@3"},
		{"ガス ｶﾞｽ カ\u3099ス", "ガス@1 ガ@1 ス@2 ガス@3 ガ@3 ス@4 ガス@5 ガ@5 ス@6"},
		{"データ", "デー@1 デ@1 ータ@2 ー@2 タ@3"},
		{"ＡＰＩ会議", "api@1 会議@2 会@2 議@3"},
		{"회의록을", "회의@1 회@1 의록@2 의@2 록을@3 록@3 을@4"},
		{"\u1112\u116c\u110b\u1174", "회의@1 회@1 의@2"}, // as macOS writes file names
		{"น้ำขึ้น", "น\u0e49\u0e4dาข\u0e36\u0e49@1 น\u0e49\u0e4dา@1 ข\u0e36\u0e49น@2 ข\u0e36\u0e49@2 น@3"},
		{"ประภาคาร", "ประ@1 ป@1 ระภา@2 ระ@2 ภาคา@3 ภา@3 คาร@4 คา@4 ร@5"},
		{"C言語 C++言語", "c@1 言語@2 言@2 語@3 c++@4 c@4 言語@5 言@5 語@6"},
	} {
		var got []string
		for token := range Tokens(test.text) {
			got = append(got, fmt.Sprintf("%s@%d", token.Term, token.Position))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("Tokens(%q) = %q; want %q", test.text, got, test.want)
		}
		checkParts(t, test.text)
	}
}

// The parts of any piece of a text are found in it, whatever marks and scripts it mixes.
func TestTokensOfAnyMix(t *testing.T) {
	alphabet := []rune("会議ガｶﾞﾟがか\u3099\u309aーー々〆한ㅋㅏㄱ각\u1112\u1161\u11abำาะเนิ้ທຳໜກ្កးက㈠㊀ｱﾡￂＡA2é\u0301\ufe0f\u00ad\U000e0100+# ,㍿〇三ﬁ")
	random := rand.New(rand.NewPCG(20, 5))
	for range 20_000 {
		var text []rune
		for range 1 + random.IntN(8) {
			text = append(text, alphabet[random.IntN(len(alphabet))])
		}
		checkParts(t, string(text))
	}
}

// Each letter of Unicode folds to the same tokens alone and among others.
func TestTokensOfEachLetter(t *testing.T) {
	for r := rune(firstUnspaced); r <= unicode.MaxRune; r++ {
		if inWord(r) && !isPlain(r) {
			checkParts(t, "ガ"+string(r)+"一")
		}
		if isPlain(r) && unicode.IsLetter(r) && foldWord(string(r)) != string(r) {
			t.Errorf("%q (%U) is not plain", r, r)
		}
	}
}

func TestTokensStand(t *testing.T) {
	const text = "C++: v2ｶﾞｽ"
	var got []string
	for token := range Tokens(text) {
		got = append(got, text[token.Start:token.End]+"="+token.Term)
	}
	want := []string{"C++=c++", "C++=c", "v2=v2", "ｶﾞｽ=ガス", "ｶﾞ=ガ", "ｽ=ス"}
	if !slices.Equal(got, want) {
		t.Errorf("Tokens(%q) = %q; want %q", text, got, want)
	}
}

func TestParts(t *testing.T) {
	for _, test := range []struct {
		term string
		more bool
		want string
	}{
		{"lantern", false, "lantern"}, {"lantern", true, "lantern"},
		{"会", false, "会"}, {"会", true, "会"},
		{"会议", false, "会议"}, {"会议", true, "会议 议"},
		{"会议记录", false, "会议 议记 记录"}, {"会议记录", true, "会议 议记 记录 录"},
	} {
		if got := strings.Join(Parts(test.term, test.more), " "); got != test.want {
			t.Errorf("Parts(%q, %t) = %q; want %q", test.term, test.more, got, test.want)
		}
	}
}

// checkParts checks that the parts of each piece of each word are in the tokens of text,
// side by side, from where the piece begins.
func checkParts(t *testing.T, text string) {
	t.Helper()
	at := map[string][]int{} // positions of a term
	starts := map[int]int{}  // position of the first token that starts at a byte
	for token := range Tokens(text) {
		at[token.Term] = append(at[token.Term], token.Position)
		if starts[token.Start] == 0 {
			starts[token.Start] = token.Position
		}
		if token.Start >= token.End || token.End > len(text) {
			t.Errorf("Tokens(%q): %+v lies outside", text, token)
		}
	}
	for word := range Words(text) {
		if !Unspaced(word.Term) {
			if !slices.Contains(at[word.Term], starts[word.Start]) {
				t.Errorf("Tokens(%q) lacks %q", text, word.Term)
			}
			continue
		}
		var ends []int
		for end := word.Start; end < word.End && len(ends) < 12; {
			end += firstSyllable(text[end:word.End])
			ends = append(ends, end)
		}
		start := word.Start
		for i, from := range ends {
			for _, end := range ends[i:] {
				for piece := range Words(text[start:end]) {
					first := start + piece.Start
					for starts[first] == 0 && first < end { // a mark without a letter
						first++
					}
					for j, part := range Parts(piece.Term, true) {
						if !slices.Contains(at[part], starts[first]+j) {
							t.Errorf("Tokens(%q) lacks %q, part %d of %q", text, part, j, piece.Term)
							return
						}
					}
				}
			}
			start = from
		}
	}
}
