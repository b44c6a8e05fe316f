package indexer

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
)

// TestEveryWordOnce finds the words of each dated note line by line, without a Markdown
// parser, and checks that each is in exactly one document.
func TestEveryWordOnce(t *testing.T) {
	for _, dir := range []string{"../testdata/notes", "../../shared/notes", "../../shared/seeds"} {
		if _, err := os.Stat(dir); err != nil {
			continue // only the sample notes are part of the project
		}
		t.Run(filepath.Base(filepath.Dir(dir))+"-"+filepath.Base(dir), func(t *testing.T) {
			sources, notes := readNotes(t, dir)
			for _, n := range notes {
				n.KeepUndated() // the lines before the first meeting
			}
			words := map[string]map[string]int{}
			for _, d := range Documents(notes, Names{}) {
				if d.Kind == schema.Heading {
					continue
				}
				if words[d.File] == nil {
					words[d.File] = map[string]int{}
				}
				addWords(words[d.File], d.Text)
			}
			for _, n := range notes {
				lines := strings.Split(decode(sources[n.Name]).text, "\n")
				for _, m := range n.Meetings {
					if len(n.Meetings) > 1 && m.Date != "" {
						lines[m.Line-1] = "" // the date line
					}
				}
				want := noteWords(strings.Join(lines, "\n"))
				got := words[n.Name]
				for _, word := range slices.Sorted(maps.Keys(want)) {
					if got[word] != want[word] {
						t.Errorf("%s: %q is %d times in the note, %d times in its documents", n.Name, word, want[word], got[word])
					}
				}
				for _, word := range slices.Sorted(maps.Keys(got)) {
					if want[word] == 0 {
						t.Errorf("%s: %q is in a document, not in the note", n.Name, word)
					}
				}
			}
		})
	}
}

// readNotes returns the dated notes in dir, and the bytes of all notes.
func readNotes(t *testing.T, dir string) (map[string][]byte, []*Note) {
	t.Helper()
	found, err := Find([]string{dir}, "")
	if err != nil || len(found.Skipped) > 0 {
		t.Fatalf("Find(%q) skipped %v, error %v", dir, found.Skipped, err)
	}
	sources := map[string][]byte{}
	var notes []*Note
	for _, f := range found.Files {
		src, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		sources[f.Name] = src
		if n, err := Parse(f.Name, src); err == nil {
			notes = append(notes, n)
		}
	}
	return sources, notes
}

var oneWord = regexp.MustCompile(`[\pL\pN]+`)

func addWords(words map[string]int, text string) {
	for _, word := range oneWord.FindAllString(text, -1) {
		words[word]++
	}
}

var (
	inComment  = regexp.MustCompile(`(?s)<!--.*?-->`)
	inTarget   = regexp.MustCompile(`\]\((?:[^()\s]|\([^()]*\))*(?:\s+"[^"]*")?\)|\]\[[^\]]*\]`)
	isTarget   = regexp.MustCompile(`^\s*\[[^\]]+\]:\s*\S*[/#]\S*\s*$`)
	isHeading  = regexp.MustCompile(`^(?:\s|[-*+] )*#{1,6}(?:\s|$)`)
	footMark   = regexp.MustCompile(`\[\^[^\]]+\]:?`)
	isDashes   = regexp.MustCompile(`^[\s|:-]*---[\s|:-]*$`)
	isUnder    = regexp.MustCompile(`^ {0,3}(?:=+|-+)\s*$`)
	isFence    = regexp.MustCompile("^\\s*```[^`]*$")
	labelCell  = regexp.MustCompile(`^\s*\|?[^|]*\|`)
	htmlTag    = regexp.MustCompile(`</?(?:details|summary|b|br|i|p)\s*/?>`)
	numberMark = regexp.MustCompile(`^[\s>]*(?:[-*+]\s+)*\d+[.)]\s`)
	checkbox   = regexp.MustCompile(`^(\s*[-*+]\s+)\[[ xX]\]\s`)
	unmarked   = strings.NewReplacer("`", "", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&nbsp;", " ")
)

// noteWords counts the words of a note that belong to documents. It leaves out headings,
// table headers and labels, link targets, definitions, comments and numbers of items.
func noteWords(text string) map[string]int {
	text = inComment.ReplaceAllStringFunc(text, func(c string) string { return strings.Repeat("\n", strings.Count(c, "\n")) })
	lines := strings.Split(text, "\n")
	words := map[string]int{}
	fenced, report, labels := false, false, false
	for i, line := range lines {
		next := ""
		if i+1 < len(lines) {
			next = lines[i+1]
		}
		switch {
		case isFence.MatchString(line):
			fenced = !fenced
			if info := strings.Trim(line, " `\t"); len(strings.Fields(info)) > 1 {
				addWords(words, info)
			}
			report = fenced && strings.Contains(strings.Join(lines[i:], "\n"), "\n- ")
			continue
		case fenced && !report:
			addWords(words, line)
			continue
		case !fenced && (isHeading.MatchString(line) || isTarget.MatchString(line)):
			continue
		case isDashes.MatchString(line):
			labels = strings.Contains(line, "|") && labelled(lines[i+1:])
			continue
		case !fenced && isDashes.MatchString(next) && strings.Contains(next, "|"):
			continue // the header of a table
		case !fenced && isUnder.MatchString(next) && strings.TrimSpace(line) != "" && !numberMark.MatchString(line) && !isItem(line):
			continue // an underlined heading
		case strings.TrimSpace(line) == "":
			labels = false
		}
		if labels {
			line = labelCell.ReplaceAllString(line, "")
		}
		line = numberMark.ReplaceAllString(line, "")
		line = footMark.ReplaceAllString(line, "")
		line = checkbox.ReplaceAllString(line, "$1")
		line = htmlTag.ReplaceAllString(inTarget.ReplaceAllString(line, "]"), " ")
		addWords(words, unmarked.Replace(line))
	}
	return words
}

// labelled reports whether the table at the start of lines has labels in the first of two
// columns.
func labelled(lines []string) bool {
	rows, empty := 0, 0
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			break
		}
		if strings.Count(strings.Trim(strings.TrimSpace(line), "|"), "|") > 1 {
			return false
		}
		rows++
		if strings.Trim(labelCell.FindString(line), " |") == "" {
			empty++
		}
	}
	return 2*empty >= rows
}
