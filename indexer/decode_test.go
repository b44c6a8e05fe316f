package indexer

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

func TestDecode(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"plain", "- tide\n", "- tide\n"},
		{"byte order mark", "\ufeff# Pier", "# Pier"},
		{"CRLF", "a\r\nb\r\n", "a\nb\n"},
		{"lone CR", "a\rb\r\rc", "a\nb\n\nc"},
		{"NUL", "ti\x00de", "tide"},
		{"UTF-16, mark, little", utf16Bytes(binary.LittleEndian, "\ufeff- Zoë 🚢\r\n"), "- Zoë 🚢\n"},
		{"UTF-16, mark, big", utf16Bytes(binary.BigEndian, "\ufeff- Zoë"), "- Zoë"},
		{"UTF-16, no mark", utf16Bytes(binary.LittleEndian, "- the tide gauge"), "- the tide gauge"},
		{"Windows-1252", "Caf\xe9 \x96 J\xfcrgen", "Café – Jürgen"},
		{"one bad byte", "Zoë\xff and the rest", "Zoëÿ and the rest"},
		{"mis-decoded", "JÃ¼rgen KÃ¶ster, KÃ¶ln", "Jürgen Köster, Köln"},
		{"mis-decoded twice", "KÃƒÂ¶ln", "Köln"},
		{"mis-decoded capitals", "Ã–lfÃ¤sser, Ã‰tienne, Å‚Ã³dÅº", "Ölfässer, Étienne, łódź"},
		{"mis-decoded quotes", "itâ€™s â€œdoneâ€\u009d â€“ ok", "it’s “done” – ok"},
		{"mis-decoded Cyrillic", "ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"},
		{"Café stays", "Café, CAFÉ”, naïve, Ål, À la", "Café, CAFÉ”, naïve, Ål, À la"},
		{"other scripts stay", "日本語 Łukasz ñandú", "日本語 Łukasz ñandú"},
	} {
		got := decode([]byte(test.src)).text
		if got != test.want {
			t.Errorf("%s: decode(%q) = %q; want %q", test.name, test.src, got, test.want)
		}
		if again := decode([]byte(got)).text; again != got {
			t.Errorf("%s: decode(%q) = %q, not itself", test.name, got, again)
		}
	}
}

func utf16Bytes(order binary.ByteOrder, s string) string {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = append(b, 0, 0)
		order.PutUint16(b[len(b)-2:], unit)
	}
	return string(b)
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{"- a\r\nb", "\xff\xfea\x00", "KÃ¶ln", "É”Ã", "\xc3\x83\xc2"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text := decode(src).text
		if !utf8.ValidString(text) {
			t.Errorf("decode(%q) = %q, which is not valid UTF-8", src, text)
		}
		if again := decode([]byte(text)).text; again != text {
			t.Errorf("decode(%q) = %q, and that decodes to %q", src, text, again)
		}
	})
}
