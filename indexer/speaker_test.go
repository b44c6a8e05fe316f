package indexer

import (
	"slices"
	"strings"
	"testing"

	"minutes/schema"
)

// attendees is the list of attendees for the tests below.
const attendees = "## Attendees\n" +
	"- Ada Lovelace (ALE, Acme)\n- Bo Lind (@bo-l)\n- Cy Ono - Acme\n- Dana Rao, Acme\n- Élodie Brandt @elo (TSC)\n- Farid Haddad\n- Farid Quist\n- nikoma\n\n## Topic\n"

// namesIn returns the people of the last document of src, which follows the list of
// attendees.
func namesIn(t *testing.T, src string) []string {
	t.Helper()
	docs := documentsOf(t, attendees+src+"\n")
	return docs[len(docs)-1].People
}

// Texts that name people in a fixed form, from notes of many communities, with names
// changed: the text, then the people it names.
var namePeople = `
ALE: I think so | Ada Lovelace
Ada Lovelace: I think so | Ada Lovelace
Ada: I think so | Ada Lovelace
ada: I think so | Ada Lovelace
**Ada**: I think so | Ada Lovelace
**Ada:** I think so | Ada Lovelace
**Ada Lovelace:** I think so | Ada Lovelace
Ada (Acme): I think so | Ada Lovelace
Ada Lovelace (Acme): I think so | Ada Lovelace
[ada] a new lock | Ada Lovelace
[Ada] a new lock | Ada Lovelace
[Ada Lovelace] a new lock | Ada Lovelace
[ALE] a new lock | Ada Lovelace
[ada, bo] a new lock | Ada Lovelace, Bo Lind
[Ada & Bo] a new lock | Ada Lovelace, Bo Lind
[name=Ada] a new lock | Ada Lovelace
<ada> a new lock | Ada Lovelace
@bo-l: yes | Bo Lind
Ada, what about the lock? | Ada Lovelace
Bo, you were there | Bo Lind
0:11:48 Ada: yes | Ada Lovelace
01:02 Bo Lind: no | Bo Lind
Bo Lind: yes | Bo Lind
Bo: yes | Bo Lind
bo-l: yes | Bo Lind
Cy: yes | Cy Ono
Cy Ono: yes | Cy Ono
Dana: yes | Dana Rao
Elodie: yes | Élodie Brandt
ÉLODIE BRANDT: yes | Élodie Brandt
elo: yes | Élodie Brandt
Farid Quist: yes | Farid Quist
nikoma: yes | nikoma
AI(Ada): turn the horn | Ada Lovelace
AI (Bo): turn the horn | Bo Lind
ACTION @bo-l turns the horn | Bo Lind
Action(ALE): turn the horn | Ada Lovelace
turn the horn (owner: Ada) | Ada Lovelace
turn the horn (owner: Ada, Bo) | Ada Lovelace, Bo Lind
turn the horn (assignee: Cy) | Cy Ono
Presenter: Ada | Ada Lovelace
Presenter: Ada Lovelace (ALE) | Ada Lovelace
Presenters: Ada, Bo and Cy | Ada Lovelace, Bo Lind, Cy Ono
Moderator: Bo | Bo Lind
Host: Dana | Dana Rao
Note taker: Cy | Cy Ono
Notetaker: Cy | Cy Ono
Notes taken by: Cy | Cy Ono
Facilitator: Ada | Ada Lovelace
Scribe: Bo Lind | Bo Lind
Presenter: Zoë Marchetti | Zoë Marchetti
ask @bo-l about it | Bo Lind
ask @zoe-m about it | @zoe-m
thanks to @zoe-m, @kai | @zoe-m, @kai
cc @elo | Élodie Brandt
(@kai) the gates | @kai
with [[Ada Lovelace]] | Ada Lovelace
[@kai](https://example.org/kai): the gates | @kai
[zoem] the gates | zoem
[Zoë Marchetti] the gates | Zoë Marchetti
[zoem, kaiq] the gates | zoem, kaiq
Ada: and then Bo: no | Ada Lovelace
`

// Texts from the same notes that do not name people in a fixed form.
var nameNobody = `
Note: the lock is shut
Update: the lock is shut
Pros: it is shut
Cons: it is open
Q: is it shut?
A: it is
PR: the lock
FYI: the lock is shut
TODO: shut the lock
WIP: the lock
RFC: locks
TBD: who shuts it
EOL: the old lock
Description: a lock
Status: shut
Link: https://example.org
Decision: shut it
Action item: shut it
AI: somebody shuts it
Next steps: shut it
Background: it was open
Proposal: shut it
Summary: it is shut
Question: who shuts it?
Topic: locks
Zoë: said once, and no attendee
ZM: said once
Farid: there are two of that name
Zoë Marchetti: said once
Lock: shut
The lock: it is shut
lock: shut
We agreed: shut it
Slides: https://example.org
Recording: https://example.org
https://example.org: the lock
12:30 lunch
Release 1.2: the lock
Windows: the lock
Release team: the lock
[WIP] the lock
[RFC] the lock
[update] the lock
[done] the lock
[carry over] the lock
[1] the lock
[x] the lock
[link](https://example.org) the lock
[tracking issue] the lock
[old news about locks] the lock
the lock (Ada)
the lock, said Ada
Ada said that the lock is shut
we ask Ada
Zoë, said once
mail ada@example.org
npm install @lock/core
mark it as @deprecated
a ` + "`@bo-l`" + ` in code
with [[Locks]]
Location: the lock
Duration: 30 min
and so on: the lock
AI - somebody shuts it
`

func TestPeople(t *testing.T) {
	lines := func(table string) []string { return strings.Split(strings.TrimSpace(table), "\n") }
	if len(lines(namePeople)) < 60 || len(lines(nameNobody)) < 60 {
		t.Errorf("the tables have %d and %d lines", len(lines(namePeople)), len(lines(nameNobody)))
	}
	for _, line := range lines(namePeople) {
		at := strings.LastIndex(line, " | ")
		text, want := line[:at], strings.Split(line[at+len(" | "):], ", ")
		if got := namesIn(t, "- "+text); !slices.Equal(got, want) {
			t.Errorf("%q names %q; want %q", text, got, want)
		}
	}
	for _, text := range lines(nameNobody) {
		if got := namesIn(t, "- "+text); len(got) > 0 {
			t.Errorf("%q names %q; want no one", text, got)
		}
	}
}

// A person who is not an attendee is a speaker if two documents begin with the name.
func TestSpeakers(t *testing.T) {
	for name, want := range map[string]bool{
		"Zoë": true, "Zoë Marchetti": true, "ZM": true, "ZMA": true, "ZMAR": true, "MariusVanDerWijden": true,
		"ZMARC": false, "zoë": false, "Note": false, "Downside": false, "PR": false, "Action items": false, "The lock": false, "KEP": false, "Next Steps": false,
	} {
		src := "- " + name + ": yes\n- " + name + ": no\n"
		if got := namesIn(t, src); (len(got) == 1 && got[0] == name) != want {
			t.Errorf("%q before two texts names %q; want a speaker: %t", name, got, want)
		}
	}
}

func TestAttendees(t *testing.T) {
	for _, test := range []struct {
		what, src string
		want      []string // people of each document that lists any
	}{
		{"items", "## Attendees\n- Ada Quist (Acme)\n- Bo Lind, Acme\n- @kai\n- Cy Ono - Acme\n- [Dana Rao](https://x.y)\n", []string{"Ada Quist", "Bo Lind", "@kai", "Cy Ono", "Dana Rao"}},
		{"below a line", "Attendees:\n\n* Ada Quist\n* Bo Lind\n\nAgenda:\n\n* Gates\n", []string{"Ada Quist", "Bo Lind"}},
		{"a word below that", "Attendees:\n\nHello new ones!\n\n* Ada Quist\n\nAgenda\n\n* Welcome\n  * Gates\n", []string{"Ada Quist"}},
		{"on a line", "**Present:** Ada Quist, Bo Lind (Acme, Oslo), Cy Ono and Dana Rao\n", []string{"Ada Quist,Bo Lind,Cy Ono,Dana Rao"}},
		{"with a remark", "Present (please add yourself): Ada Quist, Bo Lind @bo\n", []string{"Ada Quist,Bo Lind"}},
		{"handles", "## Attendance\n- Team members: adaq, bolind\n- Others: cyono, d-rao\n", []string{"adaq,bolind", "cyono,d-rao"}},
		{"within an item", "- Attendees:\n  - Ada Quist, Bo Lind, Cy Ono (Acme)\n  - Dana Rao, Acme\n- Gates\n", []string{"Ada Quist,Bo Lind,Cy Ono", "Dana Rao"}},
		{"a table", "## Attendees\nName | Abbreviation | Company\n-|-|-\nAda Quist | AQU | Acme\nBo Lind ✏ | BLI | Acme Labs\n", []string{"Ada Quist", "Bo Lind"}},
		{"a table without a heading", "Name | Handle\n-|-\nAda Quist | @ada\nBo Lind | @bo\n", []string{"Ada Quist", "Bo Lind"}},
		{"a table in code", "```\n| Name | Abbreviation | Company |\n| --- | --- | --- |\n| Ada Quist | AQU | Acme |\n| Bo Lind | BLI | Acme |\n```\n", []string{"Ada Quist,Bo Lind"}},
		{"names with initials", "Ada Quist (AQ), Bo Lind (BL), Cy Ono (CO)\n", []string{"Ada Quist,Bo Lind,Cy Ono"}},
		{"a heading below", "## Present\n### Remote\n- Ada Quist\n### Lock House\n- Bo Lind\n## Gates\n- Cy Ono\n", []string{"Ada Quist", "Bo Lind"}},
		{"a dotted name", "## Attendees\n- Alex B. (axic)\n- Karim T.\n", []string{"Alex B.", "Karim T."}},
		{"other scripts", "## Attendees\n- Сковорода Никита Андреевич @chalk\n- 山田 太郎\n", []string{"Сковорода Никита Андреевич", "山田 太郎"}},
		{"no people", "## Attendees\n- everyone\n- add your name here\n- TBD\n- 12 people\n- Guidelines\n", nil},
		{"agenda", "## Agenda\n- Gates\n- Ada Quist\n", nil},
	} {
		var got []string
		for _, d := range documentsOf(t, test.src) {
			if len(d.People) > 0 {
				got = append(got, strings.Join(d.People, ","))
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q lists %q; want %q", test.what, test.src, got, test.want)
		}
	}
	n, err := Parse("2031-05-14.md", []byte("---\nattendees: [Ada Quist, Bo Lind]\n---\n- Ada: yes\n"))
	if err != nil {
		t.Fatal(err)
	}
	if d := Documents([]*Note{n}, Names{})[0]; !slices.Equal(d.People, []string{"Ada Quist"}) {
		t.Errorf("with attendees in front matter, %q names %q", d.Text, d.People)
	}
}

// A table of 10,000 rows, a name in every word and endless prefixes are read quickly.
func TestManyPeople(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while where races are looked for")
	}
	for _, src := range []string{
		"## Attendees\nName | Handle\n-|-\n" + strings.Repeat("Ada Quist | @ada\n", 9_000),
		"## Attendees\n" + strings.Repeat("- Ada Quist (@ada), Bo Lind (@bo), Cy Ono (@cy)\n", 9_000),
		strings.Repeat("- a: b: c: d: e: f: g: h: i: j: k: l: m: n: o: p\n", 9_000),
		strings.Repeat("- [a][b][c] (((( owner: Ada (owner: Bo (owner: Cy\n", 4_000),
		strings.Repeat("- "+strings.Repeat("@ada ", 18)+"\n", 9_000),
		"Attendees: " + strings.Repeat("Ada Quist (AQ), ", 2_000) + "\n",
	} {
		for _, d := range documentsOf(t, src) {
			if len(d.People) > maxAttendees {
				t.Errorf("%s names %d people", d.ID(), len(d.People))
			}
		}
	}
}

func FuzzPeople(f *testing.F) {
	for _, line := range append(strings.Split(namePeople, "\n"), strings.Split(nameNobody, "\n")...) {
		f.Add(line)
	}
	f.Add("Presenter: Ada Lovelace (ALE) Lovelace")
	f.Fuzz(func(t *testing.T, text string) {
		n, err := Parse("2031-05-14.md", []byte(attendees+"- "+text+"\n"))
		if err != nil {
			return
		}
		for _, d := range Documents([]*Note{n}, Names{}) {
			for _, name := range d.People {
				if name == "" || name != oneLine(name) {
					t.Errorf("%q names %q", d.Text, name)
				}
			}
			for _, outcome := range d.Is {
				if !slices.Contains(schema.Outcomes, outcome) {
					t.Errorf("%q is %q", d.Text, outcome)
				}
			}
			if d.Topic != oneLine(d.Topic) {
				t.Errorf("the topic %q is not one line", d.Topic)
			}
		}
	})
}
