package browser

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestAxe checks all pages with axe-core, light and dark, wide and narrow. AXE is the path
// of its script; the test is skipped without, and fails where CI=true.
func TestAxe(t *testing.T) {
	script, err := os.ReadFile(os.Getenv("AXE"))
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatalf("no axe-core: %v; set AXE to its axe.min.js", err)
	case err != nil:
		t.Skip("no axe-core; set AXE to its axe.min.js")
	}
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, page.SetBypassCSP(true)) // for the script of axe alone
	const run = `axe.run().then(r => r.violations.map(v => v.id + " (" + v.impact + "): " + v.nodes.map(n => n.html).join(" ")).join("\n"))`
	for _, width := range []int64{1280, 390} {
		for _, scheme := range []string{"light", "dark"} {
			for _, address := range pages {
				var violations string
				do(t, ctx, emulation.SetDeviceMetricsOverride(width, 844, 1, false), colours(scheme), visit(s.address+address),
					chromedp.Evaluate(string(script), nil),
					chromedp.Evaluate(run, &violations, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
				if violations != "" {
					t.Errorf("/%s, %s, %d pixels: %s", address, scheme, width, violations)
				}
			}
		}
	}
}

// listenTo collects the errors that the browser logs from now on. A page that is not there
// is no error.
func listenTo(ctx context.Context) func() []string {
	var mu sync.Mutex
	var errors []string
	chromedp.ListenTarget(ctx, func(event any) {
		text := ""
		switch event := event.(type) {
		case *runtime.EventExceptionThrown:
			text = event.ExceptionDetails.Error()
		case *log.EventEntryAdded:
			text = event.Entry.Text
		}
		if text != "" && !strings.Contains(text, "404") {
			mu.Lock()
			errors = append(errors, text)
			mu.Unlock()
		}
	})
	_ = chromedp.Run(ctx, log.Enable())
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		return errors
	}
}
