package indexer

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"minutes/schema"
)

func TestParseNames(t *testing.T) {
	names, err := ParseNames([]byte("\ufeff# who is who\r\n\n team: Semaphore = Signals\nteam: Chart-Room\ntopic: Weak Locks = Locks\nlead: Zoë Lindqvist = Zoë\nword: kubernetes = k8s\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(names.teams)), []string{"chart room", "semaphore", "signals"}; !slices.Equal(got, want) {
		t.Errorf("teams are %q; want %q", got, want)
	}
	for _, test := range []struct{ field, name, want string }{
		{schema.Team, "SIGNALS", "Semaphore"},
		{schema.Team, "semaphore", "Semaphore"},
		{schema.Team, "chart room", "chart room"}, // alone on its line
		{schema.Topic, "signals", "Semaphore"},    // the topic of a team
		{schema.Topic, "locks", "Weak Locks"},
		{schema.Team, "locks", "locks"},
		{schema.Lead, "Zoe", "Zoë Lindqvist"},
		{schema.Lead, "Signals", "Signals"},
		{schema.Meeting, "Zoe", "Zoe"},
	} {
		if got := names.joins.First(test.field, test.name); got != test.want {
			t.Errorf("First(%q, %q) = %q; want %q", test.field, test.name, got, test.want)
		}
	}
	if got, want := fmt.Sprint(names.joins.Words), "[[[kubernetes] [k8s]]]"; got != want {
		t.Errorf("words are %s; want %s", got, want)
	}
}

func TestParseNamesErrors(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"team: A\ntem: B", `2: "tem: B" is not understood; write team:, topic:, lead:, person: or word: and names with = between them`},
		{"just a line", `1: "just a line" is not understood; write team:, topic:, lead:, person: or word: and names with = between them`},
		{"team: A = ", `1: "team: A =" has an empty name; write a name on each side of =`},
		{"team:", `1: "team:" has an empty name; write a name on each side of =`},
		{"topic: Locks", `1: "topic: Locks" has only one name; write topic: NAME = OTHER NAME`},
		{"team: A = B\ntopic: C = B", `2: "B" is already joined to "A"; list all its names on one line`},
		{"\nlead: Ada", `2: "lead: Ada" has only one name; write lead: NAME = OTHER NAME`},
		{"team: A = B\nteam: b = C", `2: team "b" is already on line 1; join the two lines`},
	} {
		if _, err := ParseNames([]byte(test.src)); err == nil || err.Error() != test.want {
			t.Errorf("ParseNames(%q) fails with %v; want %s", test.src, err, test.want)
		}
	}
}

func FuzzParseNames(f *testing.F) {
	f.Add([]byte("team: A = B\n# c\nlead: a = b"))
	f.Add([]byte("team: = ="))
	f.Fuzz(func(t *testing.T, src []byte) {
		names, err := ParseNames(src)
		if err != nil {
			return
		}
		if names.teams[""] {
			t.Errorf("ParseNames(%q) has a team without a name", src)
		}
	})
}
