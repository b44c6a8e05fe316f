package indexer

import (
	"regexp"
	"slices"
	"strings"

	"minutes/internal/analysis"
)

// The vocabularies of headings that are not teams. A heading belongs to a vocabulary if
// all its words do. Each is a list of folded words.
var (
	// Parts of a meeting's agenda, including those that call a roll of teams.
	agendaWords = vocabulary(`
		absent actions action activities activity actives annual archived active administrative administrivia agenda also announcement announcements any aob apologies appendix attendance attendees attending and at
		backlog backlogs board business by call chair chairs chat check checkin closing comments committee community contents council cross current cutting
		date decision decisions demo demos details dial discuss discussed discussion discussions docs document documents dormant emeritus
		facilitator facilitators feature features follow followup followups for from general graduated guest guests highlights hiring holiday host hosts housekeeping i in incubating incubation incubator info information initiatives intro introduction introductions invited items it
		key kickoff kpi kpis kudos last lifecycle links list location logistics meeting meetings membership members metrics minutes misc miscellaneous moderator needed new news next note notes notetaker
		of old on open opening organizer organizers opens other others our out outstanding parking lot participants past people per pmc present presenter presenters previous priorities project projects proposal proposals proposed
		q a qa quarterly question questions quorum recap recording recordings reference references regrets report reports resources retired retiring review reviews roadmap roadmaps risk risks roll room round scribe scribes secretary speaker speakers
		sandbox schedule shout sig special standing standup stand status summary subproject subprojects sub table taker team teams tbd thanks the this time timekeeper to todo topic topics tsc
		under unfinished up update updates video vote votes voting welcome week weekly what when where who with working wg group groups zoom`)

	// Sections whose headings are teams.
	rollWords = vocabulary(`
		active all and annual area areas backlog backlogs by chapter chapters check checkin checkins committee committees crew crews current
		department departments from graduated group groups guild guilds incubating incubation incubator in ins interest misc monthly miscellaneous needed of officer officers other our
		pod pods priorities project projects per quarterly report reports retired retiring review reviews roll round call sig sigs special squad squads status sub subproject subprojects table team teams the to be under unit units update updates wg wgs working workstream workstreams`)

	// Generic parts of a team's report, which are often pasted with their own headings,
	// and the words that accompany them.
	reportWords = vocabulary(`
		accomplished accomplishments acknowledgement acknowledgements acknowledgment acknowledgments
		blocked blockers bug bugfix bugfixes bugs bumps changed changelog changes completed contributors credits
		delivered dependencies deprecated deprecation deprecations done enhancement enhancements executed
		feature features fix fixed fixes future highlights imminent improvement improvements known later
		next now ongoing past performance pending planned plans progress
		recent recently release released releases removed resolved security soon stability
		thanks upcoming upgrade upgrades usability warning warnings`)
	besideReport = vocabulary(`
		additional and available are be breaking coming couple current currently deck details few for
		in internal issues last like maintenance major minor misc more near new of on other others our out
		quarter risks since term the these this to today under up version we week weeks what work working year`)

	talkWords = vocabulary("announcements announcement appendix business discussion discussions proposals proposal topics topic")

	topicWords = vocabulary("discussion discussions inception incident meeting meetings mortem postmortem proposal proposals proposed retrospective")
)

// A wordSet is a vocabulary: folded words.
type wordSet map[string]bool

func vocabulary(words string) wordSet {
	set := wordSet{}
	for word := range strings.FieldsSeq(words) {
		set[word] = true
	}
	return set
}

// has reports whether one of terms is in s.
func (s wordSet) has(terms ...string) bool {
	return slices.ContainsFunc(terms, func(term string) bool { return s[term] })
}

// made reports whether name has at least one word, and all its folded words are in words.
func made(name string, words wordSet) bool {
	return words.hasAll(analysis.Terms(name))
}

// hasAll reports whether there is a term, and all terms are in s.
func (s wordSet) hasAll(terms []string) bool {
	return len(terms) > 0 && !slices.ContainsFunc(terms, func(term string) bool { return !s[term] })
}

// isAgenda reports whether a heading with this name is a part of the agenda. It then
// belongs to the meeting, not to a team.
func isAgenda(name string) bool {
	said, _, _ := strings.Cut(name, ":") // Host: Ada
	words := slices.DeleteFunc(analysis.Terms(said), isNumbered)
	return agendaWords.hasAll(words) || rollWords.hasAll(words)
}

// callsRoll reports whether the headings below one with this name are teams: "Backlog
// Reviews", "Current Backlog and Priorities", "Projects", "Incubating".
func callsRoll(name string) bool {
	terms := analysis.Terms(name)
	return rollWords.hasAll(terms) && !fillers.hasAll(terms)
}

// fillers are words of rolls that do not make a roll by themselves.
var fillers = vocabulary(`all and area be by chapter check committee crew current department annual from group guild
	in interest monthly of officer other our per quarterly special pod round sig squad status table the to under unit wg working workstream`)

// isReport reports whether a heading with this name is a generic part of a team's report,
// "New Features", "Done in 2019", "v2.4.1", rather than of the agenda.
func isReport(name string) bool {
	terms := analysis.Terms(name)
	words := slices.DeleteFunc(slices.Clone(terms), isNumbered)
	besides := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return reportWords[word] })
	said := len(words) > len(besides) || len(words) == 0 && len(terms) > 0
	return said && (len(besides) == 0 || besideReport.hasAll(besides)) && !callsRoll(name)
}

var numbered = regexp.MustCompile(`^(?:v?\d+[a-z]{0,2}|q[1-4]|rc\d*|beta|alpha)$`) // v2, 2019, q3, rc1

// isNumbered reports whether term matches numbered. It looks at its first letter before.
func isNumbered(term string) bool {
	return term != "" && (isDigit(term[0]) || strings.IndexByte("abqrv", term[0]) >= 0) && numbered.MatchString(term)
}

// isTalk reports whether headings below one with this name are topics to discuss. They
// are teams only if they have a lead.
func isTalk(name string) bool {
	return talkWords.has(analysis.Terms(name)...) && isAgenda(name)
}

// units are the plural nouns for teams.
var units = vocabulary("areas chapters committees crews departments groups guilds pods projects sigs squads subprojects subteams teams units wgs workstreams")

// maxTeamWords is the largest number of words in the name of a team without a lead. The
// longest names in real notes have five.
const maxTeamWords = 6

var (
	timed      = regexp.MustCompile(`^\d{1,2}[:.]\d\d\b`)                                 // 10:40 Customer story
	identified = regexp.MustCompile(`^#?[A-Z]{1,8}[-# ]?\d+\b:?`)                         // DR-17: Storage
	going      = regexp.MustCompile(`(?i)\b(?:continued|cont'd|part \d|for stage \w+)\b`) // Budget (continued)
)

// goesOnIn reports whether text matches going. It looks for parts of its words before.
func goesOnIn(text string) bool {
	return (containsFold(text, "cont") || containsFold(text, "part ") || containsFold(text, "for ")) && going.MatchString(text)
}

// isTopic reports whether a heading is a topic to discuss. A person in it is a speaker,
// not a lead.
func isTopic(text string, t reading) bool {
	terms := analysis.Terms(t.team)
	if len(terms) == 0 || timed.MatchString(text) || identified.MatchString(text) || goesOnIn(text) {
		return true
	}
	if strings.HasSuffix(text, ".") && !(t.led && abbreviated.MatchString(text)) && !strings.HasSuffix(text, "al.") ||
		strings.HasSuffix(text, "?") && !unknownLead.MatchString(text) {
		return true
	}
	if topicWords.has(terms...) ||
		strings.Contains(strings.Join(terms, " "), "next steps") {
		return true
	}
	return !t.led && (len(terms) > maxTeamWords || reports(terms))
}

var unknownLead = regexp.MustCompile(`[-–—(]\s*\?$`) // Beacon - ?

// reports reports whether terms name a report rather than a team: "Treasurer's Report".
func reports(terms []string) bool { return reporting[terms[len(terms)-1]] }

var reporting = vocabulary("demo report reports retrospective review reviews slides status summary update updates")
