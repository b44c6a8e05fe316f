package indexer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v3"

	"minutes/schema"
)

// A frontMatter is what the YAML or TOML at the head of a note says of all of it.
type frontMatter struct {
	title, date, meeting, team string
	created                    string // when the note was written, which is a day where it says no other
	lead                       []string
	people                     []string // who was there
	pieces                     []piece  // actions and decisions
}

// A given is what the front matter of a meeting recorder says of an action or a decision.
type given struct {
	topic      string
	people, is []string
}

// maxFrontMatter is how many lines front matter may have.
const maxFrontMatter = 200

// takeFrontMatter reads the front matter of a note, YAML between lines of "---" at its
// head or TOML between lines of "+++", and blanks its lines. What is no mapping there
// stays text.
func takeFrontMatter(lines []string) frontMatter {
	var f frontMatter
	passed := 0 // lines before
	for range maxFrontMatters {
		fields, taken := readFrontMatter(lines)
		if taken == 0 {
			break
		}
		f.take(fields, passed)
		clear(lines[:taken])
		for taken < len(lines) && strings.TrimSpace(lines[taken]) == "" {
			taken++
		}
		passed += taken
		lines = lines[taken:] // a tool may have put its own before
	}
	return f
}

// maxFrontMatters is how many blocks of front matter follow each other at most.
const maxFrontMatters = 2

// readFrontMatter returns the fields of the front matter that lines begin with, and how
// many of them it has; 0 where there is none.
func readFrontMatter(lines []string) (fields map[string]yaml.Node, taken int) {
	if len(lines) == 0 {
		return nil, 0
	}
	ends, read := []string{"---", "..."}, readYAML
	switch strings.TrimRight(lines[0], " \t") {
	case "---":
	case "+++":
		ends, read = []string{"+++"}, readTOML
	default:
		return nil, 0
	}
	end := slices.IndexFunc(lines[1:min(len(lines), maxFrontMatter)], func(line string) bool {
		return slices.Contains(ends, strings.TrimRight(line, " \t"))
	}) + 1
	if end == 0 {
		return nil, 0
	}
	fields, err := read(strings.Join(lines[1:end], "\n"))
	if err != nil || len(fields) == 0 {
		return nil, 0
	}
	return fields, end + 1
}

// take takes in fields, as far as f does not have them. So many lines stand before them.
func (f *frontMatter) take(fields map[string]yaml.Node, passed int) {
	var g frontMatter
	for key, node := range fields {
		switch text := oneLine(node.Value); strings.ToLower(key) {
		case "title":
			g.title = text
		case "date":
			g.date = scalar(node)
		case "created":
			g.created = scalar(node)
		case "meeting":
			g.meeting = text
		case "team":
			g.team = teamName(text)
		case "lead", "leads":
			g.lead = leads(node)
		case "action_items", "actions":
			g.pieces = append(g.pieces, givenPieces(node, passed, readGivenAction)...)
		case "decisions":
			g.pieces = append(g.pieces, givenPieces(node, passed, readGivenDecision)...)
		case "attendees", "people", "participants":
			for _, n := range append([]*yaml.Node{&node}, node.Content...) {
				g.people = append(g.people, splitOutside(wikiLink.ReplaceAllString(n.Value, "$1"))...)
			}
		}
	}
	for _, text := range []*string{&g.title, &g.date, &g.created, &g.meeting, &g.team} {
		if len(*text) > maxHeading {
			*text = ""
		}
	}
	f.title, f.date, f.created = cmp.Or(f.title, g.title), cmp.Or(f.date, g.date), cmp.Or(f.created, g.created)
	f.meeting, f.team = cmp.Or(f.meeting, g.meeting), cmp.Or(f.team, g.team)
	f.lead, f.people = append(f.lead, g.lead...), append(f.people, g.people...)
	f.pieces = append(f.pieces, g.pieces...)
	slices.SortStableFunc(f.pieces, func(a, b piece) int { return cmp.Compare(a.line, b.line) })
}

// givenPieces returns a piece for each element of a list in front matter that read reads
// as one.
func givenPieces(list yaml.Node, passed int, read func(texts map[string]string) (string, given)) []piece {
	var all []piece
	for _, n := range list.Content {
		texts := map[string]string{}
		if n.Kind == yaml.MappingNode {
			for i := 0; i+1 < len(n.Content); i += 2 {
				texts[strings.ToLower(n.Content[i].Value)] = scalar(*n.Content[i+1])
			}
		} else {
			texts["text"] = scalar(*n)
		}
		if text, g := read(texts); text != "" {
			line := passed + max(n.Line, 0) + 1 // behind the line that opens it
			all = append(all, piece{kind: schema.Bullet, line: line, place: line, given: &g, plain: plain{text: text, unsaid: text, links: codeLinks(text)}})
		}
	}
	return all
}

// readGivenAction reads an element of action_items: task, assignee, due and status.
func readGivenAction(texts map[string]string) (string, given) {
	text := cmp.Or(texts["task"], texts["text"], texts["title"], texts["action"])
	if due := texts["due"]; text != "" && due != "" {
		text += " (due " + due + ")"
	}
	g := given{is: []string{schema.Action, schema.Open}}
	if doneWords[strings.ToLower(texts["status"])] {
		g.is[1] = schema.Done
	}
	for _, name := range splitOutside(wikiLink.ReplaceAllString(cmp.Or(texts["assignee"], texts["owner"]), "$1")) {
		if name = oneLine(name); name != "" {
			g.people = append(g.people, name)
		}
	}
	return text, g
}

// doneWords are what a status says of an action that is done.
var doneWords = vocabulary("done closed complete completed finished resolved cancelled canceled x true")

// readGivenDecision reads an element of decisions: text and topic.
func readGivenDecision(texts map[string]string) (string, given) {
	return cmp.Or(texts["text"], texts["decision"], texts["title"]), given{topic: texts["topic"], is: []string{schema.Decision}}
}

func readYAML(text string) (fields map[string]yaml.Node, err error) {
	err = yaml.Unmarshal([]byte(text), &fields)
	return fields, err
}

// maxTOML is how long a line of TOML is, at most, that is read: what lies within each
// other takes time and memory by the square of that.
const maxTOML = 1 << 10 // bytes

// readTOML returns what readYAML does, of the TOML before its first table. A date keeps
// the zone that it is written in.
func readTOML(text string) (map[string]yaml.Node, error) {
	lines := strings.Split(text, "\n")
	if table := slices.IndexFunc(lines, func(line string) bool { return strings.HasPrefix(strings.TrimSpace(line), "[") }); table >= 0 {
		lines = lines[:table]
	}
	lines = slices.DeleteFunc(lines, func(line string) bool { return len(line) > maxTOML })
	var values map[string]any
	if _, err := toml.Decode(strings.Join(lines, "\n"), &values); err != nil {
		return nil, err
	}
	fields := map[string]yaml.Node{}
	for key, value := range values {
		var node yaml.Node
		if err := node.Encode(value); err != nil {
			return nil, err
		}
		fields[key] = node
	}
	return fields, nil
}

// scalar returns the first text in a YAML value: of [[2024-04-01]], which YAML reads as
// a list in a list, the date.
func scalar(node yaml.Node) string {
	for n := &node; ; n = n.Content[0] {
		if len(n.Content) == 0 {
			return oneLine(n.Value)
		}
	}
}

// leads returns the people in a YAML value: a text as behind the dash of a
// heading, or a list of such.
func leads(node yaml.Node) []string {
	var names []string
	for _, n := range append([]*yaml.Node{&node}, node.Content...) {
		if found, ok := people(wikiLink.ReplaceAllString(n.Value, "$1")); ok {
			names = append(names, found...)
		}
	}
	return names
}
