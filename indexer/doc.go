// Package indexer reads meeting notes and makes documents of them: one for each
// list item, paragraph, table row and heading of a team.
//
// Build makes an index of notes, or brings it up to date, and Check tells what a person
// may want to look at in them. Parse and Documents make documents without an index.
//
// A note goes through Find (which files), decode (bytes to text), prepare and
// pieces (Markdown to plain pieces), divide (pieces to meetings, each with its day and
// name) and parseHeading (team and lead); Documents then tags the pieces of all meetings
// together.
//
// # A note and its meetings
//
// A note holds one meeting, or many. Many it holds below date lines (readDateLine):
// headings, or first lines of paragraphs, that say a date and little else. Two or more
// of one level that stand in order, newest or oldest first, make a running file
// (findRunning); one in ten may be out of order. Each begins a meeting, up to the next.
// A year that a line does not say is that of a heading above, else as the order of the
// days has it from a line that says one, else that of the title, the name or a folder.
//
// The day of a note with one meeting is in its name, in folders and name together, in
// its title, in its front matter, or in its head: the lines before the first list, table
// or second section. Where all these say only a month, that is the date.
//
// What has no day stays out, and is counted: notes, and what stands before the first
// date line of a running file. What is doubtful is a Finding of Check.
//
// # A person and a thing
//
// A lead stands behind the last dash of a heading, or in parentheses at its end,
// and is people only: names apart by a slash, a comma, "and", "or" or "&". A name
// is one to five words of letters that begin with a capital, small particles
// such as "van" aside. No word of it is one that headings use for things
// ("Proposal", "Draft", "Windows"), and none is an abbreviation of three letters
// or more ("BBR"); initials alone ("JH") name nobody. Where one of several is no
// person, none is: "(Consul, etcd)" is a list of parts. What follows a whole name
// behind a comma, in parentheses or behind a dash is a company or a remark and is
// dropped, save for a nickname. "vacant", "TBD" and "?" say that there is nobody.
//
// # A team and a topic
//
// A heading with a lead is a team where the note calls a roll of teams, under
// "Backlog Reviews", "Projects", "Incubating" and the like, or as "Update on X".
// Elsewhere it may as well be a talk and its speaker: there it is a team only if
// its name has a lead in a roll of some other note, or in two notes and a third
// of the meeting's; in collections of fewer than five notes always. Without a
// lead, a heading is a team in a roll if it stands under no other team, between
// two headings of its level that are teams, where its name has a lead elsewhere,
// or where the names file says so.
//
// Headings made only of the words of agendas ("Open Discussion", "Next host") and
// of reports ("New Features", "Done in 2019") are never teams, nor are topics:
// what has "proposal", "meeting" or "next steps" in it, ends like a sentence,
// begins with a time or an identifier, or is continued. A part of a report belongs
// to the team above it, whatever its level.
package indexer
