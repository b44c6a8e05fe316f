// Package indexer reads meeting notes and turns them into documents: one for each list
// item, paragraph, table row and team heading.
//
// Build makes an index of notes or updates one. Check lists what a person may want to
// look at in the notes. Parse and Documents make documents without an index.
//
// A note goes through these steps, each with one function that the others call:
//
//	walk.go      find        picks the files
//	decode.go    decode      turns bytes into text
//	outline.go   pieces      turns Markdown into plain pieces; prepare.go mends it before,
//	                         and blocks.go reads its blocks
//	divide.go    divide      splits the pieces into meetings, each with a day and a name:
//	                         head.go, noteday.go and dateline.go find the day of one meeting,
//	                         candidate.go and running.go the date lines of a running file,
//	                         runningmeetings.go its meetings, and meetingname.go the names
//	heading.go   parseHeading  reads team, lead and topic of a heading
//	team.go      arrangeAll  decides which headings are teams, from those of all notes
//	note.go      documents   tags the pieces of all meetings: topic.go, speaker.go,
//	                         directory.go and outcome.go
//
// read.go keeps what is read until all notes are, in memory or packed (pack.go). build.go
// decides what is new, as record.go has it of the last run, and publish.go has it written.
//
// # A note and its meetings
//
// A note holds one meeting or several. Several meetings are separated by date lines
// (readDateLine): headings, or first lines of paragraphs, with a date and little else.
// Two or more date lines of one level in order, newest or oldest first, make the note a
// running file (findRunning); one in ten may be out of order. Each date line begins a
// meeting, which ends at the next one. A date line without a year takes it from a
// heading above. If there is none, the order of the days gives the year, starting from a
// line that has one. Otherwise the year comes from the title, the file name or a folder.
//
// If a note holds one meeting, its day is in the file name, in folders and name
// together, in the title, in the front matter, or in the head: the lines before the
// first list, table or second section. If all of these give only a month, the month is
// the date.
//
// Text without a date is counted but not indexed: whole notes, and the text above the
// first date line of a running file. Check reports what is doubtful as a Finding.
//
// # A person and a thing
//
// A lead follows the last dash of a heading, or is in parentheses at its end. It
// consists of people only: names separated by a slash, a comma, "and", "or" or "&". A
// name is one to five words of letters. Each word begins with a capital, except for
// particles such as "van". No word of a name is one that headings use for things
// ("Proposal", "Draft", "Windows"), and none is an abbreviation of three or more letters
// ("BBR"). Initials alone ("JH") are not a name. If one part of a list is not a person,
// there is no lead: "(Consul, etcd)" is a list of parts. Text after a full name, set off
// by a comma, parentheses or a dash, is a company or a remark and is dropped, unless it
// is a nickname. "vacant", "TBD" and "?" mean that the team has no lead.
//
// # A team and a topic
//
// A heading with a lead is a team in a roll of teams, under "Backlog Reviews",
// "Projects", "Incubating" and the like, or in the form "Update on X". Elsewhere it may
// be a talk and its speaker. There it is a team only if its name has a lead in a roll of
// another note, or in two meetings and in at least a third of the meetings of that name.
// In collections of fewer than five meetings it is always a team. A heading without a
// lead is a team in a roll if no other team is above it. It is also a team between two
// headings of its level that are teams, if its name has a lead elsewhere, or if the
// names file lists it.
//
// Headings made only of words of agendas ("Open Discussion", "Next host") or of reports
// ("New Features", "Done in 2019") are never teams. Neither are topics: headings that
// contain "proposal", "meeting" or "next steps", end like a sentence, begin with a time
// or an identifier, or are continued. A part of a report belongs to the team above it,
// at any level.
package indexer
