package indexer

import (
	"slices"
	"testing"
)

func TestFrontMatterDates(t *testing.T) {
	for front, want := range map[string]string{
		"---\ndate: 2031-05-14\n---":                           "2031-05-14",
		"---\ndate: 2031-05-14T23:30:00-08:00\n---":            "2031-05-14", // the day is the one written
		"---\ndate: \"14 May 2031\"\n---":                      "2031-05-14",
		"---\ncreated: 2031-05-14 09:00\n---":                  "2031-05-14",
		"---\ncreated: 2030-01-01\ndate: 2031-05-14\n---":      "2031-05-14",
		"---\ndate: [[2031-05-14]]\n---":                       "2031-05-14",
		"---\ndate: \"[[2031-05-14]]\"\n---":                   "2031-05-14",
		"---\ndate: []\n---":                                   "",
		"---\ndate: &a [*a]\n---":                              "",
		"+++\ndate = 2031-05-14\n+++":                          "2031-05-14",
		"+++\ndate = 2031-05-14T23:30:00-08:00\n+++":           "2031-05-14",
		"+++\ndate = 2031-05-14T23:30:00\n+++":                 "2031-05-14",
		"+++\ntitle = \"Lock\"\ncreated = \"2031-05-14\"\n+++": "2031-05-14",
		"+++\ndate = 2031-05-14":                               "", // never closed
	} {
		got := ""
		if n, err := Parse("lock.md", []byte(front+"\n\n- a\n")); err == nil {
			got = Documents([]*Note{n}, Names{})[0].Date
		}
		if got != want {
			t.Errorf("the day of %q is %q; want %q", front, got, want)
		}
	}
	n, err := Parse("lock.md", []byte("+++\ntitle = \"Lock standup\"\ndate = 2031-05-14\nteam = \"Lock\"\nleads = [\"Ada Quist\", \"Bo Lind\"]\n+++\n- a\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := Documents([]*Note{n}, Names{})[0]; d.Meeting != "Lock standup" || d.Team != "Lock" || !slices.Equal(d.Lead, []string{"Ada Quist", "Bo Lind"}) {
		t.Errorf("TOML makes %+v", d)
	}
}
