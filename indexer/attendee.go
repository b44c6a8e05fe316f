package indexer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"minutes/internal/analysis"
)

// An attendee is a person in a list of attendees.
type attendee struct{ name, initials, handle string }

var (
	withInitials = regexp.MustCompile(`\p{Lu}[\pL'’. -]+\(\p{Lu}{2,4}\)`)
	afterName    = regexp.MustCompile(`\s*(?:[(\[,@/|:]|\s[-–—]+\s|<).*$`)
	initials     = regexp.MustCompile(`^\p{Lu}[\p{Lu}\p{Nd}]{1,3}$`)
	groupParts   = regexp.MustCompile(`[()\[\],/;]+`)
)

// readAttendee reads one entry of a list of attendees: "Ada Lovelace (@ada)", "Ada
// Lovelace @ada (TSC)", "Ada Lovelace (ALE, Acme)", "Ada Lovelace - Acme". If the entry
// is not a person, the attendee has no name.
func readAttendee(text string) attendee {
	text = strings.Trim(oneLine(text), " -–—•*;")
	var a attendee
	if m := mention.FindStringSubmatch(text); m != nil {
		a.handle = m[1]
	}
	name := trimName(afterName.ReplaceAllString(text, ""))
	if name == "" && a.handle != "" {
		return attendee{name: a.handle, handle: a.handle}
	}
	if !isAttendeeName(name) {
		return attendee{}
	}
	a.name = name
	for _, part := range groupParts.Split(text[len(name):], -1) {
		if part = strings.TrimSpace(part); initials.MatchString(part) && abbreviates(part, name) {
			a.initials = part
			break
		}
	}
	return a
}

// trimName returns a name without marks around it, such as a pencil. It keeps the dot of
// "Alex B."
func trimName(s string) string {
	s = strings.Trim(s, " -–—*")
	name := strings.TrimRightFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && (!unicode.IsMark(r) || r == '\ufe0f')
	})
	if dotted := name + "."; strings.HasPrefix(s, dotted) && abbreviated.MatchString(dotted) {
		return dotted
	}
	return name
}

// isAttendeeName reports whether s can be the name of an attendee: a person's name, or a
// single word such as a nickname.
func isAttendeeName(s string) bool {
	if isLabel(s) {
		return false
	}
	if isName(s) {
		return true
	}
	words := strings.Fields(s)
	switch {
	case len(words) == 0 || len(words) > 5 || len(s) > 50:
		return false
	case len(words) == 1:
		word := strings.ToLower(s)
		return utf8.RuneCountInString(s) > 2 && isWord(s) && !commonWords[word] && !alsoCommon[word] && !noNames[word]
	}
	for i, word := range words {
		first, _ := utf8.DecodeRuneInString(word)
		if !(unicode.IsUpper(first) || unicode.Is(unicode.Lo, first) || i > 0 && particles[word]) || commonWords[strings.ToLower(word)] || !nameLike.MatchString(word) {
			return false
		}
	}
	return true
}

var nameLike = regexp.MustCompile(`^[\pL\pM][\pL\pM'’.-]*$`)

func isWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' }) < 0 &&
		strings.ContainsFunc(s, unicode.IsLetter)
}

// noNames are words that appear in place of an attendee.
var noNames = vocabulary("everyone anyone someone nobody none tbd add your name names please etc and more others you new members facilitator scribe host na")

// abbreviates reports whether name begins with the first letter of short and contains the
// others in order: ALE is Ada LovelacE.
func abbreviates(short, name string) bool {
	rest := []rune(analysis.Fold(name))
	for i, r := range strings.ToLower(short) {
		at := slices.Index(rest, r)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		rest = rest[at+1:]
	}
	return true
}

// areNames reports whether there are several parts, and each is a full name and not a
// company.
func areNames(parts []string) bool {
	for _, part := range parts {
		name := trimName(withoutGroups(part))
		if !strings.Contains(name, " ") || !isName(name) || isCompany(name) {
			return false
		}
	}
	return len(parts) > 1
}

// splitOutside splits a list at commas, semicolons, line ends and a last "and" that are
// outside parentheses.
func splitOutside(text string) []string {
	var parts []string
	depth, start := 0, 0
	for i, r := range text {
		switch {
		case r == '(' || r == '[':
			depth++
		case r == ')' || r == ']':
			depth = max(0, depth-1)
		case depth == 0 && (r == ',' || r == ';' || r == '\n'):
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	parts = append(parts, text[start:])
	if last := len(parts) - 1; strings.Contains(parts[last], " and ") {
		before, after, _ := strings.Cut(parts[last], " and ")
		parts = append(parts[:last], before, after)
	}
	return parts
}

var (
	tableRows = regexp.MustCompile(`\|\s+\|`)
	cells     = regexp.MustCompile(`\s*\|\s*`)
)

// isAttendeeRow reports whether row p belongs to a table of attendees. It does if it is
// below a heading for attendees, or if a name has initials or a handle in the next cell.
func isAttendeeRow(p piece, under bool) bool {
	row := strings.Split(p.plain.text, " | ")
	keyed := len(row) > 1 && len(row) < 6 && (initials.MatchString(row[1]) || strings.HasPrefix(row[1], "@"))
	if !under && !keyed {
		return false
	}
	name := readAttendee(row[0]).name
	return len(name) > 2 && (under || strings.Contains(name, " ") && isName(name))
}

// rowAttendee returns the attendee of a row: a name, initials, a handle, a company.
func rowAttendee(p piece) attendee {
	row := strings.Split(p.plain.text, " | ")
	a := readAttendee(row[0])
	for i, cell := range row[1:] {
		switch cell = strings.TrimSpace(cell); {
		case a.initials == "" && initials.MatchString(cell) && (i == 0 || abbreviates(cell, a.name)):
			a.initials = cell
		case a.handle == "" && strings.HasPrefix(cell, "@"):
			a.handle = strings.Fields(cell)[0]
		}
	}
	return a
}
