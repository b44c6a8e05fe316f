package indexer

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

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

// years returns the years in the title of a running file, or else in its file name, or
// else in the nearest folder whose name has one.
func (n *Note) years(pieces []piece, all []candidate) []int {
	if years := yearsOf(titleWords(pieces, all, n.front.title)); len(years) > 0 {
		return years
	}
	folder, name := splitName(n.Name)
	years := yearsOf(name)
	for _, m := range yearAndMonth.FindAllStringSubmatch(name, -1) {
		years = append(years, number(m[1])) // 201902-201911
	}
	for ; len(years) == 0 && folder != ""; folder, _ = splitName(folder) {
		years = yearsOf(path.Base(folder))
	}
	return years
}

var yearAndMonth = regexp.MustCompile(`\b(` + century + `)(?:0[1-9]|1[0-2])\b`)
