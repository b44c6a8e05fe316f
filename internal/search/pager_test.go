package search

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestPager writes to pagers more text than a pipe holds, and less than a screen holds.
func TestPager(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no sh")
	}
	lines := func(n int) string { return strings.Repeat("some words of an answer\n", n) }
	long := lines(100_000)
	for _, test := range []struct {
		command, text, want string
		ok                  bool // whether all was written
		notice              bool
	}{
		{"", lines(9), lines(9), true, false},
		{"", lines(10), lines(10), true, false},
		{"", long, long, true, false},
		{"nosuch", lines(9), lines(9), true, false},
		{"nosuch", long, long, true, true},
		{"nosuch 'a b'", lines(10), lines(10), true, true},
		{"nosuch 'a b'", long, long, true, true},
		{"wc -l", lines(9), lines(9), true, false},
		{"tr s S", lines(10), strings.ReplaceAll(lines(10), "s", "S"), true, false},
		{"tr s S", long, strings.ReplaceAll(long, "s", "S"), true, false},
		{"tr s 'S' | cat; exit 127", long, strings.ReplaceAll(long, "s", "S"), true, false},
		{"true", long, "", false, false},
		{"exit 3", long, "", false, false},
	} {
		var out, stderr bytes.Buffer
		p := newPager(&out, &stderr, screen{width: 80, height: 10})
		p.command = test.command
		var err error
		for rest := test.text; rest != "" && err == nil; {
			n := min(len(rest), 64<<10)
			_, err = p.Write([]byte(rest[:n]))
			rest = rest[n:]
		}
		if err != nil && !isClosedPipe(err) {
			t.Errorf("%q: %v", test.command, err)
		}
		if _, again := p.Write(nil); test.ok != (again == nil) {
			t.Errorf("%q, once more: %v", test.command, again)
		}
		if err := p.Close(); err != nil {
			t.Errorf("%q: %v", test.command, err)
		}
		name := fmt.Sprintf("%q, %d bytes", test.command, len(test.text))
		if (err == nil) != test.ok {
			t.Errorf("%s: %v", name, err)
		}
		if got := out.String(); got != test.want {
			t.Errorf("%s: %d bytes %.20q; want %d bytes %.20q", name, len(got), got, len(test.want), test.want)
		}
		if got := strings.Contains(stderr.String(), "search: cannot start the pager"); got != test.notice {
			t.Errorf("%s: %q on standard error", name, stderr.String())
		}
	}
}

func TestPagerCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("less may not be there")
	}
	for _, test := range []struct{ environment, want string }{
		{"TERM=xterm", "less"},
		{"TERM=dumb", ""},
		{"", ""}, // less stops to warn there too
		{"TERM=dumb PAGER=more", "more"},
		{"PAGER=", ""},
		{"PAGER=cat", ""},
		{"PAGER=more", "more"},
		{"PAGER=more MINUTES_PAGER=most", "most"},
		{"PAGER=more MINUTES_PAGER=", ""},
		{"PAGER=more MINUTES_PAGER=cat", ""},
	} {
		set := map[string]string{}
		for _, one := range strings.Fields(test.environment) {
			name, value, _ := strings.Cut(one, "=")
			set[name] = value
		}
		got := pagerCommand(func(name string) (string, bool) { value, ok := set[name]; return value, ok })
		if got != test.want {
			t.Errorf("pagerCommand(%s) = %q; want %q", test.environment, got, test.want)
		}
	}
}
