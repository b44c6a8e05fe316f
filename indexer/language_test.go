package indexer

import (
	"strings"
	"testing"

	"minutes/internal/analysis"
)

func TestLanguage(t *testing.T) {
	all := strings.Join(Languages, ",")
	for _, test := range []struct{ languages, note, want string }{
		{"en", "- Die Lampe ist am Hafen", "en"},
		{"de", "- the lamp is at the port", "de"},
		{"en,de", "- Die Lampe ist am Hafen", "de"},
		{"de,en", "- The lamp is at the port", "en"},
		{"de,en", "- Lampen", "de"}, // none, so the first
		{"en,de", "- Lampen", "en"},
		{"de,en", "- in der Lampe\n- in the lamp", "de"}, // as many of both
		{"en,de", "---\nlang: fr\n---\n- Die Lampe ist am Hafen", "fr"},
		{"en,de", "---\nlang: DE_at\n---\n- lamps", "de"},
		{"en,de", "---\nlanguage: de\nlang: sv\n---\n- lamps", "sv"},
		{"en,de", "---\nlang: [it, de]\n---\n- lamps", "it"},
		{"en,de", "+++\nlanguage = \"pt-BR\"\n+++\n- lamps", "pt"},
		{"en,de", "---\nlang: xx\n---\n- Die Lampe ist am Hafen", "de"},
		{"en,de", "---\nlang:\n---\n- Die Lampe ist am Hafen", "de"},

		{all, "- The new lamp on the pier has been tested, and it works", "en"},
		{all, "- Die neue Lampe auf dem Pier wurde geprüft, und sie leuchtet", "de"},
		{all, "- La nouvelle lampe sur le quai a été testée et elle fonctionne", "fr"},
		{all, "- La nueva lámpara del muelle ha sido probada y funciona", "es"},
		{all, "- A nova lâmpada do cais foi testada e já funciona", "pt"},
		{all, "- De nieuwe lamp op de pier is getest en hij werkt", "nl"},
		{all, "- La nuova lampada sul molo è stata provata e funziona", "it"},
		{all, "- Den nya lampan på piren har testats och den fungerar", "sv"},
		{all, "- 码头上的新灯已经测试过了", "zh"},
		{all, "- 桟橋の新しいランプをテストしました", "ja"},
		{all, "- 부두의 새 등을 시험했고 잘 됩니다", "ko"},
		{all, "- ไฟใหม่ที่ท่าเรือได้ทดสอบแล้วและใช้งานได้", "th"},
	} {
		languages, err := ParseLanguages(test.languages)
		if err != nil {
			t.Fatal(err)
		}
		n, err := Parse("2031-05-14.md", []byte(test.note))
		if err != nil {
			t.Fatalf("Parse(%q): %v", test.note, err)
		}
		for _, d := range documents([]*Note{n}, languages) {
			if d.Lang != test.want {
				t.Errorf("with %s, %q is in %s; want %s", test.languages, test.note, d.Lang, test.want)
			}
		}
	}
}

func TestUnknownLanguage(t *testing.T) {
	n, err := Parse("2031-05-14.md", []byte("---\ntitle: Harbour\nlang: klingon\n---\n- lamps\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Finding{"2031-05-14.md", 3, `unknown language "klingon"`}
	if len(n.foreign) != 1 || n.foreign[0] != want || len(n.findings) != 1 {
		t.Errorf("findings %v, %v; want %v", n.foreign, n.findings, want)
	}
	if d := documents([]*Note{n}, defaultLanguages)[0]; d.Lang != analysis.English.Code {
		t.Errorf("the note is in %q", d.Lang)
	}
}

func TestParseLanguages(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"de", "de"}, {"de,en", "de en"}, {" de , EN-gb,de-AT", "de en"}, {"pt_BR", "pt"},
		{"", ""}, {"de,", ""}, {"xx", ""}, {"de en", ""},
	} {
		codes, err := ParseLanguages(test.list)
		if got := strings.Join(codes, " "); got != test.want || (err == nil) != (test.want != "") {
			t.Errorf("ParseLanguages(%q) = %q, %v; want %q", test.list, got, err, test.want)
		}
	}
}
