package web

import (
	"context"
	"net/http"

	"minutes/searcher"
)

// helpPage describes the query language, with examples from the notes at hand.
type helpPage struct {
	layout
	Groups []exampleGroup
}

type exampleGroup struct {
	Title    string
	Examples []example
}

// An example is a query that is a link, and what it finds.
type example struct{ Query, Address, Finds string }

// help shows the query language.
func (s *Server) help(ctx context.Context, at *reader, r *http.Request) (*reply, error) {
	all, err := at.everything(ctx)
	if err != nil {
		return nil, err
	}
	p := helpPage{layout: s.layout(at.snapshot, r, "How to search")}
	p.Groups = examples(all)
	for _, g := range p.Groups {
		for i := range g.Examples {
			e := &g.Examples[i]
			if _, err := searcher.Parse(e.Query); err == nil {
				e.Address = s.searchFor(e.Query)
			}
			e.Query = visible(e.Query)
		}
	}
	return s.html("help", p), nil
}

// examples returns queries about what the answer about all documents has.
func examples(all *searcher.Result) []exampleGroup {
	facet := func(i int, other string) string {
		if values := all.Facets[i].Values; len(values) > 0 {
			return values[0].Query
		}
		return other
	}
	year := "2023"
	if values := all.Facets[5].Values; len(values) > 0 {
		year = values[len(values)-1].Value
	}
	team, lead, topic, person := facet(0, "team:beacon"), facet(1, "lead:zoe"), facet(2, "topic:locks"), facet(3, "person:zoe")
	return []exampleGroup{
		{"Words", []example{
			{"release", "", "the word in the text, the team or the lead, in any English inflection"},
			{"release notes", "", "both words; one of them may be in what the text stands under"},
			{`"release notes"`, "", "the words side by side"},
			{"release OR deploy", "", "either word"},
			{"release -deploy", "", "the first word without the second; also NOT deploy"},
			{"depl*", "", "words that begin with these letters, at least two"},
			{"(release OR deploy) notes", "", "a group"},
		}},
		{"Names", []example{
			{team, "", "a team, by its whole name; team:\"\" is what has none"},
			{lead, "", "a lead, by the whole name in quotes, or by one word of it"},
			{person, "", "who leads, says it, has to do it, or is named by an @handle"},
			{topic, "", "an item of the agenda"},
			{facet(4, "meeting:pier-council"), "", "a meeting, by its whole name"},
		}},
		{"Dates", []example{
			{"date:" + year, "", "a year; also date:" + year + "H1, date:" + year + "Q2, date:" + year + "-06 and date:" + year + "-06-26"},
			{"date:" + year + "Q1.." + year + "Q3", "", "a range, both ends included; either end may be left out"},
			{"date:last", "", "the newest date that the rest of the query finds; date:last-3 are three"},
			{"date:90d", "", "the 90 days before the newest date; also 2w, 6m and 1y"},
		}},
		{"What came of it", []example{
			{"is:decision", "", "what was decided"},
			{"is:action", "", "what somebody has to do; is:open and is:done say how it stands"},
		}},
		{"Where it stands", []example{
			{"section:updates", "", "a word in the headings above"},
			{"text:release", "", "a word in the text alone"},
			{"link:github.com", "", "parts of the target of a link"},
			{"file:" + year, "", "parts of the path of the note"},
			{"kind:row", "", "bullet, paragraph, row of a table, or heading of a team"},
		}},
	}
}
