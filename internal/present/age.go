package present

import "fmt"

// Age says for how long an action is open: the days since the first of its meetings. It
// returns "" if it was first said at the last meeting.
func Age(days, meetings int, since string) string {
	switch {
	case days == 0:
		return ""
	case meetings > 1:
		return fmt.Sprintf("open for %s, in %s since %s", Counted(days, "day"), Counted(meetings, "meeting"), since)
	}
	return "open for " + Counted(days, "day")
}
