package indexer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// A day is a date, or a part of one: a year alone, or a month and a day.
type day struct{ year, month, day int }

func (d day) whole() bool { return d.year > 0 && d.month > 0 }

// String returns d, which must be whole, as 2006-01-02.
func (d day) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day) }

// possible says whether the calendar has d; of a month and a day alone, whether
// some year has it.
func (d day) possible() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year
	}
	t := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
	return year >= 1900 && year <= 2999 && t.Day() == d.day && int(t.Month()) == d.month
}

const (
	sep   = `[-_./ ]`
	month = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	nth   = `(\d{1,2})(?:st|nd|rd|th)?`
	until = `(?:\s*(?:-|–|to|and|&)\s*\d{1,2}(?:st|nd|rd|th)?)?` // of a range the first day counts
)

// The forms of a date, the surest first. Each names its groups y, m (a number),
// name (of a month) and d.
var dateForms = compileForms(
	`(?P<y>(?:19|20)\d\d)`+sep+`{1,3}(?P<m>\d{1,2})`+sep+`{1,3}(?P<d>\d{1,2})`, // 2018-06-26, 2018.6.26
	`(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{4}|\d{6})?`,               // and an hour behind it
	`(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)`,                   // 2019_0522
	`(?P<m>\d\d)(?P<d>\d\d)(?P<y>(?:19|20)\d\d)`,                               // 05222020
	// 20180626
	`(?P<y>(?:19|20)\d\d)`+sep+`*(?P<name>`+month+`)\.?,?`+sep+`*(?P<d>`+nth+`)`,                                                  // 2018-jun-26
	`(?P<d>`+nth+`)`+sep+`*(?P<name>`+month+`)\s*(?:-|–|to|until)\s*`+nth+sep+`*`+month+`\.?,?`+sep+`*(?P<y>(?:19|20)\d\d)`,       // 30 April – 2 May 2018
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)\s*(?:-|–|to|until)\s*`+month+`\.?`+sep+`*`+nth+`,?`+sep+`*(?P<y>(?:19|20)\d\d)`, // April 30 – May 2, 2018
	`(?P<d>`+nth+`)`+until+sep+`*(?:of )?(?P<name>`+month+`)\.?,?`+sep+`*(?P<y>(?:19|20)\d\d)`,                                    // 26-jun-2018, 26th of June 2018
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)`+until+`(?:,\s*|`+sep+`+,?\s*)(?P<y>(?:19|20)\d\d)`,                             // March 29, 2016; june-26-2018
	`(?P<m>\d{1,2})`+sep+`{1,3}(?P<d>\d{1,2})`+sep+`{1,3}(?P<y>(?:19|20)\d\d)`,                                                    // 06-26-2018, 6/26/2018: month first
)

// Forms without a year, which a folder or the title has to give.
var yearlessForms = compileForms(
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)`,      // may-22
	`(?P<d>`+nth+`)`+sep+`*(?:of )?(?P<name>`+month+`)`, // 22 May
	`(?P<m>\d{1,2})[-_./](?P<d>\d{1,2})`,                // 05-17
)

// Each form stands between what is no letter or digit.
func compileForms(forms ...string) []*regexp.Regexp {
	var compiled []*regexp.Regexp
	for _, form := range forms {
		compiled = append(compiled, regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?P<date>`+form+`)(?:$|[^\pL\pN]|T\d)`))
	}
	return compiled
}

// findDay returns the first possible date in s by the surest of the forms, and
// the text that gives it; ok is false where there is none.
func findDay(s string, forms []*regexp.Regexp) (d day, text string, ok bool) {
	for _, form := range forms {
		for rest := s; ; {
			at := form.FindStringSubmatchIndex(rest)
			if at == nil {
				break
			}
			group := func(name string) string {
				if i := form.SubexpIndex(name); i >= 0 && at[2*i] >= 0 {
					return rest[at[2*i]:at[2*i+1]]
				}
				return ""
			}
			d := day{number(group("y")), number(group("m")), number(group("d"))}
			if name := group("name"); name != "" {
				d.month = monthNumber(name)
			}
			if d.month > 12 && d.day <= 12 && !yearFirst.MatchString(group("date")) {
				d.month, d.day = d.day, d.month // 26-06-2018
			}
			if d.possible() {
				return d, group("date"), true
			}
			rest = strings.TrimLeftFunc(rest[at[2*form.SubexpIndex("date")]:], inName) // on behind this number
		}
	}
	return day{}, "", false
}

var yearFirst = regexp.MustCompile(`^\d{4}`)

func inName(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// number reads the digits at the head of s, as in "29th"; 0 where there are none.
func number(s string) int {
	n, _ := strconv.Atoi(strings.TrimRight(s, "stndrhSTNDRH"))
	return n
}

func monthNumber(name string) int {
	return strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(name[:3]))/3 + 1
}

var folderYear = regexp.MustCompile(`(?:^|[^\pL\pN])((?:19|20)\d\d)(?:$|[^\pL\pN])`) // gc/2022, 2012-05

// yearOf returns the last year that path names, 0 where it names none.
func yearOf(path string) int {
	years := folderYear.FindAllStringSubmatch(strings.ReplaceAll(path, "/", "//"), -1)
	if len(years) == 0 {
		return 0
	}
	return number(years[len(years)-1][1])
}

// meetingDay returns the day of a meeting from the path of its note and from
// the note's title: by the file's name, else by folders and name together, else
// by the title. The name wins over the title, except where folder and title
// agree on another year. Doubt says what a person may want to look at.
func meetingDay(path, title string) (d day, doubt string, ok bool) {
	folder, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		folder, name = path[:i], path[i+1:]
	}
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	titled, titleText, inTitle := findDay(title, dateForms)
	named, text, ok := findDay(name, dateForms)
	if !ok && folder != "" {
		named, text, ok = findDay(folder+"/"+name, dateForms) // 2018/06/26, 2018-06/26
	}
	if year := yearOf(folder); !ok && year > 0 {
		named, text, ok = findDay(name, yearlessForms) // 2012-05/may-22
		named.year = year
		ok = ok && named.possible()
	}
	switch {
	case ok && inTitle && named != titled:
		doubt = fmt.Sprintf("the title says %s, the name %s", titled, named)
		if titled.year == yearOf(folder) && titled.year != named.year {
			return titled, doubt, true
		}
		return named, doubt, true
	case ok && inTitle:
		return named, "", true // each confirms the other
	case ok:
		return named, ambiguity(text), true
	case inTitle:
		return titled, ambiguity(titleText), true
	}
	if year := yearOf(path); year > 0 {
		named, text, ok = findDay(title, yearlessForms)
		named.year = year
		if ok && named.possible() {
			return named, ambiguity(text), true
		}
	}
	return day{}, "", false
}

var twoNumbers = regexp.MustCompile(`^(\d{1,2})[-_./ ](\d{1,2})(?:$|[-_./ ])`) // 06-05-2018, 06-05

// ambiguity says so where the text of a date can be read in two ways.
func ambiguity(text string) string {
	m := twoNumbers.FindStringSubmatch(text)
	if m == nil || m[1] == m[2] || number(m[1]) > 12 || number(m[2]) > 12 {
		return ""
	}
	return fmt.Sprintf("the date %s can be read in two ways, taken with the month first", text)
}

// withoutDate returns title without its dates, if it has any.
func withoutDate(title string) string {
	for _, forms := range [][]*regexp.Regexp{dateForms, yearlessForms} {
		before := title
		for _, text, ok := findDay(title, forms); ok; _, text, ok = findDay(title, forms) {
			title = strings.Replace(title, text, " ", 1)
		}
		if title != before {
			return title
		}
	}
	return title
}
