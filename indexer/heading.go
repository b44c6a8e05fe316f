package indexer

import (
	"regexp"
	"slices"
	"strings"
)

// A heading is a heading of a note, with the reading of its text. A collection sets its
// depth, the heading above it, and whether it names a team.
type heading struct {
	piece
	reading
	agenda bool // a part of the meeting's agenda
	topic  bool // something to talk about
	report bool // a generic part of a team's report

	depth  int // its level; in a part of a report, at least one more than that of the team
	above  int // index of the heading above it; -1 at the top
	isTeam bool
}

// readHeading reads the text of heading p on its own, without the headings around it.
func readHeading(p piece) heading {
	if len(p.plain.text) > maxHeading {
		return heading{piece: p, topic: true}
	}
	t := parseHeading(p.plain.unsaid)
	h := heading{piece: p, reading: t, report: !t.led && isReport(t.team)}
	h.agenda = !h.report && isAgenda(t.team)
	h.topic = !h.report && !h.agenda && isTopic(p.plain.text, t)
	return h
}

// A reading is the text of a heading read as a team and who leads it.
type reading struct {
	team   string
	lead   []string
	led    bool // the text names a lead, or says that the place is vacant
	update bool // "Update on TEAM"
	number bool // a number comes before the name, as in an item of an agenda
}

var (
	dash     = regexp.MustCompile(`\s+[-–—]+\s*|\s*[–—]+\s*|[-]\s+`) // Garden - Ada, Garden – Ada, Garden- Ada
	updateOn = regexp.MustCompile(`(?i)^updates? (?:on|from) (.+)$`)
	anchor   = regexp.MustCompile(`\s*\{#[^{}]*\}\s*$`) // Fabric {#fabric}, as some editors export
	// 3. Fabric, 3.1 Fabric, 2) Fabric, IV. Fabric, A. Fabric, #5 Fabric
	enumerator = regexp.MustCompile(`^(?:#?\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[A-Z][.)])\s+`)
	unit       = regexp.MustCompile(`(?i)^(?:team|squad|project|department|chapter|guild|area|wg|sig|working group)\s*:\s*`) // Team: Mobile
	group      = regexp.MustCompile(`\(([^()]*)\)`)                                                                          // (incubating)
	lastly     = regexp.MustCompile(`^(.*)\(([^()]*)\)\W*$`)                                                                 // Stratos (Ada)
	brackets   = strings.NewReplacer("[", "(", "]", ")")
)

// parseHeading reads the text of a heading, without Markdown and struck-out text. The
// lead is after the last dash that people follow. Otherwise it is in the last parentheses
// that hold people, or that say that the place is vacant. A full name in parentheses wins
// over one word after a dash: "Mobile - Android (Ada Quist)".
func parseHeading(text string) reading {
	if text = brackets.Replace(oneLine(text)); strings.Contains(text, ":") {
		text = unit.ReplaceAllString(text, "")
	}
	t := reading{}
	if m := enumerator.FindString(text); m != "" {
		t.number, text = true, text[len(m):]
	}
	if m := updateOn.FindStringSubmatch(text); m != nil {
		t.update, text = true, m[1]
	}
	grouped, groupedLead, inGroup := groupLead(text)
	dashed, dashedLead, behindDash := dashLead(text)
	switch {
	case inGroup && (!behindDash || isFull(groupedLead) && !isFull(dashedLead)):
		t.team, t.lead, t.led = teamName(grouped), groupedLead, true
	case behindDash:
		t.team, t.lead, t.led = teamName(dashed), dashedLead, true
	default:
		t.team = teamName(text)
	}
	return t
}

// dashes returns the offsets of the dashes in text, with the blanks around them.
func dashes(text string) [][]int {
	first, last := strings.IndexAny(text, "-–—"), strings.LastIndexAny(text, "-–—")
	if first < 0 {
		return nil
	}
	before := len(strings.TrimRight(text[:first], blanks))
	end := len(text) - len(strings.TrimLeft(text[last:], "-–—"+blanks))
	all := dash.FindAllStringIndex(text[before:end], -1) // the pattern is slow to see that there is no dash
	for _, at := range all {
		at[0], at[1] = at[0]+before, at[1]+before
	}
	return all
}

const blanks = " \t\n\f\r" // as \s in patterns

// firstDash returns the first of dashes; nil if there is none.
func firstDash(text string) []int {
	if !hasDash(text) {
		return nil
	}
	return dash.FindStringIndex(text)
}

func hasDash(text string) bool {
	return strings.IndexByte(text, '-') >= 0 || strings.Contains(text, "–") || strings.Contains(text, "—")
}

// dashLead returns the text before the last dash that people follow, and these people. A
// full name wins over one word after it: "Beacon - Ada Quist - Acme".
func dashLead(text string) (team string, lead []string, ok bool) {
	for _, at := range slices.Backward(dashes(text)) {
		found, isPeople := people(text[at[1]:])
		if ok && !isPeople {
			found, isPeople = people(dash.Split(text[at[1]:], 2)[0])
			isPeople = isPeople && isFull(found)
		}
		switch {
		case at[0] == 0 || !isPeople:
			return team, lead, ok
		case !ok || isFull(found) && !isFull(lead):
			team, lead, ok = text[:at[0]], found, true
		}
	}
	return team, lead, ok
}

// groupLead returns the text before the last parentheses that hold people, and these
// people.
func groupLead(text string) (team string, lead []string, ok bool) {
	if strings.IndexByte(text, '(') < 0 {
		return "", nil, false
	}
	for m := lastly.FindStringSubmatch(text); m != nil; m = lastly.FindStringSubmatch(m[1]) {
		if lead, ok := people(m[2]); ok && oneLine(m[1]) != "" {
			return m[1], lead, true
		}
	}
	return "", nil, false
}

// isFull reports whether one of names has several words.
func isFull(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(name, " ") })
}

// teamName returns s without text in parentheses (a status, a synonym or a list of parts)
// and without marks at its ends.
func teamName(s string) string {
	for strings.IndexByte(s, '(') >= 0 && group.MatchString(s) {
		s = group.ReplaceAllString(s, " ")
	}
	return strings.Trim(oneLine(s), " :-–—,;|_*`~")
}
