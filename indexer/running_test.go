package indexer

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"minutes/schema"
)

// meetingsOf returns the meetings of a note as lines, "LINE DATE NAME: TEXTS".
func meetingsOf(t *testing.T, name, src string) string {
	t.Helper()
	n, err := Parse(name, []byte(src))
	if err != nil {
		return err.Error() + "\n"
	}
	arrange([]*Note{n}, Names{})
	var b strings.Builder
	for _, m := range n.Meetings {
		var texts []string
		for _, d := range m.addDocuments(nil, nil) {
			texts = append(texts, strings.Join(append(slices.Clone(d.Section), d.Text), " > "))
		}
		fmt.Fprintf(&b, "%d %s %s: %s\n", m.Line, m.Date, m.Name, strings.Join(texts, ", "))
	}
	return b.String()
}

func TestMeetings(t *testing.T) {
	for _, test := range []struct{ what, name, src, want string }{
		{"headings, newest first", "2031.md", "# Lock SIG\n\n## 2031-05-14\n- a\n## 2031-05-07\n- b\n",
			"3 2031-05-14 Lock SIG: a\n5 2031-05-07 Lock SIG: b\n"},
		{"oldest first", "x.md", "# Lock SIG\n## 2031-05-07\n- b\n## 2031-05-14\n- a\n",
			"2 2031-05-07 Lock SIG: b\n4 2031-05-14 Lock SIG: a\n"},
		{"bold and plain lines, with a first line of a paragraph", "sig-lock/archive/2031.md", "**5/14/2031**\n\n- a\n\n5/7/2031\nsome text\n\n- b\n",
			"1 2031-05-14 sig-lock: a\n5 2031-05-07 sig-lock: some text, b\n"},
		{"sections of a meeting are its own", "x.md", "# Lock SIG\n## May 14, 2031\n### Attendees\n- Ada\n### Gates\n- a\n## May 7, 2031\n- b\n",
			"2 2031-05-14 Lock SIG: Attendees > Ada, Gates > a\n7 2031-05-07 Lock SIG: b\n"},
		{"years and months divide", "x.md", "# Lock SIG\n# 2031\n## January\n### 7 January\n- a\n# 2030\n## December\n### 24 December\n- b\n### 17 December\n- c\n",
			"4 2031-01-07 Lock SIG: a\n8 2030-12-24 Lock SIG: b\n10 2030-12-17 Lock SIG: c\n"},
		{"headings above that say more are sections", "x.md", "# Lock SIG\n## North\n### 2031-05-14\n- a\n### 2031-05-07\n- b\n## South\n### 2031-05-01\n- c\n",
			"3 2031-05-14 Lock SIG: North > a\n5 2031-05-07 Lock SIG: North > b\n8 2031-05-01 Lock SIG: South > c\n"},
		{"a year from the name", "2031-meeting-notes.md", "# December 17th APAC Biweekly Meeting\n- a\n# December 10th Meeting\n- b\n",
			"1 2031-12-17 APAC Biweekly: a\n3 2031-12-10 : b\n"},
		{"December follows January going back", "sig-lock/notes.md", "## January 7, 2031\n- a\n## December 17\n- b\n## December 3\n- c\n",
			"1 2031-01-07 sig-lock: a\n3 2030-12-17 sig-lock: b\n5 2030-12-03 sig-lock: c\n"},
		{"and January December going on", "notes-2030.md", "## December 17\n- b\n## December 24\n- c\n## January 7\n- a\n",
			"1 2030-12-17 : b\n3 2030-12-24 : c\n5 2031-01-07 : a\n"},
		{"date lines in no order", "x.md", "## 2031-05-14\n- a\n## 2031-02-07\n- b\n## 2031-09-01\n- c\n## 2030-01-01\n- d\n## 2031-12-01\n- e\n## 2031-04-04\n- f\n", ErrUndated.Error() + "\n"},
		{"topics of days", "x.md", "# Lock SIG\n## 2031-05-14: Ice\n- a\n## 2031-05-07 - A new rope\n- b\n",
			"2 2031-05-14 Lock SIG, Ice: a\n4 2031-05-07 Lock SIG, A new rope: b\n"},
		{"no year", "notes.md", "## December 17\n- b\n## December 24\n- c\n", ErrUndated.Error() + "\n"},
		{"several on one day", "x.md", "# Lock SIG\n## May 14, 2031 (APAC)\n- a\n## May 14, 2031 (EMEA)\n- b\n## May 7, 2031\n- c\n",
			"2 2031-05-14 Lock SIG, APAC: a\n4 2031-05-14 Lock SIG, EMEA: b\n6 2031-05-07 Lock SIG: c\n"},
		{"once more in another zone", "x.md", "# Lock SIG\n## May 14, 2031 5pm PT\n## May 15, 2031 1am BST\n- a\n## May 7, 2031\n- c\n",
			"2 2031-05-14 Lock SIG: a\n5 2031-05-07 Lock SIG: c\n"},
		{"cancelled", "x.md", "# Lock SIG\n## ~~May 14, 2031~~\n## May 7, 2031 [cancelled: ice]\n## April 30, 2031\n- c\n",
			"2 2031-05-14 Lock SIG: \n3 2031-05-07 Lock SIG: \n4 2031-04-30 Lock SIG: c\n"},
		{"a plain line between headings", "x.md", "# Lock SIG\n## May 14, 2031\n- a\n\nMay 7, 2031\n\n- b\n## April 30, 2031\n- c\n",
			"2 2031-05-14 Lock SIG: a\n5 2031-05-07 Lock SIG: b\n8 2031-04-30 Lock SIG: c\n"},
		{"a level down right below a cancelled one", "x.md", "# Lock SIG\n## May 14, 2031\n- a\n## May 7, 2031 [cancelled]\n### April 30, 2031\n- c\n## April 23, 2031\n- d\n",
			"2 2031-05-14 Lock SIG: a\n4 2031-05-07 Lock SIG: \n5 2031-04-30 Lock SIG: c\n7 2031-04-23 Lock SIG: d\n"},
		{"dates in a section of a meeting", "x.md", "# Lock SIG\n## 2031-05-01\n- a\n## 2031-05-08\n### Plan\n#### 2031-06-01\n- beta\n#### 2031-07-01\n- whole\n",
			"2 2031-05-01 Lock SIG: a\n4 2031-05-08 Lock SIG: Plan > 2031-06-01 > beta, Plan > 2031-07-01 > whole\n"},
		{"more of those than of meetings", "x.md", "# Lock SIG\n## 2031-05-22\n### Timeline\n#### 2031-05-01\n- a\n#### 2031-05-02\n- b\n## 2031-05-15\n### Timeline\n#### 2031-04-01\n- c\n",
			"2 2031-05-22 Lock SIG: Timeline > 2031-05-01 > a, Timeline > 2031-05-02 > b\n8 2031-05-15 Lock SIG: Timeline > 2031-04-01 > c\n"},
		{"a paragraph in a section", "x.md", "# Lock SIG\n## 2031-05-22\n### Left from last week\n\n**2031-05-15**\n\n- a\n## 2031-05-15\n- b\n",
			"2 2031-05-22 Lock SIG: Left from last week > 2031-05-15, Left from last week > a\n8 2031-05-15 Lock SIG: b\n"},
		{"a timeline in a note of one day", "2031-05-06-ice.md", "# Ice review\nSummary\n## Timeline\n### 2031-05-01\n- a\n### 2031-05-02\n- b\n## Actions\n- c\n",
			"1 2031-05-06 Ice review: Summary, Timeline > 2031-05-01 > a, Timeline > 2031-05-02 > b, Actions > c\n"},
		{"numbers of sprints", "x.md", "# Lock\n## Sprint 12 planning - 2031-05-08\n- a\n## Sprint 11 retro - 2031-05-05\n- b\n## Sprint 11 planning - 2031-04-24\n- c\n## Sprint 10 retro - 2031-04-21\n- d\n",
			"2 2031-05-08 Lock, Sprint planning: a\n4 2031-05-05 Lock, Sprint retro: b\n6 2031-04-24 Lock, Sprint planning: c\n8 2031-04-21 Lock, Sprint retro: d\n"},
		{"the day of the note is near its lines", "x.md", "---\ndate: 2031-02-24\n---\n# Core\n- before\n## 2031-02-20\n- a\n## 2031-02-17\n- b\n",
			"1 2031-02-24 Core: before\n6 2031-02-20 Core: a\n8 2031-02-17 Core: b\n"},
		{"a day of the week that fits both", "x.md", "# Lock SIG\n## Thursday 25/01/2018\n- a\n## Thursday 11/01/2018\n- b\n## Thursday 04/01/2018\n- c\n",
			"2 2018-01-25 Lock SIG: a\n4 2018-01-11 Lock SIG: b\n6 2018-01-04 Lock SIG: c\n"},
		{"no title, and every line has the name", "lock/notes.md", "# Lock Council Call 2031-01-11\n- a\n# Lock Council Call 2031-01-04\n- b\n",
			"1 2031-01-11 Lock Council Call: a\n3 2031-01-04 Lock Council Call: b\n"},
		{"a title with a year", "acme/notes.md", "# Team Standup 2031\n### 14 May\n- a\n### 7 May\n- b\n",
			"2 2031-05-14 Team Standup: a\n4 2031-05-07 Team Standup: b\n"},
		{"labels are no names", "x.md", "# Lock SIG\n## June 12, 2031 - Host: Ada, Notes: Bo\n- a\n## 2031-06-05T16:00:00Z\n- b\n## 2031-05-29, 16h00 CET\n- c\n",
			"2 2031-06-12 Lock SIG: a\n4 2031-06-05 Lock SIG: b\n6 2031-05-29 Lock SIG: c\n"},
		{"two digits of a year", "x.md", "# Lock SIG\n## 14-May-31\n- a\n## 7 May '31\n- b\n## 30 Apr 31\n- c\n",
			"2 2031-05-14 Lock SIG: a\n4 2031-05-07 Lock SIG: b\n6 2031-04-30 Lock SIG: c\n"},
		{"dashes and numbers", "x.md", "# Lock SIG\n## 2. 2031–05–14\n- a\n## 1. 2031-05-07\n- b\n",
			"2 2031-05-14 Lock SIG: a\n4 2031-05-07 Lock SIG: b\n"},
		{"a table of contents", "x.md", "# Lock SIG\n\n[May 14, 2031](#may14)\n\n[May 7, 2031](#may7)\n\n## May 14, 2031\n- a\n## May 7, 2031\n- b\n",
			"7 2031-05-14 Lock SIG: a\n9 2031-05-07 Lock SIG: b\n"},
		{"fields in a note of one day", "2031-05-14.md", "- a\n### Picnic\n- When: 2031-06-01\n### Fair\n- When: 2031-06-08\n## Gates\n- shut\n",
			"1 2031-05-14 : a, Picnic > When: 2031-06-01, Fair > When: 2031-06-08, Gates > shut\n"},
		{"visits that a note of one day comes to speak of", "2031-05-14.md", "# Lock SIG\n- a\n## Crane visit, May 20, 2031\n- b\n## Crane visit, May 21, 2031\n- c\n## Gates\n- d\n",
			"1 2031-05-14 Lock SIG: a, Crane visit, May 20, 2031 > b, Crane visit, May 21, 2031 > c, Gates > d\n"},
		{"a remark that all lines have", "x.md", "# Lock SIG\n## 2031-05-14 (with six words and one more)\n- a\n## 2031-05-07 (with six words and one more)\n- b\n",
			"2 2031-05-14 Lock SIG: (with six words and one more), a\n4 2031-05-07 Lock SIG: (with six words and one more), b\n"},
		{"a long reason", "x.md", "# Lock SIG\n## 2031-05-14 - cancelled; Ada told us why the gate had to stay shut\n- a\n## 2031-05-07\n- b\n",
			"2 2031-05-14 Lock SIG: cancelled; Ada told us why the gate had to stay shut, a\n4 2031-05-07 Lock SIG: b\n"},
		{"a word of a status among others", "x.md", "# Lock SIG\n## 2031-05-14 - call: we postponed the gate to autumn because of ice\n- a\n## 2031-05-07\n- b\n",
			"2 2031-05-14 Lock SIG: call: we postponed the gate to autumn because of ice, a\n4 2031-05-07 Lock SIG: b\n"},
		{"a remark in the head", "12.md", "# Lock SIG\n\nMay 14, 2031 (Ada was ill and Bo led us)\n\n- a\n",
			"1 2031-05-14 Lock SIG: (Ada was ill and Bo led us), a\n"},
		{"a footnote in the head", "12.md", "# Lock SIG[^1]\n\nDate: 2031-05-14\n\n- a\n\n[^1]: x\n",
			"1 2031-05-14 Lock SIG: x, Date: 2031-05-14, a\n"},
		{"a day that the year has not", "notes-2027.md", "# Lock SIG\n## March 7\n- a\n## Feb 29\n- b\n## Feb 22\n- c\n",
			"2 2027-03-07 Lock SIG: a, Feb 29 > b\n6 2027-02-22 Lock SIG: c\n"},
		{"when it was written", "x.md", "---\ncreated: 2020-01-01\n---\n# Lock SIG\n\nDate: 2031-05-14\n\n- a\n",
			"1 2031-05-14 Lock SIG: Date: 2031-05-14, a\n"},
		{"a name and a title", "2031/lock-05-06.md", "# Lock SIG, 5 June 2031\n- a\n", "1 2031-06-05 Lock SIG: a\n"},
		{"a number behind a folder of a year", "2031/07-gates.md", "# Lock SIG\n- a\n", ErrUndated.Error() + "\n"},
		{"days of what the last meeting speaks of", "x.md", "# Lock SIG\n## 2031-05-07\n- a\n## 2031-05-14\n- b\n\nDates of the freeze:\n\nJune 1, 2031\n",
			"2 2031-05-07 Lock SIG: a\n4 2031-05-14 Lock SIG: b, Dates of the freeze:, June 1, 2031\n"},
		{"each in two zones, across midnight", "x.md", "# Lock\n## 2031-05-15 18:00 UTC\n## 2031-05-16 03:00 JST\n- a\n## 2031-05-08 18:00 UTC\n## 2031-05-09 03:00 JST\n- b\n## 2031-05-01 18:00 UTC\n## 2031-05-02 03:00 JST\n- c\n",
			"2 2031-05-15 Lock: a\n5 2031-05-08 Lock: b\n8 2031-05-01 Lock: c\n"},
		{"a timeline in a meeting", "x.md", "# Lock SIG\n## May 14, 2031\n- a\n\nJune 5\n\nJune 12\n## May 7, 2031\n- c\n",
			"2 2031-05-14 Lock SIG: a, June 5, June 12\n8 2031-05-07 Lock SIG: c\n"},
		{"levels that change", "x.md", "# Lock SIG\n### May 14, 2031\n- a\n### May 7, 2031\n- b\n## April 30, 2031\n- c\n## April 23, 2031\n- d\n",
			"2 2031-05-14 Lock SIG: a\n4 2031-05-07 Lock SIG: b\n6 2031-04-30 Lock SIG: c\n8 2031-04-23 Lock SIG: d\n"},
		{"days first, by one that says so", "x.md", "# Lock SIG\n## 05/06/2031\n- a\n## 29/05/2031\n- b\n## 08/05/2031\n- c\n",
			"2 2031-06-05 Lock SIG: a\n4 2031-05-29 Lock SIG: b\n6 2031-05-08 Lock SIG: c\n"},
		{"days first, by the day of the week", "x.md", "# Lock SIG\n## Thu 05/06/2031\n- a\n## Thu 08/05/2031\n- b\n",
			"2 2031-06-05 Lock SIG: a\n4 2031-05-08 Lock SIG: b\n"},
		{"a slip of the year is kept", "x.md", "# Lock SIG\n## 2031-01-14\n- a\n## 2031-01-07\n- b\n## 2031-12-31\n- c\n## 2030-12-24\n- d\n",
			"2 2031-01-14 Lock SIG: a\n4 2031-01-07 Lock SIG: b\n6 2031-12-31 Lock SIG: c\n8 2030-12-24 Lock SIG: d\n"},
		{"a remark becomes a document", "x.md", "# Lock SIG\n## May 14, 2031\n- a\n## May 7, 2031 *Note: we only talk about the gates of the north basin*\n- b\n",
			"2 2031-05-14 Lock SIG: a\n4 2031-05-07 Lock SIG: Note: we only talk about the gates of the north basin, b\n"},
		{"one date line and no other day", "x.md", "# Lock SIG\n\n- an intro\n\n## Meeting 2031-05-14\n- a\n",
			"5 2031-05-14 Lock SIG: a\n"},
		{"a diary of a conference", "LockConf-2031-05-14.md", "# LockConf\n- an intro\n## 2031-05-14\n- a\n## 2031-05-15\n- b\n",
			"1 2031-05-14 LockConf: an intro\n3 2031-05-14 LockConf: a\n5 2031-05-15 LockConf: b\n"},
		{"an edition is no day", "x.md", "# Lock SIG, last updated 2031-12-01\n- an intro\n## 2031-05-14\n- a\n## 2031-05-07\n- b\n",
			"3 2031-05-14 Lock SIG, last updated: a\n5 2031-05-07 Lock SIG, last updated: b\n"},
		{"headings of one meeting stay sections", "2031-05-14.md", "# Lock SIG\n## Outage of 2031-05-01\n- a\n## Due May 30\n- b\n",
			"1 2031-05-14 Lock SIG: Outage of 2031-05-01 > a, Due May 30 > b\n"},
		{"a changelog", "2031-05-14.md", "# Lock SIG\n## 1.2.0 - 2031-05-01\n- a\n## 1.1.0 - 2031-04-01\n- b\n",
			"1 2031-05-14 Lock SIG: 1.2.0 - 2031-05-01 > a, 1.1.0 - 2031-04-01 > b\n"},
		{"two days that a note comes to speak of", "2031-05-14.md", "# Lock SIG\n- a\n\nMay 3\n\n- b\n\nMay 5\n\n- c\n",
			"1 2031-05-14 Lock SIG: a, May 3, b, May 5, c\n"},
		{"the next meeting", "x.md", "# Lock SIG\n### Date: May 14, 2031\n## Gates\n- a\n## Next meeting\nMay 21, 2031\n",
			"1 2031-05-14 Lock SIG: Gates > a, Next meeting > May 21, 2031\n"},
		{"months", "x.md", "# Lock SIG\n## May 2031\n- a\n## April 2031\n- b\n",
			"2 2031-05 Lock SIG: a\n4 2031-04 Lock SIG: b\n"},
		{"weeks", "x.md", "# Lock SIG\n## 2031-W20\n- a\n## Week 19, 2031\n- b\n",
			"2 2031-05-12 Lock SIG: a\n4 2031-05-05 Lock SIG: b\n"},
		{"fields in the place of headings", "x.md", "# Lock SIG\n## Call 12\n\nDate: 2031-05-14\n\n- a\n\n## Call 11\n\nDate: 2031-05-07\n\n- b\n",
			"4 2031-05-14 Lock SIG: Call 12 > Date: 2031-05-14, Call 12 > a\n10 2031-05-07 Lock SIG: Call 11 > Date: 2031-05-07, Call 11 > b\n"},
		{"misspelt", "x.md", "# Lock SIG\n## Septemebr 17, 2031\n- a\n## September 10, 2031\n- b\n",
			"2 2031-09-17 Lock SIG: a\n4 2031-09-10 Lock SIG: b\n"},
	} {
		if got := meetingsOf(t, test.name, test.src); got != test.want {
			t.Errorf("%s: meetings of %q are\n%swant\n%s", test.what, test.src, got, test.want)
		}
	}
}

// Notes of nothing but dates, within the limits of a note, do not take too much time or
// memory. Each of these takes a tenth of a second.
func TestManyDates(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes a while where races are looked for")
	}
	day := func(i int) string { return time.Date(2031, 1, 1-i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }
	lines := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	for _, test := range []struct {
		what, src string
		meetings  int
	}{
		{"headings alone", lines(maxLines-1, func(i int) string { return "## " + day(i) + "\n" }), maxLines - 1},
		{"headings of two levels", lines(maxLines-1, func(i int) string { return strings.Repeat("#", 1+i%2) + " " + day(i) + "\n" }), maxLines - 1},
		{"paragraphs", lines(maxLines/2-1, func(i int) string { return day(i) + "\n\n" }), maxLines/2 - 1},
		{"one day", "## 2031-05-14\n- a\n" + lines(maxLines-4, func(int) string { return "## 2031-05-14\n" }), 2},
		{"no order", lines(maxLines-1, func(i int) string { return "## " + day(i*7919%9973) + "\n" }), 0},
		{"items", lines(maxLines-1, func(i int) string { return "- " + day(i) + "\n" }), 0},
		{"words of their own", lines(maxLines-1, func(i int) string { return fmt.Sprintf("## %s topic %d\n", day(i), i) }), maxLines - 1},
		{"many dates on a line", lines(4000, func(i int) string { return "## " + strings.Repeat(day(i)+" ", 20) + "\n" }), 4000},
		{"brackets", "# Lock SIG\n" + lines(4000, func(i int) string { return "## " + day(i) + strings.Repeat("([", 90) + "\n" }), 0},
	} {
		n, err := Parse("x.md", []byte(test.src))
		if len(n.Meetings) != test.meetings {
			t.Errorf("%s: %d meetings, %v; want %d", test.what, len(n.Meetings), err, test.meetings)
		}
	}
	if _, err := Parse("x.md", []byte(lines(100_000, func(i int) string { return "## " + day(i) + "\n" }))); err == nil {
		t.Error("a note of 100,000 date lines is read; want an error that names the limit")
	}
}

// Meetings are read the same in any of many forms.
func TestRunningFormsAtRandom(t *testing.T) {
	days := []string{ // layouts of Go's time
		"2006-01-02", "2006/01/02", "2006/1/2", "2006.01.02", "20060102", "1/2/2006", "01/02/2006", "2/1/2006",
		"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "2 January 2006", "02 Jan, 2006", "Monday, January 2, 2006",
		"Mon, 2 Jan 2006", "2006-01-02 (Mon)", "January 2", "Jan 2", "2 January", "Mon 1/2", "1/2",
	}
	around := []string{
		"%s", "%s (recording)", "Meeting %s", "%s Meeting Notes", "%s @ 9:00 AM PT", "%s, 14:00 UTC", "SIG Lock %s", "%s - SIG Lock weekly",
		"Meeting #12, %s", "[%s](https://example.org/12)", "**%s**",
	}
	marks := []string{"# ", "## ", "### ", "###### ", "", "**"}
	r := rand.New(rand.NewPCG(16, 1))
	notes := 400
	if testing.Short() {
		notes = 40
	}
	for range notes {
		layout, form, mark := days[r.IntN(len(days))], around[r.IntN(len(around))], marks[r.IntN(len(marks))]
		if mark == "**" && strings.Contains(form, "*") {
			mark = ""
		}
		day := time.Date(2015+r.IntN(15), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, time.UTC)
		newestFirst := r.IntN(2) == 0
		total := 3 + r.IntN(40)
		var want []string
		var src strings.Builder
		src.WriteString("# SIG Lock Meeting Notes\n\n")
		lines := 2
		step := 1 + r.IntN(14)
		if newestFirst {
			step = -step
		}
		at := day
		for i := range total {
			text := fmt.Sprintf(form, at.Format(layout))
			if i == 0 && !strings.Contains(layout, "2006") {
				text = fmt.Sprintf(form, at.Format("January 2, 2006")) // a line with a year near it
			}
			if mark == "**" {
				text += "**"
			}
			want = append(want, fmt.Sprintf("%d %s", lines+1, at.Format(time.DateOnly)))
			fmt.Fprintf(&src, "%s%s\n\n- said on %s\n  - and more\n\n", mark, text, at.Format("2006 01 02"))
			lines += 5
			at = at.AddDate(0, 0, step)
		}
		n, err := Parse("sig-lock/archive/notes.md", []byte(src.String()))
		var got []string
		for _, m := range n.Meetings {
			got = append(got, fmt.Sprintf("%d %s", m.Line, m.Date))
		}
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%q as %q after %q, %d meetings, a step of %d days: %v\n%.400s\nmeetings are %q\nwant         %q", layout, form, mark, total, step, err, src.String(), got, want)
		}
		arrange([]*Note{n}, Names{})
		for _, d := range documents([]*Note{n}, defaultLanguages) {
			if said, ok := strings.CutPrefix(d.Text, "said on "); ok && strings.ReplaceAll(said, " ", "-") != d.Date || d.Kind == schema.Heading {
				t.Fatalf("%q has the day %s", d.Text, d.Date)
			}
		}
	}
}

// For any note, the days of meetings are in the calendar, meetings begin on their lines,
// and each document is in one meeting.
func FuzzDivide(f *testing.F) {
	for _, seed := range []string{
		"# Lock SIG\n## 2031-05-14\n- a\n## May 7 [cancelled]\n### April 30\n- b\n\nApril 23\nc\n",
		"**5/14/2031**\n\n- a[^1]\n\n[^1]: b\n\n5/7/2031\nc\n", "# 2031\n## 14 May\n# 2030\n## 24 December\n",
		"## Call\n\nDate: 05/06/31\n\n- a\n## Call\n\nDate: 06/05/31\n", "## May 2031\n## 2031-W17\n## 2031\n", "<table>\n<td>Date:\n</td>\n<td>May 3, 2031</td></table>\n",
	} {
		f.Add("notes.md", seed)
		f.Add("lock/2031-05-14.md", seed)
	}
	f.Fuzz(func(t *testing.T, name, src string) {
		n, _ := Parse(name, []byte(src))
		n.KeepUndated()
		lines := strings.Count(decode([]byte(src)).text, "\n") + 1
		ids := map[int]bool{}
		arrange([]*Note{n}, Names{})
		for _, m := range n.Meetings {
			_, notDay := time.Parse(time.DateOnly, m.Date)
			_, notMonth := time.Parse("2006-01", m.Date)
			if m.Date != "" && notDay != nil && notMonth != nil {
				t.Errorf("a meeting has the date %q", m.Date)
			}
			if m.Line < 1 || m.Line > lines {
				t.Errorf("a meeting begins on line %d of %d", m.Line, lines)
			}
		}
		for _, d := range documents([]*Note{n}, defaultLanguages) {
			if ids[d.Line] {
				t.Errorf("two documents on line %d", d.Line)
			}
			ids[d.Line] = true
		}
	})
}
