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
// The rules are beside the code: of meetings in divide.go, of people in people.go, of teams in
// team.go.
package indexer
