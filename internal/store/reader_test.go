package store

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/blevesearch/bleve/v2"
	index "github.com/blevesearch/bleve_index_api"
	"minutes/schema"
)

// The terms are those of Bleve's own reader, in an index of several segments with
// deleted documents.
func TestReaderTerms(t *testing.T) {
	idx, err := bleve.NewUsing(t.TempDir()+"/i", schema.Mapping(), "scorch", "scorch",
		map[string]any{"scorchPersisterOptions": map[string]any{"NumPersisterWorkers": 1}})
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	words := []string{"tide", "tides", "tidal", "crane", "craned", "ferry", "ferries", "jetty", "koln", "pier"}
	for line := range 30 {
		key, fields, _ := schema.Fields(document(line, words[line%10]+" "+words[line%7]+" "+words[line%3]), schema.Joins{})
		if err := idx.Index(key, fields); err != nil { // each is a segment
			t.Fatal(err)
		}
		if line%4 == 3 {
			if err := idx.Delete(key); err != nil {
				t.Fatal(err)
			}
		}
	}
	ours, err := (&Index{Index: idx}).Reader()
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	if len(ours.Segments()) < 2 {
		t.Fatalf("it has %d segments, want some", len(ours.Segments()))
	}
	bleves := ours.IndexSnapshot

	for _, field := range []string{schema.Text, schema.Team, "_id", "nothing"} {
		got, err := ours.FieldDict(field)
		want, werr := bleves.FieldDict(field)
		compareTerms(t, "FieldDict "+field, got, err, want, werr)
		for _, prefix := range []string{"", "t", "ti", "ferr", "zz", "\xff"} {
			got, err := ours.FieldDictPrefix(field, []byte(prefix))
			want, werr := bleves.FieldDictPrefix(field, []byte(prefix))
			compareTerms(t, fmt.Sprintf("FieldDictPrefix(%s, %q)", field, prefix), got, err, want, werr)
		}
		for _, term := range []string{"tode", "cranes", "fery"} {
			for edits := 1; edits <= 2; edits++ {
				got, automaton, err := ours.FieldDictFuzzyAutomaton(field, term, edits, "")
				want, _, werr := bleves.FieldDictFuzzyAutomaton(field, term, edits, "")
				compareTerms(t, fmt.Sprintf("FieldDictFuzzyAutomaton(%s, %q, %d)", field, term, edits), got, err, want, werr)
				if _, d := automaton.MatchAndDistance(term); d != 0 {
					t.Errorf("%q is %d away from itself", term, d)
				}
			}
		}
		contains, err := ours.FieldDictContains(field)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range append(words, "wharf") {
			found, err := contains.Contains([]byte(word))
			if want := field == schema.Text && word != "wharf"; found != want || err != nil {
				t.Errorf("FieldDictContains(%s), %q = %t, %v; want %t", field, word, found, err, want)
			}
		}
	}
	dict, err := ours.FieldDictRange(schema.Text, []byte("ferry"), []byte("tide"))
	if got, want := drain(t, dict), []string{"ferry", "jetty", "koln", "pier", "tidal", "tide"}; err != nil || !reflect.DeepEqual(keys(got), want) {
		t.Errorf("FieldDictRange = %q, %v; want %q", keys(got), err, want)
	}
}

func compareTerms(t *testing.T, call string, got index.FieldDict, err error, want index.FieldDict, werr error) {
	t.Helper()
	if err != nil || werr != nil {
		t.Fatalf("%s: %v, and of Bleve's own %v", call, err, werr)
	}
	g, w := drain(t, got), drain(t, want)
	if !reflect.DeepEqual(g, w) {
		t.Errorf("%s = %v\nwant %v", call, g, w)
	}
}

func drain(t *testing.T, dict index.FieldDict) []index.DictEntry {
	t.Helper()
	entries := []index.DictEntry{}
	for {
		e, err := dict.Next()
		if err != nil {
			t.Fatal(err)
		}
		if e == nil {
			return entries
		}
		entries = append(entries, *e)
	}
}

func keys(entries []index.DictEntry) []string {
	all := []string{}
	for _, e := range entries {
		all = append(all, e.Term)
	}
	return all
}
