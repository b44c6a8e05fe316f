package indexer

import "slices"

// descends reports whether the days of lines go from newest to oldest.
func descends(lines []candidate) bool {
	sum := 0
	for i := 1; i < len(lines); i++ {
		if lines[i].period == lines[i-1].period {
			sum += between(lines[i-1].day, lines[i].day)
		}
	}
	return sum < 0
}

// fillYears gives each of lines, which are of one level, a year. It takes the year of a
// neighboring line, or the year before or after it, as the order of the days requires. If
// no line has a year, it chooses the years so that as many lines as possible get one of
// years. It returns the lines whose dates are then in the calendar; none if there is no
// year.
func fillYears(lines []candidate, years []int) []candidate {
	if len(lines) == 0 {
		return nil
	}
	known := slices.IndexFunc(lines, func(c candidate) bool { return c.year > 0 })
	ground := groundOrder
	if known < 0 {
		if len(years) == 0 {
			return nil
		}
		known, ground = 0, groundName
		lines[0].take(years[len(years)-1], ground)
	}
	down := descends(lines)
	for i := known + 1; i < len(lines); i++ {
		if lines[i].year == 0 {
			lines[i].take(yearBeside(lines[i-1].day, lines[i].day, down), ground)
		}
	}
	for i := known - 1; i >= 0; i-- {
		if lines[i].year == 0 {
			lines[i].take(yearBeside(lines[i+1].day, lines[i].day, !down), ground)
		}
	}
	if ground == groundName {
		moveYears(lines, years)
	}
	return slices.DeleteFunc(lines, func(l candidate) bool { return !l.possible() }) // 29 February
}

// moveYears shifts the years of all lines by up to two, so that as many as possible are
// in years.
func moveYears(lines []candidate, years []int) {
	within := func(by int) (n int) {
		for _, l := range lines {
			if slices.Contains(years, l.year+by) {
				n++
			}
		}
		return n
	}
	best := 0
	for _, by := range []int{-1, 1, -2, 2} {
		if within(by) > within(best) {
			best = by
		}
	}
	for i := range lines {
		lines[i].day.year += best
		if lines[i].other != (day{}) {
			lines[i].other.year += best
		}
	}
}

// yearBeside returns the year of d, which has none, such that d follows last in order:
// backward if down is set, else forward. A day that is out of order by at most 45 days
// can keep the year of last: it is more likely an error in the order.
func yearBeside(last, d day, down bool) int {
	best, distance := last.year, 1<<30
	for year := last.year - 1; year <= last.year+1; year++ {
		step := between(last, d.in(year))
		if down {
			step = -step
		}
		if step < 0 {
			step = -step
			if step > 45 {
				continue
			}
			step += 300
		}
		if step < distance {
			best, distance = year, step
		}
	}
	return best
}
