package cmd_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchema checks what search prints as JSON against docs/search.schema.json.
func TestSchema(t *testing.T) {
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	part := func(name string) *jsonschema.Schema {
		s, err := jsonschema.NewCompiler().Compile("../docs/search.schema.json#/$defs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	answer, hit, roster, run := part("answer"), part("hit"), part("roster"), part("run")
	outcomes, outcome, people, presence := part("outcomes"), part("outcome"), part("people"), part("presence")
	search := func(args ...string) []string {
		t.Helper()
		out, err := exec.Command(filepath.Join(programs, "search"), args...).Output()
		if err != nil {
			t.Fatalf("search %q: %v", args, err)
		}
		return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	}
	check := func(s *jsonschema.Schema, text string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			return err
		}
		return s.Validate(value)
	}

	t.Setenv("MINUTES_INDEX", filepath.Join(t.TempDir(), "index.bleve"))
	if out, err := exec.Command(filepath.Join(programs, "index"), "../testdata/notes").CombinedOutput(); err != nil {
		t.Fatalf("index: %v\n%s", err, out)
	}
	facets := "team,lead,topic,person,is,meeting,kind,lang,year,quarter,month,date,team:year,person:month"
	for _, query := range [][]string{
		{"lantern"}, {}, {"latnern"}, {"battery display winter"}, {"confirmed nightly resend", "--explain"},
		{"kind:heading"}, {"team:\"\""}, {"date:2023", "-s", "oldest"}, {"lantern", "--offset", "20"},
		{"kind:row"}, {"lantern", "-n", "0"},
	} {
		query = append(query, "-n", "500")
		for _, line := range search(append(query, "-o", "json", "-f", facets)...) {
			if err := check(answer, line); err != nil {
				t.Errorf("search %q -o json: %v", query, err)
			}
		}
		for _, line := range search(append(query, "-o", "jsonl")...) {
			if err := check(hit, line); err != nil {
				t.Errorf("search %q -o jsonl: %v", query, err)
			}
		}
	}
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	if err := check(answer, search("--since-last", "-n", "1", "-o", "json")[0]); err != nil {
		t.Errorf("search --since-last -o json: %v", err)
	}
	for _, line := range search("--since-last", "-n", "5", "-o", "jsonl") {
		if err := check(hit, line); err != nil || !strings.Contains(line, `"change":"new"`) {
			t.Errorf("search --since-last -o jsonl: %s: %v", line, err)
		}
	}
	for _, list := range []struct {
		flag       string
		whole, one *jsonschema.Schema
	}{{"--actions", outcomes, outcome}, {"--decisions", outcomes, outcome}, {"--people", people, presence}} {
		if err := check(list.whole, search(list.flag, "-o", "json")[0]); err != nil {
			t.Errorf("search %s -o json: %v", list.flag, err)
		}
		for _, line := range search(list.flag, "-o", "jsonl") {
			if err := check(list.one, line); err != nil {
				t.Errorf("search %s -o jsonl: %v", list.flag, err)
			}
		}
	}
	for _, query := range []string{"", "--since=last-3", "date:2023", "team:beacon", "xyzzy"} {
		args := []string{"--digest", "-o", "json", query}
		out, err := exec.Command(filepath.Join(programs, "search"), args...).Output()
		if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && !(ok && exit.ExitCode() == 1) {
			t.Fatalf("search %q: %v", args, err)
		}
		if err := check(part("digest"), string(out)); err != nil {
			t.Errorf("search %q: %v", args, err)
		}
	}
	for _, query := range []string{"", "team:beacon", "date:2023", `lead:""`} {
		if err := check(roster, search("--leads", "-o", "json", query)[0]); err != nil {
			t.Errorf("search --leads %s -o json: %v", query, err)
		}
		for _, line := range search("--leads", "-o", "jsonl", query) {
			if err := check(run, line); err != nil {
				t.Errorf("search --leads %s -o jsonl: %v", query, err)
			}
		}
	}

	good := search("-n", "1", "-o", "jsonl", "confirmed")[0]
	for _, change := range [][2]string{
		{`"partial":false,`, ""},
		{`"partial":false,`, `"partial":false,"rank":1,`},
		{`"kind":"bullet"`, `"kind":"item"`},
		{`"line":15`, `"line":0`},
		{`"lead":["Łukasz Wrona"]`, `"lead":"Łukasz Wrona"`},
		{`"date":"2023`, `"date":"23`},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("%s has no %s", good, change[0])
		}
		if check(hit, bad) == nil {
			t.Errorf("%s is taken for a hit", bad)
		}
	}
}
