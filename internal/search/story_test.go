package search

import (
	"fmt"
	"runtime"
	"testing"

	"minutes/searcher"
)

func days(pairs ...any) []searcher.FacetValue {
	var all []searcher.FacetValue
	for i := 0; i < len(pairs); i += 2 {
		all = append(all, searcher.FacetValue{Value: pairs[i].(string), Count: pairs[i+1].(int)})
	}
	return all
}

func TestSparkline(t *testing.T) {
	for _, test := range []struct {
		days []searcher.FacetValue
		want string
	}{
		{nil, ""},
		{days("2020-01-01", 3), ""},
		{days("2020-01-01", 3, "2020-01-31", 1), ""},
		{days("2020-01-31", 1, "2020-02-01", 7), "▂█"},
		{days("2020-01-31", 100, "2020-03-01", 1), "█▁▂"}, // one is more than none
		{days("2020-01-01", 1, "2020-12-31", 1), "█▁▁▁▁▁▁▁▁▁▁█"},
		{days("2020-01-01", 1, "2021-01-01", 1), "█▁▁▁▁▁█"},      // two months each
		{days("2017-01-24", 1, "2020-10-13", 1), "█▁▁▁▁▁▁▁▁▁▁█"}, // four
		{days("0001-01-01", 1, "9999-12-31", 1), "█▁▁▁▁▁▁▁▁▁▁█"},
	} {
		if got := sparkline(test.days); got != test.want {
			t.Errorf("sparkline(%v) = %s; want %s", test.days, got, test.want)
		}
	}
}

func TestTopTeams(t *testing.T) {
	for n, want := range []string{"", "T0 9", "T0 9 · T1 9", "T0 9 · T1 9 · T2 9", "T0 9 · T1 9 · +2"} {
		var teams []searcher.FacetValue
		for i := range n {
			teams = append(teams, searcher.FacetValue{Value: fmt.Sprintf("T%d", i), Count: 9})
		}
		if got := topTeams(teams); got != want {
			t.Errorf("topTeams of %d = %q; want %q", n, got, want)
		}
	}
}

func TestEmptyRows(t *testing.T) {
	for _, test := range []struct {
		field, from, to string
		want            string
	}{
		{"year", "2019", "2020", "[]"},
		{"year", "2018", "2021", "[date:2019 date:2020]"},
		{"quarter", "2019Q3", "2020Q2", "[date:2019Q4 date:2020Q1]"},
		{"month", "2019-11", "2020-02", "[date:2019-12 date:2020-01]"},
		{"month", "2010-01", "2020-01", "[… 119 empty]"},
		{"date", "2010-01-01", "2020-01-01", "[]"},
		{"team", "a", "b", "[]"},
	} {
		labels := []string{}
		for _, row := range emptyRows(test.field, test.from, test.to) {
			labels = append(labels, row.clause+row.label)
		}
		if got := fmt.Sprint(labels); got != test.want {
			t.Errorf("emptyRows(%q, %q, %q) = %s; want %s", test.field, test.from, test.to, got, test.want)
		}
	}
}

func TestDress(t *testing.T) {
	unset := "color links " // where TERM is
	if runtime.GOOS != "windows" {
		unset = ""
	}
	xterm := map[string]string{"TERM": "xterm"}
	for _, test := range []struct {
		terminal     bool
		color, links string
		env          map[string]string
		want         string // what there is of both
	}{
		{true, "auto", "auto", xterm, "color links "},
		{true, "auto", "auto", nil, unset},
		{false, "auto", "auto", nil, ""},
		{false, "always", "always", nil, "color links "},
		{true, "never", "never", nil, ""},
		{true, "auto", "auto", map[string]string{"TERM": "dumb"}, ""},
		{true, "auto", "auto", map[string]string{"TERM": "linux"}, "color "},
		{true, "auto", "auto", map[string]string{"NO_COLOR": "1", "TERM": "xterm"}, "links "},
		{true, "always", "auto", map[string]string{"NO_COLOR": "1", "TERM": "dumb"}, "color "},
		{false, "auto", "auto", map[string]string{"CLICOLOR_FORCE": "1"}, "color "},
		{false, "auto", "auto", map[string]string{"CLICOLOR_FORCE": "0"}, ""},
		{false, "auto", "auto", map[string]string{"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, ""},
	} {
		s := screen{terminal: test.terminal}
		s.dress(test.color, test.links, func(name string) string { return test.env[name] })
		got := ""
		if s.color {
			got += "color "
		}
		if s.links {
			got += "links "
		}
		if got != test.want {
			t.Errorf("%+v: %q; want %q", test, got, test.want)
		}
	}
}
