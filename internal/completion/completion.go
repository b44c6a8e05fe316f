// Package completion has shells complete the arguments of a command. A shell reads a
// script once, which asks the command itself what may stand in the place of the last
// word.
//
//	search --completion SHELL              the script for the shell
//	search --completion SHELL -- WORDS...  what may stand for the last of WORDS
//
// bash does not tell the words as it took them apart, so it gives one word, the line up
// to the cursor, and then what it breaks words at ($COMP_WORDBREAKS).
package completion

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Shells are those that there are scripts for.
var Shells = []string{"bash", "zsh", "fish"}

//go:embed scripts/bash
var bashScript string

//go:embed scripts/zsh
var zshScript string

//go:embed scripts/fish
var fishScript string

// script returns what makes shell complete command.
func script(shell, command string) (string, error) {
	scripts := map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}
	script, ok := scripts[shell]
	if !ok {
		return "", fmt.Errorf("unknown shell %q; the shells are %s", shell, strings.Join(Shells, ", "))
	}
	return strings.ReplaceAll(script, "COMMAND", command), nil
}

// A Candidate is a word that may stand there.
type Candidate struct {
	Word  string
	About string // a few words on it; may be ""
}

// Candidates are what may stand in the place of a word.
type Candidates struct {
	Words []Candidate
	Open  bool // whether a blank is not to follow, since more of the word may
	Paths Paths
}

// Paths say which paths may stand there, beside words.
type Paths string

// The paths.
const (
	NoPaths Paths = ""
	Files   Paths = "files" // and folders
	Folders Paths = "folders"
)

// A Command is what can be completed.
type Command struct {
	Name  string
	Flags *pflag.FlagSet // is given the values of the flags before the last word
	// Value returns what may stand for the value of a flag, of which a part was typed,
	// and Argument what may stand for an argument.
	Value    func(flag *pflag.Flag, typed string) Candidates
	Argument func(typed string) Candidates
}

// Print prints the script of shell, or where there are words what may stand for the
// last of them, in the form that the script reads: a first line has the paths, or "open",
// or nothing, then comes a line for each candidate.
func (c Command) Print(out io.Writer, shell string, words []string) error {
	text, err := script(shell, c.Name)
	if err != nil {
		return err
	}
	if len(words) > 0 {
		text = c.answer(shell, words)
	}
	_, err = io.WriteString(out, text)
	return err
}

// answer returns what may stand for the last of words.
func (c Command) answer(shell string, words []string) string {
	line := commandLine{words: words}
	if shell == "bash" {
		line = splitBash(words)
	}
	found := c.candidates(line.words)
	state := string(found.Paths)
	if found.Open {
		state = "open"
	}
	var b strings.Builder
	fmt.Fprintln(&b, state)
	for _, candidate := range found.Words {
		if strings.ContainsFunc(candidate.Word+candidate.About, isControl) {
			continue // a line has one
		}
		switch shell {
		case "bash":
			if word, ok := line.replacement(candidate.Word); ok {
				fmt.Fprintln(&b, word)
			}
		case "zsh":
			fmt.Fprintln(&b, strings.TrimSuffix(colons.Replace(candidate.Word)+":"+candidate.About, ":"))
		default:
			fmt.Fprintln(&b, strings.TrimSuffix(candidate.Word+"\t"+candidate.About, "\t"))
		}
	}
	return b.String()
}

// colons escapes those that zsh's _describe would take for the end of a word.
var colons = strings.NewReplacer(`\`, `\\`, ":", `\:`)

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// candidates returns what may stand for the last of words.
func (c Command) candidates(words []string) Candidates {
	if len(words) == 0 {
		words = []string{""}
	}
	before, typed := words[:len(words)-1], words[len(words)-1]
	var flag *pflag.Flag // whose value is next
	for i, word := range before {
		switch {
		case flag != nil:
			c.Flags.Set(flag.Name, word) // what is no value is none
			flag = nil
		case word == "--":
			return c.Argument(typed)
		default:
			flag = c.flagOf(before[i])
		}
	}
	if flag != nil {
		return c.Value(flag, typed)
	}
	if name, value, ok := strings.Cut(typed, "="); ok && strings.HasPrefix(typed, "-") {
		if flag := c.lookup(name); flag != nil && flag.NoOptDefVal == "" {
			return c.Value(flag, value).Under(name + "=")
		}
		return Candidates{}
	}
	if strings.HasPrefix(typed, "-") {
		return c.flags(typed)
	}
	return c.Argument(typed)
}

// flagOf sets the flag that word is, with its value if that is a part of word, and
// returns the flag whose value is the next word, nil if none is.
func (c Command) flagOf(word string) *pflag.Flag {
	name, value, joined := strings.Cut(word, "=")
	flag := c.lookup(name)
	switch {
	case flag == nil:
		return nil
	case joined:
		c.Flags.Set(flag.Name, value)
	case flag.NoOptDefVal != "":
		c.Flags.Set(flag.Name, flag.NoOptDefVal)
	default:
		return flag
	}
	return nil
}

// lookup returns the flag of a word such as --name, -n or -qn, of which only the last
// can have a value; nil for any other word.
func (c Command) lookup(word string) *pflag.Flag {
	if name, ok := strings.CutPrefix(word, "--"); ok {
		return c.Flags.Lookup(name)
	}
	if len(word) < 2 || word[0] != '-' {
		return nil
	}
	var flag *pflag.Flag
	for i := 1; i < len(word); i++ {
		if flag = c.Flags.ShorthandLookup(word[i : i+1]); flag == nil || flag.NoOptDefVal == "" && i < len(word)-1 {
			return nil
		}
	}
	return flag
}

// flags returns the flags that begin as typed, without those that were given and can
// be given only once.
func (c Command) flags(typed string) (found Candidates) {
	c.Flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Changed && flag.Value.Type() != "stringArray" || flag.Hidden {
			return
		}
		if name := "--" + flag.Name; strings.HasPrefix(name, typed) {
			found.Words = append(found.Words, Candidate{name, Summary(flag)})
		}
	})
	return found
}

// Summary returns the first sentence of what is said about flag.
func Summary(flag *pflag.Flag) string {
	_, about := pflag.UnquoteUsage(flag)
	first, _, _ := strings.Cut(about, ". ")
	return strings.TrimSuffix(first, ".")
}

// Begin returns those of c that begin as typed.
func (c Candidates) Begin(typed string) Candidates {
	c.Words = slices.DeleteFunc(slices.Clone(c.Words), func(w Candidate) bool { return !strings.HasPrefix(w.Word, typed) })
	return c
}

// Among returns those of all that begin as typed.
func Among(all []string, typed string) (found Candidates) {
	for _, word := range all {
		if strings.HasPrefix(word, typed) {
			found.Words = append(found.Words, Candidate{Word: word})
		}
	}
	return found
}

// List returns those of all that begin as the last one of a list typed with commas, and
// are not in it.
func List(all []string, typed string) Candidates {
	at := strings.LastIndexByte(typed, ',') + 1
	before := strings.Split(typed[:at], ",")
	left := slices.DeleteFunc(slices.Clone(all), func(word string) bool { return slices.Contains(before, word) })
	return Among(left, typed[at:]).Under(typed[:at])
}

// Under returns c behind what stands before it in the same word.
func (c Candidates) Under(before string) Candidates {
	for i := range c.Words {
		c.Words[i].Word = before + c.Words[i].Word
	}
	return c
}
