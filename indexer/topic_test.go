package indexer

import (
	"strings"
	"testing"
)

// Headings from notes of many communities, and the topic of the text below them.
var topicsOf = `
Weak references | Weak references
3. Weak references | Weak references
13.1 Weak references | Weak references
13.1. Weak references | Weak references
#4 Weak references | Weak references
a) Weak references | Weak references
IV. Weak references | Weak references
Weak references: | Weak references
Weak references (20m) | Weak references
Weak references (30 min) | Weak references
Weak references 20m | Weak references
Weak references - 15 minutes | Weak references
Weak references [1h] | Weak references
(10m) Weak references | Weak references
10 min: Weak references | Weak references
Weak references (Ada) | Weak references
Weak references (Ada Lovelace, 10m) | Weak references
Weak references (Ada, Bo) | Weak references
Weak references (ALE) | Weak references
Weak references - Ada Lovelace | Weak references
Weak references – ALE | Weak references
Weak references (Ada) (10m) | Weak references
Weak references (10m, Ada) | Weak references
Weak references (Zoë) | Weak references
Weak references (Zoë Marchetti) | Weak references
Weak references (cont'd) | Weak references
Weak references (continued) | Weak references
Weak references, continued | Weak references
Weak references cont’d | Weak references
Weak references - continued | Weak references
**Weak references** | Weak references
[Weak references](https://example.org) | Weak references
` + "`weak` references" + ` | weak references
Weak references for stage 3 | Weak references for stage 3
Weak references (stage 3) | Weak references (stage 3)
Weak references - the plan | Weak references - the plan
Locks & gates | Locks & gates
Standup | Standup
Triage | Triage
Strategic initiatives | Strategic initiatives
Client updates | Client updates
Shepherded items | Shepherded items
lock/gates | lock/gates
Proposed gates | Proposed gates
1.2 release | release
P-high issues | P-high issues
Harbour 4.0 | Harbour 4.0
Is the lock shut? | Is the lock shut?
How gates work: hinges | How gates work: hinges
Gates of the north basin | Gates of the north basin
Slack alternatives (Bo Lind) | Slack alternatives
Scheduled meetings of the yard | Scheduled meetings of the yard
EIP-1087 | EIP-1087
HSA-2031-1041 | HSA-2031-1041
Ada | Ada
Doodle poll | Doodle poll
Decision on gates | Decision on gates
Recording of whales | Recording of whales
Host migration | Host migration
Gates, day by day | Gates, day by day
Keys (of the tide house) | Keys (of the tide house)
`

// Headings that are parts of an agenda, not topics.
var noTopics = `
Agenda
Agenda items
Agenda:
Agenda [30 min]
Attendees
Attendees (12)
Attendance
Present
Participants
Guests
Remote attendees
Regrets
Apologies
Links
Logistics
Registration
Zoom info
Meeting notes
Meeting Notes
Notes
Minutes
Recording
Recordings
Video
Chat log
Opening
Opening remarks
Introduction
Introductions
Welcome
Adjournment
Adjourned
Next meeting
Next Meetings
Upcoming meetings
Action items
Actions
Action Items:
Actions required
Previous action items
Decisions
Decisions made
Conclusion
Conclusions
Conclusion/Resolution
Resolutions
Discussion
Discussions
Open discussion
Other discussion items
Announcements
Updates
Status updates
Project updates
Open questions
Questions?
Q&A
AOB
Any other business
New business
Old business
Follow-ups
Follow-up from last meeting
Monday
Tuesday
Friday afternoon
Day 2
Host: Ada
Table of contents
Proposals
Roll call
Review of previous minutes
New topics
Topics
General
Misc
`

func TestTopics(t *testing.T) {
	lines := func(table string) []string { return strings.Split(strings.TrimSpace(table), "\n") }
	if len(lines(topicsOf)) < 60 || len(lines(noTopics)) < 60 {
		t.Errorf("the tables have %d and %d lines", len(lines(topicsOf)), len(lines(noTopics)))
	}
	topic := func(heading string) string {
		docs := documentsOf(t, attendees+"- Zoë: yes\n- Zoë: no\n\n## "+heading+"\n- a\n")
		return docs[len(docs)-1].Topic
	}
	for _, line := range lines(topicsOf) {
		heading, want, _ := strings.Cut(line, " | ")
		if got := topic(heading); got != want {
			t.Errorf("the topic of %q is %q; want %q", heading, got, want)
		}
	}
	for _, heading := range lines(noTopics) {
		if got := topic(heading); got != "" {
			t.Errorf("the topic of %q is %q; want none", heading, got)
		}
	}
}

// The topic is the outermost heading that is not a part of the agenda. For a team, it is
// the name of the team.
func TestTopicAbove(t *testing.T) {
	for _, test := range []struct{ src, want string }{
		{"# Lock SIG\n## Agenda\n### Gates\n#### Hinges\n- a\n", "Gates"},
		{"# Lock SIG\n- a\n", ""},
		{"# Lock SIG\n## Agenda\n- a\n", ""},
		{"# Lock SIG\n## Gates\n### Notes\n- a\n", "Gates"},
		{"# Lock SIG\n## Updates\n### Beacon - Ada Quist\n#### `lamp`\n- a\n", "Beacon"},
	} {
		docs := documentsOf(t, test.src)
		if got := docs[len(docs)-1].Topic; got != test.want {
			t.Errorf("the topic in %q is %q; want %q", test.src, got, test.want)
		}
	}
}
