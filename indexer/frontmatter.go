package indexer

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// A frontMatter is what the YAML at the head of a note says of all of it.
type frontMatter struct {
	title, date, meeting, team string
	lead                       []string
}

// maxFrontMatter is how many lines front matter may have.
const maxFrontMatter = 200

// takeFrontMatter reads the front matter of a note, between lines of "---" at its
// head, and blanks its lines. What is no YAML mapping there stays text.
func takeFrontMatter(lines []string) frontMatter {
	var f frontMatter
	if len(lines) == 0 || strings.TrimRight(lines[0], " \t") != "---" {
		return f
	}
	end := slices.IndexFunc(lines[1:min(len(lines), maxFrontMatter)], func(line string) bool {
		line = strings.TrimRight(line, " \t")
		return line == "---" || line == "..."
	}) + 1
	if end == 0 {
		return f
	}
	var fields map[string]yaml.Node
	if err := yaml.Unmarshal([]byte(strings.Join(lines[1:end], "\n")), &fields); err != nil || len(fields) == 0 {
		return f
	}
	clear(lines[:end+1])
	for key, node := range fields {
		switch text := oneLine(node.Value); strings.ToLower(key) {
		case "title":
			f.title = text
		case "date":
			f.date = text
		case "meeting":
			f.meeting = text
		case "team":
			f.team = teamName(text)
		case "lead", "leads":
			f.lead = leads(node)
		}
	}
	return f
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
