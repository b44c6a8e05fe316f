package browser

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

var update = flag.Bool("update", false, "write the pictures of the pages in docs/pages")

// shots are the pages with pictures in docs/pages, by name.
var shots = map[string]string{
	"home":     "",
	"search":   "search?q=lantern",
	"note":     "note/Pier/2023/2023-03-14-pier.md?line=14",
	"team":     "team/Beacon",
	"meetings": "meetings?year=2023",
}

// TestPictures takes the pictures of the pages, wide and narrow, light and dark. Their bytes
// depend on the fonts of the machine, so it checks only that there is one of each.
func TestPictures(t *testing.T) {
	const dir = "../../docs/pages"
	s := serve(t, notes)
	ctx := open(t)
	for _, width := range []int64{1280, 390} {
		height := map[int64]int64{1280: 800, 390: 844}[width]
		for _, scheme := range []string{"light", "dark"} {
			for name, address := range shots {
				file := filepath.Join(dir, name+map[int64]string{1280: "", 390: "-narrow"}[width]+"-"+scheme+".png")
				if !*update {
					if _, err := os.Stat(file); err != nil {
						t.Errorf("%v; make it with: go test -run TestPictures -update", err)
					}
					continue
				}
				var picture []byte
				do(t, ctx, emulation.SetDeviceMetricsOverride(width, height, 1, false), colours(scheme), visit(s.address+address),
					chromedp.CaptureScreenshot(&picture))
				if err := os.WriteFile(file, picture, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
