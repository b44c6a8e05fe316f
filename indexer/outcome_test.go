package indexer

import (
	"strings"
	"testing"
)

// Notes, and the outcomes of their last document.
var outcomesOf = `
- Action: shut the lock | action open
- ACTION: shut the lock | action open
- Action item: shut the lock | action open
- Action Item - shut the lock | action open
- AI: shut the lock | action open
- AI(Ada): shut the lock | action open
- AI - shut the lock | action open
- AI [Ada] shut the lock | action open
- ACTION @ada shut the lock | action open
- #action Ada shuts the lock | 
- #action: Ada shuts the lock | action open
- TODO: shut the lock | action open
- TODO(Ada): shut the lock | action open
- To-do: shut the lock | action open
- **Action item**: shut the lock | action open
- **ACTION**: shut the lock | action open
- [ ] shut the lock | open
- [x] shut the lock | done
- [X] shut the lock | done
- [ ] Action: shut the lock | action open
- [x] Action: shut the lock | action done
- ~~Action: shut the lock~~ | action done
- ✅ Action: shut the lock | action done
- Action: ~~shut the lock~~ | action open
## Action items;- shut the lock | action open
## Action Items:;- shut the lock | action open
## Actions;- shut the lock | action open
## Next steps;- shut the lock | action open
## To do;- shut the lock | action open
## TODO;- shut the lock | action open
## Follow-ups;- shut the lock | action open
## ACTIONS REQUIRED;shut the lock | action open
## Action items;- [x] shut the lock | action done
## Action items;- ~~shut the lock~~ | action done
## Action items;- ✅ shut the lock | action done
## Action items;- [done] shut the lock | action done
## Action items;a | b;-|-;1 | shut the lock | action open
## Action items;### Ada;- shut the lock | action open
- Action items:;  - shut the lock | action open
- Next steps;  - shut the lock | action open
- Decision: the lock is shut | decision
- DECISION: the lock is shut | decision
- Decided: the lock is shut | decision
- Decisions: the lock is shut | decision
- Resolved: the lock is shut | decision
- RESOLVED: the lock is shut | decision
- RESOLUTION - the lock is shut | decision
- Resolution: the lock is shut | decision
- Agreed: the lock is shut | decision
- #agreed the lock is shut | decision
- Consensus: the lock is shut | decision
- Approved: the lock | decision
- Conclusion: the lock is shut | decision
- **Decision:** the lock is shut | decision
## Decisions;- the lock is shut | decision
## Decisions made;- the lock is shut | decision
## Conclusion;the lock is shut | decision
## Conclusion/Resolution;- the lock is shut | decision
## Resolutions;- the lock is shut | decision
## Agreed;- the lock is shut | decision
- Decisions:;  - the lock is shut | decision
- may we shut it?;  - confirmed! | decision
- may we shut it?;  - Confirmed | decision
- may we shut it?;  - approved | decision
- may we shut it?;  - agreed, and thanks | decision
- may we shut it?;  - accepted. | decision
- may we shut it?;  - no objections | decision
- may we shut it?;  - No objections, approved! | decision
- may we shut it?;  - LGTM | decision
- may we shut it?;-- confirmed! | decision
## Decisions / Action items;- shut the lock | action decision open
Action items:;;- [ ] shut the lock | action open
**Next steps**;;- a;- shut the lock | action open
Decisions:;- the lock is shut | decision
`

var noOutcomes = `
- Action was taken
- Actions speak louder
- Action on the lock is due
- AI is a topic
- AIs and locks
- AIR: the lock
- Todo lists are long
- an action item for Ada
- here are some action items
- we took action: none
- Acting lead: Ada
- Reaction: none
- Decision on the lock is due
- Decided to shut the lock
- we decided: shut it
- a decision was made
- Agreed to shut the lock
- Agreement: none yet
- Consensus is near
- no consensus: open
- Resolved the ticket
- Approved by Ada last week
- Approval: pending
- Conclusion of the trial
- Disagreed: Bo
- confirmed
- approved
- LGTM
- no objections
- may we shut it?;  - confirmed that it works on Tuesdays
- may we shut it?;  - approved by Ada last week
- may we shut it?;  - no objections if it rains
- may we shut it?;  - not agreed
- may we shut it?;  - we confirmed it
- [link](https://example.org) the lock
- [Ada] the lock
- (x) the lock
- x the lock
- ~~the lock~~
- ✅ the lock
- done
- Done: the lock
- [done] the lock
- open the lock
- Open: the lock
- status: open
## Actions and locks;- shut the lock
## Previous action items;- shut the lock
## Review of action items;- shut the lock
## Action plan of the yard;- shut the lock
## Follow-up from last meeting;- shut the lock
## Next meeting;- in May
## Steps;- shut the lock
## Decisions;### Lock Stress Test;- shall we shut it?
## Decisions;Moderator: Ada Quist
- may we shut it?;  - /lgtm, /approve, and it is in
## Decision process;- shut the lock
## Decided by whom?;- Ada
## Agreement;- shut the lock
## Consensus building;- shut the lock
## Conclusion of the trial;- shut the lock
## Resolution of screens;- shut the lock
## Action items;### ;text:
## Decisions;- a;## Gates;- the lock
## Decisions made;a | b;-|-;1 | c;;Ada said more of it
- Action items:;- the lock
- the lock;  - and its action items
Action items:
- Action items:
- Decisions:
Action items:;;more of it;;- the lock
Action items:;;- a;;The lock;;- the lock
Action items:;;- a;## Gates;- the lock
`

func TestOutcomes(t *testing.T) {
	lines := func(table string) []string { return strings.Split(strings.TrimSpace(table), "\n") }
	if len(lines(outcomesOf)) < 60 || len(lines(noOutcomes)) < 60 {
		t.Errorf("the tables have %d and %d lines", len(lines(outcomesOf)), len(lines(noOutcomes)))
	}
	is := func(src string) string {
		docs := documentsOf(t, "# Lock SIG\n\n"+strings.ReplaceAll(src, ";", "\n")+"\n")
		last := docs[len(docs)-1]
		if strings.Contains(last.Text, "[ ]") || strings.Contains(last.Text, "[x]") {
			t.Errorf("the text of %q is %q, with its box", src, last.Text)
		}
		return strings.Join(last.Is, " ")
	}
	for _, line := range lines(outcomesOf) {
		at := strings.LastIndex(line, " |")
		src, want := line[:at], strings.TrimSpace(line[at+len(" |"):])
		if got := is(src); got != want {
			t.Errorf("%q is %q; want %q", src, got, want)
		}
	}
	for _, src := range lines(noOutcomes) {
		if got := is(src); got != "" {
			t.Errorf("%q is %q; want nothing", src, got)
		}
	}
}
