package indexer

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// settled returns the readings of d that remain once the day of the week is known. Only
// one remains if the day of the week matches just one.
func (d dateText) settled(weekday time.Weekday, said bool) (reading, other day) {
	if !said || d.other == (day{}) || d.day.day == 0 {
		return d.day, d.other
	}
	fits := func(d day) bool { return d.possible() && d.time().Weekday() == weekday }
	switch {
	case fits(d.day) == fits(d.other):
		return d.day, d.other
	case fits(d.other):
		return d.other, day{}
	}
	return d.day, day{}
}

// misfit returns a finding if the day of the week in the text is not that of d; "" if it
// is, or if the text has none.
func (d day) misfit(weekday time.Weekday, said bool) string {
	if !said || d.day == 0 || d.time().Weekday() == weekday {
		return ""
	}
	return fmt.Sprintf("%s is a %s, not a %s", d, d.time().Weekday(), weekday)
}

const weekdayName = `(?P<weekday>mon|tues?|wed(?:nes)?s?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b`

var (
	weekdayBefore = regexp.MustCompile(`(?i)\b` + weekdayName + `[\s.,(]*(?:the\s+)?$`) // Tuesday, | 3 May
	weekdayBehind = regexp.MustCompile(`(?i)^[\s.,)(]*` + weekdayName)                  // 3 May | (Tue)
)

// weekdayBeside returns the day of the week right before or after the date found in text.
func weekdayBeside(text string, found dateText) (time.Weekday, bool) {
	m := weekdayBefore.FindStringSubmatch(text[:found.start])
	if m == nil {
		m = weekdayBehind.FindStringSubmatch(text[found.end():])
	}
	if m == nil {
		return 0, false
	}
	return weekdayNamed(m[1]), true
}

// weekdayNamed returns the day of the week whose name begins like name. The first three
// letters count.
func weekdayNamed(name string) time.Weekday {
	return time.Weekday(slices.Index([]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}, strings.ToLower(name[:3])))
}
