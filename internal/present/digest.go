package present

import (
	"minutes/internal/terminal"
	"minutes/searcher"
)

// DigestSummary says how many documents the digest of r is about, old of which it leaves out.
func DigestSummary(r *searcher.Result, old int) string {
	s := Documents(r) + " of " + Counted(r.Story.Meetings, "meeting")
	if old > 0 {
		s += "; " + terminal.Grouped(old) + " left out as repeats or routine"
	}
	return s
}
