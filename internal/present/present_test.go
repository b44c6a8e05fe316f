package present

import (
	"strings"
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

func TestPeak(t *testing.T) {
	for _, test := range []struct {
		days []searcher.FacetValue
		want string
	}{
		{days("2020-03-31", 2, "2020-04-01", 1), "2020Q1"},
		{days("2020-03-31", 2, "2020-04-01", 1, "2020-06-30", 2), "2020Q2"},
		{days("2019-12-31", 1, "2020-01-01", 1), "2019Q4"}, // the earliest
	} {
		if got := Peak(test.days); got != test.want {
			t.Errorf("Peak(%v) = %s; want %s", test.days, got, test.want)
		}
	}
}

func TestCounted(t *testing.T) {
	for _, test := range []struct {
		n           int
		thing, want string
	}{
		{1, "document", "1 document"}, {0, "document", "0 documents"}, {1107, "document", "1,107 documents"},
		{1, "team", "1 team"}, {2, "team", "2 teams"}, {2, "lead", "2 leads"}, {2, "topic", "2 topics"}, {2, "meeting", "2 meetings"}, {2, "kind", "2 kinds"},
		{1, "person", "1 person"}, {2, "person", "2 people"}, {1, "is", "1 outcome"}, {3, "is", "3 outcomes"}, {1, "lang", "1 language"}, {2, "lang", "2 languages"},
	} {
		if got := Counted(test.n, test.thing); got != test.want {
			t.Errorf("Counted(%d, %q) = %s; want %s", test.n, test.thing, got, test.want)
		}
	}
}

func TestLeftOut(t *testing.T) {
	for _, test := range []struct {
		rows, columns int
		want          string
	}{{0, 0, ""}, {1, 0, "1 more person"}, {1500, 2, "1,500 more people, 2 more languages"}, {0, 1, "1 more language"}} {
		c := &searcher.Cross{CutRows: test.rows, CutColumns: test.columns, Fields: [2]string{"person", "lang"}}
		if got := LeftOut(c); got != test.want {
			t.Errorf("LeftOut of %d and %d = %q; want %q", test.rows, test.columns, got, test.want)
		}
	}
}

// The periods of a year are numbered without gaps, and the numbers lead back to them.
func TestPeriods(t *testing.T) {
	for field, periods := range map[string][]string{
		"year":    {"1999", "2000", "2001"},
		"quarter": {"2021Q3", "2021Q4", "2022Q1"},
		"month":   {"2021-11", "2021-12", "2022-01"},
	} {
		first := Ordinal(field, periods[0])
		for i, period := range periods {
			if got := Ordinal(field, period); got != first+i {
				t.Errorf("Ordinal(%q, %q) = %d; want %d", field, period, got, first+i)
			}
			if got := PeriodAt(field, first+i); got != period {
				t.Errorf("PeriodAt(%q, %d) = %q; want %q", field, first+i, got, period)
			}
		}
	}
}

// What a notice asks for can be asked without a terminal too: it names the query, and
// what it stands for.
func TestNoticeParts(t *testing.T) {
	r := &searcher.Result{Hints: []searcher.Hint{{Field: "team", Name: "gauge", Nearest: []string{"team:tide-gauge", `lead:"ada quist"`}, All: "team:*gauge*"}}}
	all := Notices(r, true)
	if len(all) != 1 {
		t.Fatalf("%d notices, want 1", len(all))
	}
	const want = `no team "gauge"; write team:tide-gauge, 'lead:"ada quist"', or for all of them: 'team:*gauge*'`
	if got := all[0].String(); got != want {
		t.Errorf("notice %s; want %s", got, want)
	}
	var queries []string
	for _, p := range all[0] {
		if p.Query != "" {
			queries = append(queries, p.Query+" for "+p.Instead)
		}
	}
	if got, want := strings.Join(queries, "; "), `team:tide-gauge for team:gauge; lead:"ada quist" for team:gauge; team:*gauge* for team:gauge`; got != want {
		t.Errorf("queries %s; want %s", got, want)
	}
}
