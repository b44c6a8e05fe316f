package cmd_test

import (
	"encoding/json"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// A value is one that a field has, as tools count it.
type value struct {
	Value, Query string
	Count        int
}

// ask is call for an answer that is no error, and decodes it.
func ask[T any](t *testing.T, s *mcp.ClientSession, tool string, args arguments) (answer T) {
	t.Helper()
	text, failed := call(t, s, tool, args)
	if err := json.Unmarshal([]byte(text), &answer); failed || err != nil {
		t.Fatalf("%s %v answers %s", tool, args, text)
	}
	return answer
}

// The peak of a time line is the earliest of its periods with the most documents.
func TestAssistantPeak(t *testing.T) {
	notes := writeNotes(t, map[string]string{
		"2022-05-03.md": "- tide\n- tide rose\n- the tide fell\n",
		"2023-01-10.md": "- tide again\n- lamp\n",
		"2023-06-07.md": "- tide at noon\n",
		"2023-11-08.md": "- no tide\n- lamp oil\n",
	})
	type answer struct {
		Peak    string
		Periods []value
	}
	assistants(t, notes, func(t *testing.T, s *mcp.ClientSession) {
		for _, test := range []struct{ query, by, want string }{
			{"tide", "year", "2022"}, // 3 and 3
			{"tide", "quarter", "2022Q2"},
			{"tide", "", "2022Q2"},
			{"tide", "month", "2022-05"},
			{"lamp", "year", "2023"},
			{"lamp", "month", "2023-01"}, // 1 and 1
			{"zzzz", "month", ""},
		} {
			args := arguments{"query": test.query}
			if test.by != "" {
				args["by"] = test.by
			}
			if got := ask[answer](t, s, "timeline", args); got.Peak != test.want {
				t.Errorf("timeline %v has the peak %q of %v; want %q", args, got.Peak, got.Periods, test.want)
			}
		}
	})
}
