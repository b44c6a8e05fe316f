package browser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const (
	path     = "location.pathname"
	where    = "decodeURIComponent(location.search)"
	hitCount = "document.querySelectorAll('.hit').length"
)

// From a search over a facet and a note, and back to the same answer.
func TestSearchToNote(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, visit(s.address), chromedp.SendKeys("#q", "lantern"+kb.Enter), until(path+" === '/search'"), chromedp.WaitReady("footer"))
	do(t, ctx, chromedp.Evaluate("window.kept = true", nil), chromedp.Click("#team li:first-child a"), until(where+".includes('f=team:')"))
	is(t, ctx, "window.kept === true", true) // without a reload
	is(t, ctx, "document.querySelectorAll('.chips li').length", 1)
	is(t, ctx, "document.getElementById('said').textContent !== ''", true)
	var line string
	do(t, ctx, chromedp.Evaluate("new URL(document.querySelector('.hit .open').href).searchParams.get('line')", &line),
		chromedp.Click(".hit .open"), until(path+".startsWith('/note/')"), chromedp.WaitReady("footer"))
	is(t, ctx, "location.hash", "#L"+line)
	is(t, ctx, "document.getElementById('L"+line+"') !== null", true)
	do(t, ctx, chromedp.Evaluate("history.back()", nil), until(path+" === '/search'"), chromedp.WaitReady(".hit"))
	is(t, ctx, where+".includes('f=team:')", true)
	do(t, ctx, chromedp.Click(".chips a"), until("!"+where+".includes('f=team:')"))
}

// Everything by keys: the box, the hits, a facet.
func TestKeysAlone(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, visit(s.address), chromedp.KeyEvent(kb.Tab))
	is(t, ctx, "document.activeElement.getAttribute('href')", "#main") // the way past the head
	do(t, ctx, chromedp.KeyEvent("/"), until("document.activeElement.id === 'q'"),
		chromedp.KeyEvent("lantern"+kb.Enter), until(path+" === '/search'"), chromedp.WaitReady(".hit"))
	do(t, ctx, chromedp.KeyEvent("/"), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown))
	is(t, ctx, "document.activeElement === document.querySelectorAll('.hit .open')[1]", true)
	is(t, ctx, "getComputedStyle(document.activeElement).outlineStyle !== 'none'", true)
	do(t, ctx, chromedp.KeyEvent(kb.ArrowUp), chromedp.KeyEvent(kb.Enter), until(path+".startsWith('/note/')"))
	do(t, ctx, chromedp.Evaluate("history.back()", nil), until(path+" === '/search'"), chromedp.WaitReady("#team"),
		chromedp.Focus("#team li:first-child a"), chromedp.KeyEvent(kb.Enter), until(where+".includes('f=team:')"))
	is(t, ctx, "document.activeElement.closest('.facet').id", "team") // the focus stays
}

// Without the script, links and forms do the same.
func TestWithoutScript(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, network.Enable(), network.SetBlockedURLs([]string{"*.js"}), visit(s.address), chromedp.SendKeys("#q", "lantern"+kb.Enter), until("location.pathname === '/search'"), chromedp.WaitReady(".hit"))
	is(t, ctx, "document.documentElement.classList.contains('scripted')", false)
	at := func(want string) {
		t.Helper()
		var location string
		do(t, ctx, chromedp.Location(&location))
		if !strings.Contains(location, want) {
			t.Errorf("at %s; want %s", location, want)
		}
	}
	at("/search?q=lantern")
	do(t, ctx, chromedp.Click("#team li:first-child a"), chromedp.WaitReady(".chips"))
	at("f=team")
	do(t, ctx, chromedp.Click(".hit .open"), until("location.pathname.startsWith('/note/')"))
	at("/note/")
}

// A drag over the time line picks its months, and so do the bars.
func TestBrush(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, visit(s.address+"search?q=lantern"))
	var box []float64
	do(t, ctx, chromedp.Evaluate("(() => { const b = document.querySelector('.years').getBoundingClientRect(); return [b.left, b.top, b.width, b.height]; })()", &box))
	x := func(part float64) float64 { return box[0] + part*box[2] }
	y := box[1] + box[3]/3
	do(t, ctx,
		chromedp.MouseEvent(input.MousePressed, x(0.1), y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		chromedp.MouseEvent(input.MouseMoved, x(0.3), y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.MouseMoved, x(0.5), y, chromedp.ButtonLeft),
		chromedp.MouseEvent(input.MouseReleased, x(0.5), y, chromedp.ButtonLeft, chromedp.ClickCount(1)),
		until(where+".includes('date:')"))
	is(t, ctx, "/f=date:\\d{4}-\\d\\d\\.\\.\\d{4}-\\d\\d/.test("+where+")", true)
	is(t, ctx, hitCount+" > 0", true)
}

// The next request sees a new index.
func TestNewIndex(t *testing.T) {
	dir := t.TempDir()
	note := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	note("2031-05-14.md", "# Pier Council\n## Beacon - Ada Quist\n- the lantern is lit\n")
	s := serve(t, dir)
	ctx := open(t)
	do(t, ctx, visit(s.address+"search?q=lantern"))
	is(t, ctx, hitCount, 1)
	note("2031-06-11.md", "# Pier Council\n## Beacon - Ada Quist\n- a lantern of brass\n")
	s.build(t, dir)
	do(t, ctx, chromedp.Click(".sorts a"), until(where+".includes('sort=')"), until(hitCount+" === 2"))
}

// Dark colours follow the system.
func TestDark(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	const brightness = "getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0) / 3"
	for scheme, want := range map[string]string{"light": brightness + " > 200", "dark": brightness + " < 60"} {
		do(t, ctx, colours(scheme), visit(s.address))
		is(t, ctx, want, true)
	}
}

func colours(scheme string) chromedp.Action {
	return emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}})
}

// On a telephone nothing is wider than the screen, and facets are below the hits.
func TestNarrow(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, emulation.SetDeviceMetricsOverride(390, 844, 1, true))
	for _, page := range pages {
		do(t, ctx, visit(s.address+page))
		is(t, ctx, "document.documentElement.scrollWidth <= 390", true)
	}
	do(t, ctx, visit(s.address+"search?q=lantern"), chromedp.Click(".jump a"), until("location.hash === '#facets'"))
}

// Pages of hits, and the sort of the first page stays.
func TestPages(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, visit(s.address+"search?sort=oldest"), chromedp.Click(".pages a[rel=next]"), until(where+".includes('page=2')"))
	is(t, ctx, where+".includes('sort=oldest')", true)
	do(t, ctx, chromedp.Click(".pages a[rel=prev]"), until("!"+where+".includes('page=2')"))
}

// Names, meetings and help lead to answers.
func TestLinks(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, visit(s.address+"team/Beacon"))
	is(t, ctx, "document.querySelector('h1').textContent.includes('Beacon')", true)
	do(t, ctx, visit(s.address+"meetings"), chromedp.Click("main a[href*='/note/']"), until(path+".startsWith('/note/')"), chromedp.WaitReady("footer"))
	do(t, ctx, visit(s.address+"help"), chromedp.Click("main a[href*='/search?q=']"), until(path+" === '/search'"), chromedp.WaitReady(".summary"))
	is(t, ctx, hitCount+" > 0", true)
}

// A link to a hit is copied, whole, and said to be; where it cannot be, that is said.
func TestCopy(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	const said = "document.getElementById('said').textContent"
	// Browsers copy only for a person's click, which this is not.
	do(t, ctx, visit(s.address+"search?q=lantern"), chromedp.Evaluate("document.querySelector('.hit .copy').click()", nil), until(said+" !== ''"))
	is(t, ctx, said, "Not copied")
	do(t, ctx, browser.GrantPermissions([]browser.PermissionType{browser.PermissionTypeClipboardReadWrite}),
		chromedp.Click(".hit .copy"), until(said+" === 'Copied'"))
	var copied string
	do(t, ctx, chromedp.Evaluate("navigator.clipboard.readText()", &copied, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }))
	is(t, ctx, "document.querySelector('.hit .open').href", copied)
}

// On paper, hits fill the sheet: there are no boxes, facets or links that need a screen.
func TestPrint(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	do(t, ctx, visit(s.address+"search?q=lantern"), emulation.SetEmulatedMedia().WithMedia("print"))
	for _, part := range []string{".masthead", ".facets", ".range", ".copy", ".foot"} {
		is(t, ctx, "getComputedStyle(document.querySelector('"+part+"')).display", "none")
	}
	is(t, ctx, "document.querySelector('.hit').getBoundingClientRect().height > 0", true)
}

// Nothing but errors of the pages themselves would be logged; there are none.
func TestNoErrors(t *testing.T) {
	s := serve(t, notes)
	ctx := open(t)
	errors := listenTo(ctx)
	for _, page := range pages {
		do(t, ctx, visit(s.address+page))
	}
	for _, text := range errors() {
		t.Error(text)
	}
}

// pages are one of each kind.
var pages = []string{
	"", "search?q=lantern", "search?q=lantern&f=team:beacon&more=team", "search?q=zzzz", "search?q=" + "team:baecon",
	"note/Pier/2023/2023-03-14-pier.md?line=14", "team/Beacon", "person/Zo%C3%AB%20Lindqvist", "topic/Lantern", "meetings", "table?by=team:quarter", "digest", "help", "nothing-here",
}
