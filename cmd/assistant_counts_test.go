package cmd_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"minutes/searcher"
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

// A counted is the answer of facets.
type counted struct {
	Facets []struct {
		Field  string
		Cut    int
		Values []value
	}
	Crossed []struct {
		Field      string
		Rows       []value
		Columns    []value
		Counts     [][]int
		CutRows    int `json:"cut_rows"`
		CutColumns int `json:"cut_columns"`
	}
}

// When nothing is found, a notice says what to do next.
func TestAssistantNothing(t *testing.T) {
	const next = "nothing found; ask with fewer or other words and clauses"
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		for query, want := range map[string]string{
			"zzzz":                      next,
			":-)":                       `":-)" has no letters or digits; write a word`,
			`team:(beacon lantern`:      `the parenthesis before "beacon lantern" is not closed`,
			`"lantern ferry`:            "or write lantern ferry",
			"lantern date:1999":         "without date:1999: 24 documents",
			"team:beacon team:mooring":  "write team:(beacon OR mooring)",
			`team:"beacon lantern zzzz`: "or write team:beacon lantern zzzz",
		} {
			for _, tool := range []string{"search_notes", "facets", "timeline", "leads", "actions", "decisions"} {
				args := arguments{"query": query}
				if tool == "facets" {
					args["fields"] = []string{"team"}
				}
				got := ask[struct {
					Total   int
					Notices []string
				}](t, s, tool, args)
				if query == "lantern date:1999" && tool != "search_notes" && tool != "facets" && tool != "timeline" {
					continue // lists do not ask again
				}
				if all := strings.Join(got.Notices, "\n"); got.Total > 0 || !strings.Contains(all, want) || !strings.Contains(all, next) {
					t.Errorf("%s %s: %+v; want %s", tool, query, got, want)
				}
			}
		}
	})
}

// An empty list of outcomes does not mean that nothing was decided: a notice says what counts.
func TestAssistantUnmarked(t *testing.T) {
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		for _, tool := range []string{"actions", "decisions"} {
			for query, want := range map[string]bool{"team:gull": true, "": false} {
				got := ask[struct{ Notices []string }](t, s, tool, arguments{"query": query})
				if said := strings.Contains(strings.Join(got.Notices, "\n"), "only lines that are marked as such count"); said != want {
					t.Errorf("%s %q: notices %q; want one about marked lines: %v", tool, query, got.Notices, want)
				}
			}
		}
	})
}

// The cells of crossed facets are what the clauses of their row and column find.
func TestAssistantCrossed(t *testing.T) {
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		for _, fields := range [][]string{{"team:year"}, {"year:team", "person:is"}, {"kind", "lead:quarter", "topic:meeting"}} {
			got := ask[counted](t, s, "facets", arguments{"query": "lantern", "fields": fields, "top": 3})
			if len(got.Facets)+len(got.Crossed) != len(fields) {
				t.Fatalf("%v are %+v", fields, got)
			}
			for _, c := range got.Crossed {
				for i, row := range c.Rows {
					for j, column := range c.Columns {
						clauses := row.Query + " " + column.Query
						found := ask[struct{ Full int }](t, s, "search_notes", arguments{"query": "lantern " + clauses, "limit": 1})
						if found.Full != c.Counts[i][j] {
							t.Errorf("%s has %d documents for %s; they find %d", c.Field, c.Counts[i][j], clauses, found.Full)
						}
					}
				}
			}
		}
		for _, field := range searcher.FacetFields {
			if got := ask[counted](t, s, "facets", arguments{"fields": []string{field}}); len(got.Facets) != 1 || got.Facets[0].Field != field {
				t.Errorf("%s is %+v", field, got)
			}
		}
	})
}

// The error about a field that cannot be counted says what to ask for.
func TestAssistantFields(t *testing.T) {
	assistants(t, "../testdata/notes", func(t *testing.T, s *mcp.ClientSession) {
		for field, want := range map[string]string{
			"tide":            "the facets are " + strings.Join(searcher.FacetFields, ", "),
			"team:tide":       "the facets are " + strings.Join(searcher.FacetFields, ", "),
			"team:year:month": "crosses more than two fields; write two, such as team:year, and a value of the third in the query",
			"team:team":       "crosses a field with itself; write two fields, such as team:year",
			"team,year":       "give each as an element of fields, or two to cross as team:year",
			"":                "give each as an element of fields",
		} {
			answer, failed := call(t, s, "facets", arguments{"fields": []string{field}})
			if !failed || !strings.Contains(answer, want) || len(answer) > 400 {
				t.Errorf("%q: %s; want %s", field, answer, want)
			}
		}
	})
}

// An answer that is too large leaves out the least frequent names and the oldest periods,
// and counts them.
func TestAssistantCounts(t *testing.T) {
	files := map[string]string{}
	const meetings, topics = 480, 30
	for i := range meetings {
		text := "# Quay Council\n"
		for topic := range topics {
			if i%(topic+1) == 0 {
				text += fmt.Sprintf("## Dock %02d\n- tide\n", topic)
			}
		}
		files[fmt.Sprintf("%d-%02d-%02d.md", 2000+i/24, 1+i/2%12, 1+i%2)] = text
	}
	const newest = "2019-12-02"
	assistants(t, writeNotes(t, files), func(t *testing.T, s *mcp.ClientSession) {
		for _, fields := range [][]string{{"topic:date"}, {"date:topic"}, {"topic", "topic:month", "date"}} {
			got := ask[counted](t, s, "facets", arguments{"fields": fields, "top": 100})
			for _, c := range got.Crossed {
				rows, columns := len(c.Rows)+c.CutRows, len(c.Columns)+c.CutColumns
				names, dates := c.Rows, c.Columns
				if c.Field == "date:topic" {
					rows, columns, names, dates = columns, rows, dates, names
				}
				if periods := map[string]int{"topic:month": 240}[c.Field]; rows != topics || columns != meetings && columns != periods {
					t.Errorf("%s has %d names and %d dates", c.Field, rows, columns)
				}
				if len(names) < 3 || names[0].Value != "Dock 00" || len(dates) < 3 || !strings.HasPrefix(newest, dates[len(dates)-1].Value) {
					t.Errorf("%s shows %v and %v", c.Field, names, dates)
				}
				if len(c.Counts) != len(c.Rows) || len(c.Counts[0]) != len(c.Columns) {
					t.Errorf("%s has %d rows, %d columns and the counts %v", c.Field, len(c.Rows), len(c.Columns), c.Counts)
				}
			}
			for _, f := range got.Facets {
				last := f.Values[len(f.Values)-1].Value
				if want := map[string]int{"topic": topics, "date": meetings}[f.Field]; len(f.Values)+f.Cut != want || f.Field == "date" && last != newest {
					t.Errorf("%s has %d values, of which %d are shown, the last %s", f.Field, len(f.Values)+f.Cut, len(f.Values), last)
				}
			}
		}
		all := ask[struct {
			Cut     int
			Periods []value
		}](t, s, "timeline", arguments{"by": "month"})
		if len(all.Periods)+all.Cut != 240 || all.Cut == 0 || all.Periods[len(all.Periods)-1].Value != "2019-12" {
			t.Errorf("timeline leaves out %d and shows %v", all.Cut, all.Periods)
		}
	})
}
