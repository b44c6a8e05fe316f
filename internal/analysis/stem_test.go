package analysis

import "testing"

func TestInflected(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"rotate", "rotating", true},
		{"rotation", "rotated", true},
		{"policy", "policies", true},
		{"release", "releases", true},
		{"ship", "shipping", true},
		{"available", "availability", true},
		{"use", "used", true},
		{"go", "going", true},
		{"vm", "vms", true},
		{"cve", "cves", true},
		{"cli", "clis", true},
		{"api", "apis", true},

		{"rotate", "rotate", false}, // the same word
		{"die", "dying", false},     // different beginnings
		{"user", "used", false},
		{"ga", "gas", false},
		{"pas", "pass", false},
		{"http", "https", false},
		{"v6", "v60", false},
		{"köln", "kölns", false},
		{"c2c", "c2cs", false},
		{"cert", "certificate", false},
	} {
		for _, pair := range [][2]string{{test.a, test.b}, {test.b, test.a}} {
			if got := Inflected(pair[0], pair[1]); got != test.want {
				t.Errorf("Inflected(%q, %q) = %t; want %t; stems %q, %q", pair[0], pair[1], got, test.want, Stem(pair[0]), Stem(pair[1]))
			}
		}
	}
}

func TestVersionForm(t *testing.T) {
	for _, test := range []struct{ term, want string }{
		{"6", "v6"}, {"v6", "6"}, {"v21", "21"}, {"v", ""}, {"", ""}, {"v6a", ""}, {"6a", ""}, {"vv6", ""}, {"windows", ""},
	} {
		if got := VersionForm(test.term); got != test.want {
			t.Errorf("VersionForm(%q) = %q; want %q", test.term, got, test.want)
		}
	}
}
