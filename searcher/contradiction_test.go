package searcher_test

import (
	"fmt"
	"testing"

	"minutes/searcher"
)

func TestContradictions(t *testing.T) {
	idx := namesIndex(t)
	for _, test := range []struct {
		query   string
		filters []string
		want    string
	}{
		{"team:garden team:diego", nil, "[{team [garden diego] team:(garden OR diego)}]"},
		{"team:diego x", []string{"team", "Garden"}, "[{team [diego Garden] team:(diego OR Garden)}]"},
		{"team:(garden OR diego) team:routing", nil, "[{team [garden OR diego routing] team:(garden OR diego OR routing)}]"},
		{`team:gard* team:"night crew"`, nil, "[{team [gard* night-crew] team:(gard* OR night-crew)}]"},
		{"team:gard* team:*windows team:diego", nil, "[{team [gard* diego] team:(gard* OR *windows OR diego)}]"},
		{"team:windows team:diego", nil, "[{team [garden-windows diego] team:(garden-windows OR diego)}]"},
		{"kind:row kind:bullet", nil, "[{kind [row bullet] kind:(row OR bullet)}]"},
		{"meeting:pmc meeting:pier-council", nil, "[{meeting [pmc pier-council] meeting:(pmc OR pier-council)}]"},
		{"date:2018 date:2019", nil, "[{date [2018 2019] date:(2018 OR 2019)}]"},
		{"date:2018/06 date:2018H2 date:2018", nil, "[{date [2018/06 2018H2] date:(2018/06 OR 2018H2)}]"},
		{"date:..2017 date:2018Q1..", nil, "[{date [..2017 2018Q1..] date:(..2017 OR 2018Q1..)}]"},

		{"team:garden team:garden", nil, "[]"},
		{"team:gard* team:*windows", nil, "[]"},
		{"team:garden NOT team:garden", nil, "[]"},
		{"team:garden OR team:diego", nil, "[]"},
		{"team:garden OR kind:row", nil, "[]"},
		{"team:garden team:zzzz", nil, "[]"}, // there is a hint instead
		{`team:garden team:""`, nil, "[]"},
		{"lead:julz lead:friedman lead:ute", nil, "[]"},
		{"date:2018 date:2018-06-26", nil, "[]"},
		{"date:2018 date:last date:2y", nil, "[]"},
		{`date:2018 date:""`, nil, "[]"},
		{"date:2018-06-00 date:2018-06-26", nil, "[]"},
	} {
		r := answer(t, idx, test.query, searcher.Options{}, test.filters...)
		if got := fmt.Sprint(r.Contradictions); got != test.want {
			t.Errorf("Search(%q, %q): contradictions %s; want %s", test.query, test.filters, got, test.want)
		}
		for _, c := range r.Contradictions {
			if _, err := searcher.Parse(c.Either); err != nil || r.Total > 0 {
				t.Errorf("Search(%q): %d hits; Parse(%q): %v", test.query, r.Total, c.Either, err)
			}
		}
	}
}
