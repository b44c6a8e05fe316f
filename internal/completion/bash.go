package completion

import "strings"

// A commandLine is one that bash wants completed.
type commandLine struct {
	words  []string // as a shell would pass them on, without the command
	before string   // what of the last word stands before the part that bash replaces
	quote  byte     // the quote that is open there; 0 if none is
}

// splitBash takes a command line apart as bash does, up to the cursor. given has the
// line, and the characters that bash breaks words at to complete them, other than blanks.
func splitBash(given []string) commandLine {
	var text, breaks string
	switch len(given) {
	default:
		breaks = given[1]
		fallthrough
	case 1:
		text = given[0]
	case 0:
	}
	var line commandLine
	var word strings.Builder
	inWord := false
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case line.quote != 0 && c == line.quote:
			line.quote = 0
			line.before = word.String()
		case line.quote == 0 && (c == '\'' || c == '"'):
			line.quote, inWord = c, true
			line.before = word.String()
		case c == '\\' && line.quote != '\'' && i+1 < len(text) &&
			(line.quote == 0 || strings.IndexByte("$`\"\\", text[i+1]) >= 0):
			i++
			word.WriteByte(text[i])
			inWord = true
		case line.quote == 0 && (c == ' ' || c == '\t' || c == '\n'):
			if inWord {
				line.words = append(line.words, word.String())
			}
			word.Reset()
			inWord, line.before = false, ""
		default:
			word.WriteByte(c)
			inWord = true
			if line.quote == 0 && strings.IndexByte(breaks, c) >= 0 {
				line.before = word.String()
			}
		}
	}
	line.words = append(line.words, word.String())
	line.words = line.words[1:] // without the command
	return line
}

// replacement returns what bash is to put in the place of what it replaces, so that the
// last word becomes word. It fails where what stands before that is another.
func (l commandLine) replacement(word string) (string, bool) {
	rest, ok := strings.CutPrefix(word, l.before)
	switch {
	case !ok:
		return "", false
	case l.quote == '\'':
		return strings.ReplaceAll(rest, "'", `'\''`), true
	case l.quote == '"':
		return inDoubleQuotes.Replace(rest), true
	}
	var b strings.Builder
	for i := range len(rest) {
		if strings.IndexByte(" \t\"'`$\\&|;<>()[]{}*?!#~", rest[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(rest[i])
	}
	return b.String(), true
}

var inDoubleQuotes = strings.NewReplacer(`"`, `\"`, `$`, `\$`, "`", "\\`", `\`, `\\`)
