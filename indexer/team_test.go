package indexer

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
)

// teamsOf returns the headings of notes that name teams, as "TEAM: LEADS".
func teamsOf(t *testing.T, names Names, sources ...string) []string {
	t.Helper()
	var notes []*Note
	for i, src := range sources {
		n, err := Parse(fmt.Sprintf("2024-01-%02d.md", i+1), []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		notes = append(notes, n)
	}
	var teams []string
	for _, d := range Documents(notes, names) {
		if d.Kind == schema.Heading {
			teams = append(teams, d.Team+": "+strings.Join(d.Lead, ", "))
		}
	}
	return teams
}

func TestTeams(t *testing.T) {
	const other = "# Pier\n- nothing\n"
	for _, test := range []struct {
		name  string
		notes []string
		want  []string
	}{
		{"a roll", []string{"# Pier\n## Backlog Reviews\n### Apex - Ada\n### Buoy\n#### buoy\n### Notes\n## Discussion\n### Crane\n"}, []string{"Apex: Ada", "Buoy: "}},
		{"a roll in a roll", []string{"# Pier\n## Projects\n### Incubating\n#### Apex (Ada)\n#### Buoy\n"}, []string{"Apex: Ada", "Buoy: "}},
		{"a team in a team", []string{"# Pier\n## Updates\n### Apex\n#### Buoy - Bo\n#### Crane\n"}, []string{"Apex: ", "Buoy: Bo"}},
		{"an update", []string{other, other, other, other, "# Pier\n## Update on Apex (Ada)\n## Update on Buoy\n"}, []string{"Apex: Ada", "Buoy: "}},
		{"updates from several", []string{other, other, other, other, "# Pier\n## Updates from language SIGs\n### Java (Ada Quist)\n### .NET\n"}, []string{"Java: Ada Quist", ".NET: "}},
		{"between teams", []string{"# Pier\n## Apex - Ada\n## Buoy\n## Crane - Cy\n## Delta\n"}, []string{"Apex: Ada", "Buoy: ", "Crane: Cy"}},
		{"a talk, once", []string{other, other, other, other, "# Pier\n## Tide tables - Ada Quist\n"}, nil},
		{"a talk, now and then", []string{other, other, other, other, other, "# Pier\n## Tide tables - Ada Quist\n", "# Pier\n## Tide tables - Ada Quist\n"}, nil},
		{"regular", []string{other, other, other, "# Pier\n## Tides - Ada Quist\n", "# Pier\n## Tides - Ada Quist\n"}, []string{"Tides: Ada Quist", "Tides: Ada Quist"}},
		{"led in a roll elsewhere", []string{other, other, other, "# Pier\n## Updates\n### Tides - Ada\n", "# Pier\n## Tides - Bo\n", "# Pier\n## Tides\n"}, []string{"Tides: Ada", "Tides: Bo", "Tides: "}},
		{"a small collection", []string{"# Pier\n## Tides - Ada\n"}, []string{"Tides: Ada"}},
		{"numbered", []string{"# Pier\n## 4.2 Tides - Ada\n", "# Pier\n## 1. Updates\n### 1.1 Gauges - Bo\n"}, []string{"Gauges: Bo"}},
		{"an office in a roll", []string{"# Pier\n## Updates\n### Docs (Ada Quist)\n### Discussion (Bo Lind)\n"}, []string{"Docs: Ada Quist"}},
		{"talked about", []string{"# Pier\n## Discussion\n### Tides\n## Updates\n### Tides - Ada\n"}, []string{"Tides: Ada"}},
		{"parts of a report", []string{"# Pier\n## Updates\n### Apex - Ada\n# New Features\n- a\n## Fixes\n- b\n### Buoy - Bo\n"}, []string{"Apex: Ada", "Buoy: Bo"}},
	} {
		if got := teamsOf(t, Names{}, test.notes...); !slices.Equal(got, test.want) {
			t.Errorf("%s: teams are %q; want %q", test.name, got, test.want)
		}
	}
	names, err := ParseNames([]byte("team: Tides"))
	if err != nil {
		t.Fatal(err)
	}
	if got := teamsOf(t, names, "# Pier\n## Tides\n## Gauges\n"); !slices.Equal(got, []string{"Tides: "}) {
		t.Errorf("with a names file: teams are %q", got)
	}
}

func TestReportGoesOn(t *testing.T) {
	docs := documentsOf(t, "# Pier\n## Updates\n### Apex - Ada\n# New Features\n- a\n###### Fixes\n- b\n## Notes\n- c\n")
	want := []string{"Apex: Updates", "Apex: Updates/Apex - Ada/New Features", "Apex: Updates/Apex - Ada/New Features/Fixes", ": Notes"}
	var got []string
	for _, d := range docs {
		got = append(got, d.Team+": "+strings.Join(d.Section, "/"))
	}
	if !slices.Equal(got, want) {
		t.Errorf("teams and sections are %q; want %q", got, want)
	}
}
