// Package completion lets shells complete the arguments of a command. A shell reads a
// script once. The script then asks the command for the possible completions of the last
// word.
//
//	search --completion SHELL              prints the script for the shell
//	search --completion SHELL -- WORDS...  prints the completions of the last of WORDS
//
// The script for bash cannot pass on words as bash splits them. It passes two words: the
// line up to the cursor, and the characters at which bash breaks words
// ($COMP_WORDBREAKS).
package completion

import (
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// Shells lists the shells that have scripts.
var Shells = []string{"bash", "zsh", "fish"}

//go:embed scripts/bash
var bashScript string

//go:embed scripts/zsh
var zshScript string

//go:embed scripts/fish
var fishScript string

// script returns the script that makes shell complete command. It fails if shell is not
// in Shells.
func script(shell, command string) (string, error) {
	scripts := map[string]string{"bash": bashScript, "zsh": zshScript, "fish": fishScript}
	script, ok := scripts[shell]
	if !ok {
		return "", fmt.Errorf("unknown shell %q; the shells are %s", shell, strings.Join(Shells, ", "))
	}
	return strings.ReplaceAll(script, "COMMAND", command), nil
}

// A Candidate is a possible completion of a word.
type Candidate struct {
	Word  string
	About string // short description; may be ""
}

// Candidates are the possible completions of a word.
type Candidates struct {
	Words []Candidate
	Open  bool // whether the shell must not add a space, because the word may go on
	Paths Paths
}

// Paths says which paths are possible completions, in addition to words.
type Paths string

// The values of Paths.
const (
	NoPaths Paths = ""
	Files   Paths = "files" // and folders
	Folders Paths = "folders"
)

// A Command is a command whose arguments can be completed.
type Command struct {
	Name  string
	Flags *pflag.FlagSet // Print sets the flags before the last word
	// Value returns the completions of the value of a flag, and Argument those of an
	// argument. typed is the part that the user has typed.
	Value    func(flag *pflag.Flag, typed string) Candidates
	Argument func(typed string) Candidates
}

// Print prints the script of shell. If there are words, it prints the completions of the
// last word instead, in the form that the script reads: a line with the Paths, "open" or
// nothing, then one line per candidate. It fails if shell is not in Shells.
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

// answer returns the completions of the last of words in the form that the script reads.
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
	var replacements []string // in bash
	for _, candidate := range found.Words {
		if strings.ContainsFunc(candidate.Word+candidate.About, isControl) {
			continue // a candidate must fit on one line
		}
		switch shell {
		case "bash":
			if word, ok := line.replacement(candidate.Word); ok {
				fmt.Fprintln(&b, word)
				replacements = append(replacements, word)
			}
		case "zsh":
			fmt.Fprintln(&b, strings.TrimSuffix(colons.Replace(candidate.Word)+":"+candidate.About, ":"))
		default:
			fmt.Fprintln(&b, strings.TrimSuffix(candidate.Word+"\t"+candidate.About, "\t"))
		}
	}
	if short := line.undangled(replacements); short != "" {
		fmt.Fprintln(&b, short)
	}
	return b.String()
}

// colons escapes colons, which end the word for _describe in zsh.
var colons = strings.NewReplacer(`\`, `\\`, ":", `\:`)

func isControl(r rune) bool { return r < ' ' || r == 0x7f }

// candidates returns the completions of the last of words.
func (c Command) candidates(words []string) Candidates {
	if len(words) == 0 {
		words = []string{""}
	}
	before, typed := words[:len(words)-1], words[len(words)-1]
	var flag *pflag.Flag // whose value is next
	for i, word := range before {
		switch {
		case flag != nil:
			_ = c.Flags.Set(flag.Name, word) // a wrong value is ignored
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

// flagOf sets the flag in word. If word lacks the value that the flag needs, flagOf
// returns the flag: its value is the next word. Otherwise it returns nil.
func (c Command) flagOf(word string) *pflag.Flag {
	name, value, joined := strings.Cut(word, "=")
	flag := c.lookup(name)
	switch {
	case flag == nil:
		return nil
	case joined:
		_ = c.Flags.Set(flag.Name, value)
	case flag.NoOptDefVal != "":
		_ = c.Flags.Set(flag.Name, flag.NoOptDefVal)
	default:
		return flag
	}
	return nil
}

// lookup returns the flag in a word such as --name, -n or -qn; nil for any other word. Of
// several short flags, it returns the last, the only one that can take a value.
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

// flags returns the flags that begin with typed, without those that were given and can
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

// Summary returns the first sentence of the usage of flag, without its full stop.
func Summary(flag *pflag.Flag) string {
	_, about := pflag.UnquoteUsage(flag)
	first, _, _ := strings.Cut(about, ". ")
	return strings.TrimSuffix(first, ".")
}

// Begin returns the candidates of c that begin with typed.
func (c Candidates) Begin(typed string) Candidates {
	c.Words = slices.DeleteFunc(slices.Clone(c.Words), func(w Candidate) bool { return !strings.HasPrefix(w.Word, typed) })
	return c
}

// Among returns the words of all that begin with typed.
func Among(all []string, typed string) (found Candidates) {
	for _, word := range all {
		if strings.HasPrefix(word, typed) {
			found.Words = append(found.Words, Candidate{Word: word})
		}
	}
	return found
}

// List completes the last element of typed, a list separated by commas. It returns the
// words of all that are not in the list yet.
func List(all []string, typed string) Candidates {
	at := strings.LastIndexByte(typed, ',') + 1
	before := strings.Split(typed[:at], ",")
	left := slices.DeleteFunc(slices.Clone(all), func(word string) bool { return slices.Contains(before, word) })
	return Among(left, typed[at:]).Under(typed[:at])
}

// Under returns c with before added at the start of each word. It changes the words of c.
func (c Candidates) Under(before string) Candidates {
	for i := range c.Words {
		c.Words[i].Word = before + c.Words[i].Word
	}
	return c
}
