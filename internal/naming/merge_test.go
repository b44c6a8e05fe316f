package naming

import (
	"maps"
	"reflect"
	"testing"

	"minutes/schema"
)

func TestMerge(t *testing.T) {
	pier := Names{
		Shown: map[string]*Spellings{schema.Team: spellings(map[string]string{"beacon": "Beacon", "tide": "Tide"})},
		Joins: Joins{Words: [][][]string{{{"lamp"}, {"lantern"}}}},
	}
	yard := Names{
		Shown: map[string]*Spellings{schema.Team: spellings(map[string]string{"beacon": "BEACON", "gull": "Gull"})},
		Joins: Joins{Words: [][][]string{{{"cli"}, {"command", "line"}}, {{"lamp"}, {"lantern"}}}},
	}
	merged := Merge([]Names{pier, yard})
	if want := map[string]string{"beacon": "Beacon", "tide": "Tide", "gull": "Gull"}; !maps.Equal(merged.Shown[schema.Team].All(), want) {
		t.Errorf("teams are %q; want %q", merged.Shown[schema.Team].All(), want)
	}
	if want := [][][]string{{{"lamp"}, {"lantern"}}, {{"cli"}, {"command", "line"}}}; !reflect.DeepEqual(merged.Words, want) {
		t.Errorf("words are %q; want %q", merged.Words, want)
	}
	if merged.Show(schema.Lead, "ada") != "ada" || merged.Shown[schema.Lead].All() == nil {
		t.Error("leads are not there")
	}
}

// Names that are joined in one of several names files are joined in all.
func TestMergeJoins(t *testing.T) {
	joined := func(firsts map[string]string) Names {
		return Names{Joins: Joins{Firsts: map[string]map[string]string{schema.Team: firsts}}}
	}
	lantern := map[string]string{"lamp": "Lantern", "lantern": "Lantern"}
	gull := map[string]string{"gull": "Gull", "tern": "Gull"}
	for _, test := range []struct {
		name string
		all  []map[string]string
		want map[string]string
	}{
		{name: "apart", all: []map[string]string{lantern, gull},
			want: map[string]string{"lamp": "Lantern", "lantern": "Lantern", "gull": "Gull", "tern": "Gull"}},
		{name: "a name in common", all: []map[string]string{lantern, {"light": "Light", "lantern": "Light"}},
			want: map[string]string{"lamp": "Lantern", "lantern": "Lantern", "light": "Lantern"}},
		{name: "the other first", all: []map[string]string{{"light": "Light", "lantern": "Light"}, lantern},
			want: map[string]string{"lamp": "Light", "lantern": "Light", "light": "Light"}},
		{name: "two lines become one", all: []map[string]string{lantern, gull, {"tern": "Tern", "lamp": "Tern", "skua": "Tern"}},
			want: map[string]string{"lamp": "Lantern", "lantern": "Lantern", "gull": "Lantern", "tern": "Lantern", "skua": "Lantern"}},
		{name: "twice the same", all: []map[string]string{lantern, lantern}, want: lantern},
	} {
		var names []Names
		for _, firsts := range test.all {
			names = append(names, joined(maps.Clone(firsts)))
		}
		if got := Merge(names).Firsts[schema.Team]; !maps.Equal(got, test.want) {
			t.Errorf("%s: %q; want %q", test.name, got, test.want)
		}
		for i, firsts := range test.all {
			if !maps.Equal(names[i].Firsts[schema.Team], firsts) {
				t.Errorf("%s: the names of index %d have changed", test.name, i)
			}
		}
	}
}
