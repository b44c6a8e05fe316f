// Package datephrase reads dates in words: in 2018, since June 2019, last quarter. It knows
// English, no index and no clock.
//
// Find reads the plain words of a query. It makes them tokens (token.go), and looks for dates
// among them (date.go, relative.go) with the prepositions before them (preposition.go). The
// words around a date may make it something else (context.go). A Phrase is what it finds
// (phrase.go). Its Values are those of a date: clause: values of the calendar (interval.go),
// or such as count back from dates of documents, which the caller has (when.go).
package datephrase
