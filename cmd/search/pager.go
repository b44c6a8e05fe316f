package main

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

// A pager is standard output. At a terminal it holds an answer back until all of it is
// there, and then prints it, or until it is longer than the screen, and then gives it
// to a program such as less. So a short answer starts no program.
type pager struct {
	out, stderr   io.Writer
	width, height int    // of the screen; the height is 0 where there is none, or none is known
	command       string // the program; "" where a long answer is printed as it is

	direct  bool   // whether what is written is printed at once
	held    []byte // what is not printed, or may not have been read by the program
	program *exec.Cmd
	input   io.WriteCloser // of the program, while it runs
	failure error          // why the program did not start
}

// newPager returns the pager for an answer that goes to stdout, which is s.
func newPager(stdout, stderr io.Writer, s screen) *pager {
	return &pager{out: stdout, stderr: stderr, width: s.width, height: s.height, direct: s.height == 0}
}

// pagerCommand returns the program for long answers that the environment names, by the
// rules of git. It is "" where there is to be none.
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
		return "" // where less stops to warn
	}
	if runtime.GOOS == "windows" {
		// It comes without less, and its more garbles what is not ASCII.
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

// mostHeld is more than a pipe holds. A program that has been given so much has read
// some of it.
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

// rows returns how many rows of the screen take what is held.
func (p *pager) rows() int { return rowsOf(p.held, p.width) }

// printHeld prints what is held, and has what follows be printed at once.
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
	// An interrupt is for the program: less stops what it does. Were search to end, less
	// and the shell would both read what is typed.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt)
	return p.program.Start()
}

// programOf returns what runs command, which a shell reads where it is more than a name.
func programOf(command string) *exec.Cmd {
	if runtime.GOOS != "windows" {
		if strings.ContainsAny(command, "|&;<>()$`\\\"' \t\n*?[#~=%") {
			return exec.Command("sh", "-c", command)
		}
		return exec.Command(command)
	}
	if _, err := exec.LookPath(command); err == nil {
		return exec.Command(command) // even with blanks: C:\Program Files
	}
	words := strings.Fields(command)
	return exec.Command(words[0], words[1:]...)
}

// wait waits until the program ends, and says whether it never started: whether a
// shell has not found it.
func (p *pager) wait() (missing bool) {
	p.input.Close()
	p.input = nil
	p.program.Wait()
	if code := p.program.ProcessState.ExitCode(); p.held == nil || code != 126 && code != 127 {
		return false
	}
	p.failure = errors.New("the shell cannot run it")
	return true
}

// Close prints what is held, or waits until the program ends.
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
