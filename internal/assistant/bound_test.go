package assistant

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzCut(f *testing.F) {
	f.Add("the lantern is lit", 8)
	f.Add(strings.Repeat("Zoë \"<会议>\" ", 30), 100)
	f.Add("\xff\xfe\x00", 3)
	f.Fuzz(func(t *testing.T, text string, size int) {
		size = max(8, size%maxAnswer)
		got := cut(text, size)
		before, shortened := strings.CutSuffix(got, "…")
		switch {
		case got == text:
			if sizeOf(text) > size {
				t.Errorf("cut(%q, %d) is whole, with %d bytes of JSON", text, size, sizeOf(text))
			}
		case !shortened || !strings.HasPrefix(text, before):
			t.Errorf("cut(%q, %d) = %q, which is not its beginning", text, size, got)
		case sizeOf(got) > size+len(`\ufffd`)+len("…"):
			t.Errorf("cut(%q, %d) has %d bytes of JSON", text, size, sizeOf(got))
		case utf8.ValidString(text) && !utf8.ValidString(got):
			t.Errorf("cut(%q, %d) = %q cuts a letter", text, size, got)
		}
	})
}

func TestFit(t *testing.T) {
	long := strings.Repeat("a", maxAnswer)
	for _, test := range []struct {
		list []string
		want int
	}{
		{nil, 0},
		{[]string{"a", "b"}, 2},
		{[]string{long, "b"}, 1}, // at least one
		{[]string{"a", long, "b"}, 1},
	} {
		if got := fit(test.list, struct{}{}); len(got) != test.want {
			t.Errorf("fit leaves %d of %d elements; want %d", len(got), len(test.list), test.want)
		}
	}
}
