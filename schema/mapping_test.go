package schema

import (
	"reflect"
	"slices"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

var bullet = Document{
	Date: "2023-03-14", Meeting: "Pier Council", Team: "Tide-Gauge", Lead: []string{"Zoë Lindqvist", "Ada"},
	Kind: Bullet, Text: "Confirmed! tide-tables v2.14.0 & <b>", Parents: []Parent{{14, "Who leads?"}},
	Section: []string{"Backlog Reviews", "Tide-Gauge - Zoë Lindqvist / Ada"},
	Links:   []string{"https://example.org/plan"}, File: "Pier/2023/2023-03-14-pier.md", Line: 15,
}

// TestBothSides writes documents, searches them and reads them back: what the
// writer and the reader of an index have agreed on.
func TestBothSides(t *testing.T) {
	idx, err := bleve.NewMemOnly(Mapping())
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	nobody := Document{Date: "2024-01-01", Kind: Paragraph, Text: "Nobody reports", File: "a.md", Line: 2,
		Lead: []string{}, Parents: []Parent{}, Section: []string{}, Links: []string{}}
	joins := Joins{Firsts: map[string]map[string]string{
		Team: {"tide gauge": "Tide Office"},
		Lead: {"ada": "Ada Quist", "ada quist": "Ada Quist"},
	}}
	again := nobody
	again.Line, again.Repeat, again.Same, again.Text = 3, true, "a.md:1", "C++ and C#, a+b, x"
	for _, d := range []Document{bullet, nobody, again} {
		key, fields, err := Fields(d, joins)
		if err != nil {
			t.Fatal(err)
		}
		if err := idx.Index(key, fields); err != nil {
			t.Fatal(err)
		}
	}

	term := func(field, text string) query.Query {
		q := query.NewTermQuery(text)
		q.SetField(field)
		return q
	}
	phrase := func(field string, terms ...string) query.Query { return query.NewPhraseQuery(terms, field) }
	for _, test := range []struct {
		name  string
		query query.Query
		want  []Document
	}{
		{"word", term(Text, "confirmed"), []Document{bullet}},
		{"compound", phrase(Text, "tide", "tables"), []Document{bullet}},
		{"scattered", phrase(Text, "confirmed", "tables"), nil},
		{"team as the first of its names", term(Team, Term("TIDE office")), []Document{bullet}},
		{"team as written", term(Team, Term("TIDE gauge")), nil},
		{"part of a team", term(Team, "tide"), nil},
		{"word of a team", term(TeamWords, "tide"), []Document{bullet}},
		{"second lead", term(Lead, Term("ada quist")), []Document{bullet}},
		{"word of a lead", term(LeadWords, "zoe"), []Document{bullet}},
		{"word of a lead's first name", term(LeadWords, "quist"), nil},
		{"parents", phrase(Parents, "who", "leads"), []Document{bullet}},
		{"repeat", term(Repeat, Repeated), []Document{again}},
		{"word with signs", term(Text, "c++"), []Document{again}},
		{"without them", term(Text, "c"), []Document{again}},
		{"the next word beside them", phrase(Text, "c++", "and", "c#", "a", "b", "x"), []Document{again}},
		{"meeting", term(Meeting, Term("pier council")), []Document{bullet}},
		{"section", phrase(Section, "backlog", "reviews"), []Document{bullet}},
		{"across sections", phrase(Section, "reviews", "tide"), nil},
		{"link", phrase(Link, "example", "org", "plan"), []Document{bullet}},
		{"file", phrase(File, "2023", "03", "14"), []Document{bullet}},
		{"date", term(Date, "2023-03-14"), []Document{bullet}},
		{"no team", term(Team, Missing), []Document{nobody, again}},
		{"no lead", term(Lead, Missing), []Document{nobody, again}},
		{"no meeting", term(Meeting, Missing), []Document{nobody, again}},
	} {
		request := bleve.NewSearchRequest(test.query)
		request.Fields = []string{Stored}
		request.SortBy([]string{"_id"})
		found, err := idx.Search(request)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var got []Document
		for _, hit := range found.Hits {
			d, err := Decode([]byte(hit.Fields[Stored].(string)))
			if err != nil {
				t.Fatal(err)
			}
			if d.Line == again.Line {
				d.Repeat, d.Same = again.Repeat, again.Same // which are not stored
			}
			got = append(got, d)
		}
		if !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: found %+v; want %+v", test.name, got, test.want)
		}
	}

	fields, err := idx.Fields()
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(fields)
	want := []string{Date, File, Kind, Lead, LeadWords, Link, Meeting, Parents, Repeat, Same, Section, Team, TeamWords, Text}
	slices.Sort(want)
	if got := slices.DeleteFunc(fields, func(f string) bool { return f == "_id" || f == Stored }); !slices.Equal(got, want) {
		t.Errorf("the index has the fields %q; want %q, and no _all", got, want)
	}
}

func TestKeysSortAsNotes(t *testing.T) {
	nine, ten := Document{File: "a.md", Line: 9}, Document{File: "a.md", Line: 10}
	if nine.Key() >= ten.Key() {
		t.Errorf("key of %s sorts behind that of %s", nine.ID(), ten.ID())
	}
	if got := ten.ID(); got != "a.md:10" {
		t.Errorf("ID() = %q; want a.md:10", got)
	}
}

func TestDecodeDamage(t *testing.T) {
	if _, err := Decode([]byte(`{"date":`)); err == nil {
		t.Error("Decode took half a document")
	}
}
