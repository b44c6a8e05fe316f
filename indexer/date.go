package indexer

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A day is a date, or a part of one: a year and a month, or a month and a day.
type day struct{ year, month, day int }

// String returns d as 2006-01-02, or as 2006-01 if it has no day. d must have a year and
// a month.
func (d day) String() string {
	if d.day == 0 {
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// possible reports whether d is in the calendar, in the years 1900 to 2999. If d has no
// year, it reports whether any year has that day.
func (d day) possible() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year
	}
	t := time.Date(year, time.Month(d.month), max(d.day, 1), 0, 0, 0, 0, time.UTC)
	return year >= 1900 && year <= 2999 && t.Day() == max(d.day, 1) && int(t.Month()) == d.month
}

// time returns the beginning of d, which must have a year.
func (d day) time() time.Time {
	return time.Date(d.year, time.Month(d.month), max(d.day, 1), 0, 0, 0, 0, time.UTC)
}

// in returns d with year if it has none, else d.
func (d day) in(year int) day {
	if d.year == 0 {
		d.year = year
	}
	return d
}

func dayOf(t time.Time) day { return day{t.Year(), int(t.Month()), t.Day()} }

// monday returns the first day of an ISO 8601 week; the zero day if the year has no such
// week. Week 1 always contains January 4.
func monday(year, week int) day {
	start := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	start = start.AddDate(0, 0, -(int(start.Weekday())+6)%7+7*(week-1))
	if y, w := start.ISOWeek(); y != year || w != week {
		return day{}
	}
	return dayOf(start)
}

const (
	sep     = `[-_./ ]`
	month   = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	nth     = `(\d{1,2})(?:st|nd|rd|th)?`
	until   = `(?:\s*(?:-|–|to|and|&|/)\s*\d{1,2}(?:st|nd|rd|th)?)?` // the end of a range, which is dropped
	century = `(?:19|20)\d\d`
)

// The forms of a date, most certain first. Their groups are y, m (a number), name (of a
// month) and d, or y and w (a week).
var dateForms = compileForms(
	`(?P<y>`+century+`)`+sep+`{1,3}(?P<m>\d{1,2})`+sep+`{1,3}(?P<d>\d{1,2})`,                                                    // 2018-06-26, 2018.6.26
	`(?P<y>`+century+`)(?P<m>\d\d)(?P<d>\d\d)(?:\d{4}|\d{6})?`,                                                                  // 20180626, perhaps with a time after it
	`(?P<y>`+century+`)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)`,                                                                      // 2019_0522
	`(?P<m>\d\d)(?P<d>\d\d)(?P<y>`+century+`)`,                                                                                  // 05222020
	`(?P<y>`+century+`),?`+sep+`*(?P<name>`+month+`)\.?,?`+sep+`*(?P<d>`+nth+`)`,                                                // 2018-jun-26
	`(?P<y>`+century+`)`+sep+`{1,3}\d{1,2}[-_. ](?P<name>`+month+`)`+sep+`{1,3}(?P<d>\d{1,2})`,                                  // 2018/06-Jun/26
	`(?P<d>`+nth+`)`+sep+`*(?P<name>`+month+`)\s*(?:-|–|to|until)\s*`+nth+sep+`*`+month+`\.?,?`+sep+`*(?P<y>`+century+`)`,       // 30 April – 2 May 2018
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)\s*(?:-|–|to|until)\s*`+month+`\.?`+sep+`*`+nth+`,?`+sep+`*(?P<y>`+century+`)`, // April 30 – May 2, 2018
	`(?P<d>`+nth+`)`+until+`,?`+sep+`*(?:of )?(?P<name>`+month+`)\.?,?`+sep+`*(?P<y>`+century+`)`,                               // 26-jun-2018, 26th of June 2018
	`(?P<name>`+month+`)[.,]?`+sep+`*(?P<d>`+nth+`)`+until+`(?:,\s*|`+sep+`+,?\s*)(?P<y>`+century+`)`,                           // March 29, 2016; june-26-2018
	`(?P<m>\d{1,2})`+sep+`{1,3}(?P<d>\d{1,2})`+sep+`{1,3}(?P<y>`+century+`)`,                                                    // 06-26-2018, 6/26/2018: month first
	`(?P<y>`+century+`)[-_ ]?W(?P<w>\d\d)`,                                                                                      // 2018-W26
)

// Forms that are dates in lines of text, but are too short to be dates in file names.
var shortForms = compileForms(
	`(?P<d>`+nth+`)[-\s./]*(?P<name>`+month+`)[-\s.,/]*['’]?(?P<y>\d\d)`,             // 26-Jun-18, 26 June '18
	`(?P<name>`+month+`)\.?\s*(?P<d>`+nth+`),?\s*['’](?P<y>\d\d)`,                    // June 26, '18
	`(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d\d)`,                                      // 6/26/18
	`(?:week|wk|cw|kw)\.?\s*(?P<w>\d{1,2})\b[\s,/(-]*(?P<y>`+century+`)`,             // week 26, 2018
	`(?P<y>`+century+`)[\s,:(-]*(?:calendar )?(?:week|wk|cw|kw)\.?\s*(?P<w>\d{1,2})`, // 2018, week 26
)

// Forms without a year. A folder or the title must give the year.
var yearlessForms = compileForms(
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)`+until,          // may-22
	`(?P<d>`+nth+`)`+until+sep+`*(?:of )?(?P<name>`+month+`)`,     // 22 May
	`(?P<m>\d{1,2})[-_./](?P<d>\d{1,2})(?:(?:v|\+|&|to)\d{1,2})?`, // 05-17, 05-17v18
)

// Forms without a year that are dates in lines of text. There, "1.4" is a version and
// "8-9" a range.
var yearlessLineForms = append(yearlessForms[:2:2], compileForms(
	`(?P<m>\d{1,2})/(?P<d>\d{1,2})`, // 5/17
	`(?P<m>\d\d)-(?P<d>\d\d)`,       // 05-17
)...)

// Forms of a month alone.
var monthForms = compileForms(
	`(?P<y>`+century+`)`+sep+`{0,3}(?P<m>0[1-9]|1[0-2])`,                  // 2018-06
	`(?P<name>`+month+`)\.?,?`+sep+`*(?P<y>`+century+`)`,                  // June 2018
	`(?P<y>`+century+`)`+sep+`{0,3}(?:\d{1,2}[-_. ])?(?P<name>`+month+`)`, // 2018/06-Jun
	`(?P<m>0?[1-9]|1[0-2])[-_/](?P<y>`+century+`)`,                        // 06/2018
)

// compileForms compiles forms. A date may not touch a letter or a digit, except for a T
// and a time after it.
func compileForms(forms ...string) []*regexp.Regexp {
	var compiled []*regexp.Regexp
	for _, form := range forms {
		compiled = append(compiled, regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?P<date>`+form+`)(?:$|[^\pL\pN]|T\d)`))
	}
	return compiled
}

// A dateText is a date found in a text.
type dateText struct {
	day
	text  string
	start int // offset of text, in bytes
	other day // the other reading of an ambiguous date; else the zero day
	order order
}

// An order is the order of month and day in an unambiguous date of numbers: 26/06 or
// 06/26.
type order int

const (
	monthFirst order = iota + 1
	dayFirst
)

// in returns d with year if it has none, else d.
func (d dateText) in(year int) dateText {
	d.day = d.day.in(year)
	if d.other != (day{}) {
		d.other = d.other.in(year)
	}
	return d
}

// end returns the offset of the end of the text.
func (d dateText) end() int { return d.start + len(d.text) }

// findDate returns the first possible date in s in the first of forms that has one; ok is
// false if there is none.
func findDate(s string, forms []*regexp.Regexp) (found dateText, ok bool) {
	for _, form := range forms {
		for from := 0; ; {
			at := form.FindStringSubmatchIndex(s[from:])
			if at == nil {
				break
			}
			found := dateTextAt(s, form, at, from)
			if found.month > 0 && found.possible() {
				return found, true
			}
			from = found.start + len(found.text) - len(strings.TrimLeftFunc(found.text, inName)) // continue after this number
		}
	}
	return dateText{}, false
}

// dateTextAt returns the date that form found in s. at holds the offsets of its groups,
// relative to byte from.
func dateTextAt(s string, form *regexp.Regexp, at []int, from int) dateText {
	group := func(name string) string {
		if i := form.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
			return s[from+at[2*i] : from+at[2*i+1]]
		}
		return ""
	}
	found := dateText{text: group("date"), start: from + at[2*form.SubexpIndex("date")]}
	found.day, found.other, found.order = dayOfGroups(group)
	return found
}

// dayOfGroups returns the day that the groups of a form give. If it is ambiguous, it also
// returns the other reading; otherwise it returns the order of month and day.
func dayOfGroups(group func(name string) string) (d, other day, o order) {
	d = day{number(group("y")), number(group("m")), number(group("d"))}
	if len(group("y")) == 2 {
		d.year += 2000
	}
	if week := group("w"); week != "" {
		return monday(d.year, number(week)), day{}, 0
	}
	if name := group("name"); name != "" {
		d.month = monthNumber(name)
		return d, day{}, 0
	}
	if yearFirst.MatchString(group("date")) || d.day == 0 {
		return d, day{}, 0
	}
	other = day{d.year, d.day, d.month}
	switch {
	case d.month > 12 && d.day <= 12:
		return other, day{}, dayFirst // 26-06-2018
	case d.day > 12:
		return d, day{}, monthFirst
	case d.day == d.month:
		return d, day{}, 0
	}
	return d, other, 0
}

var yearFirst = regexp.MustCompile(`^\d{4}`)

func inName(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// number returns the number at the start of s, as in "29th"; 0 if there is none.
func number(s string) int {
	n, _ := strconv.Atoi(strings.TrimRight(s, "stndrhSTNDRH"))
	return n
}

func monthNumber(name string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))/3 + 1
}

var folderYear = regexp.MustCompile(`(?:^|[^\pL\pN])(` + century + `)(?:$|[^\pL\pN])`) // gc/2022, 2012-05

// doubled doubles marks, so that a mark can be both after a year and before the next one.
var doubled = strings.NewReplacer("/", "//", "-", "--", " ", "  ")

// yearsOf returns the years in text, in the order of the text.
func yearsOf(text string) []int {
	var years []int
	for _, m := range folderYear.FindAllStringSubmatch(doubled.Replace(text), -1) {
		years = append(years, number(m[1]))
	}
	return years
}

// yearOf returns the last year in text; 0 if there is none.
func yearOf(text string) int {
	if years := yearsOf(text); len(years) > 0 {
		return years[len(years)-1]
	}
	return 0
}

// splitName returns the folder of a note, and its file name without the extension.
func splitName(path string) (folder, name string) {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		folder, path = path[:i], path[i+1:]
	}
	if i := strings.LastIndexByte(path, '.'); i > 0 {
		path = path[:i]
	}
	return folder, path
}

// nameDay returns the day that the path of a note gives: the day in its name, or else in
// folders and name together.
func nameDay(path string) (dateText, bool) {
	folder, name := splitName(path)
	named, ok := findDate(name, dateForms)
	if !ok && folder != "" {
		named, ok = findDate(folder+"/"+name, dateForms) // 2018/06/26, 2018-06/26
	}
	if year := yearOf(folder); !ok && year > 0 {
		named, ok = findDate(name, yearlessForms) // 2012-05/may-22
		named = named.in(year)
		ok = ok && named.possible()
	}
	return named, ok
}

// meetingDay returns the day of a meeting from the path and the title of its note. It
// looks in the file name, then in folders and name together, then in the title. The name
// wins over the title, unless folder and title agree on another year. doubt describes
// what a person may want to check; "" if nothing.
func meetingDay(path, title string) (d day, doubt string, ok bool) {
	titled, inTitle := findDate(title, dateForms)
	named, ok := nameDay(path)
	folder, _ := splitName(path)
	switch {
	case ok && inTitle && named.day != titled.day:
		if named.other == titled.day && titled.other == (day{}) {
			return titled.day, "", true // 03-05-2018 and "3 May 2018"
		}
		doubt = fmt.Sprintf("the title says %s, the file name %s", titled.day, named.day)
		if titled.year == yearOf(folder) && titled.year != named.year {
			return titled.day, doubt, true
		}
		return named.day, doubt, true
	case ok && inTitle:
		return named.day, titled.misfit(weekdayBeside(title, titled)), true // each confirms the other
	case ok:
		return named.day, named.ambiguity(), true
	case inTitle:
		d, doubt = titled.decided(title)
		return d, doubt, true
	}
	if year := yearOf(path); year > 0 {
		titled, ok = findDate(title, yearlessForms)
		if titled = titled.in(year); ok && titled.possible() {
			d, doubt = titled.decided(title)
			return d, doubt, true
		}
	}
	return day{}, "", false
}

// meetingMonth returns the month that the path of a note or its title gives, for notes
// that give no day.
func meetingMonth(path, title string) (day, bool) {
	folder, name := splitName(path)
	found, ok := findDate(name, monthForms)
	if !ok && folder != "" {
		found, ok = findDate(folder+"/"+name, monthForms) // 2018/06, but not 2018/06-gates
		ok = ok && found.end() == len(folder)+len("/")+len(name)
	}
	if !ok {
		found, ok = findDate(title, monthForms)
	}
	return found.day, ok
}

// decided returns the day of d, whose year is known. If d is ambiguous, the day of the
// week next to it in text decides. doubt says that nothing decides, or that the day of
// the week does not match; "" if neither.
func (d dateText) decided(text string) (reading day, doubt string) {
	weekday, said := weekdayBeside(text, d)
	d.day, d.other = d.settled(weekday, said)
	return d.day, cmp.Or(d.misfit(weekday, said), d.ambiguity())
}

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

// ambiguity returns a finding if d is ambiguous; "" if not.
func (d dateText) ambiguity() string {
	if d.other == (day{}) {
		return ""
	}
	return fmt.Sprintf("the date %s is ambiguous; it was read with the month first", d.text)
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

// withoutDate returns title without its dates.
func withoutDate(title string) string {
	for _, forms := range [][]*regexp.Regexp{dateForms, yearlessLineForms, monthForms} {
		before := title
		for from := 0; ; {
			found, ok := findDate(title[from:], forms)
			if !ok {
				break
			}
			title = title[:from+found.start] + " " + title[from+found.end():]
			from += found.start
		}
		if title != before {
			return title
		}
	}
	return title
}
