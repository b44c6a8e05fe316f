package indexer

import (
	"testing"
	"time"
)

func TestMeetingDay(t *testing.T) {
	for _, test := range []struct{ path, title, want string }{
		{"2018-06-26-pier.md", "", "2018-06-26"},
		{"Pier/2018/2018-06-26-pier.md", "Pier Meeting 2018-06-25", "2018-06-26"},
		{"09-25-2017.md", "", "2017-09-25"},
		{"26-06-2017.md", "", "2017-06-26"},
		{" 2015-12-21-yard.md", "", "2015-12-21"},
		{"20180626.md", "", "2018-06-26"},
		{"26-jun-2018.md", "", "2018-06-26"},
		{"26_June_2018.txt", "", "2018-06-26"},
		{"june 26 2018.md", "", "2018-06-26"},
		{"2018-Jun-26.md", "", "2018-06-26"},
		{"sync-2018.06.26.md", "", "2018-06-26"},
		{"2019-05-01-to-2019-05-03.md", "", "2019-05-01"},
		{"2012-05/may-22.md", "", "2012-05-22"},
		{"gc/2022/GC-05-17.md", "", "2022-05-17"},
		{"2018/06/26.md", "", "2018-06-26"},
		{"2018/2018-06/26-sync.md", "", "2018-06-26"},
		{"000_2d3dd6e905fcacde.txt", "Pier Meeting 2018-06-26", "2018-06-26"},
		{"notes.md", "March 29, 2016 Meeting Notes", "2016-03-29"},
		{"notes.md", "Minutes of 26 June 2018", "2018-06-26"},
		{"notes.md", "Meeting 6/26/2018", "2018-06-26"},
		{"notes.md", "Summit, June 26th–28th, 2018", "2018-06-26"},
		{"notes.md", "Summit 26-28 June 2018", "2018-06-26"},
		{"2018/notes.md", "Meeting of May 3", "2018-05-03"},
		{"Pier/2019/2018-01-08-pier.md", "Pier Meeting 2019-01-08", "2019-01-08"}, // folder and title agree
		{"Pier/2018/2018-01-08-pier.md", "Pier Meeting 2017-01-08", "2018-01-08"},

		{"YYYY-MM-DD-pier.md", "Pier Meeting YYYY-MM-DD", ""},
		{"README.md", "Notes", ""},
		{"2018-13-45.md", "", ""},
		{"33-1-2018.md", "", ""},
		{"13-13-2018.md", "", ""},
		{"20181301.md", "", ""},
		{"2018-31-12.md", "", ""},
		{"09-25- 2017 .md", "", "2017-09-25"},
		{"2018-06-26T10.md", "", "2018-06-26"},
		{"notes.md", "Week of May 5 - May 9, 2018", "2018-05-05"},
		{"notes.md", "Summit 2018-12-30 - 2019-01-02", "2018-12-30"},
		{"2018-02-30.md", "", ""},
		{"2023-05-08T1500.md", "", "2023-05-08"},
		{"notes.md", "Summit 30 April – 2 May 2019", "2019-04-30"},
		{"notes.md", "Summit, April 30 – May 2, 2019", "2019-04-30"},
		{"minutes-104-quic-201903281050.md", "", "2019-03-28"},
		{"05222020.md", "", "2020-05-22"},
		{"2019_0522.md", "", "2019-05-22"},
		{"tsc-2019may22.md", "", "2019-05-22"},
		{"issue-20193.md", "", ""},
		{"v2.14.0.md", "Release v2.14.0", ""},
		{"may-22.md", "", ""}, // no year
		{"mayor-12-2018.md", "", ""},
	} {
		got := ""
		if day, _, ok := meetingDay(test.path, test.title); ok {
			got = day.String()
		}
		if got != test.want {
			t.Errorf("meetingDay(%q, %q) = %q; want %q", test.path, test.title, got, test.want)
		}
	}
}

func TestMeetingName(t *testing.T) {
	for _, test := range []struct{ name, title, want string }{
		{"journal/2023-09/12.md", "Tuesday 12th", "journal"},
		{"2019-05-22.md", "Technical Steering Committee (TSC) Meeting 2019-05-22", "Technical Steering Committee (TSC)"},
		{"2019-05-22.md", "Agenda for the May 22 2019 meeting of the API WG", "API WG"},
		{"2019-05-22.md", "Wednesday, May 22, 2019 (7:00am - 8:00am PT) TSC", "TSC"},
		{"2019-05-22.md", "Week 21 (2019-05-22): Ops", "Week 21: Ops"},
		{"tc39/meetings/2019-03/mar-26.md", "March 26, 2019 Meeting Notes", "tc39"},
		{"notes.md", "Summit 2018-12-30 - 2019-01-02", "Summit"},
		{"12.md", "HTTP 1.1 WG", "HTTP 1.1 WG"},
		{"12.md", "Lantern 2.0 Implementers Call 1", "Lantern 2.0 Implementers Call 1"},
		{"12.md", "Minutes of the meeting held on May 12, 2022", ""},
		{"notes.md", "Week of May 5 - May 9, 2018", "Week"},
		{"2023-09-04.md", "Monday log", "Monday log"},
		{"2019-04-30.md", "Weekly (Wednesday, 30 April 2019)", "Weekly"},
		{"2019-04-30.md", "Call of Tuesday, 30 April 2019 at 10:00 UTC", "Call"},
		{"2024-02-21.md", "Board of Directors, 21 February 2024", "Board of Directors"},
		{"2018-06-26.md", "Pier Council Meeting 2018-06-26", "Pier Council"},
		{"2018-06-26.md", "Yard PMC Notes as of 2018-06-26", "Yard PMC"},
		{"2018-06-26.md", "Slipway Notes", "Slipway"},
		{"Pier/2016/a.md", "March 29, 2016 Meeting Notes", "Pier"},
		{"Pier/2016-03/29.md", "", "Pier"},
		{"a.md", "Meeting 2018-06-26", ""},
	} {
		if got := meetingName(test.name, test.title, ""); got != test.want {
			t.Errorf("meetingName(%q, %q) = %q; want %q", test.name, test.title, got, test.want)
		}
	}
}

func TestDoubts(t *testing.T) {
	for _, test := range []struct{ path, title, want string }{
		{"2018-06-26.md", "Pier 2018-06-26", ""},
		{"2018-06-26.md", "Pier 2018-06-25", "the title says 2018-06-25, the file name 2018-06-26"},
		{"06-05-2018.md", "", "the date 06-05-2018 is ambiguous; it was read with the month first"},
		{"06-05-2018.md", "Pier, June 5, 2018", ""},
		{"06-06-2018.md", "", ""},
		{"06-26-2018.md", "", ""},
		{"2018/06-05.md", "", ""},
		{"2018/pier-06-05.md", "", "the date 06-05 is ambiguous; it was read with the month first"},
		{"a.md", "Pier 03/04/2021", "the date 03/04/2021 is ambiguous; it was read with the month first"},
		{"2018-06-05.md", "", ""},
	} {
		if _, got, _ := meetingDay(test.path, test.title); got != test.want {
			t.Errorf("meetingDay(%q, %q) doubts %q; want %q", test.path, test.title, got, test.want)
		}
	}
}

func FuzzMeetingDay(f *testing.F) {
	f.Add("gc/2022/GC-05-17.md", "Meeting of May 3")
	f.Add("06-26-2018.md", "26–28 June 2018")
	f.Add("2018-02-30.md", "30 April – 2 May 2019")
	f.Fuzz(func(t *testing.T, path, title string) {
		d, _, ok := meetingDay(path, title)
		if !ok {
			return
		}
		if _, err := time.Parse(time.DateOnly, d.String()); err != nil {
			t.Errorf("meetingDay(%q, %q) = %v, which no calendar has", path, title, d)
		}
		meetingName(path, title, "")
	})
}
