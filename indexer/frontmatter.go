package indexer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v3"

	"minutes/schema"
)

// A frontMatter holds what the YAML or TOML at the start of a note says about all of it.
type frontMatter struct {
	title, date, meeting, team string
	lang                       string // tag of its language
	langLine                   int
	created                    string // when the note was written; its date if it gives no other
	lead                       []string
	people                     []string // attendees
	pieces                     []piece  // actions and decisions
}

// A given holds what the front matter of a meeting recorder says about an action or a
// decision.
type given struct {
	topic      string
	people, is []string
}

// maxFrontMatter is the largest number of lines of front matter.
const maxFrontMatter = 200

// takeFrontMatter reads the front matter at the start of a note: YAML between lines of
// "---", or TOML between lines of "+++". It empties these lines. If they are not a
// mapping, they stay text.
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
		lines = lines[taken:] // a tool may have added its own block at the top
	}
	return f
}

// maxFrontMatters is the largest number of consecutive blocks of front matter.
const maxFrontMatters = 2

// readFrontMatter returns the fields of the front matter at the start of lines, and its
// number of lines; 0 if there is none.
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

// take adds the fields that f does not have yet. passed is the number of lines before
// them.
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
		case "lang", "language":
			if tag := scalar(node); strings.ToLower(key) == "lang" || g.lang == "" {
				g.lang, g.langLine = tag, passed+max(node.Line, 0)+1 // node.Line counts from the line after "---"
			}
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
	for _, text := range []*string{&g.title, &g.date, &g.created, &g.meeting, &g.team, &g.lang} {
		if len(*text) > maxHeading {
			*text = ""
		}
	}
	f.title, f.date, f.created = cmp.Or(f.title, g.title), cmp.Or(f.date, g.date), cmp.Or(f.created, g.created)
	if f.lang == "" {
		f.lang, f.langLine = g.lang, g.langLine
	}
	f.meeting, f.team = cmp.Or(f.meeting, g.meeting), cmp.Or(f.team, g.team)
	f.lead, f.people = append(f.lead, g.lead...), append(f.people, g.people...)
	f.pieces = append(f.pieces, g.pieces...)
	slices.SortStableFunc(f.pieces, func(a, b piece) int { return cmp.Compare(a.line, b.line) })
}

// givenPieces returns a piece for each element of a list in front matter for which read
// returns a text.
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
			line := passed + max(n.Line, 0) + 1 // n.Line counts from the line after "---"
			all = append(all, piece{kind: schema.Bullet, line: line, place: line, given: &g, plain: plain{text: text, unsaid: text, links: codeLinks(text)}})
		}
	}
	return all
}

// readGivenAction reads an element of action_items, with task, assignee, due and status.
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

// doneWords are the statuses of an action that is done.
var doneWords = vocabulary("done closed complete completed finished resolved cancelled canceled x true")

// readGivenDecision reads an element of decisions, with text and topic.
func readGivenDecision(texts map[string]string) (string, given) {
	return cmp.Or(texts["text"], texts["decision"], texts["title"]), given{topic: texts["topic"], is: []string{schema.Decision}}
}

func readYAML(text string) (fields map[string]yaml.Node, err error) {
	err = yaml.Unmarshal([]byte(text), &fields)
	return fields, err
}

// maxTOML is the length of the longest line of TOML that is read. Nested values take time
// and memory quadratic in it.
const maxTOML = 1 << 10 // bytes

// readTOML is readYAML for the TOML before the first table. Dates keep their time zone.
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

// scalar returns the first text in a YAML value. In [[2024-04-01]], which YAML reads as a
// list in a list, that is the date.
func scalar(node yaml.Node) string {
	for n := &node; ; n = n.Content[0] {
		if len(n.Content) == 0 {
			return oneLine(n.Value)
		}
	}
}

// leads returns the people in a YAML value: a text like that after the dash of a heading,
// or a list of such texts.
func leads(node yaml.Node) []string {
	var names []string
	for _, n := range append([]*yaml.Node{&node}, node.Content...) {
		if found, ok := people(wikiLink.ReplaceAllString(n.Value, "$1")); ok {
			names = append(names, found...)
		}
	}
	return names
}
