package indexer

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/schema"
)

// titleOf returns the index of the title in pieces: the first heading if it is of level 1
// or has a date, or else the first heading of level 1; -1 if there is none.
func titleOf(pieces []piece) int {
	title := slices.IndexFunc(pieces, func(p piece) bool { return p.kind == schema.Heading })
	if title < 0 || pieces[title].level == 1 {
		return title
	}
	if _, dated := findDate(pieces[title].plain.text, dateForms); dated {
		return title
	}
	return slices.IndexFunc(pieces, func(p piece) bool { return p.kind == schema.Heading && p.level == 1 })
}

// titleWords returns the words that name the meetings of a note: those of the title in
// its front matter, and of its first heading if that is above all candidates.
func titleWords(pieces []piece, all []candidate, front string) string {
	words := front
	if len(all) == 0 {
		return words
	}
	for _, p := range pieces[:all[0].piece] {
		if p.kind == schema.Heading && len(p.plain.text) <= maxHeading {
			words += " " + p.plain.text
			break
		}
	}
	return words
}

// runningTitle returns the index of the title of a running file: the first heading above
// its date lines, unless that only divides the file or is of their level. It returns -1
// if there is none.
func runningTitle(pieces []piece, r running) int {
	first := r.lines[0]
	for i, p := range pieces[:first.piece] {
		if p.kind != schema.Heading {
			continue
		}
		if year, ok := periodOf(p.plain.text); ok && year > 0 || len(p.plain.text) > maxHeading || p.level > 1 && p.level >= first.level {
			return -1
		}
		return i
	}
	return -1
}

var bareYears = regexp.MustCompile(`\(?\b` + century + `(?:\s*[-–/]\s*(?:` + century + `|\d\d))?\b\)?`)

// withoutYears returns the title of a running file without the years that it covers.
func withoutYears(title string) string {
	dateless := withoutDate(title)
	return bareYears.ReplaceAllString(dateless, " ")
}

var (
	meetingWords = regexp.MustCompile(`(?i)\b(?:meetings?|notes|agenda|minutes|archives?|as of)\b`)
	oftenWords   = regexp.MustCompile(`(?i)\bweekly\b`)
	dayWords     = regexp.MustCompile(`(?i)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2}(?:st|nd|rd|th)|\d{1,2}:\d\d(?:\s*(?:[ap]m|utc|gmt|[ecmp][sd]?t))?)\b|\(\s*\)`)
	dangling     = regexp.MustCompile(`(?i)^(?:(?:of|for|on|at|from|in|the|held)\b\W*)+|(?:\W*\b(?:of|for|on|at|from|in|the|held))+$`) // words left over from a date
	yearly       = regexp.MustCompile(`^\d+(?:[-_.]\d+)*$`)                                                                            // name of a folder: 2018, 2012-05
)

// trimMeeting removes what the date leaves behind in a title: marks and loose words at
// the ends, and empty or unbalanced brackets.
func trimMeeting(s string) string {
	for {
		before := s
		grouped := strings.ContainsAny(s, "([")
		if grouped {
			s = emptyGroup.ReplaceAllString(s, " ")
		}
		s = strings.Trim(oneLine(s), " -–—:,;.|/@")
		if mayDangle(s) {
			s = dangling.ReplaceAllString(s, "")
		}
		if grouped {
			s = dashBefore.ReplaceAllString(s, "(")
		}
		if grouped || strings.ContainsAny(s, ":)") {
			s = looseMarks.Replace(s)
		}
		for _, pair := range []string{"()", "[]"} {
			if open, end := strings.Count(s, pair[:1]), strings.Count(s, pair[1:]); open > end {
				s = strings.TrimSuffix(s, pair[:1])
			} else if end > open {
				s = strings.TrimPrefix(strings.TrimSuffix(s, pair[1:]), pair[1:])
			}
		}
		if s == before {
			return s
		}
	}
}

// mayDangle reports whether the first or the last word of s is one that dangling removes.
// Checking this first avoids running the pattern on most titles.
func mayDangle(s string) bool {
	first, last := 0, len(s)
	for first < len(s) && isLetter(s[first]) {
		first++
	}
	for last > 0 && isLetter(s[last-1]) {
		last--
	}
	return isDangling(s[:first]) || isDangling(s[last:])
}

func isDangling(word string) bool {
	return len(word) <= len("from") && danglingWords[strings.ToLower(word)]
}

var danglingWords = vocabulary("of for on at from in the held")

func isLetter(c byte) bool { return 'a' <= c|' ' && c|' ' <= 'z' }

var (
	looseMarks = strings.NewReplacer(" :", ":", "( ", "(", " )", ")")
	dashBefore = regexp.MustCompile(`(?:[-–—:,;]\s*)+\(`) // Council — (Primary), from which a month was removed
)

var emptyGroup = regexp.MustCompile(`(?i)\((?:[\s,–-]|[ap]m|utc|gmt|[ecmp][sd]?t)*\)|\[\s*\]`) // () and ( - PT), left over from a time

// folderWords are words of folder names that say nothing about the meeting.
var folderWords = vocabulary("archive archives docs meeting meetings minutes note notes")

// meetingName returns the title without its date and without words that every title has.
// If nothing is left, it returns front, the meeting in the front matter, or else the
// nearest folder whose name is not a date.
func meetingName(name, title, front string) string {
	dateless := withoutDate(title)
	meeting := meetingWords.ReplaceAllString(dateless, " ")
	if timeless := dayWords.ReplaceAllString(meeting, " "); dateless != title || analysis.Fold(timeless) == "" {
		meeting = timeless // the day of the week and the hour are part of the date
	}
	meeting = trimMeeting(meeting)
	if rare := trimMeeting(oftenWords.ReplaceAllString(meeting, " ")); analysis.Fold(rare) != "" {
		return rare
	}
	if front != "" {
		return front
	}
	for dir := path.Dir(name); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if folder := path.Base(dir); !yearly.MatchString(folder) && !made(folder, folderWords) && folder != ".." {
			return folder
		}
	}
	return meeting // Weekly
}
