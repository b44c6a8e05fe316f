package indexer

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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

// Deeply nested or long TOML and YAML is read quickly.
func TestFrontMatterBounds(t *testing.T) {
	for _, front := range []string{
		"+++\n" + strings.Repeat("a.", 15_000) + "a = 1\n+++\n",
		"+++\na = " + strings.Repeat("{a=", 15_000) + "\n+++\n",
		"+++\na = " + strings.Repeat("[", 30_000) + "\n+++\n",
		"+++\n" + strings.Repeat("["+strings.Repeat("a.", 10_000)+"a]\n", 40) + "+++\n",
		"---\ntitle: \"" + strings.Repeat("2031-05-14 ", 2_900) + "\n  " + strings.Repeat("2031-05-14 ", 2_900) + "\"\n---\n",
	} {
		n, err := Parse("2031-05-14.md", []byte(front+"- a\n"))
		if _, beyond := errors.AsType[*LimitError](err); len(n.Meetings) != 1 && !beyond {
			t.Errorf("%.20q makes %d meetings, %v; want one", front, len(n.Meetings), err)
		}
	}
	chain := ""
	for i := range 900 {
		chain += fmt.Sprintf("[^%d]: text of this one[^%d]\n\n", i, i+1)
	}
	for _, d := range documentsOf(t, "a[^0]\n\n"+chain) {
		if len(d.Parents) > 2 {
			t.Fatalf("%s has %d parents; want at most two", d.ID(), len(d.Parents))
		}
	}
}

// Meeting recorders write attendees, actions and decisions into front matter.
func TestRecorders(t *testing.T) {
	const src = `---
title: Lock standup
date: 2031-05-14
attendees: [Ada Quist, Bo Lind]
action_items:
  - assignee: Ada
    task: oil the gate
    due: 2031-05-21
    status: open
  - assignee: "[[Bo Lind]]"
    task: fetch the key
    status: done
  - paint it
decisions:
  - text: the north gate is shut at night
    topic: Gates
---
- Ada: hello
`
	n, err := Parse("standup.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"6  [Ada Quist] [action open] oil the gate (due 2031-05-21)",
		"10  [Bo Lind] [action done] fetch the key",
		"13  [] [action open] paint it",
		"15 Gates [] [decision] the north gate is shut at night",
		"18  [Ada Quist] [] Ada: hello",
	}
	var got []string
	for _, d := range Documents([]*Note{n}, Names{}) {
		got = append(got, fmt.Sprintf("%d %s %v %v %s", d.Line, d.Topic, d.People, d.Is, d.Text))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the documents are %q; want %q", got, want)
	}
}
