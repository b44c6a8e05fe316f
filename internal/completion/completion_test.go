package completion

import (
	"math/rand/v2"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

const breaks = " \t\n\"'><=;|&(:"

func TestSplitBash(t *testing.T) {
	for _, test := range []struct {
		line   string
		words  []string
		before string
		quote  byte
	}{
		{"search", nil, "", 0},
		{"search ", []string{""}, "", 0},
		{"search  --team\tg", []string{"--team", "g"}, "", 0},
		{"./search team:g", []string{"team:g"}, "team:", 0},
		{"search --team=g", []string{"--team=g"}, "--team=", 0},
		{`search -l Julz\ F`, []string{"-l", "Julz F"}, "", 0},
		{`search -l 'Julz F`, []string{"-l", "Julz F"}, "", '\''},
		{`search -l "Julz \"F`, []string{"-l", `Julz "F`}, "", '"'},
		{`search lead:\"ju`, []string{`lead:"ju`}, "lead:", 0},
		{`search 'lead:"julz f`, []string{`lead:"julz f`}, "", '\''},
		{`search --team="g`, []string{"--team=g"}, "--team=", '"'},
		{`search "a b"c`, []string{"a bc"}, "a b", 0},
		{`search '' x`, []string{"", "x"}, "", 0},
		{`search x\`, []string{`x\`}, "", 0},
		{"", nil, "", 0},
	} {
		got := splitBash([]string{test.line, breaks})
		if !slices.Equal(got.words, test.words) || got.before != test.before || got.quote != test.quote {
			t.Errorf("splitBash(%q) = %q, before %q, quote %q; want %q, %q, %q", test.line, got.words, got.before, got.quote, test.words, test.before, test.quote)
		}
	}
}

// When bash reads a replacement, the result is the completed word.
func TestReplacement(t *testing.T) {
	bash, _ := exec.LookPath("bash")
	random := rand.New(rand.NewPCG(8, 8))
	var lines, wants []string
	for _, start := range []string{"", "'", `"`, "x=", `x="`, "x:'", `x\ `} {
		for range 60 {
			word := []byte("x: "[:random.IntN(4)])
			for range random.IntN(8) {
				word = append(word, " \"'$`\\&|;<>()[]{}*?!#~=:,ab\xc3\xab"[random.IntN(29)])
			}
			line := splitBash([]string{"search " + start, breaks})
			full := line.before + strings.ToValidUTF8(string(word), "")
			rest, ok := line.replacement(full)
			if !ok {
				t.Fatalf("replacement(%q) fails after %q", full, start)
			}
			kept := start[:len(start)-len(typedAfter(start))] // bash replaces the rest
			whole := "search " + kept + rest
			if line.quote != 0 {
				whole += string(line.quote)
			}
			if got := splitBash([]string{whole, breaks}); len(got.words) != 1 || got.words[0] != full {
				t.Errorf("%q for %q is read as %q", whole, full, got.words)
			}
			lines, wants = append(lines, "printf '%s\\n' "+strings.TrimPrefix(whole, "search ")), append(wants, full)
		}
	}
	if bash == "" {
		t.Skip("without bash, it is not asked")
	}
	out, err := exec.Command(bash, "--norc", "-c", strings.Join(lines, "\n")).Output()
	if got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n"); err != nil || !slices.Equal(got, wants) {
		for i := range min(len(got), len(wants)) {
			if got[i] != wants[i] {
				t.Fatalf("bash reads %s as %q; want %q", lines[i], got[i], wants[i])
			}
		}
		t.Fatalf("bash reads %d words, %v; want %d", len(got), err, len(wants))
	}
}

// typedAfter returns the part of start after its last break or open quote.
func typedAfter(start string) string {
	if strings.HasSuffix(start, `\ `) {
		return start
	}
	return start[strings.LastIndexAny(start, "=:'\"")+1:]
}

func FuzzSplitBash(f *testing.F) {
	f.Add(`search 'lead:"julz f`, breaks)
	f.Add(`search --team="g\`, "")
	f.Fuzz(func(t *testing.T, line, breaks string) {
		got := splitBash([]string{line, breaks})
		for _, word := range got.words {
			if len(word) > len(line) {
				t.Errorf("splitBash(%q) has the word %q", line, word)
			}
		}
		if n := len(got.words); n > 0 && !strings.HasPrefix(got.words[n-1], got.before) {
			t.Errorf("splitBash(%q): %q is not before %q", line, got.before, got.words[n-1])
		}
	})
}

// command has a flag of each kind.
func command() Command {
	flags := pflag.NewFlagSet("x", pflag.ContinueOnError)
	flags.SortFlags = false
	flags.StringArrayP("team", "t", nil, "Of the team `NAME`. It is the whole name.")
	flags.BoolP("all", "a", false, "All.")
	flags.BoolP("quiet", "q", false, "")
	flags.String("index", "", "")
	return Command{
		Name: "x", Flags: flags,
		Value: func(flag *pflag.Flag, typed string) Candidates {
			if flag.Name == "index" {
				return Candidates{Paths: Folders}
			}
			return Among([]string{"garden", "gate", "of " + flags.Lookup("index").Value.String()}, typed)
		},
		Argument: func(typed string) Candidates {
			found := Among([]string{"word", "w:"}, typed)
			found.Open = true
			return found
		},
	}
}

func TestCandidates(t *testing.T) {
	for _, test := range []struct{ words, want string }{
		{"--team g", "garden gate"},
		{"-t ga", "garden gate"},
		{"-qt gar", "garden"},
		{"--team=gar", "--team=garden"},
		{"-t=gar", "-t=garden"},
		{"--all gar", ""},
		{"--all w", "word w:"},
		{"--all=x", ""},
		{"-a --team x w", "word w:"},
		{"--index here --team o", "of here"},
		{"--index=here -t o", "of here"},
		{"--index ", "folders"},
		{"-", "--team --all --quiet --index"},
		{"-a --a", ""},             // once is enough
		{"-t x --t", "--team"},     // may be given twice
		{"--team -- w", "word w:"}, // the value of the flag
		{"-- --t", ""},
		{"-- w", "word w:"},
		{"--none x", ""},
		{"-tgar", ""}, // the value must be a separate word
		{"-x", ""},
		{"", "word w:"},
	} {
		found := command().candidates(strings.Split(test.words, " "))
		var got []string
		for _, c := range found.Words {
			got = append(got, c.Word)
		}
		if found.Paths != NoPaths {
			got = append(got, string(found.Paths))
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("candidates(%s) = %q; want %s", test.words, got, test.want)
		}
	}
}

func TestAnswer(t *testing.T) {
	for _, test := range []struct {
		shell string
		words []string
		want  string
	}{
		{"fish", []string{"--t"}, "\n--team\tOf the team NAME\n"},
		{"zsh", []string{"--t"}, "\n--team:Of the team NAME\n"},
		{"zsh", []string{"w"}, "open\nword\nw\\:\n"},
		{"fish", []string{"w"}, "open\nword\nw:\n"},
		{"bash", []string{"x w", breaks}, "open\nword\nw:\n"},
		{"bash", []string{"x --team=g", breaks}, "\ngarden\ngate\n"},
		{"bash", []string{"x --team=g", ""}, "\n--team=garden\n--team=gate\n"},
		{"bash", []string{"x --index ", breaks}, "folders\n"},
	} {
		if got := command().answer(test.shell, test.words); got != test.want {
			t.Errorf("answer(%s, %q) = %q; want %q", test.shell, test.words, got, test.want)
		}
	}
}

// bash inserts what all candidates begin with, and that is never half of an escape.
func TestUndangled(t *testing.T) {
	for _, test := range []struct {
		quote        byte
		replacements string
		want         string
	}{
		{0, `julz\"|julz\ friedman\"`, "julz"},
		{0, `\"a|\ b`, ""}, // no candidate says "nothing"
		{0, `a\\"|a\\b`, ""},
		{0, `a\\\"|a\\\ b`, `a\\`},
		{0, `julz\"`, ""},
		{0, `julz|julz\ friedman`, ""},
		{'"', `a\"|a\$`, "a"},
		{'\'', `a\b|a\c`, ""},
	} {
		line := commandLine{quote: test.quote}
		if got := line.undangled(strings.Split(test.replacements, "|")); got != test.want {
			t.Errorf("undangled(%s) = %q; want %q", test.replacements, got, test.want)
		}
	}
}

func TestList(t *testing.T) {
	for _, test := range []struct{ typed, want string }{
		{"", "team lead year"},
		{"t", "team"},
		{"team,", "team,lead team,year"},
		{"team,year,l", "team,year,lead"},
		{"x,l", "x,lead"},
	} {
		var got []string
		for _, c := range List([]string{"team", "lead", "year"}, test.typed).Words {
			got = append(got, c.Word)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("List(%q) = %q; want %s", test.typed, got, test.want)
		}
	}
}
