package search

import (
	"flag"
	"testing"

	"minutes/internal/analysis"
	"minutes/internal/manual"
	"minutes/schema"
	"minutes/searcher"
)

var update = flag.Bool("update", false, "rewrite the manual")

func TestManual(t *testing.T) {
	manual.Check(t, "../../docs/man", "search.1", (&flagSet{}).flags(), nil, *update)
}

func TestManualOfQueries(t *testing.T) {
	manual.Check(t, "../../docs/man", "minutes-query.7", (&flagSet{}).flags(), map[string][]string{
		"fields": searcher.Fields, "kinds": schema.Kinds, "languages": analysis.LanguageCodes(),
	}, *update)
}

func TestHelp(t *testing.T) { manual.CheckHelp(t, usage, (&flagSet{}).flags()) }
