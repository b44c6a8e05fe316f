package present

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"minutes/searcher"
)

// perYear is the number of periods in a year.
var perYear = map[string]int{"year": 1, "quarter": 4, "month": 12}

// Ordinal returns the number of a period, counted from year 0 in periods of its length.
// field is year, quarter or month. It returns 0 for a day or a name.
func Ordinal(field, period string) int {
	var year, part int
	switch field {
	case "year":
		_, _ = fmt.Sscanf(period, "%d", &year)
		part = 1
	case "quarter":
		_, _ = fmt.Sscanf(period, "%dQ%d", &year, &part)
	case "month":
		_, _ = fmt.Sscanf(period, "%d-%d", &year, &part)
	}
	return perYear[field]*year + part - min(part, 1)
}

// PeriodAt is the inverse of Ordinal.
func PeriodAt(field string, n int) string {
	year, part := n/perYear[field], n%perYear[field]+1
	switch field {
	case "quarter":
		return fmt.Sprintf("%04dQ%d", year, part)
	case "month":
		return fmt.Sprintf("%04d-%02d", year, part)
	}
	return fmt.Sprintf("%04d", year)
}

// Month returns the number of months from the start of year 0 to day, a date.
func Month(day string) int {
	year, rest, _ := strings.Cut(day, "-")
	month, _, _ := strings.Cut(rest, "-")
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	return 12*y + m - 1
}

// Peak returns the quarter with the most documents; the earliest, if several have the
// same number. days are dates and their counts.
func Peak(days []searcher.FacetValue) string {
	counts := map[string]int{}
	best := ""
	for _, day := range days {
		counts[PeriodAt("quarter", Month(day.Value)/3)] += day.Count
	}
	for quarter, n := range counts {
		if c := cmp.Compare(n, counts[best]); best == "" || c > 0 || c == 0 && quarter < best {
			best = quarter
		}
	}
	return best
}
