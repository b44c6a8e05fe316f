package indexer

import (
	"math/rand"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"minutes/internal/analysis"
)

// fragments are what eachText makes texts of: what patterns look for, and what is almost
// that.
var fragments = []string{
	"", " ", " ", "  ", "\t", "\n", "\u00a0", "\u2003", "\x00", "\xff", "é", "e\u0301", "Å", "会", "ſ", "K", "İ", "-", "–", "—", "- ", " - ", "*", "+", "1.", "12)", "1234567890.", "0", "7",
	"(", ")", "[", "]", "()", "( )", ":", ": ", ",", ".", ";", "?", "!", "/", "&", "&amp;", "#", "@", "@ada", "'", "’", "_", "|", "~", `\`, `\_`,
	"a", "b", "Q", "an", "Ada", "Ada Quist", "J.", "JH", "IBM", "Jr.", "O’Hara", "van", "lantern", "ferry", "beacon", "Beacon", "BEACON",
	"of", "for", "on", "at", "from", "in", "the", "held", "The", "FOR", "and", "or", " and ", " or ", "with", "not", "et al.", "and others", "& others", "filling in for", "on behalf of", "subbing for",
	"lead:", "Tech Lead: ", "Chair", "Dr.", "Prof", "Ms. ", "out", "away", "is", "until", "covering", "team:", "WG: ", "Update on", "updates from ",
	"v2", "2031", "2031-05-14", "May 3", "3 May", "q3", "rc1", "beta", "alpha", "10:40", "10m", "(30 min)", "continued", "cont'd", "part 2",
	"Date:", "When - ", "held on", "meeting date", "Meeting", "notes", "weekly", "am", "pm", "utc", "pst", "T10:00",
	"AI(", "owner:", "assigned to ", "action", "Todo", "Done:", "next steps", "decision", "agreed", "confirmed",
}

// eachText calls check with the lines of the sample notes, with parts of them, and with
// texts made of fragments.
func eachText(t *testing.T, check func(text string)) {
	t.Helper()
	sources, _ := readNotes(t, "../testdata/notes")
	r := rand.New(rand.NewSource(1))
	for _, src := range sources {
		for line := range strings.Lines(string(src)) {
			check(line)
			line = strings.TrimSpace(line)
			check(line)
			if len(line) > 0 {
				from := r.Intn(len(line))
				check(line[from:])
				check(line[:from])
				check(line[:from] + fragments[r.Intn(len(fragments))] + line[from:])
			}
		}
	}
	for range 200_000 {
		var b strings.Builder
		for range 1 + r.Intn(7) {
			b.WriteString(fragments[r.Intn(len(fragments))])
		}
		check(b.String())
	}
}

func TestOneLine(t *testing.T) {
	eachText(t, func(text string) {
		if got, want := oneLine(text), strings.Join(strings.Fields(text), " "); got != want {
			t.Errorf("oneLine(%q) = %q, want %q", text, got, want)
		}
	})
}

// What is checked before a pattern runs is true of every text that the pattern matches.
func TestChecksBeforePatterns(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and in one goroutine, so there are no races")
	}
	for _, test := range []struct {
		pattern *regexp.Regexp
		may     func(string) bool
	}{
		{others, mayHaveOthers},
		{remark, mayHaveRemark},
		{dash, hasDash},
		{dangling, mayDangle},
		{beforeColon, mayHaveSpeaker},
		{saysActions, maySayActions},
		{saysDecisions, maySayDecisions},
	} {
		matches := 0
		eachText(t, func(text string) {
			if test.pattern.MatchString(text) {
				matches++
				if !test.may(text) {
					t.Errorf("%q matches %s, but is not tried", text, test.pattern)
				}
			}
		})
		if matches == 0 {
			t.Errorf("no text matches %s", test.pattern)
		}
	}
}

// Code in place of a pattern does as the pattern does.
func TestCodeForPatterns(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and in one goroutine, so there are no races")
	}
	itemMarkers := regexp.MustCompile(`^(?:[-*+]|\d{1,9}[.)])(?:\s|$)`)
	itemLine := regexp.MustCompile(`^(\s*)([-*+]|\d{1,9}[.)])(\s+)\S`)
	nameWord := regexp.MustCompile(`^[\p{Lu}\p{Lt}\p{Lo}][\pL\pM'’.-]*$`)
	eachText(t, func(text string) {
		for _, word := range strings.Fields(text) {
			if got, want := isNameWord(word), nameWord.MatchString(word); got != want {
				t.Errorf("isNameWord(%q) = %t, want %t", word, got, want)
			}
		}
		for _, term := range analysis.Terms(text) {
			if got, want := isNumbered(term), numbered.MatchString(term); got != want {
				t.Errorf("isNumbered(%q) = %t, want %t", term, got, want)
			}
		}
		if got, want := itemMarker(text), len(itemMarkers.FindString(text)); got != want {
			t.Errorf("itemMarker(%q) = %d, want %d", text, got, want)
		}
		marker, start, ok := readItem(text)
		if m := itemLine.FindStringSubmatchIndex(text); ok != (m != nil) || ok && (marker != m[4] || start != m[7]) {
			t.Errorf("readItem(%q) = %d, %d, %t, want %v", text, marker, start, ok, m)
		}
		if got, want := goesOnIn(text), going.MatchString(text); got != want {
			t.Errorf("goesOnIn(%q) = %t, want %t", text, got, want)
		}
		if got, want := dashes(text), dash.FindAllStringIndex(text, -1); !reflect.DeepEqual(got, want) {
			t.Errorf("dashes(%q) = %v, want %v", text, got, want)
		}
		if line := oneLine(text); !slices.Equal(splitAmong(line), among.Split(line, -1)) {
			t.Errorf("splitAmong(%q) = %q, want %q", line, splitAmong(line), among.Split(line, -1))
		}
	})
}
