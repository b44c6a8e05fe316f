package indexer

import (
	"slices"
	"testing"
)

func TestParseHeading(t *testing.T) {
	for _, test := range []struct {
		text, team string
		lead       []string
		led        bool
	}{
		{"Garden - Julz Friedman", "Garden", []string{"Julz Friedman"}, true},
		{"Azure CPI – Jason Stevens", "Azure CPI", []string{"Jason Stevens"}, true},
		{"TCP Routing - Shannon", "TCP Routing", []string{"Shannon"}, true},
		{"Garden-Windows - A William Martin", "Garden-Windows", []string{"A William Martin"}, true},
		{"Services API - Matthew McNeeney", "Services API", []string{"Matthew McNeeney"}, true},
		{"postgres-release - Valeria Perticara", "postgres-release", []string{"Valeria Perticara"}, true},
		{"CLI - Dies Köper", "CLI", []string{"Dies Köper"}, true},
		{"Flintstone - Simon Moser ", "Flintstone", []string{"Simon Moser"}, true},

		{"Stratos (Neil)", "Stratos", []string{"Neil"}, true},
		{"App AutoScaler (Bo Yang)", "App AutoScaler", []string{"Bo Yang"}, true},
		{"CFCR (aka Kubo) (George Lestaris, Pivotal)", "CFCR", []string{"George Lestaris"}, true},
		{"CFCR (aka Kubo) (Sean O'Sullivan, Pivotal)", "CFCR", []string{"Sean O'Sullivan"}, true},
		{"CFCR (aka Kubo) (Ryan Jones, Pivotal & Merlin Glynn, VMware)", "CFCR", []string{"Ryan Jones", "Merlin Glynn"}, true},
		{"CFCR (aka Kubo) - Stuart Charlton", "CFCR", []string{"Stuart Charlton"}, true},

		{"Routing - Shannon Coen / Shubha Tupil", "Routing", []string{"Shannon Coen", "Shubha Tupil"}, true},
		{"Container Networking - Preethi Varambally/Jonathan Sirlin", "Container Networking", []string{"Preethi Varambally", "Jonathan Sirlin"}, true},
		{"CAPI - Dieu Cao & Nicholas Calugar", "CAPI", []string{"Dieu Cao", "Nicholas Calugar"}, true},
		{"BBR (Therese and George)", "BBR", []string{"Therese", "George"}, true},
		{"LAMD - Erik Jasiak, Jim Campbell", "LAMD", []string{"Erik Jasiak", "Jim Campbell"}, true},
		{"CF Dev and Local (Scott, Stephen)", "CF Dev and Local", []string{"Scott", "Stephen"}, true},
		{"Notifications - Nadja Conklin(?) or Dwayne Forde", "Notifications", []string{"Nadja Conklin", "Dwayne Forde"}, true},
		{"MySQL, RiakCS - Marco Nicosia", "MySQL, RiakCS", []string{"Marco Nicosia"}, true},

		{"Update on CLI (Greg Oehman)", "CLI", []string{"Greg Oehman"}, true},
		{"Update on core Buildpacks (Mike Dalessio)", "core Buildpacks", []string{"Mike Dalessio"}, true},
		{"Update on Stacks", "Stacks", nil, false},

		{"CLI - (vacant)", "CLI", nil, true},
		{"Eirini (incubating) - (vacant)", "Eirini", nil, true},
		{"SuSe Stemcell (?)", "SuSe Stemcell", nil, true},
		{"Eirini (incubating) - Julz Friedman", "Eirini", []string{"Julz Friedman"}, true},
		{"Oratos (proposed incubating) - Adam Hevenor", "Oratos", []string{"Adam Hevenor"}, true},
		{"MS SQL Server Broker (Jared, ?)", "MS SQL Server Broker", []string{"Jared"}, true},
		{"App Lifecycle Management (Nikolay et al.)", "App Lifecycle Management", []string{"Nikolay"}, true},

		{"CAPI - Seth Boyles (Jenna Goldstrich representing)", "CAPI", []string{"Seth Boyles"}, true},
		{"Bits-Service (incubating) - Peter Goetz (Out of the office until 09/13)", "Bits-Service", []string{"Peter Goetz"}, true},
		{"CLI - Steve Taylor pinch hitting for Zach Robinson", "CLI", []string{"Zach Robinson"}, true},
		{"Abacus - Michael Maximilien (Max)", "Abacus", []string{"Michael Maximilien (Max)"}, true},
		{"CF Swagger - Dr. Max", "CF Swagger", []string{"Max"}, true},

		{"CFCR (aka Kubo)", "CFCR", nil, false},
		{"Guardian (OCS/runC)", "Guardian", nil, false},
		{"BOSH Backup & Restore (BBR)", "BOSH Backup & Restore", nil, false},
		{"Infrastructure (Consul, etcd, NATS, Postgres)", "Infrastructure", nil, false},
		{"Release Integration (cf-release, integration pipelines)", "Release Integration", nil, false},
		{"CF Java Client: (1 dev at Pivotal, splitting time)", "CF Java Client", nil, false},
		{"CF Eclipse Tooling: (1 dev at Pivotal, 4 splitting time at IBM)", "CF Eclipse Tooling", nil, false},
		{"bosh-bootloader (a.k.a bbl)", "bosh-bootloader", nil, false},
		{"V7 (as of 4/21/2020)", "V7", nil, false},
		{"Recently Delivered (or imminent):", "Recently Delivered", nil, false},
		{"Stratos: ", "Stratos", nil, false},
		{"cf-deployment", "cf-deployment", nil, false},
		{"Coming Soon - v10 scheduled for EOM June", "Coming Soon - v10 scheduled for EOM June", nil, false},

		// Never people: initials, words of headings, abbreviations.
		{"Gauge budget - JH", "Gauge budget - JH", nil, false},
		{"Gauge budget - Proposal", "Gauge budget - Proposal", nil, false},
		{"Gauge budget - Continued", "Gauge budget - Continued", nil, false},
		{"Gauge budget (Draft)", "Gauge budget", nil, false},
		{"Gauge budget - IBM", "Gauge budget - IBM", nil, false},
		{"Release 2.4 - June", "Release 2.4 - June", nil, false},
		{"Tide tables - Zoë van der Meer", "Tide tables", []string{"Zoë van der Meer"}, true},
		{"Tide tables - J. R. Quist", "Tide tables", []string{"J. R. Quist"}, true},
		{"Tide tables - @zoe-l", "Tide tables", []string{"@zoe-l"}, true},
		{"Platform (Dario Kohl for Ada Quist)", "Platform", []string{"Ada Quist"}, true},
		{"Platform (lead: Bo Lind)", "Platform", []string{"Bo Lind"}, true},
		{"Platform – interim lead: Per Holm", "Platform", []string{"Per Holm"}, true},
		{"Search [Cy Ono]", "Search", []string{"Cy Ono"}, true},
		{"Legal (Sunita Rao – on leave)", "Legal", []string{"Sunita Rao"}, true},
		{"Tides - Noor Haddad (Acme)", "Tides", []string{"Noor Haddad"}, true},
		{"Mobile - Android (Wren Ito)", "Mobile - Android", []string{"Wren Ito"}, true},
		{"Beacon - Ada Quist - Acme", "Beacon", []string{"Ada Quist"}, true},
		{"Beacon - North - Ada Quist", "Beacon - North", []string{"Ada Quist"}, true},
		{"Iroha 2 - Makoto T.", "Iroha 2", []string{"Makoto T."}, true},
		{"Fabric (Dave E.)", "Fabric", []string{"Dave E."}, true},
		{"Besu - Martin King Jr.", "Besu", []string{"Martin King Jr."}, true},
		{"3.1 Fabric (Ada Quist)", "Fabric", []string{"Ada Quist"}, true},
		{"#5 Cello - Bo Lind", "Cello", []string{"Bo Lind"}, true},
		{"Explorer (Incubation)", "Explorer", nil, false},
		{"Growth (Paused)", "Growth", nil, false},
		{"Quilt (Ada Quist, on leave; Bo Lind)", "Quilt", []string{"Ada Quist"}, true},
		{"Quilt (Ada Quist out until 5/9)", "Quilt", []string{"Ada Quist"}, true},
		{"Team: Mobile", "Mobile", nil, false},
		{"Ops West (Seattle Office)", "Ops West", nil, false},
		{"", "", nil, false},
		{"- Ada", "Ada", nil, false},
	} {
		got := parseHeading(test.text)
		if got.team != test.team || !slices.Equal(got.lead, test.lead) || got.led != test.led {
			t.Errorf("parseHeading(%q) = %q, %q, led %v; want %q, %q, led %v",
				test.text, got.team, got.lead, got.led, test.team, test.lead, test.led)
		}
	}
}

func TestHeadingRoles(t *testing.T) {
	const agenda, roll, topic, report = "agenda", "roll", "topic", "report"
	for _, test := range []struct {
		text  string
		roles []string
	}{
		{"Agenda", []string{agenda}},
		{"Attendees", []string{agenda}},
		{"PMC Lifecycle Activities", []string{agenda}},
		{"Open Discussion", []string{agenda}},
		{"Table of Contents", []string{agenda}},
		{"Zoom info", []string{agenda}},
		{"When/Where?", []string{agenda}},
		{"Cross cutting initiatives", []string{agenda}},
		{"Backlog Reviews", []string{agenda, roll}},
		{"Current Backlogs and Priorities", []string{agenda, roll}},
		{"Current Backlog and Priorities", []string{agenda, roll}},
		{"Projects", []string{agenda, roll}},
		{"Project Updates", []string{agenda, roll}},
		{"Incubating", []string{agenda, roll}},
		{"To Be Retired", []string{agenda, roll}},
		{"Status Updates Needed", []string{agenda, roll}},
		{"Active", []string{agenda, roll}},
		{"New Features", []string{report}},
		{"Bugfixes & other", []string{report}},
		{"Done in 2019", []string{report}},
		{"v2.4.1", []string{report}},
		{"In Progress:", []string{report}},
		{"CF Roadmap Proposal - Dies", []string{topic}},
		{"Holiday meeting", []string{agenda}},
		{"Incubating HP projects: Next steps", []string{topic}},
		{"Imminent additions to the list (Chip).", []string{topic}},
		{"Host: Ada Quist", []string{agenda}},
		{"Next host - Ada Quist", []string{agenda}},
		{"Room 4 - Ada Quist", []string{agenda}},
		{"WG check-ins", []string{agenda, roll}},
		{"Department Reports", []string{agenda, roll}},
		{"Working Groups", []string{agenda, roll}},
		{"Treasurer's Report", []string{topic}},
		{"Officer Reports", []string{agenda, roll}},
		{"Quarterly Reports", []string{agenda, roll}},
		{"Special Interest Groups", []string{agenda, roll}},
		{"3. Project Reports", []string{agenda, roll}},
		{"Sandbox", []string{agenda}},
		{"KPIs", []string{agenda}},
		{"Vice chair election (Ada Quist)?", []string{topic}},
		{"10:40 Customer story", []string{topic}},
		{"DR-17: Storage (Ada Quist)", []string{topic}},
		{"Tide tables - Ada Quist (continued)", []string{topic}},
		{"Garden", nil},
		{"Runtime", nil},
		{"Release Integration", nil},
		{"Release Integration - Ada Quist", nil},
	} {
		h := readHeading(piece{plain: plain{text: test.text, unsaid: test.text}})
		var got []string
		for _, role := range []struct {
			name string
			is   bool
		}{{agenda, h.agenda}, {roll, h.agenda && callsRoll(h.team)}, {topic, h.topic}, {report, h.report}} {
			if role.is {
				got = append(got, role.name)
			}
		}
		slices.Sort(got)
		slices.Sort(test.roles)
		if !slices.Equal(got, test.roles) {
			t.Errorf("readHeading(%q) is %q; want %q", test.text, got, test.roles)
		}
	}
}

func FuzzParseHeading(f *testing.F) {
	for _, seed := range []string{"Beacon - Ada", "Beacon (a.k.a. B) (Ada, Acme & Bo)", "A - (B) - C", "((((", "– – –", "Update on (", "[[a]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := parseHeading(text)
		for _, name := range got.lead {
			if !got.led || !isName(name) {
				t.Errorf("parseHeading(%q) has the lead %q, led %v", text, name, got.led)
			}
		}
		if got.team != oneLine(got.team) {
			t.Errorf("parseHeading(%q) = %q, which is not one line", text, got.team)
		}
		readHeading(piece{plain: plain{text: text, unsaid: text}})
	})
}
