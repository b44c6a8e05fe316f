package terminal

import "testing"

func TestVisible(t *testing.T) {
	for _, test := range []struct{ s, want string }{
		{"plain, Köln, 日本 🚢 👩‍🚀 ❤️", "plain, Köln, 日本 🚢 👩‍🚀 ❤️"},
		{"red \x1b[31m", `red \x1b[31m`},
		{"a\nb\tc\r", `a\nb\tc\r`},
		{"back \u202e", `back \u202e`},
		{"no\u00a0break", "no break"},
		{"bad \xff", `bad \ufffd`},
	} {
		if got := Visible(test.s); got != test.want {
			t.Errorf("Visible(%q) = %q; want %q", test.s, got, test.want)
		}
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 9639: "9,639", 1234567: "1,234,567"} {
		if got := Grouped(n); got != want {
			t.Errorf("Grouped(%d) = %s; want %s", n, got, want)
		}
	}
}
