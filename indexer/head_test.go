package indexer

import (
	"strings"
	"testing"
)

func TestHead(t *testing.T) {
	for _, test := range []struct{ what, name, src, want string }{
		{"a field in a heading", "12.md", "# Core Call 12\n### Meeting Date/Time: Thursday 2031/05/15 at 14:00 UTC\n### Duration: 1 hour\n\n- a\n", "2031-05-15"},
		{"misspelt", "12.md", "# Core Call 12\n### Meeting Date/Time: Wed, Septemebr 17, 2031 14:00 GMT\n- a\n", "2031-09-17"},
		{"a bold field", "12.md", "# Core Call 12\n## Info\n**Date**: 2031.05.14\n**Agenda**: https://x.y\n## Notes\n- a\n", "2031-05-14"},
		{"not the first line", "12.md", "# Core Call 12\n\nHost: Ada\nWhen: 14 May 2031\n\n- a\n", "2031-05-14"},
		{"the first item", "12.md", "# Core Call\n\n- Date: 2031.05.14\n- Who: Ada\n", "2031-05-14"},
		{"another item of the first list", "12.md", "# Core Call\n\n- Host: Ada\n- **Date & Time**: May 14th 2031 17:00 - 20:00 UTC\n- Who: Ada\n", "2031-05-14"},
		{"a line that is a date", "12.md", "# Core Call\n\nMay 14, 2031\n\n- a\n", "2031-05-14"},
		{"in bold, and no title", "12.md", "**12/15/2031**\n\n- a\n", "2031-12-15"},
		{"the weekday decides", "12.md", "# Core Call\n\nDate: Thursday 05/06/2031\n\n- a\n", "2031-06-05"},
		{"and may confirm", "12.md", "# Core Call\n\nDate: Tuesday 05/06/2031\n\n- a\n", "2031-05-06"},
		{"a year from the title", "12.md", "# Core Call 2031\n\nDate: May 14\n\n- a\n", "2031-05-14"},
		{"a year from a folder", "calls/2031/12.md", "# Core Call\n\nDate: May 14\n\n- a\n", "2031-05-14"},
		{"a day of the week and a place", "12.md", "# Lock WG\n\nTuesday, 22 July 2031, 13:30-15:30, Lock House\n\n- a\n", "2031-07-22"},
		{"a first line with a name", "12.md", "Lock council – 14 May 2031\n\n- a\n", "2031-05-14"},
		{"the head settles a name", "lock-12-05-2031.md", "# Lock council\n\nDate: 12 May 2031\n\n- a\n", "2031-05-12"},
		{"two digits of a year", "12.md", "# Lock council\n\nDate: 12-May-31\n\n- a\n", "2031-05-12"},
		{"a month", "12.md", "# Core Call\n\nDate: May 2031\n\n- a\n", "2031-05"},
		{"a date with a zone is the day that is written", "12.md", "# Core Call\n\nDate: 2031-05-14T23:30:00-08:00\n\n- a\n", "2031-05-14"},
		{"no year", "12.md", "# Core Call\n\nDate: May 14\n\n- a\n", ""},
		{"below the list", "12.md", "# Core Call\n- a\n- b\n\nDate: 2031-05-14\n", ""},
		{"below a table", "12.md", "# Core Call\na | b\n-|-\nc | d\n\nDate: 2031-05-14\n", ""},
		{"in the second section", "12.md", "# Core Call\n## Info\nx\n## Notes\ny\n## More\n\nDate: 2031-05-14\n", ""},
		{"too far down", "12.md", "# Core Call\n\nx\n" + strings.Repeat("\n", maxHead) + "Date: 2031-05-14\n", ""},
		{"the name wins", "2031-05-14.md", "# Core Call\n\nDate: 2031-05-15\n\n- a\n", "2031-05-14"},
	} {
		n, _ := Parse(test.name, []byte(test.src))
		got := ""
		if len(n.Meetings) > 0 {
			got = n.Meetings[0].Date
		}
		if len(n.Meetings) > 1 || got != test.want {
			t.Errorf("%s: %q has the day %q and %d meetings; want %q and one", test.what, test.src, got, len(n.Meetings), test.want)
		}
	}
}
