package datephrase

import (
	"strings"

	"minutes/internal/analysis"
)

// The words around a date may make it something else.

// isPart reports whether the word before token i makes the date that begins there mean
// something else: not in 2018, the end of June 2018, 5 to 7 June.
func (t tokens) isPart(i int) bool {
	if i == 0 || t[i-1].text == "" || t[i].apart || t[i-1].ends {
		return false
	}
	switch t[i-1].text {
	case "not", "no", "never", "except", "excluding", "without", "outside", "than", "besides", "apart", "aside", "instead":
		return true
	case "end", "start", "beginning", "middle", "rest", "most", "part", "eve":
		return t[i].text == "of"
	case "mid", "early", "late":
		return true
	case "to", "and", "or", "until", "till", "through":
		if i < 2 {
			return false
		}
		_, isDay := dayNumber(t[i-2].text)
		return isDay && (isMonth(t[i].text) || analysis.HasDigit(t[i].text[:1]))
	}
	_, isDay := dayNumber(t[i-1].text)
	return isDay && t[i].dashed
}

// goesOn returns the end of what follows p and changes what it means, if that is not read: on
// June 5 and 7, in 2018 or since June. It returns 0 if nothing does.
func (t tokens) goesOn(p Phrase) (end int) {
	next := p.To + 1
	joint := t.wordOrComma(p.To)
	if joint != "and" && joint != "or" && joint != "to" || t.word(next) == "" {
		return 0
	}
	if _, isDay := dayNumber(t[next].text); isDay && p.one.days == 1 {
		return next + 1
	}
	at := next + t.preposition(next).length
	if joint != "or" || at == next || at >= len(t) {
		return 0
	}
	if _, end, isDate := t.when(at); isDate {
		return end
	}
	return 0
}

// isQuantity reports whether p ends with a number that is not a year, because what it
// counts follows it: in 2000 ms, after 2000 apps. It is also one in "scale from 2000 to 2020".
func (t tokens) isQuantity(p Phrase) bool {
	last := p.one
	if p.relation == between || p.relation == either {
		last = p.two
	}
	if len(p.more) > 0 {
		last = p.more[len(p.more)-1]
	}
	if last.kind != bareYear {
		return false
	}
	if t[p.From].text == "from" && p.relation == between && p.From > 0 {
		switch t[p.From-1].text {
		case "windows", "server", "version", "versions", "release", "upgrade", "upgrades", "upgraded", "upgrading", "migrate", "migrated",
			"migrating", "migration", "move", "moved", "scale", "scaled", "scaling", "grow", "grew":
			return true
		}
	}
	next := t.word(p.To)
	inYear := t[p.From].text == "in" && len(p.more) == 0 // as in "what changed in 2018 releases"
	if isPlural := len(next) > 3 && strings.HasSuffix(next, "s") && !strings.HasSuffix(next, "ss"); isPlural && !inYear && !analysis.English.IsFunction(next) {
		return true
	}
	switch next {
	case "ms", "s", "sec", "kb", "mb", "gb", "tb", "kib", "mib", "gib",
		"vms", "people", "percent":
		return true
	}
	return false
}

// isIdentifier reports whether token i is not a date because of the word before it: a
// number of what that word names, or a month without such a day.
func (t tokens) isIdentifier(i int) bool {
	if t.word(i) == "" {
		return false
	}
	if _, ok := dayNumber(t[i-1].text); ok && isMonth(t[i].text) {
		return true // 31 June 2019
	}
	if !analysis.HasDigit(t[i].text[:1]) {
		return false
	}
	switch t[i-1].text {
	case "version", "build", "port", "ticket", "cve", "rfc", "iso", "usn":
		return true
	}
	return false
}
