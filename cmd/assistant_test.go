package cmd_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// maxAnswer is the maximum size of an answer for an assistant. Its frame may add a little.
const maxAnswer = 8<<10 + 256

// assistants calls test with a client of serve over each transport.
func assistants(t *testing.T, notes string, test func(*testing.T, *mcp.ClientSession)) {
	index := filepath.Join(t.TempDir(), "index.bleve")
	publish(t, index, notes)
	assistantsOf(t, index, test)
}

// publish makes or updates the index of notes.
func publish(t *testing.T, index, notes string) {
	t.Helper()
	if out, err := exec.Command(filepath.Join(programs, "index"), "-q", "--replace", "--index", index, notes).CombinedOutput(); err != nil {
		t.Fatalf("index: %v\n%s", err, out)
	}
}

// assistantsOf is assistants for an index.
func assistantsOf(t *testing.T, index string, test func(*testing.T, *mcp.ClientSession)) {
	for _, name := range []string{"stdio", "http"} {
		t.Run(name, func(t *testing.T) {
			var transport mcp.Transport
			if name == "http" {
				transport = &mcp.StreamableClientTransport{Endpoint: startServe(t, "--index", index).address + "mcp"}
			} else {
				transport = &mcp.CommandTransport{Command: exec.Command(filepath.Join(programs, "serve"), "--mcp", "--index", index)}
			}
			client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
			session, err := client.Connect(context.Background(), transport, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer session.Close()
			test(t, session)
		})
	}
}

type arguments = map[string]any

// call returns the answer of a tool. failed reports whether it is an error.
func call(t *testing.T, s *mcp.ClientSession, tool string, args any) (answer string, failed bool) {
	t.Helper()
	r, err := s.CallTool(context.Background(), &mcp.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		return err.Error(), true
	}
	for _, c := range r.Content {
		if text, ok := c.(*mcp.TextContent); ok {
			answer += text.Text
		}
	}
	if len(answer) > maxAnswer {
		t.Errorf("%s %v answers with %d bytes", tool, args, len(answer))
	}
	return answer, r.IsError
}

// session are the calls of the transcript in docs/assistants.md: every tool.
var session = []struct {
	tool, args string
	want       string // part of the answer
}{
	{"search_notes", `{"query":"latnern","limit":2}`, `no \"latnern\"; showing \"lantern\"`},
	{"search_notes", `{"query":"beacon \"lantern ferry"}`, `close it where the phrase ends, or write beacon lantern ferry`},
	{"search_notes", `{"query":"who leads Beacon?","limit":1}`, `the tool leads answers this better, with {\"query\":\"team:beacon\"}`},
	{"facets", `{"query":"lantern","fields":["team"],"top":3}`, `"field":"team"`},
	{"facets", `{"query":"lantern","fields":["team:year"],"top":2}`, `"cut_rows":8`},
	{"timeline", `{"query":"lantern","by":"year"}`, `"periods":[{`},
	{"leads", `{"filters":["team:beacon"],"limit":2}`, `"team":"Beacon"`},
	{"actions", `{"limit":1}`, `"list":[{`},
	{"decisions", `{"limit":1}`, `"list":[{`},
	{"read_meeting", `{"date":"2023-03-14","limit":2}`, `"uri":"minutes://meeting/2023-03-14/`},
	{"read_meeting", `{"date":"2023-03"}`, "all meetings of 2023-03 have a day; give one of 2023-03-"},
	{"read_meeting", `{"date":"1999-01-01"}`, "there is no meeting of 1999-01-01"},
}

var recorded = regexp.MustCompile("(?ms)^```session\n.*?^```$")

// An assistant uses every tool, over both transports, and docs/assistants.md shows it.
func TestAssistant(t *testing.T) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	document := "../docs/assistants.md"
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		tools, err := s.ListTools(context.Background(), nil)
		if err != nil || len(tools.Tools) != 7 {
			t.Fatalf("there are %d tools, %v; want 7", len(tools.Tools), err)
		}
		for _, tool := range tools.Tools {
			if !tool.Annotations.ReadOnlyHint || tool.InputSchema == nil || tool.OutputSchema == nil || !strings.Contains(tool.Description, "never instructions") {
				t.Errorf("%s lacks a mark, a schema or a warning", tool.Name)
			}
		}
		var b strings.Builder
		b.WriteString("```session\n")
		for _, c := range session {
			answer, _ := call(t, s, c.tool, json.RawMessage(c.args))
			if !strings.Contains(answer, c.want) {
				t.Errorf("%s %s answers %s; want %s", c.tool, c.args, answer, c.want)
			}
			fmt.Fprintf(&b, "> %s %s\n%s\n", c.tool, c.args, answer)
		}
		b.WriteString("```")
		got := recorded.ReplaceAllLiteralString(string(text), b.String())
		if got != string(text) && !*update {
			t.Errorf("%s is not what the tools answer; rewrite it with: go test ./cmd -run Assistant -update", document)
		} else if got != string(text) {
			if err := os.WriteFile(document, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
			text = []byte(got)
		}
	})
}

// Resources are meetings.
func TestAssistantResources(t *testing.T) {
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		answer, _ := call(t, s, "read_meeting", arguments{"date": "2023-03-14"})
		var meeting struct {
			URI string `json:"uri"`
		}
		if err := json.Unmarshal([]byte(answer), &meeting); err != nil {
			t.Fatal(err)
		}
		r, err := s.ReadResource(context.Background(), &mcp.ReadResourceParams{URI: meeting.URI})
		if err != nil || len(r.Contents) != 1 || !sameJSON(r.Contents[0].Text, answer) {
			t.Errorf("%s is %v, %v; want %s", meeting.URI, r, err, answer)
		}
		for _, uri := range []string{"minutes://meeting/2023-03-14/nothing", "minutes://meeting/x/y", "minutes://meeting/2023-03-14/%zz", "minutes://meeting/../..", "file:///etc/passwd"} {
			if _, err := s.ReadResource(context.Background(), &mcp.ReadResourceParams{URI: uri}); err == nil {
				t.Errorf("%s can be read", uri)
			}
		}
	})
}

// sameJSON reports whether a and b have the same values, in any order of names.
func sameJSON(a, b string) bool {
	var v, w any
	return json.Unmarshal([]byte(a), &v) == nil && json.Unmarshal([]byte(b), &w) == nil && reflect.DeepEqual(v, w)
}

// A meeting of 1 MB is read in pages. They have every document once, in order.
func TestAssistantPages(t *testing.T) {
	t.Parallel()
	notes := t.TempDir()
	const documents = 4450
	var b strings.Builder
	b.WriteString("# Pier Council 2024-05-07\n\n")
	for i := range documents {
		fmt.Fprintf(&b, "- lantern number %04d: %s\n", i, strings.Repeat("oil ", 48))
	}
	fmt.Fprintf(&b, "- the longest: %s\n", strings.Repeat("wick ", 10_000))
	if err := os.WriteFile(filepath.Join(notes, "2024-05-07.md"), []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	if b.Len() < 1e6 {
		t.Fatalf("the meeting has only %d bytes", b.Len())
	}
	assistants(t, notes, func(t *testing.T, s *mcp.ClientSession) {
		seen := 0
		for offset, more := 0, true; more; {
			answer, failed := call(t, s, "read_meeting", arguments{"date": "2024-05-07", "meeting": "pier council", "offset": offset, "limit": 100})
			var page struct {
				Total, Next int
				Hits        []struct{ Text string }
			}
			if err := json.Unmarshal([]byte(answer), &page); err != nil || failed || page.Total != documents+1 {
				t.Fatalf("the page at %d is %s", offset, answer)
			}
			for _, h := range page.Hits {
				if want := fmt.Sprintf("lantern number %04d", seen); seen < documents && !strings.HasPrefix(h.Text, want) {
					t.Fatalf("document %d is %s", seen, h.Text)
				}
				seen++
			}
			offset, more = page.Next, page.Next > 0
		}
		if seen != documents+1 {
			t.Errorf("the pages have %d documents; want %d", seen, documents+1)
		}
	})
}

// crossings are fields that cannot be counted.
var crossings = []string{
	"", ",", ":", "team:", ":year", "team:team", "team:year:month", "team:tide", "tide:team", "team,year", "team:year,kind", "TEAM:YEAR", "text:year",
	"team\x00:year", "team;year", "__proto__:team", strings.Repeat("team:", 2000), strings.Repeat("x", 50_000),
}

// Arguments that make no sense get errors, and the server goes on.
func TestAssistantHostile(t *testing.T) {
	values := []any{nil, -1, 1e9, 1e300, 0.5, true, "x", []int{1}, []any{nil}, arguments{"a": 1}}
	fields := []string{"query", "filters", "since", "until", "limit", "offset", "sort", "fields", "top", "by", "date", "meeting", "path", "__proto__"}
	required := map[string]arguments{"facets": {"fields": []string{"team"}}, "read_meeting": {"date": "2023-03-14"}}
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		refused := 0
		refuse := func(tool string, args any) {
			answer, failed := call(t, s, tool, args)
			if text, _ := json.Marshal(args); !failed {
				t.Errorf("%s %.200s answers %.200s", tool, text, answer)
			} else if failed {
				refused++
			}
			if strings.Contains(answer, "internal error") || strings.Contains(answer, "panic") {
				t.Errorf("%s %v fails: %s", tool, args, answer)
			}
		}
		for _, tool := range []string{"search_notes", "facets", "timeline", "leads", "actions", "decisions", "read_meeting"} {
			for _, field := range fields {
				for _, value := range values {
					args := arguments{}
					for k, v := range required[tool] {
						args[k] = v
					}
					args[field] = value
					if _, isText := value.(string); isText && (field == "query" || field == "path") || value == nil {
						continue
					}
					refuse(tool, args)
				}
			}
			for _, args := range []any{
				"text", 7, []int{}, arguments{"query": strings.Repeat("a ", 2000)}, arguments{"query": strings.Repeat("(", 1025)},
				arguments{"query": "tema:x"}, arguments{"filters": []string{"lantern"}}, arguments{"filters": make([]string, 33)},
				arguments{"date": "2023-13-45"}, arguments{"since": "2023-99"}, arguments{"query": strings.Repeat("x", 60_000)},
			} {
				refuse(tool, args)
			}
		}
		refuse("delete_notes", arguments{})
		for _, field := range crossings {
			refuse("facets", arguments{"fields": []string{"team", field}})
		}
		if refused < 400 {
			t.Errorf("only %d arguments were refused", refused)
		}
		if _, failed := call(t, s, "search_notes", arguments{"query": "lantern"}); failed {
			t.Error("afterwards, a search fails")
		}
	})
}
