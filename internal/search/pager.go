package search

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
)

// A pager is standard output. At a terminal it holds the answer back until it is
// complete, and then prints it. If the answer becomes longer than the screen, it goes to
// a program such as less. So a short answer does not start a program.
type pager struct {
	out, stderr   io.Writer
	width, height int    // of the screen; height is 0 if there is no screen, or its height is unknown
	command       string // the program; "" to print a long answer without one

	delivered func() error // called after Close, when all of the answer is written; may be nil

	direct  bool   // whether to print at once
	held    []byte // text that is not printed, or that the program may not have read
	program *exec.Cmd
	input   io.WriteCloser // input of the program while it runs
	failure error          // why the program did not start
}

// newPager returns a pager for an answer that goes to stdout. s describes stdout.
func newPager(stdout, stderr io.Writer, s screen) *pager {
	return &pager{out: stdout, stderr: stderr, width: s.width, height: s.height, direct: s.height == 0}
}

// pagerCommand returns the program for long answers from the environment, by the rules of
// git. It returns "" for none.
func pagerCommand(lookup func(string) (string, bool)) string {
	for _, name := range []string{"MINUTES_PAGER", "PAGER"} {
		if command, ok := lookup(name); ok {
			if command = strings.TrimSpace(command); command == "cat" {
				return ""
			}
			return command
		}
	}
	if kind, _ := lookup("TERM"); terminalKind(kind) == "dumb" {
		return "" // less would stop to print a warning
	}
	if runtime.GOOS == "windows" {
		// Windows has no less, and its more garbles text that is not ASCII.
		if _, err := exec.LookPath("less"); err != nil {
			return ""
		}
	}
	return "less"
}

func (p *pager) Write(text []byte) (int, error) {
	if p.direct {
		return p.out.Write(text)
	}
	if err := p.page(text); err != nil {
		return 0, err
	}
	return len(text), nil
}

// mostHeld is larger than the buffer of a pipe. A program that has been sent more than
// this has read some of it.
const mostHeld = 1 << 20

func (p *pager) page(text []byte) error {
	if p.program == nil || p.held != nil {
		p.held = append(p.held, text...)
	}
	if p.program == nil {
		if p.rows() < p.height { // the prompt takes a row
			return nil
		}
		if p.command == "" {
			return p.printHeld()
		}
		if p.failure = p.start(); p.failure != nil {
			return p.printHeld()
		}
		text = p.held
	}
	if p.input == nil {
		return syscall.EPIPE // the program has ended
	}
	_, err := p.input.Write(text)
	if len(p.held) > mostHeld {
		p.held = nil
	}
	if err != nil && p.wait() {
		return p.printHeld()
	}
	return err
}

// rows returns how many rows of the screen the held text takes.
func (p *pager) rows() int { return rowsOf(p.held, p.width) }

// printHeld prints the held text. From then on, text is printed at once.
func (p *pager) printHeld() error {
	text := p.held
	p.direct, p.held = true, nil
	_, err := p.out.Write(text)
	return err
}

// start starts the program.
func (p *pager) start() (err error) {
	p.program = programOf(p.command)
	p.program.Stdout, p.program.Stderr = p.out, p.stderr
	p.program.Env = os.Environ()
	// So that they show colours, and letters in any locale: notes are printed in UTF-8.
	for _, is := range [][2]string{{"LESS", "FRX"}, {"LV", "-c"}, {"LESSCHARSET", "utf-8"}} {
		if _, ok := os.LookupEnv(is[0]); !ok {
			p.program.Env = append(p.program.Env, is[0]+"="+is[1])
		}
	}
	if p.input, err = p.program.StdinPipe(); err != nil {
		return err
	}
	// An interrupt is for the program: less then stops what it is doing. If search ended
	// too, less and the shell would both read the keyboard.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	return p.program.Start()
}

// programOf returns the command that runs the program. If command is more than a name, a
// shell runs it.
func programOf(command string) *exec.Cmd {
	if runtime.GOOS != "windows" {
		if strings.ContainsAny(command, "|&;<>()$`\\\"' \t\n*?[#~=%") {
			return exec.Command("sh", "-c", command)
		}
		return exec.Command(command)
	}
	if _, err := exec.LookPath(command); err == nil {
		return exec.Command(command) // even with spaces: C:\Program Files
	}
	words := strings.Fields(command)
	return exec.Command(words[0], words[1:]...)
}

// wait waits until the program ends. It returns true if the shell could not start it.
func (p *pager) wait() (missing bool) {
	p.input.Close()
	p.input = nil
	_ = p.program.Wait() // the exit code says more
	if code := p.program.ProcessState.ExitCode(); p.held == nil || code != 126 && code != 127 {
		return false
	}
	p.failure = errors.New("the shell cannot run it")
	return true
}

// Close prints the held text, or waits until the program ends.
func (p *pager) Close() (err error) {
	switch {
	case p.direct:
	case p.program == nil:
		err = p.printHeld()
	case p.input != nil && p.wait():
		err = p.printHeld()
	}
	if p.failure != nil {
		why := p.failure
		if e, ok := errors.AsType[*exec.Error](why); ok {
			why = e.Err // without the name
		}
		fmt.Fprintf(wrapping(p.stderr), "search: cannot start the pager %q: %v; set MINUTES_PAGER, or write --no-pager\n", p.command, why)
	}
	return err
}
