package indexer

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
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
	`(?P<y>(?:19|20)\d\d)[-_./ ](?P<m>\d{1,2})[-_./ ](?P<d>\d{1,2})`,                                  // 2018-06-26, 2018.6.26
	`(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)`,                                                      // 20180626
	`(?P<y>(?:19|20)\d\d)`+sep+`+(?P<name>`+month+`)\.?,?`+sep+`+(?P<d>`+nth+`)`,                      // 2018-jun-26
	`(?P<d>`+nth+`)`+until+sep+`*(?:of )?(?P<name>`+month+`)\.?,?`+sep+`*(?P<y>(?:19|20)\d\d)`,        // 26-jun-2018, 26th of June 2018
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)`+until+`(?:,\s*|`+sep+`+,?\s*)(?P<y>(?:19|20)\d\d)`, // March 29, 2016; june-26-2018
	`(?P<m>\d{1,2})[-_./ ](?P<d>\d{1,2})[-_./ ](?P<y>(?:19|20)\d\d)`,                                  // 06-26-2018, 6/26/2018: month first
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
		compiled = append(compiled, regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?P<date>`+form+`)(?:$|[^\pL\pN])`))
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
			if d.month > 12 && d.day <= 12 {
				d.month, d.day = d.day, d.month // 26-06-2018
			}
			if d.possible() {
				return d, group("date"), true
			}
			rest = rest[at[2*form.SubexpIndex("date")]+1:]
		}
	}
	return day{}, "", false
}

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
// agree on another year.
func meetingDay(path, title string) (day, bool) {
	folder, name := "", path
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		folder, name = path[:i], path[i+1:]
	}
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	titled, _, inTitle := findDay(title, dateForms)
	if named, _, ok := findDay(name, dateForms); ok {
		if year := yearOf(folder); inTitle && year == titled.year && year != named.year {
			return titled, true
		}
		return named, true
	}
	if whole, _, ok := findDay(path[:len(folder)]+"/"+name, dateForms); ok {
		return whole, true // 2018/06/26, 2018-06/26
	}
	if named, _, ok := findDay(name, yearlessForms); ok && yearOf(folder) > 0 {
		named.year = yearOf(folder)
		return named, named.possible()
	}
	if inTitle {
		return titled, true
	}
	if named, _, ok := findDay(title, yearlessForms); ok && yearOf(path) > 0 {
		named.year = yearOf(path)
		return named, named.possible()
	}
	return day{}, false
}

// withoutDate returns title without its date, if it has one.
func withoutDate(title string) string {
	for _, forms := range [][]*regexp.Regexp{dateForms, yearlessForms} {
		if _, text, ok := findDay(title, forms); ok {
			return strings.Replace(title, text, " ", 1)
		}
	}
	return title
}
