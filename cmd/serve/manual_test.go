package main

import (
	"flag"
	"testing"

	"minutes/internal/manual"
)

var update = flag.Bool("update", false, "rewrite the manual")

func TestManual(t *testing.T) {
	manual.Check(t, "../../docs/man", "serve.1", (&flagSet{}).flags(), nil, *update)
}

func TestHelp(t *testing.T) { manual.CheckHelp(t, usage, (&flagSet{}).flags()) }
