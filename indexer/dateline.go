package indexer

import (
	"regexp"
	"strings"
	"time"

	"minutes/internal/analysis"
)

// A dateLine is a line that says when a meeting was, and little else: "## Tue, May 3,
// 2022 (recording)". It has a date. Around the date it may have
//
//   - a day of the week, times and time zones: "11a - noon (Pacific Time)";
//   - a number: "Meeting 12", "#12";
//   - words that name meetings (dateLineWords), or links to recordings and the like;
//   - a status, "[cancelled: no agenda]", with its reason;
//   - a remark in brackets after the date.
//
// Any other word is doubtful. It names a meeting only if the note's title or another date
// line has the same word.
type dateLine struct {
	dateText
	weekday   time.Weekday
	said      bool     // whether the line gives the day of the week
	before    []string // doubtful words before the date, folded
	behind    []string // doubtful words after the date, folded
	remark    string   // text besides the date, times and links to recordings, as written
	reason    string   // why there was no meeting, as written
	words     string   // the part of remark that distinguishes the meeting: "APAC"
	timed     bool     // whether the line gives a time of day
	cancelled bool     // whether the line says that there was no meeting
}

// doubtful reports whether l has doubtful words.
func (l dateLine) doubtful() bool { return len(l.before)+len(l.behind) > 0 }

const (
	maxDateLine = 250 // bytes; a longer line is text
	maxGroups   = 8   // opening brackets; a line with more is not a date line
	maxDoubts   = 6   // doubtful words before a date; names have no more
)

// readDateLine reads a line, without Markdown, as a date line. ok is false if the line
// has no date, or says something about a date: "Due May 3", "1.2.0 - 2021-03-04".
func readDateLine(text string) (dateLine, bool) {
	if len(text) > maxDateLine || !mayHaveDate(text) || strings.Count(text, "(")+strings.Count(text, "[") > maxGroups {
		return dateLine{}, false
	}
	found, ok := findLineDate(text)
	if !ok {
		text = plainDashes.Replace(text)
		if found, ok = findLineDate(text); !ok {
			if text = spellMonths(text); text == "" {
				return dateLine{}, false
			}
			if found, ok = findLineDate(text); !ok {
				return dateLine{}, false
			}
		}
	}
	l := dateLine{dateText: found}
	l.weekday, l.said = weekdayBeside(text, found)
	before, behind := text[:found.start], withoutRange(text[found.end():])
	if len(found.text) < len("2 Jan 06")+3 && strings.HasPrefix(behind, ":") && !yearFirst.MatchString(found.text) {
		if short, ok := findDate(text, yearlessLineForms); ok && short.start == found.start && short.end() < found.end() {
			found, behind = short, text[short.end():] // 3 May 14:00
			l.dateText = found
		}
	}
	behind = clock.ReplaceAllString(behind, " ")
	before = lineNumber.ReplaceAllString(before, "")
	if at := titleLabel.FindStringIndex(behind); at != nil {
		behind = behind[:at[0]] // "Host: Ada" and the like
	}
	if open := strings.LastIndexAny(before, "(["); open >= 0 && !strings.ContainsAny(before[open:], ")]") {
		if end := strings.IndexAny(behind, ")]"); end >= 0 { // Triage (2021-12-30)
			before, behind = before[:open]+" "+before[open+1:], behind[:end]+" "+behind[end+1:]
		}
	}
	if notOfMeeting.MatchString(before) || versionLike.MatchString(before) || notBehind.MatchString(behind) {
		return dateLine{}, false
	}
	zoned := zone.MatchString(behind) || zone.MatchString(before)
	var said [2]string
	said[0], l.before = l.rest(0, before, zoned)
	said[1], l.behind = l.rest(1, behind, zoned)
	if len(l.before) > maxDoubts {
		return dateLine{}, false
	}
	l.remark = strings.TrimSpace(strings.Trim(oneLine(said[0]+" "+said[1]), "-–—:, "))
	l.words = trimWords(l.remark)
	return l, true
}

var plainDashes = strings.NewReplacer("–", "-", "‑", "-", "/ ", "/") // 2031–05–14, 5/ 14

// mayHaveDate reports whether text has what every date has: digits, and a year, a month,
// or two numbers with a slash or a dash between them. This check takes a tenth of the
// time that the forms take to find nothing.
func mayHaveDate(text string) bool {
	digits, months := false, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case isDigit(c):
			digits = true
			if i+2 < len(text) && (text[i+1] == '/' || text[i+1] == '-') && isDigit(text[i+2]) ||
				i+3 < len(text) && (text[i:i+2] == "19" || text[i:i+2] == "20") && isDigit(text[i+2]) && isDigit(text[i+3]) {
				return true
			}
		case !months && i+2 < len(text):
			months = monthHeads[[3]byte{c | ' ', text[i+1] | ' ', text[i+2] | ' '}]
		}
		if digits && months {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// findLineDate returns the date of a line: a day, or else a day without a year, or else a
// month.
func findLineDate(text string) (dateText, bool) {
	for i, forms := range [][]*regexp.Regexp{dateForms, shortForms, yearlessLineForms, monthForms} {
		found, ok := findDate(text, forms)
		if !ok {
			continue
		}
		if no, isNone := findNoDay(text); i > 1 && isNone && found.start < no.end() && no.start < found.end() {
			return dateText{}, false // the 13-01 of 2031-13-01
		}
		return found, true
	}
	return dateText{}, false
}

// findNoDay returns the first date in text that is not in the calendar: "February 31,
// 2031".
func findNoDay(text string) (dateText, bool) {
	for _, form := range dateForms {
		at := form.FindStringSubmatchIndex(text)
		if at == nil {
			continue
		}
		found := dateTextAt(text, form, at, 0)
		return found, !found.possible()
	}
	return dateText{}, false
}

// isNoDayLine reports whether text would be a date line if its day were in the calendar.
func isNoDayLine(text string) bool {
	if len(text) > maxDateLine || !mayHaveDate(text) {
		return false
	}
	found, ok := findNoDay(text)
	if !ok {
		return false
	}
	l, ok := readDateLine(text[:found.start] + "2000-01-01" + text[found.end():])
	return ok && !l.doubtful()
}

var (
	clock      = regexp.MustCompile(`^T\d\d:?\d\d(?::?\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?|\b\d{1,2}h\d\d\b`) // T16:00:00Z, 16h00
	lineNumber = regexp.MustCompile(`^\W*\d+[.)]\s+`)                                                            // 2. | 2031-05-14
	titleLabel = regexp.MustCompile(`(?i)[\s,;(–—-]*\b(?:hosts?|notes|note[- ]?takers?|attendees|present|moderators?|facilitators?|scribes?|chairs?|location|room|agenda|recordings?|video|links?|zoom)\s*:.*$`)
)

// withoutRange returns the text after a date, without the end of a date range.
func withoutRange(behind string) string {
	if m := rangeDash.FindString(behind); m != "" {
		if end, ok := findLineDate(behind[len(m):]); ok && end.start == 0 {
			return behind[len(m)+end.end():]
		}
	}
	return behind
}

var (
	rangeDash = regexp.MustCompile(`(?i)^\s*(?:-|–|—|&|to\b|until\b|and\b)\s*`) // 2018-12-30 – 2019-01-02

	// Words that show that a date is not the date of a meeting.
	notOfMeeting = regexp.MustCompile(`(?i)\b(?:due|deadline|eta|by|from|since|until|till|before|after|as of|next|last|previous|prior|outage|incident|postmortem|launch(?:ed)?|freeze|expires?|expired|expiry|published|created|updated|modified|posted|copyright|born|effective|valid|eol|target(?:ed)?|milestone)\b|^\W*(?:releases?|released|versions?|v)\W*$`)
	notBehind    = regexp.MustCompile(`(?i)^[\s:,–—-]*(?:deadline|outage|incident|postmortem|due|freeze|v?\d+\.\d+\.\d+)\b`)
	versionLike  = regexp.MustCompile(`(?i)\bv?\d+\.\d+(?:\.\d+|\.x)?(?:-?(?:rc|alpha|beta)[.\d]*)?\b`) // 1.2.0 - 2021-03-04

	zone = regexp.MustCompile(`(?i)\b(?:[ap]\.?m|utc|gmt|noon|midnight|o'clock|uhr|time|[ecmp][sd]?t|[aejikn]st|cest|cet|bst|eet|eest|msk|aedt|nzdt|nzst|sgt|hkt)\b|\d\s*(?:am?|pm?|h)\b|\d:\d\d`)
)

// dateLineWords are words that name meetings, recordings and the like.
var dateLineWords = vocabulary(`
	meeting meetings mtg call calls sync syncs session sessions minutes note notes agenda agendas triage standup standups stand up office hour hours community
	working group groups sig sigs wg wgs tc tsc team committee council board weekly biweekly bi monthly bimonthly quarterly daily regular recurring special ad hoc adhoc f2f week day date dates when topics
	apac emea amer us eu na europe asia americas
	recording recordings recorded video slides chat transcript link links and of on the for at with nr no number part`)

// counted are words that a number may follow.
var counted = vocabulary("meeting meetings mtg call session sync part no nr number day week wg sig call episode vol edition issue")

var (
	weekdayNames = vocabulary("mon monday tue tues tuesday wed weds wednesday wednes thu thur thurs thursday fri friday sat saturday sun sunday")
	timeWords    = vocabulary(`am pm a p m h hr hrs noon midnight utc gmt time zone uhr clock o
		pt pst pdt et est edt ct cst cdt mt mst mdt cet cest bst ist jst kst eet eest msk aest aedt nzst nzdt sgt hkt pacific eastern central european mountain standard daylight local`)
	places         = vocabulary("pacific eastern central european mountain") // names of time zones, if the line has a time
	kept           = regexp.MustCompile(`(?i)^\W*(?:recording|recorded|video|youtube|zoom|slides?|deck|notes?|agenda|minutes|links?|transcript|chat|doc|audio|log|summary)s?\b`)
	isStatus       = regexp.MustCompile(`(?i)^\W*(?:tentative(?:ly)?|private|public|next(?: meeting)?|upcoming|canceled|cancelled|cancell?ation|postponed|skipped|skip|holidays?|vacation|tbd|rescheduled|moved|(?:no|without)\b.{0,20}\b(?:meetings?|calls?|sync|session|quorum|agenda|attendees)\b|not held|did not meet|didn[’']t meet|nobody)\b`)
	beginsNoStatus = regexp.MustCompile(`(?i)^\W*(?:(?:meeting|call)s? (?:is |was )?)?(?:canceled|cancelled|postponed|skipped|no (?:[\pL-]+ )?(?:meetings?|call|sync|session|quorum)\b|not held|did not meet)`)
	noStatus       = regexp.MustCompile(`(?i)(?:^|[^\pL])(?:(?:meeting|call)s? (?:is |was )?)?(?:canceled|cancelled|postponed|skipped|no (?:[\pL-]+ )?(?:meetings?|call|sync|session|quorum)\b|not held|did not meet)`)
	bracketed      = regexp.MustCompile(`\([^()]*\)|\[[^\[\]]*\]`)
	lineToken      = regexp.MustCompile(`#?\d+(?:st|nd|rd|th)?|\pL[\pL\pM\pN'’]*`)
)

// rest reads the text s on one side of the date: side 0 is before the date, side 1 after
// it. zoned reports whether the line has a time or a zone. rest returns the part of s that
// names the meeting, and the doubtful words.
func (l *dateLine) rest(side int, s string, zoned bool) (names string, doubts []string) {
	s = bracketed.ReplaceAllStringFunc(s, func(group string) string {
		switch inner := group[1 : len(group)-1]; {
		case isStatus.MatchString(inner):
			l.cancelled = l.cancelled || noStatus.MatchString(inner)
			return " "
		case kept.MatchString(inner):
			return " "
		}
		return group
	})
	if at := beginsNoStatus.FindStringIndex(s); at != nil {
		l.cancelled = true
		if side == 0 {
			s = s[at[1]:]
		} else {
			s, l.reason = "", strings.TrimLeft(s, " -–—:,") // the reason follows
		}
	}
	var b strings.Builder
	from, depth, last := 0, 0, ""
	for _, at := range lineToken.FindAllStringIndex(s, -1) {
		between, token := s[from:at[0]], s[at[0]:at[1]]
		depth = max(0, depth+strings.Count(between, "(")+strings.Count(between, "[")-strings.Count(between, ")")-strings.Count(between, "]"))
		b.WriteString(between)
		from = at[1]
		word := analysis.Fold(token)
		drop := false
		switch {
		case token[0] == '#', isDigit(token[0]):
			colon := strings.HasSuffix(between, ":") || strings.HasPrefix(s[from:], ":")
			switch {
			case token[0] == '#', counted[last] && len(token) < 5, last != "" && len(token) < 4 && !colon && !zoned && side == 0 && depth == 0: // Sprint 12
				drop = true
			case colon || zoned && len(token) <= 4:
				drop, l.timed = true, true
			case depth == 0:
				doubts = append(doubts, word)
			}
		case weekdayNames[word]:
			drop = true
		case timeWords[word] && (zoned || !places[word] && len(word) > 1):
			drop, l.timed = true, true
		case dateLineWords[word]:
		case depth == 0 && word != "":
			doubts = append(doubts, word)
		}
		if !drop {
			b.WriteString(token)
		}
		last = word
	}
	b.WriteString(s[from:])
	return b.String(), doubts
}

var (
	fillWords = regexp.MustCompile(`(?i)\b(?:meetings?|mtg|notes?|agendas?|recordings?|recorded|video|slides|links?|transcript|date|when)\b`)
	strayMark = regexp.MustCompile(`(?:^|\s)[^\pL\pN\s()\[\]]+(?:\s|$)|(?:^|\s)(?:of|on|the|for|at|and|with|no|nr|number|held)(?:\s|$)`)
)

// trimWords returns the words that name a meeting in s, the rest of a date line.
func trimWords(s string) string {
	s = fillWords.ReplaceAllString(s, " ")
	s = trimMeeting(s)
	for before := ""; s != before; {
		before = s
		if len(s) > 2 && (s[0] == '(' && strings.IndexByte(s, ')') == len(s)-1 || s[0] == '[' && strings.IndexByte(s, ']') == len(s)-1) {
			s = s[1 : len(s)-1]
		}
		s = trimMeeting(strings.Trim(s, "–—- *_~#!?|"))
		if at := strayMark.FindStringIndex(s); at != nil && (at[0] == 0 || at[1] == len(s)) {
			s = s[:at[0]] + " " + s[at[1]:]
		}
	}
	if analysis.Fold(s) == "" {
		return ""
	}
	return s
}
