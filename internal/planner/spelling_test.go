package planner

import (
	"fmt"
	"testing"
)

func TestIsShort(t *testing.T) {
	for _, test := range []struct {
		short, long string
		want        bool
	}{
		{"k8s", "kubernetes", true},
		{"i18n", "internationalization", true},
		{"k7s", "kubernetes", false},
		{"k8x", "kubernetes", false},
		{"config", "configuration", true},
		{"mgr", "manager", true},
		{"mrg", "manager", false},
		{"cli", "colin", false},
		{"boat", "boats", false}, // an inflection
		{"boats", "boat", false},
		{"b", "boat", false},
		{"boat", "boat", false},
	} {
		if got := isShort(test.short, test.long); got != test.want {
			t.Errorf("isShort(%q, %q) = %t; want %t", test.short, test.long, got, test.want)
		}
	}
}

func TestJoinedWords(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"a boat (b2t) and K8s (Kubernetes)", "[boat b2t][K8s Kubernetes]"},
		{"boat (b2t)", "[boat b2t]"},
		{"é boät (bät)", "[boät bät]"},
		{"“boat (b2t)", "[boat b2t]"},
		{"boat (b2t, say), boat ( b2t), boat(b2t), boat (b2t", ""},
		{"boat! (b2t) (x1) () boat (b)", ""},
		{"", ""},
	} {
		got := ""
		for before, inner := range joinedWords([]byte(test.text)) {
			got += fmt.Sprintf("[%s %s]", before, inner)
		}
		if got != test.want {
			t.Errorf("joinedWords(%q) yields %s; want %s", test.text, got, test.want)
		}
	}
}
