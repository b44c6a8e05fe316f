package searcher_test

import (
	"context"
	"strings"
	"testing"

	"minutes/schema"
)

// TestIntent checks which questions have an intent, and that all others have none.
func TestIntent(t *testing.T) {
	idx := newIndex(t, []schema.Document{
		{Date: "2031-05-14", Meeting: "Pier", Team: "Tide Gauge", Lead: []string{"Ada Quist"}, Kind: schema.Heading, Text: "Tide Gauge - Ada Quist", File: "a.md", Line: 1},
		{Date: "2031-05-14", Meeting: "Pier", Team: "Tide Gauge", Lead: []string{"Ada Quist"}, Kind: schema.Bullet, Text: "the lantern is lit in 2031", File: "a.md", Line: 2},
		{Date: "2031-05-14", Meeting: "Pier", Kind: schema.Bullet, Text: "Ada Quist", People: []string{"Ada Quist"}, Present: true, File: "a.md", Line: 3},
		{Date: "2031-05-14", Meeting: "Pier", Kind: schema.Bullet, Text: "paint the lantern blue", Is: []string{schema.Decision}, File: "a.md", Line: 4},
		{Date: "2031-05-14", Meeting: "Pier", Kind: schema.Bullet, Text: "buy lantern oil", Is: []string{schema.Action, schema.Open}, File: "a.md", Line: 5},
	})
	for _, test := range []struct{ question, want string }{
		{"who leads tide gauge", "--leads team:tide-gauge"},
		{"Who leads the Tide Gauge team?", "--leads team:tide-gauge"},
		{"who led tide-gauge", "--leads team:tide-gauge"},
		{"who is the lead of the tide gauge now?", "--leads team:tide-gauge"},
		{"who's the lead of tide gauge", "--leads team:tide-gauge"},
		{"who was the lead of tide gauge", "--leads team:tide-gauge"},
		{"who is leading tide gauge today", "--leads team:tide-gauge"},
		{"when did the lantern first come up?", "--sort oldest lantern"},
		{"when was the lantern first mentioned", "--sort oldest lantern"},
		{"When was the lantern introduced?", "--sort oldest lantern"},
		{"when did lantern first appear", "--sort oldest lantern"},
		{"when did we first talk about the lantern", "--sort oldest lantern"},
		{"when did we first use a lantern", "--sort oldest lantern"},
		{"which teams use the lantern?", "-f team -n 0 lantern"},
		{"what teams worked on the lantern", "-f team -n 0 lantern"},
		{"how many teams use lantern", "-f team -n 0 lantern"},
		{"which team reported the lantern", "-f team -n 0 lantern"},
		{"how many teams are there", "-f team -n 0"},
		{"which people talked about the lantern", "-f person -n 0 lantern"},
		{"how many people discussed the lantern", "-f person -n 0 lantern"},
		{"which meetings discussed the lantern", "-f meeting -n 0 lantern"},
		{"how many meetings are there", "-f meeting -n 0"},
		{"how often did we discuss the lantern", "-f year -n 0 lantern"},
		{"how many times was the lantern discussed", "-f year -n 0 lantern"},
		{"which years had a lantern", "-f year -n 0 lantern"},
		{"what did we decide?", "--decisions"},
		{"what did we decide about the lantern", "--decisions lantern"},
		{"what was decided about the lantern?", "--decisions lantern"},
		{"what has been decided", "--decisions"},
		{"which decisions are about the lantern", "--decisions lantern"},
		{"What were the decisions in 2031?", "--decisions in 2031"},
		{"what have we decided for the lantern", "--decisions lantern"},
		{"what is open?", "--actions"},
		{"what's open for the lantern", "--actions lantern"},
		{"what’s still open", "--actions"},
		{"what is still open", "--actions"},
		{"what is left to do", "--actions"},
		{"who has to buy the lantern oil", "--actions buy lantern oil"},
		{"which action items are about the lantern", "--actions lantern"},
		{"what are the open actions", "--actions"},
		{"who was there?", "--people"},
		{"who attended", "--people"},
		{"who was present in May 2031", "--people in May 2031"},
		{"who led the tide gauge in 2031?", "--leads team:tide-gauge in 2031"},
		{"who leads the tide gauge since May 14, 2031", "--leads team:tide-gauge since May 14, 2031"},
		{"in 2031, which teams used the lantern", "-f team -n 0 lantern in 2031"},
		{"what did we decide at the last meeting", "--decisions at the last meeting"},
		{"who leads the tide gauge in 2030", ""},

		{"lantern 2031", "lantern date:2031"},
		{"2031 lantern", "lantern date:2031"},
		{"lantern since june 2030", ""}, // its year is read already
		{"lantern 2030", ""},            // nothing is of that year
		{"2031", ""},
		{"lantern 2031 2030", ""},
		{"lantern in 2031", ""},     // read as a date anyway
		{"who leads the choir", ""}, // no team
		{"who leads", ""},
		{"who is the lead", ""},
		{"the lead of tide gauge", ""},
		{"leads team:tide-gauge", ""},
		{"who leads team:tide-gauge", ""},
		{"who lit the lantern", ""},
		{"who leads the lantern", ""},
		{"when did the lantern break", ""},
		{"when first", ""},
		{"when was the boiler first lit", ""}, // nothing has it
		{"first lantern", ""},
		{"the lantern was introduced", ""},
		{"when is the next meeting", ""},
		{"which lantern is lit", ""},
		{"what lantern", ""},
		{"which teams use the boiler", ""},
		{"teams with a lantern", ""},
		{"how does the lantern work", ""},
		{"how is the lantern lit", ""},
		{"how many boilers are there", ""},
		{"many lanterns", ""},
		{"what did we paint", ""},
		{"what did we decide about the boiler", ""},
		{"decide", ""},
		{"decisions", ""},
		{"we decided to paint the lantern", ""},
		{"open", ""},
		{"is the lantern open", ""},
		{"what is the lantern", ""},
		{"what is open for the boiler", ""},
		{"what opens the gate", ""},
		{"who has the lantern", ""},
		{"action items", ""},
		{"who was there with \"lantern oil\"", ""},
		{"who was ill", ""},
		{"there was a lantern", ""},
		{"attended", ""},
		{"why was the lantern painted", ""},
		{"where is the lantern", ""},
		{"lantern", ""},
		{"NOT lantern", ""},
		{"which teams use lantern OR oil", ""},
		{"", ""},
	} {
		in, err := idx.Intent(context.Background(), parse(t, test.question))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if in != nil {
			got = strings.TrimSpace(strings.Join(in.Flags, " ") + " " + in.Query)
		}
		if got != test.want {
			t.Errorf("Intent(%q) = %q; want %q", test.question, got, test.want)
		}
	}
}
