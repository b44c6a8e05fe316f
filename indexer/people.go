package indexer

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"minutes/internal/analysis"
)

var (
	instead     = regexp.MustCompile(`(?i)\b(?:(?:pinch[- ]hitting|standing in|filling in|subbing|covering) for|on behalf of)\s+`) // Bo pinch hitting for Ada
	others      = regexp.MustCompile(`(?i)[\s,]*\b(?:et al\b\.?|and others\b|& others\b)`)
	role        = regexp.MustCompile(`(?i)^(?:(?:interim|acting|co|team|tech|project|product|engineering)[- ]?)?(?:leads?|chairs?|owners?|managers?|maintainers?|facilitators?|pm|em|po|tl)\s*:\s*`) // lead: Ada
	abbreviated = regexp.MustCompile(`(?:^|\s)(?:\pL|[JS]r)\.$`)                                                                                                                                     // Dave E., Martin King Jr.
	remark      = regexp.MustCompile(`^(\pL[\pL'’.-]*(?: \pL[\pL'’.-]*)+?)[,;]? (?:out|away|back|on|off|until|till|is|was|covering)\b.*$`)                                                           // Ada Quist, on leave until May
	honorific   = regexp.MustCompile(`^(?:Dr|Mr|Mrs|Ms|Prof)\.?\s+`)
	among       = regexp.MustCompile(`\s*[/+;]\s*|\s*&\s*|\s+(?:and|or)\s+`) // Ada / Bo, Ada & Bo, Ada and Bo
	nobody      = []string{"", "vacant", "tbd", "tba", "tbc", "none", "nobody", "unassigned", "open"}
)

// people reads the text in the place of a lead, "Ada Quist / Bo Lind, Acme (on leave)",
// and returns the names of the people in order. names is empty if the text says that the
// place is vacant. ok is false if the text has anything else.
//
// A lead follows the last dash of a heading, or is in parentheses at its end. It
// consists of people only: names separated by a slash, a comma, "and", "or" or "&". A
// name is one to five words of letters. Each word begins with a capital, except for
// particles such as "van". No word of a name is one that headings use for things
// ("Proposal", "Draft", "Windows"), and none is an abbreviation of three or more letters
// ("BBR"). Initials alone ("JH") are not a name. If one part of a list is not a person,
// there is no lead: "(Consul, etcd)" is a list of parts. Text after a full name, set off
// by a comma, parentheses or a dash, is a company or a remark and is dropped, unless it
// is a nickname. "vacant", "TBD" and "?" mean that the team has no lead.
func people(s string) (names []string, ok bool) {
	s = oneLine(s)
	if at := instead.FindStringIndex(s); at != nil {
		s = s[at[1]:]
	}
	if s = withoutRemarks(s); mayHaveOthers(s) {
		s = others.ReplaceAllString(s, "")
	}
	if by, whose, ok := strings.Cut(s, " for "); ok && isName(by) && isName(whose) {
		s = whose
	}
	if at := firstDash(s); at != nil && isName(s[:at[0]]) && !isName(s[at[1]:]) {
		s = s[:at[0]] // Ada Quist – on leave
	}
	if mayHaveRemark(s) {
		if m := remark.FindStringSubmatch(s); m != nil && isName(m[1]) {
			s = m[1]
		}
	}
	if s == "" {
		return nil, false
	}
	said := false // the text names a person, or says that the place is vacant
	full := false // a name of several words has come
	for _, part := range splitAmong(s) {
		for i, name := range strings.Split(part, ",") {
			if name = strings.TrimSpace(name); strings.Contains(name, ":") {
				name = role.ReplaceAllString(name, "")
			}
			if name = strings.Trim(name, " ?:"); name != "" && strings.IndexByte("DMP", name[0]) >= 0 {
				name = honorific.ReplaceAllString(name, "")
			}
			if strings.HasSuffix(name, ".") && !abbreviated.MatchString(name) {
				name = strings.TrimRight(name, ".")
			}
			several := strings.Contains(name, " ")
			switch {
			case slices.Contains(nobody, strings.ToLower(name)):
				said = true
			case i > 0 && full && (!several || isCompany(name)):
				// Ada Quist, Acme
			case isName(name):
				names, said = append(names, name), true
				full = full || several
			default:
				return nil, false
			}
		}
	}
	return names, said
}

// mayHaveOthers and mayHaveRemark report whether s may match others and remark. Checking
// this first avoids running a pattern on most names.
func mayHaveOthers(s string) bool { return containsFold(s, "et al") || containsFold(s, "other") }
func mayHaveRemark(s string) bool { return beginsWord(s, "abciotuw") }

// splitAmong splits s, which is one line, at the marks and words between names.
func splitAmong(s string) []string {
	if !strings.ContainsAny(s, "/+;&") && !strings.Contains(s, " and ") && !strings.Contains(s, " or ") {
		return []string{s}
	}
	return among.Split(s, -1)
}

// withoutRemarks returns s without remarks in parentheses: "Ada Quist (until May)", "Bo
// Lind (?)", "Ada Quist (Acme)". It keeps a nickname, which begins like one of the names:
// "Ada Quist (Addie)". It removes parentheses around all of s.
func withoutRemarks(s string) string {
	if strings.IndexByte(s, '(') < 0 {
		return oneLine(s)
	}
	if m := group.FindStringSubmatch(s); m != nil && m[0] == strings.Trim(s, " .:") {
		return oneLine(m[1])
	}
	named := analysis.Terms(group.ReplaceAllString(s, " "))
	return oneLine(group.ReplaceAllStringFunc(s, func(g string) string {
		inner := strings.Trim(g, "()")
		nick := analysis.Fold(inner)
		if strings.Contains(inner, " ") || !isName(inner) ||
			!slices.ContainsFunc(named, func(name string) bool { return name != "" && nick != "" && name[0] == nick[0] }) {
			return " "
		}
		return g
	}))
}

// Words of names in lower case.
var particles = vocabulary("al bin da das de del della den der di do dos du el la le ten ter van vom von y zu")

// isName reports whether s can be a person's name in a heading. A name is a handle,
// "@ada", or one to five words of letters. Each word begins with a capital or a letter
// without case, and is not a word that headings use. Initials alone are not a name.
func isName(s string) bool {
	if strings.HasPrefix(s, "@") && handle.MatchString(s) {
		return true
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	proper := 0
	for i, word := range words {
		if i > 0 && word[0] == '(' {
			if nick := group.FindString(word); nick == word {
				continue // a nickname, which withoutRemarks has checked
			}
		}
		if i > 0 && particles[word] {
			continue
		}
		bare := strings.Trim(word, ".")
		switch {
		case !isNameWord(word), commonWords[strings.ToLower(bare)]:
			return false
		case len(words) == 1 && alsoCommon[strings.ToLower(bare)]:
			return false
		case isInitials(bare):
			if len([]rune(bare)) > 2 {
				return false // an abbreviation
			}
		default:
			proper++
		}
	}
	return proper > 0
}

var handle = regexp.MustCompile(`^@[\w-]+$`)

// isNameWord reports whether word begins with a capital or a letter without case, and has
// nothing but letters, accents, apostrophes, dots and hyphens: O'Hara, Jean-Luc, J.
func isNameWord(word string) bool {
	for i, r := range word {
		switch {
		case i == 0 && !unicode.In(r, unicode.Lu, unicode.Lt, unicode.Lo):
			return false
		case !unicode.IsLetter(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’.-", r):
			return false
		}
	}
	return word != ""
}

// isInitials reports whether all letters of a word are capitals, as in J, JH, IBM.
func isInitials(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLower(r) || unicode.Is(unicode.Lo, r) })
}

// Words that are not part of a person's name but appear where names do: after the dash or
// in the parentheses of a heading.
var commonWords = vocabulary(`
	an and the of for to in on at by with from as is are be no not or all any other others more via vs
	active agenda alpha android announcement announcements apis app apps architecture archive archived async
	background backlog beta blocked bot break bug bugs build builds cancelled canceled ci cli client closed cloud code
	community completed components container containers continued contd core current database deferred demo demos dormant
	deployment deprecated deprecation design details development discussion done draft
	email emeritus ended engineering experimental external feature features feedback final finished first fix fixes follow followup future
	freeze general goals group groups guest guide how idea ideas implementation import important improvements in-person incubating incubation incubator
	infrastructure initial integration intro introduction internal ios issue issues item items java javascript kotlin kubernetes
	keynote launch led legal library linux list live lunch marketing long-term maintenance manager meeting meetings metrics migration milestone minutes misc monitoring moved
	networking new next node notes online open office opening operations optional options panel patterns other outcome overview
	part paused pending performance phase pipeline plan planned planning platform plugin plugins postponed presentation presented presenter previous private problem process
	product program progress project projects proposal proposals proposed protocol public python q&a question questions queue react
	recap recent recording refactoring release released releases remote removal report reports repository requirements research resolved retired retiring retro retrospective review reviews revisited
	roadmap routing run runtime rust sales sandbox scope second section security server service services session short-term slides
	software special spec specification speaker sprint stable stage standup state status storage strategy stretch summary support sync system systems
	tbd team teams technical template terrace testing tests third time timeline timing to-do todo tool tooling tools topic topics tracker tracking track triage tutorial
	typescript ui under update updated updates upcoming upgrade upgrades ux vacant version virtual vision vote voting
	website week weekly welcome wg what when where why wiki windows work workflow working workshop wrap-up zoom
	january february march august september october november december
	monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday`)

// Words that are not names alone but can be part of a name.
var alsoCommon = vocabulary(`april may june july mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
	docker go swift ruby helm early late old big small main north south east west lead leads owner owners chair host facilitator everyone everybody nobody
	europe asia africa america americas emea apac us eu uk berlin london paris tokyo`)

var companyWords = vocabulary("ag cloud computing consulting corp corporation foundation gmbh group inc labs limited llc ltd networks se software solutions systems technologies university")

// isCompany reports whether a name of several words is that of a company.
func isCompany(name string) bool {
	return companyWords.has(analysis.Terms(name)...)
}
