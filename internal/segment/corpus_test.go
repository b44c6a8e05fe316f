package segment

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"minutes/internal/naming"
	"minutes/schema"
)

// corpus returns documents of several notes. Some words are in nearly all, so that their
// postings have several chunks, and some texts have more than a hundred words.
func corpus(random *rand.Rand, count int) []schema.Document {
	words := strings.Fields("tide tides crane craned ferry ferries jetty köln pier C++ tide-gauge v1.2 会议记录 ไทย 版本v2 C#")
	some := func(n int) string {
		var text []string
		for range n {
			text = append(text, words[random.IntN(len(words))])
		}
		return strings.Join(text, " ")
	}
	pick := func(of ...string) string { return of[random.IntN(len(of))] }
	files := []string{"notes/a-b.md", "notes/a.md", "notes/a.md2", "notes/a.md:000000999.md", "notes/b.md", "z.md"}
	var docs []schema.Document
	for i := range count {
		d := schema.Document{
			File: files[i*len(files)/count], Line: 2*i + 1, Date: pick("2031-05-06", "2031-06", ""), Meeting: pick("Board", "board", "!"), Team: pick("", "Harbour", "Locks", "!"),
			Lead: []string{}, Topic: pick("", "Gates"), People: []string{}, Is: []string{}, Kind: pick(schema.Kinds...), Lang: pick("en", "de"), Text: some(random.IntN(4)) + " the " + strconv.Itoa(i/7),
			Parents: []schema.Parent{}, Section: []string{"Reports", pick("Harbour", "Locks")}, Links: []string{}, Present: random.IntN(9) == 0,
		}
		switch random.IntN(6) {
		case 0:
			d.Lead = []string{"Ida Fjord", pick("Bo", "IDA FJORD", "Åse Vik")}
			d.People, d.Is = []string{pick("Bo", "@ada"), "Ida Fjord"}, []string{schema.Action, pick(schema.Open, schema.Action)}
			d.Links = []string{"https://harbour.example/" + pick("a", "b")}
		case 1:
			d.Parents = []schema.Parent{{Line: 1, Text: some(2)}, {Line: 2, Text: some(1)}}
			d.Links = []string{"https://harbour.example/a", "https://harbour.example/" + pick("a", "b")}
		case 2:
			d.Text, d.Parents = "!", []schema.Parent{{Line: 3, Text: some(200)}}
		case 3:
			if i > 0 {
				line := d.Line
				file := d.File
				d = docs[i-1]
				d.Line, d.File = line, file
			}
		}
		docs = append(docs, d)
	}
	return docs
}

var someJoins = naming.Joins{Firsts: map[string]map[string]string{schema.Team: {"locks": "Harbour"}, schema.Lead: {"bo": "Åse Vik"}}}
