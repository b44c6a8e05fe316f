package indexer

import (
	"regexp"
	"slices"
	"strings"
)

// prepare rewrites lines that Markdown would read differently than people do. It changes
// lines, but not their number:
//
//   - A reply becomes an item nested in the one above. Replies are lines right below a
//     list item that begin with "-- " or "** ", or lack the space after their marker
//     ("*Ada: yes").
//   - A fence that is never closed is removed.
//   - A lone dash below a paragraph or the text of an item is an empty item, not an
//     underline.
//   - A comment that begins a line is removed, even if it contains an empty line, which
//     for Markdown ends the HTML.
//   - "[Misc]: BigInt", a link definition in Markdown, stays text if its target is not an
//     address.
//   - If rows of a table have more cells than its header, the header is widened. Markdown
//     would drop the extra cells.
func prepare(lines []string) []string {
	lines = append([]string(nil), lines...)
	fenced := closedFences(lines)
	blankComments(lines, fenced)
	var items itemStack
	for i, line := range lines {
		if fenced[i] {
			items = itemStack{}
			continue
		}
		if m := findWith("]:", definition, line); m != nil && !isFootnote(m) && !isAddress(definitionTarget(m[3], lines, i)) {
			line = m[1] + `\` + line[len(m[1]):]
		}
		if i > 0 && strings.Contains(line, "|") && delimiterRow.MatchString(line) {
			lines[i-1], line = widen(lines, i)
		}
		if strings.TrimSpace(line) == "-" && i > 0 && strings.TrimSpace(lines[i-1]) != "" && items.holds(line) {
			line = ""
		}
		if under := items.above(line); under != nil {
			if text := replyText(line, under.marker); text != "" {
				lines[i] = strings.Repeat(" ", under.content) + "- " + text
				continue
			}
		}
		lines[i] = line
		items.read(line)
	}
	return lines
}

var fence = regexp.MustCompile("^(\\s*(?:>\\s*|[-*+]\\s+|\\d+[.)]\\s+)*)(`{3,}|~{3,})([^`]*)$") // "```go"

// closedFences reports for each line whether it is in a closed fenced block, including
// the fences. It removes the mark of fences that are never closed from lines.
func closedFences(lines []string) []bool {
	fenced := make([]bool, len(lines))
	unclosed := map[byte]int{} // mark of a fence to the shortest length that nothing below closes
	for i := 0; i < len(lines); i++ {
		open := findWith("```", fence, lines[i])
		if open == nil {
			open = findWith("~~~", fence, lines[i])
		}
		if open == nil {
			continue
		}
		mark, end := open[2], -1
		if shortest := unclosed[mark[0]]; shortest == 0 || len(mark) < shortest {
			end = closingFence(lines, i+1, mark)
		}
		if end < 0 {
			unclosed[mark[0]] = len(mark)
			lines[i] = open[1] + strings.TrimSpace(open[3])
			continue
		}
		for ; i < end; i++ {
			fenced[i] = true
		}
		fenced[end] = true
	}
	return fenced
}

// closingFence returns the index of the first line that closes the fence mark, from index
// from on; -1 if there is none.
func closingFence(lines []string, from int, mark string) int {
	for i := from; i < len(lines); i++ {
		text := strings.TrimLeft(lines[i], "> \t")
		if end := strings.TrimRight(text, " \t"); len(end) >= len(mark) && strings.Trim(end, mark[:1]) == "" {
			return i
		}
	}
	return -1
}

// blankComments removes comments that begin a line, outside fences.
func blankComments(lines []string, fenced []bool) {
	for i := 0; i < len(lines); i++ {
		if fenced[i] || !strings.HasPrefix(strings.TrimLeft(lines[i], " \t"), "<!--") {
			continue
		}
		end := slices.IndexFunc(lines[i:], func(line string) bool { return strings.Contains(line, "-->") })
		if end < 0 {
			lines[i] = strings.Replace(lines[i], "<!--", `\<!--`, 1) // never closed: it would hide the rest of the note
			continue
		}
		_, rest, _ := strings.Cut(lines[i+end], "-->")
		clear(lines[i : i+end])
		i += end
		lines[i] = strings.TrimLeft(rest, " \t")
	}
}

var definition = regexp.MustCompile(`^((?:[\s>]|[-*+]\s|\d{1,9}[.)]\s)*)\[([^\]]+)\]:\s*(\S*)`) // [stacks]: https://example.org/stacks

// findWith returns the match of pattern in line. Every match must contain part. Looking
// for part first takes a hundredth of the time, and few lines have it.
func findWith(part string, pattern *regexp.Regexp, line string) []string {
	if !strings.Contains(line, part) {
		return nil
	}
	return pattern.FindStringSubmatch(line)
}

// definitionTarget returns the target of the definition on line i. The target may be on
// the next line.
func definitionTarget(target string, lines []string, i int) string {
	if target == "" && i+1 < len(lines) {
		target = strings.TrimSpace(lines[i+1])
	}
	return target
}

// isFootnote reports whether m, a match of definition, is a footnote: [^1]: text.
func isFootnote(m []string) bool { return strings.HasPrefix(m[2], "^") }

// isAddress reports whether target looks like a URL, a path or an anchor.
func isAddress(target string) bool { return address.MatchString(target) }

// https://x, mailto:x, <x>, /x, ./x, ../x, #anchor, example.org/x, docs/x.md; not
// BigInt, yes/no, #2143
var address = regexp.MustCompile(`^(?:[a-z][a-z0-9+.-]*://|mailto:|<|\.{0,2}/|#[^\d]|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/:#?]|$)|\S*/\S*\.\w)`)

var delimiterRow = regexp.MustCompile(`^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$`) // ---|:--:

// widen returns the header of a table and its delimiter row, which is line i, with as
// many cells as the widest row below them.
func widen(lines []string, i int) (head, delimiter string) {
	head, delimiter = lines[i-1], lines[i]
	cells := countCells(head)
	if cells != countCells(delimiter) {
		return head, delimiter // not a table
	}
	widest := cells
	for _, row := range lines[i+1:] {
		if strings.TrimSpace(row) == "" {
			break
		}
		widest = max(widest, countCells(row))
	}
	if widest == cells {
		return head, delimiter
	}
	more := widest - cells
	head = strings.TrimSuffix(strings.TrimRight(head, " \t"), "|") + strings.Repeat("| ", more) + "|"
	delimiter = strings.TrimSuffix(strings.TrimRight(delimiter, " \t"), "|") + strings.Repeat("|---", more) + "|"
	return head, delimiter
}

func countCells(row string) int {
	row = strings.TrimSpace(row)
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	return strings.Count(row, "|") - strings.Count(row, `\|`) + 1
}
