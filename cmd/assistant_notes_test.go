package cmd_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// writeNotes writes files into a new folder, and returns it.
func writeNotes(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// A property is one of an input schema.
type property struct {
	Enum             []string
	Items            struct{ Enum []string }
	Minimum, Maximum *float64
}

// Of each argument with fixed values or bounds, all that the schema allows is accepted. The
// error about anything else says what is allowed.
func TestAssistantSchemas(t *testing.T) {
	required := map[string]arguments{"facets": {"fields": []string{"team"}}, "read_meeting": {"date": "2023-03-14"}}
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		tools, err := s.ListTools(context.Background(), nil)
		if err != nil {
			t.Fatal(err)
		}
		var checked []string
		for _, tool := range tools.Tools {
			var schema struct{ Properties map[string]property }
			text, _ := json.Marshal(tool.InputSchema)
			if err := json.Unmarshal(text, &schema); err != nil {
				t.Fatal(err)
			}
			for name, p := range schema.Properties {
				ask := func(value any, want bool, allowed ...string) {
					t.Helper()
					args := arguments{}
					for k, v := range required[tool.Name] {
						args[k] = v
					}
					args[name] = value
					answer, failed := call(t, s, tool.Name, args)
					if failed == want {
						t.Errorf("%s %v answers %s", tool.Name, args, answer)
					}
					for _, one := range allowed {
						if !strings.Contains(answer, one) {
							t.Errorf("%s %v answers %s; it does not say %s", tool.Name, args, answer, one)
						}
					}
				}
				for _, value := range p.Enum {
					ask(value, true)
				}
				for _, value := range p.Items.Enum {
					ask([]string{value}, true)
				}
				switch {
				case p.Enum != nil:
					ask("tide", false, p.Enum...)
				case p.Items.Enum != nil:
					ask([]string{"tide"}, false, p.Items.Enum...)
				case p.Minimum != nil:
					ask(*p.Minimum, true)
					ask(*p.Maximum, true)
					ask(*p.Minimum-1, false, fmt.Sprint(*p.Minimum))
					ask(*p.Maximum+1, false, fmt.Sprint(int(*p.Maximum)))
				default:
					continue
				}
				checked = append(checked, tool.Name+" "+name)
			}
		}
		slices.Sort(checked)
		want := []string{
			"actions limit", "actions offset", "decisions limit", "decisions offset", "facets top", "leads limit", "leads offset",
			"read_meeting limit", "read_meeting offset", "search_notes limit", "search_notes offset", "search_notes sort", "timeline by",
		}
		if !slices.Equal(checked, want) {
			t.Errorf("fixed values or bounds have %q; want %q", checked, want)
		}
		for _, clause := range []string{"is:tide", "kind:tide"} {
			ok := "decision"
			if clause == "kind:tide" {
				ok = "paragraph"
			}
			if answer, failed := call(t, s, "search_notes", arguments{"filters": []string{clause}}); !failed || !strings.Contains(answer, ok) {
				t.Errorf("%s: %s", clause, answer)
			}
		}
	})
}

// When an index is published during a session, later calls find what is new. Reading a
// meeting goes on if it is the same, and says what to do if it is not.
func TestAssistantPublish(t *testing.T) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	index, notes := filepath.Join(t.TempDir(), "index.bleve"), t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(notes, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	long := "# Pier Council\n## Beacon\n" + strings.Repeat("- the lantern is lit\n", 60)
	write("2024-05-07.md", long)
	publish(t, index, notes)
	number := 0
	assistantsOf(t, index, func(t *testing.T, s *mcp.ClientSession) {
		type page struct {
			Total, Next int
			Edition     string
			Notices     []string
			Hits        []struct{ ID string }
		}
		read := func(offset int, edition string) (p page) {
			t.Helper()
			answer, failed := call(t, s, "read_meeting", arguments{"date": "2024-05-07", "offset": offset, "edition": edition})
			if err := json.Unmarshal([]byte(answer), &p); failed || err != nil {
				t.Fatalf("page at %d: %s", offset, answer)
			}
			return p
		}
		first := read(0, "")
		number++
		write(fmt.Sprintf("2024-06-%02d.md", number), fmt.Sprintf("# Pier Council\n- crane%d is painted\n", number))
		publish(t, index, notes)
		if answer, _ := call(t, s, "search_notes", arguments{"query": fmt.Sprintf("crane%d", number)}); !strings.Contains(answer, "is painted") {
			t.Errorf("after a publish: %s", answer)
		}
		second := read(first.Next, first.Edition)
		if len(second.Notices) > 0 || second.Edition != first.Edition || second.Total != 60 || second.Hits[0].ID != fmt.Sprintf("2024-05-07.md:%d", first.Next+3) {
			t.Errorf("the second page is %+v, after %+v", second, first)
		}
		write("2024-05-07.md", fmt.Sprintf("# Pier Council\n## Beacon\n- the tide is %d\n", number)+long[len("# Pier Council\n## Beacon\n"):])
		publish(t, index, notes)
		third := read(second.Next, second.Edition)
		if len(third.Notices) != 1 || !strings.Contains(third.Notices[0], "read it again from offset 0") || third.Total != 61 {
			t.Errorf("after a change, the third page is %+v", third)
		}
		if again := read(0, ""); len(again.Notices) > 0 || again.Edition != third.Edition || len(again.Hits) == 0 {
			t.Errorf("the first page again is %+v", again)
		}
		write("2024-05-07.md", long)
		publish(t, index, notes)
	})
}

// The address of each meeting can be read, whatever its name.
func TestAssistantMeetings(t *testing.T) {
	dir := writeNotes(t, map[string]string{
		"a/2024-05-07.md": "# Pier / Quay: 50% \"full\" #3?\n- tide\n",
		"b/2024-05-08.md": "# Überfahrt 会议\n- tide\n",
		"c/2024-05-09.md": "- tide\n",
		"d/2023-08.md":    "# Dock Council\n- tide\n",
		"e/2023-08-01.md": "# Dock Council\n- tide on a day\n",
		"f/2024-05-10.md": "# -\n- tide\n",
		"g/2024-05-11.md": "# ..\n- tide\n",
	})
	assistants(t, dir, func(t *testing.T, s *mcp.ClientSession) {
		answer, _ := call(t, s, "search_notes", arguments{})
		var found struct {
			Hits []struct{ ID, Date, Meeting, Text string }
		}
		if err := json.Unmarshal([]byte(answer), &found); err != nil || len(found.Hits) != 7 {
			t.Fatalf("search_notes answers %s", answer)
		}
		for _, h := range found.Hits {
			args := arguments{"date": h.Date}
			if h.Meeting != "" {
				args["meeting"] = h.Meeting
			}
			answer, failed := call(t, s, "read_meeting", args)
			var meeting struct {
				URI  string
				Hits []struct{ ID string }
			}
			if err := json.Unmarshal([]byte(answer), &meeting); failed || err != nil || len(meeting.Hits) != 1 || meeting.Hits[0].ID != h.ID {
				t.Errorf("read_meeting %v answers %s", args, answer)
				continue
			}
			r, err := s.ReadResource(context.Background(), &mcp.ReadResourceParams{URI: meeting.URI})
			if err != nil || !sameJSON(r.Contents[0].Text, answer) {
				t.Errorf("%s: %v", meeting.URI, err)
			}
			t.Log(meeting.URI)
		}
		templates, err := s.ListResourceTemplates(context.Background(), nil)
		if err != nil || len(templates.ResourceTemplates) != 1 || templates.ResourceTemplates[0].URITemplate != "minutes://meeting/{date}/{name}" {
			t.Errorf("the templates are %v, %v", templates, err)
		}
	})
}

// An answer has at most 8 KB, however long the texts and names are, and with any limit.
func TestAssistantSizes(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(23, 0))
	some := func(n int) string {
		words := []string{"lantern", "<tide>", "&", "\"crane\"", "Zoë", "会议", "🚢", "\\\\", "beacon", strings.Repeat("x", 60)}
		var b strings.Builder
		for b.Len() < n {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		return b.String()
	}
	files := map[string]string{}
	for i := range 40 {
		folder := fmt.Sprintf("%s/%s", strings.Repeat("quay&", 1+r.IntN(40)), strings.Repeat("会", 1+r.IntN(80)))
		text := "# Council " + some(r.IntN(300)) + "\n"
		for team := range 20 {
			text += fmt.Sprintf("## Dock %d Quay& - Ada Quist, Bo Fjord%s\n- lantern\n", team+i, strings.Repeat("ö", i%20))
		}
		for range 1 + r.IntN(5) {
			name := func(letters string) string { return "Q" + strings.Repeat(letters, r.IntN(5)) }
			for range 1 + r.IntN(10) {
				text += fmt.Sprintf("- %s\n  - AI(Ada %s): lantern %s\n", some(1+r.IntN(600)), name("uöx"), some(1+r.IntN(3000)))
				text += fmt.Sprintf("- Decision: %s\n", some(1+r.IntN(6000)))
			}
		}
		files[fmt.Sprintf("%s/20%02d-%02d-07.md", folder, 10+i/8, 1+i%8)] = text
	}
	assistants(t, writeNotes(t, files), func(t *testing.T, s *mcp.ClientSession) {
		longest := map[string]int{}
		facets := [][]string{{"team", "person", "meeting", "lead"}, {"team:person", "meeting:month"}, {"kind", "lead:date"}}
		for i := range 20 {
			question := arguments{"limit": 1 + r.IntN(100), "offset": r.IntN(3)}
			if r.IntN(2) == 0 {
				question["query"] = "lantern tide zzzz " + some(r.IntN(80))
			}
			if i%3 == 0 {
				question = arguments{}
			}
			asked := map[string]arguments{
				"search_notes": question, "leads": question, "actions": question, "decisions": question,
				"facets":       {"fields": facets[i%len(facets)], "top": 100, "query": "lantern"},
				"timeline":     {"by": "month"},
				"read_meeting": {"date": fmt.Sprintf("20%02d-%02d-07", 10+i/8, 1+i%8), "offset": r.IntN(3)},
			}
			for tool, args := range asked {
				answer, failed := call(t, s, tool, args)
				longest[tool] = max(longest[tool], len(answer))
				if len(answer) > 8<<10 || failed {
					t.Errorf("%s %.300q answers with %d bytes: %.300s", tool, fmt.Sprint(args), len(answer), answer)
				}
			}
		}
		for tool, size := range longest {
			if size < 5<<10 && tool != "timeline" && tool != "leads" {
				t.Errorf("the longest answer of %s has only %d bytes", tool, size)
			}
		}
		t.Log(longest)
	})
}
