package indexer

import (
	"fmt"
	"strings"
	"testing"
)

// Lines that are date lines, from notes of many communities, with names and days changed:
// the line, its date (0000 if it has no year), and what else it says about the meeting.
var areDateLines = []string{
	// ISO and other orders of numbers
	"2031-05-14 | 2031-05-14 |",
	"2031/05/14 | 2031-05-14 |",
	"2031/05/3 | 2031-05-03 |",
	"2031.05.14 | 2031-05-14 |",
	"05/14/2031 | 2031-05-14 |",
	"5/3/2031 | 2031-05-03 |",
	"14/05/2031 | 2031-05-14 |",
	"05-14-2031 | 2031-05-14 |",
	"5/14/31 | 2031-05-14 |",
	"20310514 - Meeting | 2031-05-14 |",
	"5/14 | 0000-05-14 |",
	"Ocotber 5 | 0000-10-05 |",
	"Jnuary 5th | 0000-01-05 |",
	"Agenda 5/14 | 0000-05-14 |",
	"05-14 | 0000-05-14 |",
	// names of months
	"May 14, 2031 | 2031-05-14 |",
	"May  14, 2031 | 2031-05-14 |",
	"MAY 14, 2031 | 2031-05-14 |",
	"May 14 2031 | 2031-05-14 |",
	"May 14th, 2031 | 2031-05-14 |",
	"May 23th, 2031 | 2031-05-23 |",
	"Sept 14, 2031 | 2031-09-14 |",
	"Nov. 6, 2031 | 2031-11-06 |",
	"December 03, 2031 | 2031-12-03 |",
	"14 May 2031 | 2031-05-14 |",
	"14 May, 2031 | 2031-05-14 |",
	"14th of May 2031 | 2031-05-14 |",
	"2031 May 14 | 2031-05-14 |",
	"May 14 | 0000-05-14 |",
	"May 14th | 0000-05-14 |",
	"Sept 06 | 0000-09-06 |",
	"Feb. 23 | 0000-02-23 |",
	"14 May | 0000-05-14 |",
	"July 31th | 0000-07-31 |",
	// days of the week
	"Wed, May 14, 2031 | 2031-05-14 |",
	"Wednesday, May 14th, 2031 | 2031-05-14 |",
	"Wed, 14 May 2031 | 2031-05-14 |",
	"2031-05-14 Wednesday | 2031-05-14 |",
	"2031-05-14 (Wed) | 2031-05-14 |",
	"Monday 5/14 | 0000-05-14 |",
	// times and zones
	"May 14, 2031, 11a - Noon (Harbour Time) | 2031-05-14 | Harbour",
	"May 14th, 2031, 11a - Noon (Pacific Time) | 2031-05-14 |",
	"May 14, 2031 10:00 AM PT | 2031-05-14 |",
	"2031/05/14 10AM PT | 2031-05-14 |",
	"2031-05-14 @ 8:00 AM PST | 2031-05-14 |",
	"Thursday 2031/05/15 at 14:00 UTC (10:00 ET) | 2031-05-15 |",
	"May 14, 2031, 14:00-15:30 UTC | 2031-05-14 |",
	"May 14th, 2031 @ 1400 UTC | 2031-05-14 |",
	"Fri, May 16, 2031 14:00 UTC | 2031-05-16 |",
	"5/14/2031 - 9am PT/12pm ET | 2031-05-14 |",
	"Wednesday, May 14, 2031 at 9:00 AM Pacific / 12:00 PM Eastern | 2031-05-14 |",
	"14 May 2031 -- 15h CET | 2031-05-14 |",
	"May 14th 2031 17:00 - 20:00 UTC | 2031-05-14 |",
	// links to recordings and the like
	"May 14, 2031 (recording) | 2031-05-14 |",
	"May 14 (Recording) | 0000-05-14 |",
	"May 14 (RECORDING) | 0000-05-14 |",
	"May 14, 2031 - (recording) | 2031-05-14 |",
	"May 14, 2031- (recording) | 2031-05-14 |",
	"May 14, 2031 - recording | 2031-05-14 |",
	"2031-05-14 [recording] [slides] | 2031-05-14 |",
	"14 May, 2031 (recording) | 2031-05-14 |",
	"May 14 (Recording - Ada uploads it tonight) | 0000-05-14 |",
	"May 14 (Recording //todo: ask the harbour desk) | 0000-05-14 |",
	"🎉 2031-05-14 🎉 | 2031-05-14 |",
	// statuses
	"2031-05-14 (Cancelled - Christmas week) | 2031-05-14 |",
	"2031-05-14 (cancelled - lack of agenda) | 2031-05-14 |",
	"[Cancelled] 2031-05-14 | 2031-05-14 |",
	"[Cancelled] 2031-05-14 no meetings week | 2031-05-14 |",
	"2031/05/14 [Canceled - short week in the north] | 2031-05-14 |",
	"2031/05/14 [cancelled due to the host] | 2031-05-14 |",
	"2031/05/14 [Cancelled, the bridge is closed] | 2031-05-14 |",
	"May 14 -- Cancelled | 0000-05-14 |",
	"May 14, 2031 - Meeting canceled | 2031-05-14 |",
	"May 14, 2031 - (Cancelled!) | 2031-05-14 |",
	"May 14, 2031 - No meeting, spring holiday | 2031-05-14 |",
	"May 14 (no meeting - happy holidays!) | 0000-05-14 |",
	"May 14 (no meeting - HarbourCon) | 0000-05-14 |",
	"May 14, 2031 (Cancelled. Too many people at sea) | 2031-05-14 |",
	"2031-05-14 [tentative] | 2031-05-14 |",
	"2031-05-14 (private) | 2031-05-14 |",
	"May 14 (next) | 0000-05-14 |",
	"May 14, 2031 - postponed | 2031-05-14 |",
	"2031-05-14: no quorum, no meeting | 2031-05-14 |",
	// words that name meetings
	"2031-05-14 Meeting | 2031-05-14 |",
	"Meeting 2031-05-14 | 2031-05-14 |",
	"Meeting Notes 2031-05-14 | 2031-05-14 |",
	"Minutes May 14 | 0000-05-14 | Minutes",
	"May 14 Agenda | 0000-05-14 |",
	"Agenda for 2031-05-14 | 2031-05-14 |",
	"Notes of May 14, 2031 | 2031-05-14 |",
	"May 14, 2031 Meeting Notes | 2031-05-14 |",
	"Triage (2031-12-30) | 2031-12-30 | Triage",
	"December 17th APAC Biweekly Meeting | 0000-12-17 | APAC Biweekly",
	"May 14  (APAC) | 0000-05-14 | APAC",
	"5/14/2031 (APAC) | 2031-05-14 | APAC",
	"5/14/2031 (Pacific) | 2031-05-14 | Pacific",
	"2031-05-14 (Logging) | 2031-05-14 | Logging",
	"May 20/21 - APAC Meeting | 0000-05-20 | APAC",
	"Weekly Sync - May 14, 2031 | 2031-05-14 | Weekly Sync",
	"May 14: Office Hours | 0000-05-14 | Office Hours",
	"SIG meeting 2031-05-14 | 2031-05-14 | SIG",
	"Community Meeting, May 14, 2031 | 2031-05-14 | Community",
	"EMEA standup 2031-05-14 | 2031-05-14 | EMEA standup",
	"2031-05-14 (contributor-documentation) | 2031-05-14 | contributor-documentation",
	"2031/05/14 [starts 15 minutes late] | 2031-05-14 | starts 15 minutes late",
	"May 14 (Update Meeting) | 0000-05-14 | Update",
	"Meeting Date: 2031-05-14 | 2031-05-14 |",
	"Meeting Date/Time: Friday, May 16th, 2031 14:00 UTC | 2031-05-16 |",
	"Date: 2031.05.14 | 2031-05-14 |",
	// numbers
	"Meeting 12 - 2031-05-14 | 2031-05-14 |",
	"Meeting #117, May 14th, 2031 @ 1400 UTC | 2031-05-14 |",
	"#12 2031-05-14 | 2031-05-14 |",
	// ranges, weeks, months
	"December 24 & 31, 2031 | 2031-12-24 |",
	"May 14 - May 16, 2031 F2F | 2031-05-14 | F2F",
	"2031-05-14 and 2031-05-15 | 2031-05-14 |",
	"Week of May 12, 2031 | 2031-05-12 | Week",
	"2031-W20 | 2031-05-12 |",
	"Week 20, 2031 | 2031-05-12 |",
	"May 2031 | 2031-05 |",
	"2031-05 | 2031-05 |",
	// misspelt
	"Septemebr 17, 2031 | 2031-09-17 |",
	"Feburary 7th, 2031 | 2031-02-07 |",
	"Apirl 5, 2031 | 2031-04-05 |",
	"Novmber 5 | 0000-11-05 |",
}

// Lines from the same notes that only look like date lines.
var areNoDateLines = []string{
	// statements about a date
	"Outage of 2031-01-01",
	"Due May 3",
	"due: 2031-05-03",
	"Next meeting: June 3",
	"Next meeting on: November 12, 2031, 14:00 UTC",
	"Next meeting on Dec 21, 2031, 14:00-15:30 UTC",
	"Next host: Ada, 3 May",
	"Notes from May 1",
	"Notes from last meeting: https://example.org/notes/2031-06-06.md",
	"Yard PMC Notes as of 2031-12-21",
	"V7 (as of 4/21/2031)",
	"Last updated 2031-05-03",
	"Updated: May 3, 2031",
	"Created 2031-05-03",
	"Published on May 3, 2031",
	"Deadline: May 3",
	"May 3 deadline",
	"May 3: deadline for talks",
	"Code freeze May 3",
	"Freeze: 2031-05-03",
	"Open until May 3, 2031",
	"Since 2031-05-03",
	"By May 3",
	"Before May 3, 2031",
	"After May 3, 2031",
	"Previous call: 2031-05-03",
	"ETA 2031-05-03",
	"Incident 2031-05-03",
	"2031-05-03 outage",
	"Postmortem of May 3, 2031",
	"Copyright 2031-05",
	"Expires 2031-05-03",
	"Effective May 3, 2031",
	"Released 2031-05-03",
	"Release: May 3, 2031",
	"Target May 3",
	"Milestone 2031-05",
	"Version 2031.05.03",
	"Action items from 5/3",
	"Launch on May 3, 2031",
	// sentences
	"NOTE: We are cancelling this Nov 24th meeting due to the holiday week. See you on December 8th!",
	"The last set of notes was sent out on 2031-09-09",
	"The notes of 2031-09-09 were sent out",
	"The release is planned for May 3",
	"On May 3 we shipped",
	"We meet again on May 3",
	"Two aspects of this were looked at in a call on 2031-09-09, to which Ada and Bo were invited.",
	"The harbour calendar will be closed on June 1st, 2031. Please subscribe to the new one.",
	"The crew held an inception on 2031-04-20, to gain a shared view of its goals.",
	"Project lead opening for Lantern, nominations are due December 6th.",
	"Ada has taken over the crew after a stay in the yard on October 29.",
	"Beacon v3.1.1 was released on July 30th, which updates dependencies.",
	"The crew released version 6.12.1 on 7/6/2031.",
	"Around July 1st give or take.",
	"Call scheduled for June 5, 14:00 UTC to talk about the price of berths.",
	"Talked about this before (July 18)",
	"Voted 10/12 in favour",
	"Moved to May 3",
	"Ada is away May 3 - May 7",
	"Thanks to all who came on May 3!",
	// who says or does what
	"1:55:01 Ada Quist: 19th of June",
	"1:55:07 Bo Lind: Around July 1st.",
	"Ada: 3 May works",
	"Bo - 4/23 - 4/29 (Cy might take this one)",
	"Weekly wrangler for 9/10: Bo Quist (@boq)",
	"(Ada) wrangler update (6/19)",
	"May 4 — Lamps, lamps that try, oh my!",
	"April 20 — Edition planning with the yard and all crews",
	"June 23 -- Possible: gauge follow-up",
	"2031-04-02: Working towards the rules of the lock",
	"2031-04-30: awaiting an answer to the remark that we made",
	"8/23 - Placeholder PR window closes",
	"5/1: Ada will run this meeting.",
	"Jan 15 reports of something amiss in the north basin",
	"Evaluate June 23 meeting next week",
	"May 14 Ada's birthday",
	// versions and other numbers
	"1.2.0 - 2031-03-04",
	"v1.18.3 (2031-05-06)",
	"2031-05-06: v1.18.3",
	"1.4 Process",
	"1.2 PRs:",
	"1.5 alpha is ready",
	"3.3.0 Released",
	"2.0",
	"8-9",
	"8.9 to:",
	"10.11",
	"lantern-release v9.8.0",
	"Beacon 3.11.0 work in progress",
	"Released beacon 3.2 and 3.3.",
	"Get 1.20 out in December",
	"The cut of 1.12 is planned for Monday March 25",
	"99 | 3.0 | wrong berth",
	"Windows gates are whole as of 1.14",
	"Lantern 1.14",
	"Kay 5/3",
	"Room 5/3",
	"1/2 done",
	"Stage 2.5 and 2 months later",
	"It is 2.5 months not from today but from 2 or 3 weeks ago",
	"6500 boats a day are 185000 boats a month",
	"Issue #2031-05",
	"RFC 2031-05-03",
	"HSA-2031-1041",
	"Top 10 issues of 2031",
	"Agenda 2031",
	"2031 roadmap",
	"2031",
	"Q1 2031",
	"9 am",
	"14:00 UTC",
	"10:30am PST",
	"7pm Pacific",
	"Meeting 12",
	"Week 2 of a 12 week cycle",
	"Phase 2",
	"12 people came",
	"404",
	// no days
	"Feb 30, 2031",
	"2031-13-45",
	"2031-13-01",
	"2031-05-32",
	"33/33/2031",
	"Match 5, 2031",
	"Mayor 12, 2031",
	"Sunday",
	"May",
	"YYYY-MM-DD",
}

// Lines that would begin a meeting if their day were in the calendar.
func TestNoDay(t *testing.T) {
	for text, want := range map[string]bool{
		"February 30, 2031": true, "2031-13-01": true, "Meeting 2031-05-32 (recording)": true, "31/31/2031": true,
		"February 28, 2031": false, "Due February 30, 2031": false, "the lamp of 2031-13-01": false, "1.2.0 - 2031-13-01": false, "Lamps": false,
	} {
		if got := isNoDayLine(text); got != want {
			t.Errorf("isNoDayLine(%q) = %t; want %t", text, got, want)
		}
	}
}

func TestReadDateLine(t *testing.T) {
	if len(areDateLines) < 120 || len(areNoDateLines) < 120 {
		t.Errorf("the tables have %d and %d lines", len(areDateLines), len(areNoDateLines))
	}
	for _, line := range areDateLines {
		parts := strings.Split(line, " | ")
		text, want := parts[0], strings.TrimSuffix(strings.Join(parts[1:], " | "), " |")
		l, ok := readDateLine(text)
		got := strings.TrimSuffix(fmt.Sprintf("%s | %s", l.day, l.words), " | ")
		if !ok || l.doubtful() || got != want {
			t.Errorf("readDateLine(%q) = %s, ok %t, doubtful words %q %q; want %s", text, got, ok, l.before, l.behind, want)
		}
	}
	for _, text := range areNoDateLines {
		if l, ok := readDateLine(text); ok && !l.doubtful() {
			t.Errorf("readDateLine(%q) = %s; want none", text, l.day)
		}
	}
}

func TestCancelled(t *testing.T) {
	for text, want := range map[string]bool{
		"2031-05-14": false, "2031-05-14 (recording)": false, "2031-05-14 [tentative]": false,
		"2031-05-14 (no meeting - happy holidays!)": true, "[Canceled] 2031-05-14": true, "May 14 -- Cancelled": true,
		"May 14, 2031 - No meeting, spring holiday": true, "May 14 (private)": false,
	} {
		if l, _ := readDateLine(text); l.cancelled != want {
			t.Errorf("readDateLine(%q) is cancelled: %t; want %t", text, l.cancelled, want)
		}
	}
}

// For any line, the date that is read is in the calendar, and the words are in the line.
func FuzzReadDateLine(f *testing.F) {
	for _, line := range areDateLines {
		f.Add(line)
	}
	for _, line := range areNoDateLines {
		f.Add(line)
	}
	f.Add("((((2031-05-14 [[[")
	f.Fuzz(func(t *testing.T, text string) {
		l, ok := readDateLine(text)
		if !ok {
			return
		}
		if !l.possible() || l.month == 0 {
			t.Errorf("readDateLine(%q) = %+v, which no calendar has", text, l.day)
		}
		if l.words != oneLine(l.words) {
			t.Errorf("readDateLine(%q) has the words %q, which are not one line", text, l.words)
		}
	})
}
