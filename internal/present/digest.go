package present

import (
	"minutes/internal/digest"
	"minutes/internal/terminal"
)

// DigestSummary says how many documents d is about.
func DigestSummary(d *digest.Digest) string {
	s := Documents(d.Result) + " of " + Counted(d.Result.Story.Meetings, "meeting")
	if d.Old > 0 {
		s += "; " + terminal.Grouped(d.Old) + " left out as repeats or routine"
	}
	return s
}
