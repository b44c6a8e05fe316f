package indexer

import (
	"math/rand"
	"strings"
	"testing"
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
