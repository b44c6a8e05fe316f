package indexer

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
)

// topics returns, for each heading of m, the topic of the text below it: the outermost
// heading at or above it that is not a part of the agenda. If that heading is a team, the
// topic is the name of the team.
func (m *Meeting) topics(who *directory) []string {
	topics := make([]string, len(m.headings))
	for i, h := range m.headings {
		switch {
		case h.above >= 0 && topics[h.above] != "":
			topics[i] = topics[h.above]
		case h.isTeam:
			topics[i] = h.team
		case !isPartOfAgenda(h.plain.text):
			topics[i] = topicName(h.plain.text, who)
		}
	}
	return topics
}

// partWords are the words of headings that are parts of an agenda, not topics.
var partWords = func() wordSet {
	words := vocabulary(`adjourn adjourned adjournment afternoon call calls conclusion conclusions decided done end guests introduction logistics morning
		monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun notes opening registration remote roles role session sessions start steps
		agreed resolution resolutions required taken made details do needed outstanding log contents chat transcript day recordings standing items a an upcoming actions decision remarks ups`)
	maps.Copy(words, agendaWords)
	for _, word := range []string{"standup", "stand", "demo", "demos", "hiring", "kpi", "kpis", "kudos", "metrics", "risk", "risks", "shout", "housekeeping", "administrivia", "incubator"} {
		delete(words, word) // agenda items
	}
	return words
}()

// isPartOfAgenda reports whether a heading with this text is a part of the agenda or of
// the meeting, rather than a topic.
func isPartOfAgenda(text string) bool {
	if strings.ContainsAny(text, "([") {
		text = bracketed.ReplaceAllString(text, " ")
	}
	said, _, _ := strings.Cut(text, ":") // Host: Ada; Agenda [30 min]
	words := slices.DeleteFunc(analysis.Terms(said), isNumbered)
	return !slices.ContainsFunc(words, func(word string) bool { return !partWords[word] })
}

var (
	topicNumber = regexp.MustCompile(`^(?:#?\d+(?:\.\d+)*[.):]?|\(?[a-z\d]\)|[IVX]+[.)])\s+`) // 3. 13.1 a)
	lengthWord  = `~?\d+\s*(?:-\s*\d+\s*)?(?:m|mins?|minutes?|h|hrs?|hours?|s|sec)\b\.?`      // 20m, 30 min
	topicLength = regexp.MustCompile(`(?i)^[(\[]?` + lengthWord + `[)\]]?[\s:–—-]+|[\s,:–—-]*[(\[]\s*` + lengthWord + `\s*[)\]]|[\s,:–—-]+` + lengthWord + `$`)
	isLength    = regexp.MustCompile(`(?i)^(?:` + lengthWord + `|\d+)$`)
	goesOn      = regexp.MustCompile(`(?i)[\s,:–—-]*[(\[]?\b(?:cont(?:'d|’d|d|\.)|continued|continuation)(?:\s*[)\]]|\.?$)`)
)

// topicName returns the text of a heading as the name of a topic: without number, length,
// presenter and "continued".
func topicName(text string, who *directory) string {
	text = topicLength.ReplaceAllString(oneLine(text), "")
	text = strings.TrimSpace(topicNumber.ReplaceAllString(text, ""))
	for before := ""; before != text; {
		before = text
		text = goesOn.ReplaceAllString(text, "")
		text = topicLength.ReplaceAllString(text, "")
		if m := lastly.FindStringSubmatch(text); m != nil && presents(m[2], who) {
			text = m[1]
		}
		if at := dashes(text); len(at) > 0 {
			if last := at[len(at)-1]; last[0] > 0 && presents(text[last[1]:], who) {
				text = text[:last[0]]
			}
		}
		text = strings.TrimRight(strings.TrimSpace(text), ":-–—, ")
	}
	return strings.TrimSpace(topicNumber.ReplaceAllString(text, ""))
}

// presents reports whether s, in parentheses or after a dash in a topic, names one or
// more people of the meeting, perhaps with a length: "Ada Quist, 10m".
func presents(s string, who *directory) bool {
	found := false
	for _, part := range personBreaks.Split(s, -1) {
		part = strings.Trim(part, " .:")
		switch {
		case part == "" || isLength.MatchString(part):
		case who.isThere(part):
			found = true
		default:
			return false
		}
	}
	return found
}
