package indexer

import (
	"regexp"
)

const (
	sep     = `[-_./ ]`
	month   = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)`
	nth     = `(\d{1,2})(?:st|nd|rd|th)?`
	until   = `(?:\s*(?:-|–|to|and|&|/)\s*\d{1,2}(?:st|nd|rd|th)?)?` // the end of a range, which is dropped
	century = `(?:19|20)\d\d`
)

// The forms of a date, most certain first. Their groups are y, m (a number), name (of a
// month) and d, or y and w (a week).
var dateForms = compileForms(
	`(?P<y>`+century+`)`+sep+`{1,3}(?P<m>\d{1,2})`+sep+`{1,3}(?P<d>\d{1,2})`,                                                    // 2018-06-26, 2018.6.26
	`(?P<y>`+century+`)(?P<m>\d\d)(?P<d>\d\d)(?:\d{4}|\d{6})?`,                                                                  // 20180626, perhaps with a time after it
	`(?P<y>`+century+`)[-_.]?(?P<m>\d\d)[-_.]?(?P<d>\d\d)`,                                                                      // 2019_0522
	`(?P<m>\d\d)(?P<d>\d\d)(?P<y>`+century+`)`,                                                                                  // 05222020
	`(?P<y>`+century+`),?`+sep+`*(?P<name>`+month+`)\.?,?`+sep+`*(?P<d>`+nth+`)`,                                                // 2018-jun-26
	`(?P<y>`+century+`)`+sep+`{1,3}\d{1,2}[-_. ](?P<name>`+month+`)`+sep+`{1,3}(?P<d>\d{1,2})`,                                  // 2018/06-Jun/26
	`(?P<d>`+nth+`)`+sep+`*(?P<name>`+month+`)\s*(?:-|–|to|until)\s*`+nth+sep+`*`+month+`\.?,?`+sep+`*(?P<y>`+century+`)`,       // 30 April – 2 May 2018
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)\s*(?:-|–|to|until)\s*`+month+`\.?`+sep+`*`+nth+`,?`+sep+`*(?P<y>`+century+`)`, // April 30 – May 2, 2018
	`(?P<d>`+nth+`)`+until+`,?`+sep+`*(?:of )?(?P<name>`+month+`)\.?,?`+sep+`*(?P<y>`+century+`)`,                               // 26-jun-2018, 26th of June 2018
	`(?P<name>`+month+`)[.,]?`+sep+`*(?P<d>`+nth+`)`+until+`(?:,\s*|`+sep+`+,?\s*)(?P<y>`+century+`)`,                           // March 29, 2016; june-26-2018
	`(?P<m>\d{1,2})`+sep+`{1,3}(?P<d>\d{1,2})`+sep+`{1,3}(?P<y>`+century+`)`,                                                    // 06-26-2018, 6/26/2018: month first
	`(?P<y>`+century+`)[-_ ]?W(?P<w>\d\d)`,                                                                                      // 2018-W26
)

// Forms that are dates in lines of text, but are too short to be dates in file names.
var shortForms = compileForms(
	`(?P<d>`+nth+`)[-\s./]*(?P<name>`+month+`)[-\s.,/]*['’]?(?P<y>\d\d)`,             // 26-Jun-18, 26 June '18
	`(?P<name>`+month+`)\.?\s*(?P<d>`+nth+`),?\s*['’](?P<y>\d\d)`,                    // June 26, '18
	`(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d\d)`,                                      // 6/26/18
	`(?:week|wk|cw|kw)\.?\s*(?P<w>\d{1,2})\b[\s,/(-]*(?P<y>`+century+`)`,             // week 26, 2018
	`(?P<y>`+century+`)[\s,:(-]*(?:calendar )?(?:week|wk|cw|kw)\.?\s*(?P<w>\d{1,2})`, // 2018, week 26
)

// Forms without a year. A folder or the title must give the year.
var yearlessForms = compileForms(
	`(?P<name>`+month+`)\.?`+sep+`*(?P<d>`+nth+`)`+until,          // may-22
	`(?P<d>`+nth+`)`+until+sep+`*(?:of )?(?P<name>`+month+`)`,     // 22 May
	`(?P<m>\d{1,2})[-_./](?P<d>\d{1,2})(?:(?:v|\+|&|to)\d{1,2})?`, // 05-17, 05-17v18
)

// Forms without a year that are dates in lines of text. There, "1.4" is a version and
// "8-9" a range.
var yearlessLineForms = append(yearlessForms[:2:2], compileForms(
	`(?P<m>\d{1,2})/(?P<d>\d{1,2})`, // 5/17
	`(?P<m>\d\d)-(?P<d>\d\d)`,       // 05-17
)...)

// Forms of a month alone.
var monthForms = compileForms(
	`(?P<y>`+century+`)`+sep+`{0,3}(?P<m>0[1-9]|1[0-2])`,                  // 2018-06
	`(?P<name>`+month+`)\.?,?`+sep+`*(?P<y>`+century+`)`,                  // June 2018
	`(?P<y>`+century+`)`+sep+`{0,3}(?:\d{1,2}[-_. ])?(?P<name>`+month+`)`, // 2018/06-Jun
	`(?P<m>0?[1-9]|1[0-2])[-_/](?P<y>`+century+`)`,                        // 06/2018
)

// compileForms compiles forms. A date may not touch a letter or a digit, except for a T
// and a time after it.
func compileForms(forms ...string) []*regexp.Regexp {
	var compiled []*regexp.Regexp
	for _, form := range forms {
		compiled = append(compiled, regexp.MustCompile(`(?i)(?:^|[^\pL\pN])(?P<date>`+form+`)(?:$|[^\pL\pN]|T\d)`))
	}
	return compiled
}
