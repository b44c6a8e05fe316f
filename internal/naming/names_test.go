package naming

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"minutes/internal/analysis"
	"minutes/schema"
)

func TestNames(t *testing.T) {
	var c Census
	for _, d := range []schema.Document{
		{Date: "2023-01-01", Team: "MEGA", Lead: []string{"Zoe L"}},
		{Date: "2023-01-02", Team: "Mega", Lead: []string{"Zoë L"}},
		{Date: "2023-01-03", Team: "Mega", Meeting: "Pier"},
		{Date: "2024-01-01", Team: "tide gauge"},
		{Date: "2023-01-01", Team: "Tide-Gauge"},
		{Date: "2023-01-01", Team: "Beacon"},
		{Date: "2023-01-01", Team: "BEACON"},
		{Date: "2023-01-01", Team: "?"},
	} {
		for field, value := range map[string]string{schema.Meeting: d.Meeting, schema.Team: d.Team, schema.Lead: List(d.Lead)} {
			c.Add(field, value, 1, d.Date)
		}
	}
	names := c.Names(Joins{Firsts: map[string]map[string]string{schema.Team: {"lamp": "Lantern", "lantern": "Lantern"}}})
	for _, test := range []struct{ field, folded, want, why string }{
		{schema.Team, "mega", "Mega", "most documents have it"},
		{schema.Team, "tide gauge", "tide gauge", "newer"},
		{schema.Team, "beacon", "BEACON", "first by its bytes"},
		{schema.Lead, "zoe l", "Zoë L", "newer"},
		{schema.Meeting, "pier", "Pier", "the only one"},
		{schema.Team, "nobody", "nobody", "in no document"},
		{schema.Team, "lantern", "Lantern", "the first of joined names"},
	} {
		if got := names.Show(test.field, test.folded); got != test.want {
			t.Errorf("Show(%q, %q) = %q; want %q: %s", test.field, test.folded, got, test.want, test.why)
		}
	}
	if len(names.Shown[schema.Team].All()) != 3 {
		t.Errorf("teams are %q; want three", names.Shown[schema.Team].All())
	}
}

func TestNamesMatching(t *testing.T) {
	names := Names{
		Shown: map[string]*Spellings{schema.Team: spellings(map[string]string{"tide gauge": "Tide-Gauge", "tide office": "Tide Office", "beacon": "Beacon", "tides": "Tides"})},
		Joins: Joins{Firsts: map[string]map[string]string{schema.Team: {"tides": "Tide Office", "tide office": "Tide Office", "harbour office": "Tide Office"}}},
	}
	for _, test := range []struct{ start, want string }{
		{"TIDE", "tide gauge, tide office"},
		{"tide-g", "tide gauge"},
		{"tides", "tide office"},
		{"harbour", "tide office"}, // a name that no document has
		{"x", ""},
	} {
		begins := func(folded string) bool { return strings.HasPrefix(folded, analysis.Fold(test.start)) }
		if got := strings.Join(names.Matching(schema.Team, begins), ", "); got != test.want {
			t.Errorf("Matching(those that begin with %q) = %q; want %q", test.start, got, test.want)
		}
	}
}

func TestSpellings(t *testing.T) {
	want := map[string]string{"tide gauge": "Tide-Gauge", "zoe": "Zoë \t\"Z\""}
	text, err := json.Marshal(map[string]*Spellings{schema.Team: spellings(want), schema.Lead: spellings(map[string]string{})})
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]*Spellings
	if err := json.Unmarshal(text, &got); err != nil || !maps.Equal(got[schema.Team].All(), want) || len(got[schema.Lead].All())+len(got[schema.Meeting].All()) > 0 {
		t.Errorf("%s, decoded, is %q and %q (%v); want %q", text, got[schema.Team].All(), got[schema.Lead].All(), err, want)
	}
	if json.Unmarshal([]byte(`{"team":{}}`), &got) == nil {
		t.Error("an object was taken for spellings")
	}
}

// TestKeep asks for terms from several goroutines, as a question over many documents does.
func TestKeep(t *testing.T) {
	names := Names{}
	kept := names
	kept.Keep()
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for i := range 4000 {
				value := fmt.Sprint("Name ", i%1000)
				if got, want := kept.Terms(schema.Team, value), names.Terms(schema.Team, value); !slices.Equal(got, want) {
					t.Errorf("Terms(%q) = %q; want %q", value, got, want)
				}
			}
		})
	}
	group.Wait()
}

// spellings returns the spellings in byFolded, which maps folded names to them.
func spellings(byFolded map[string]string) *Spellings { return &Spellings{all: byFolded} }
