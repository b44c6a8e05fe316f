package indexer

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"minutes/internal/analysis"
	"minutes/internal/naming"
	"minutes/schema"
)

// Names holds the names from a names file, which lists what headings cannot tell.
//
// A line has a kind, a colon, and names of the same thing separated by "=". The first
// name is the one to show:
//
//	# who is who in these notes
//	team: Semaphore = Signals
//	team: Chart Room
//	topic: Weak Locks = Locks
//	lead: Zoë Lindqvist = Zoë
//	person: Ada Quist = AQU = @ada
//	word: kubernetes = k8s
//
// If a line names a single team, every heading with that name is a team. Names of a lead
// are also joined as names of a person, and the other way round. Names of a team are also
// joined as those of a topic, because the topic below the heading of a team is the team.
type Names struct {
	joins naming.Joins
	teams map[string]bool // folded
}

// sum returns a hash of the names.
func (n Names) sum() string {
	text, err := json.Marshal([]any{n.joins, n.teams}) // maps are sorted by key
	if err != nil {
		panic(err) // maps and lists of strings can always be encoded
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// NamesFile is the default name of the names file, in the notes' folder.
const NamesFile = "names.txt"

var nameKinds = []string{"team", "topic", "lead", "person", "word"}

// joinedFields maps each kind of line to the fields whose names it joins.
var joinedFields = map[string][]string{
	"team": {schema.Team, schema.Topic}, "topic": {schema.Topic}, "lead": {schema.Lead, schema.People}, "person": {schema.Lead, schema.People},
}

// readNames reads the names file at path. If a line is wrong, the error gives its number.
func readNames(path string) (Names, error) {
	src, err := os.ReadFile(path)
	if err != nil {
		return Names{}, fmt.Errorf("open names: %s: %w", path, bare(err))
	}
	names, err := ParseNames(src)
	if err != nil {
		return Names{}, fmt.Errorf("%s:%w", path, err)
	}
	return names, nil
}

// ParseNames reads the bytes of a names file. Its errors begin with a line number.
func ParseNames(src []byte) (Names, error) {
	names := Names{
		joins: naming.Joins{Firsts: map[string]map[string]string{schema.Team: {}, schema.Topic: {}, schema.Lead: {}, schema.People: {}}},
		teams: map[string]bool{},
	}
	said := map[string]int{} // kind and folded name to the number of its line
	for i, line := range strings.Split(decode(src).text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fail := func(format string, args ...any) (Names, error) {
			return Names{}, fmt.Errorf("%d: "+format, append([]any{i + 1}, args...)...)
		}
		kind, list, ok := strings.Cut(line, ":")
		kind = strings.TrimSpace(kind)
		if !ok || !slices.Contains(nameKinds, kind) {
			return fail("%q is not understood; write team:, topic:, lead:, person: or word: and names with = between them", line)
		}
		joined := strings.Split(list, "=")
		if len(joined) == 1 && kind != "team" {
			return fail("%q has only one name; write %s: NAME = OTHER NAME", line, kind)
		}
		var words [][]string
		for _, name := range joined {
			folded := analysis.Fold(name)
			if folded == "" {
				return fail("%q has an empty name; write a name on each side of =", line)
			}
			if at := said[kind+":"+folded]; at > 0 && at != i+1 { // Ada and @ada fold to the same name
				return fail("%s %q is already on line %d; join the two lines", kind, strings.TrimSpace(name), at)
			}
			said[kind+":"+folded] = i + 1
			if kind == "team" {
				names.teams[folded] = true
			}
			words = append(words, analysis.Split(name))
			if len(joined) < 2 {
				continue
			}
			first := strings.TrimSpace(joined[0])
			for _, field := range joinedFields[kind] {
				if other, ok := names.joins.Firsts[field][folded]; ok && analysis.Fold(other) != analysis.Fold(first) {
					return fail("%q is already joined to %q; list all its names on one line", strings.TrimSpace(name), other)
				}
				names.joins.Firsts[field][folded] = first
			}
		}
		if kind == "word" {
			names.joins.Words = append(names.joins.Words, words)
		}
	}
	return names, nil
}
